import type { Block, WordDocument } from '../../src/features/exporting/docx/document.ts';
import { lastWithW, REPORT, type Report } from './report-claims.ts';
import type { Place } from './results-file.ts';
import { CONCORDANCE, SIGNS, WARNINGS } from './summary-claims.ts';
import type { Tally } from './tally.ts';
import { numberTold, Sentences, type Told, textsUnder } from './told-sentences.ts';

/** Texts that are no sentences by themselves: captions, headers and cells of tables, words, lines of checklists. */
const NO_SENTENCES = [
  ...[
    'accord',
    'kindAnswer',
    'background',
    'caption',
    'cause',
    'charts',
    'delphistar',
    'from',
    'kindAim',
    'known',
    'none',
  ],
  ...[
    'perCent',
    'see',
    'table',
    'whyNull',
    'toWrite.facts',
    'toWrite.here',
    'method.scalePoint',
    'list.table',
  ],
  ...['people.panels', 'people.panelsNote', 'people.experts', 'people.items', 'people.background'],
  ...[
    'people.backgroundNote',
    'people.field',
    'people.value',
    'people.others',
    'rounds.table',
    'rounds.opened',
  ],
  ...['rounds.closed', 'rounds.closedBy', 'rounds.by', 'rounds.panels', 'rounds.persons', 'deviations.table'],
  ...['deviations.noReason', 'funnel.steps', 'funnel.units', 'funnel.left', 'items.table', 'items.round'],
  ...[
    'items.verdict',
    'items.meanSd',
    'items.measured',
    'method.aimOfKind',
    'items.kept',
    'items.dropped',
    'items.note',
    'w.table',
    'w.raters',
  ],
  ...['w.items', 'w.w', 'w.chi2', 'w.df', 'w.p', 'w.pPermutation', 'w.note', 'stability.table'],
  ...[
    'stability.change',
    'stability.changeCommon',
    'stability.unchanged',
    'attrition.table',
    'attrition.rate',
  ],
  ...[
    'attrition.raters',
    'final.table',
    'final.persons',
    'final.personsOf',
    'asked.panelInRound',
    'asked.cause',
  ],
  ...['asked.themesAnswer', 'asked.curationAnswer', 'limits.author', 'method.whyDelphi', 'people.criteria'],
  ...['checklists.no', 'checklists.asks', 'checklists.told', 'checklists.from', 'checklists.accordTable'],
  ...['checklists.delphistarTable'],
].map((name) => `report.${name}`);
/** Of what no simulated study has: reminders, orientations, backgrounds, criteria, themes, a study without rounds. */
const NOT_SIMULATED = [
  ...[
    'care.reminders',
    'care.reminderEffect',
    'care.briefed',
    'care.announced',
    'people.backgroundOf',
    'people.criteriaAre',
  ],
  ...['asked.themesAre', 'rounds.none', 'rules.open'],
].map((name) => `report.${name}`);

const isUnder = (names: readonly string[], key: string) =>
  names.some((name) => key === name || key.startsWith(`${name}.`));
export const REPORT_TEXTS = [...textsUnder('report')].filter(
  ([key]) => !isUnder(NO_SENTENCES, key) && !isUnder(NOT_SIMULATED, key),
);

const KIND = 'report.method.kind';
const OF_W = 'report.w.panel';
/** Reads like the heading above: it stands in another chapter. */
const WARNED = 'report.limits.panelRound';

/** The report takes these from the summary, without the sign before them. */
const OF_SUMMARY = { ...CONCORDANCE, ...SIGNS, ...WARNINGS };
const withoutSign = (text: string) => text.replace(/^\p{Extended_Pictographic}\ufe0f?\s*/u, '');
const SENTENCES = new Sentences([
  ...REPORT_TEXTS.filter(([key]) => key !== KIND && key !== WARNED),
  ...[...textsUnder('report.kindAim')].map(([key, aim]): [string, string] => {
    const answer = textsUnder('report.kindAnswer').get(key.replace('kindAim', 'kindAnswer'))!;
    return [KIND, `{{kind}}: ${aim} ${answer}`];
  }),
  ...textsUnder('protocol.answers.anonymity'),
  ...[...textsUnder('summary')]
    .filter(([key]) => key in OF_SUMMARY)
    .map(([key, text]) => [key, withoutSign(text)] as const),
]);

export const REPORT_CLAIMS: ReadonlySet<string> = new Set([
  ...Object.keys(REPORT),
  WARNED,
  'report.limits.noWarnings',
]);

/** The report says what the files have, and no more. */
export function checkReport(tally: Tally, document: WordDocument, report: Report): void {
  const { told, below } = read(document);
  const around = told.filter(
    ({ key }) => key in REPORT || !(key.startsWith('protocol.') || REPORT_CLAIMS.has(key)),
  );
  tally.check('report', REPORT, report, around);
  for (const place of lastWithW(report))
    tally.check(
      `report, W of ${place.panel.code}`,
      { ...CONCORDANCE, ...SIGNS },
      place,
      below(OF_W, place) ?? [],
    );
  let warned = 0;
  for (const place of report.places) {
    const where = `report, warnings of ${place.panel.code}, round ${place.round.number}`;
    const isDue = Object.values(WARNINGS).some((claim) => claim(place).length > 0);
    const own = below(WARNED, place);
    warned += isDue ? 1 : 0;
    tally.count(WARNED, isDue);
    if (isDue !== (own !== null)) tally.fail(where, `there are warnings: ${isDue}`);
    tally.check(where, WARNINGS, place, own ?? []);
  }
  const isNone = told.some(({ key }) => key === 'report.limits.noWarnings');
  tally.count('report.limits.noWarnings', warned === 0);
  if (isNone !== (warned === 0)) tally.fail('report', `${warned} rounds have warnings`);
}

/** All sentences, but for those of W and warnings, which stand below the heading of a panel and round. */
function read(document: WordDocument) {
  const told: Told[] = [];
  const apart: { heading: Told; sentences: Told[] }[] = [];
  let chapter = '';
  for (const block of document.blocks) {
    const isHeading = block.kind === 'heading';
    // The rules in words have tests of their own.
    if (chapter === 'report.rules.heading' && (isHeading ? block.level === 3 : block.kind === 'list'))
      continue;
    for (const one of textsOf(block).flatMap((text) => SENTENCES.inProse(text))) {
      if (isHeading && block.level < 3) chapter = one.key;
      const isWarned = one.key === OF_W && chapter === 'report.limits.warnings';
      const key = isWarned ? WARNED : one.key;
      if (key === OF_W || key === WARNED) apart.push({ heading: { ...one, key }, sentences: [] });
      if (key in OF_SUMMARY) apart.at(-1)?.sentences.push(one);
      else if (key !== WARNED) told.push(one);
    }
  }
  const below = (key: string, { panel, round }: Place) =>
    apart.find(
      ({ heading: { key: of, args } }) =>
        of === key && args['code'] === panel.code && numberTold(args['round']!)?.value === round.number,
    )?.sentences ?? null;
  return { told, below };
}

/** Tables, pictures and the title hold no sentences of the program's. */
function textsOf(block: Block): readonly string[] {
  if (block.kind === 'list') return block.lines;
  if (block.kind === 'contents') return [block.heading, block.note];
  return block.kind === 'paragraph' || block.kind === 'heading' || block.kind === 'toWrite'
    ? [block.text]
    : [];
}

import type { ReportProperty } from '../../../domain/study-draft.ts';
import { plain } from '../../../texts/i18n.ts';
import { listed } from '../../../texts/listed.ts';
import { spokenDigits } from '../../../texts/numerals.ts';
import { REPORT } from '../../../workbook/headers.ts';
import type { Block, TableCell } from '../docx/document.ts';
import {
  feedbackText,
  hasConcordance,
  isFedBack,
  kindNames,
  remindersText,
  seatsText,
} from './method-part.ts';
import type { ReportStudy } from './report-study.ts';
import { outcomeText, proposalsText } from './results-part.ts';
import { tableOf } from './tables.ts';

/** Numbers of the items of ACCORD (Gattrell et al. 2024, PLoS Medicine 21(1), e1004326), in its order. */
const ACCORD = [
  ...(['T1', 'I1', 'I2', 'I3', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10', 'M11'] as const),
  ...(['M12', 'M13', 'M14', 'M15', 'M16', 'M17', 'M18', 'M19', 'M20', 'M21'] as const),
  ...(['R1', 'R2', 'R3', 'R4', 'R5', 'D1', 'D2', 'O1', 'O2', 'O3'] as const),
] as const;

/** Numbers of the items of DELPHISTAR (Niederberger et al. 2024, PLoS ONE 19(8), e0304651). */
const DELPHISTAR = [
  ...([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    '10',
    '11',
    '12',
    '13',
    '14',
    '15',
    '16',
    '17',
    '18',
  ] as const),
  ...(['19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32', '33'] as const),
  ...(['34', '35', '36', '37', '38'] as const),
] as const;

type Accord = (typeof ACCORD)[number];
type Delphistar = (typeof DELPHISTAR)[number];

/** What is known for an item of a checklist; where nothing is, the author has to write. */
interface Filled {
  /** What the program itself knows. */
  readonly program?: string;
  /** Rows of the sheet `گزارش` that answer it. */
  readonly facts?: readonly ReportProperty[];
  /** Whether the author has to add something, whatever is known. */
  readonly more?: boolean;
}

/** Both reporting checklists, each item filled in where the answer is known and marked where the author must write. */
export function checklistPart(study: ReportStudy): Block[] {
  const known = knownOf(study);
  const accord = accordFilled(known);
  const delphistar = delphistarFilled(known);
  return [
    { kind: 'heading', level: 1, text: plain('report.checklists.heading') },
    { kind: 'paragraph', text: plain('report.checklists.about') },
    { kind: 'heading', level: 2, text: plain('report.checklists.accord') },
    checklist(
      plain('report.checklists.accordTable'),
      ACCORD.map((no) => rowOf(no, plain(`report.accord.${no}`), accord[no], study)),
    ),
    { kind: 'heading', level: 2, text: plain('report.checklists.delphistar') },
    checklist(
      plain('report.checklists.delphistarTable'),
      DELPHISTAR.map((no) =>
        rowOf(spokenDigits(no), plain(`report.delphistar.${no}`), delphistar[no], study),
      ),
    ),
    { kind: 'heading', level: 2, text: plain('report.checklists.sources') },
    {
      kind: 'list',
      lines: [plain('report.checklists.accordSource'), plain('report.checklists.delphistarSource')],
    },
  ];
}

interface Row {
  readonly no: string;
  readonly asks: string;
  readonly told: TableCell;
  readonly from: string;
}

function checklist(caption: string, rows: readonly Row[]): Block {
  return tableOf<Row>(
    caption,
    [
      { header: plain('report.checklists.no'), share: 1.4, of: ({ no }) => no },
      { header: plain('report.checklists.asks'), share: 4, of: ({ asks }) => asks },
      { header: plain('report.checklists.told'), share: 7, of: ({ told }) => told },
      { header: plain('report.checklists.from'), share: 2, of: ({ from }) => from },
    ],
    rows,
  );
}

function rowOf(
  no: string,
  asks: string,
  { program, facts = [], more = false }: Filled,
  study: ReportStudy,
): Row {
  const said = facts.flatMap((property) => {
    const text = study.facts.get(property);
    return text === undefined ? [] : [plain('report.fact', { name: REPORT[property], text })];
  });
  const missing = facts.filter((property) => !study.facts.has(property)).map((property) => REPORT[property]);
  const text = [...(program === undefined ? [] : [program]), ...said].join('\n');
  const isDone = text !== '' && missing.length === 0 && !more;
  const what =
    missing.length > 0
      ? plain('report.toWrite.facts', { names: listed(missing) })
      : plain('report.toWrite.here');
  const from = [
    ...(program === undefined ? [] : [plain('report.from.program')]),
    ...(said.length === 0 ? [] : [plain('report.from.workbook')]),
    ...(isDone ? [] : [plain('report.from.author')]),
  ];
  return { no, asks, told: isDone ? text : { text, toWrite: what }, from: from.join('\n') };
}

/** The sentences that fill both checklists, each built once. */
function knownOf(study: ReportStudy) {
  const { results, people, protocol, proposals, criteria, briefed, funnel } = study;
  const kinds = kindNames(study);
  const { final, deviations } = results;
  const byHand = final.filter(({ decided }) => decided === 'by_hand').length;
  const { persons } = people;
  const see = (section: string) => plain('report.see', { section });
  return {
    title: plain('report.known.title', { title: results.title, rounds: results.rounds }),
    seats: seatsText(study),
    recruitment: plain('report.known.recruitment', { persons }),
    criteria: criteria.length === 0 ? undefined : listed(criteria.map(({ text }) => text)),
    orientation: plain(briefed ? 'report.care.briefed' : 'report.care.notBriefed'),
    variant: plain('report.known.variant', {
      kinds: listed(kinds.map((kind) => plain(`summary.kind.${kind}`))),
      rounds: results.rounds,
    }),
    deviations:
      deviations.length === 0
        ? plain('report.deviations.none')
        : plain('report.known.deviations', { deviations: deviations.length }),
    question: plain('report.known.question', { items: protocol.items }),
    aims: kinds
      .map((kind) =>
        plain('report.method.aimOfKind', {
          kind: plain(`summary.kind.${kind}`),
          aim: plain(`report.kindAim.${kind}`),
        }),
      )
      .join('\n'),
    rule: see(plain('report.rules.heading')),
    again: againText(study),
    gathering: plain('report.care.gathering'),
    analysis: `${plain(hasConcordance(study) ? 'report.known.analysis' : 'report.known.analysisWithoutW')} ${proposalsText(proposals)}`,
    feedback: feedbackText(study),
    ...(isFedBack(study)
      ? { form: plain('report.known.form'), groups: plain('report.known.groups') }
      : { form: feedbackText(study), groups: feedbackText(study) }),
    anonymity: `${plain(`protocol.answers.anonymity.${protocol.rules.anonymity}`)} ${plain('report.care.anonymity')}`,
    byHand: `${byHand === 0 ? plain('report.known.noneByHand') : plain('report.final.byHand', { byHand })} ${proposalsText(proposals)}`,
    reminders: remindersText(study),
    language: plain('report.known.language'),
    dates: see(plain('report.rounds.heading')),
    attrition: see(plain('report.attrition.heading')),
    outcome: outcomeText(results),
    changed: plain('report.known.changed', {
      left: results.exclusions.length,
      reworded: results.items.filter(({ wordings }) => wordings.length > 1).length,
    }),
    limits: see(plain('report.limits.heading')),
    protocol: plain('report.rules.seal', { sha256: results.protocolSha256 }),
    rounds: plain('report.known.rounds', { rounds: results.rounds, maxRounds: protocol.rules.maxRounds }),
    stopping: see(plain('report.rules.heading')),
    dissent: plain('report.known.dissent'),
    weights: plain('report.known.weights'),
    course: funnel.steps.length > 0 ? see(plain('report.funnel.heading')) : undefined,
    results: see(plain('report.results.heading')),
    deadlines: plain('report.known.deadlines'),
  };
}

/** Whether what a panel kept was put to it once more. */
function againText(study: ReportStudy): string {
  if (study.results.rounds < 2) return plain('report.known.onlyOnce');
  return hasConcordance(study)
    ? `${plain('report.known.again')} ${plain('report.known.settledAgain')}`
    : plain('report.known.again');
}

type Known = ReturnType<typeof knownOf>;

/** An item that only the author can answer. */
const AUTHOR: Filled = {};

function accordFilled(known: Known): Readonly<Record<Accord, Filled>> {
  return {
    T1: { program: known.title, more: true },
    I1: AUTHOR,
    I2: { facts: ['aim', 'audience'] },
    I3: AUTHOR,
    M1: { facts: ['registration'] },
    M2: { facts: ['directedBy'] },
    M3: { program: [known.seats, known.criteria].filter(Boolean).join('\n'), facts: ['findingExperts'] },
    M4: { program: known.recruitment, facts: ['findingExperts'] },
    M5: AUTHOR,
    M6: { facts: ['sourceOfItems'], more: true },
    M7: AUTHOR,
    M8: { program: known.orientation, more: true },
    M9: { program: `${known.variant}\n${known.deviations}` },
    M10: { program: known.question },
    M11: { program: known.aims },
    M12: { program: known.rule, facts: ['whyThreshold'] },
    M13: { program: known.again },
    M14: { program: known.gathering },
    M15: { program: known.analysis },
    M16: { facts: ['pilot'] },
    M17: { program: known.feedback },
    M18: { program: known.anonymity },
    M19: { program: known.byHand, facts: ['directedBy'] },
    M20: { program: known.reminders, facts: ['reward'] },
    M21: { program: known.language, more: true },
    R1: { program: known.dates },
    R2: { program: known.deviations },
    R3: { program: `${known.seats}\n${known.attrition}` },
    R4: { program: known.outcome },
    R5: { program: known.changed },
    D1: { program: known.limits, more: true },
    D2: AUTHOR,
    O1: { facts: ['endorsedBy'] },
    O2: { facts: ['conflicts'] },
    O3: { facts: ['funder'] },
  };
}

function delphistarFilled(known: Known): Readonly<Record<Delphistar, Filled>> {
  return {
    1: { program: known.title, more: true },
    2: { program: known.title, more: true },
    3: AUTHOR,
    4: { facts: ['funder'] },
    5: { facts: ['team'] },
    6: { facts: ['team'], more: true },
    7: { facts: ['aim'], more: true },
    8: { program: known.protocol, facts: ['registration'] },
    9: AUTHOR,
    10: { facts: ['aim'] },
    11: { facts: ['findingExperts'], more: true },
    12: AUTHOR,
    13: { ...(known.criteria !== undefined && { program: known.criteria }), facts: ['findingExperts'] },
    14: { program: known.variant },
    15: { program: known.deviations },
    16: { program: known.attrition },
    17: { facts: ['findingExperts'] },
    18: { program: known.recruitment },
    19: { facts: ['sourceOfItems'] },
    20: { program: known.question },
    21: { program: known.rounds },
    22: { program: known.aims },
    23: { program: known.stopping, facts: ['whyThreshold'] },
    24: { program: known.feedback },
    25: { program: known.form },
    26: { program: known.groups },
    27: { program: known.dissent },
    28: { program: known.analysis },
    29: { program: known.rule },
    30: { program: known.weights },
    31: { ...(known.course !== undefined && { program: known.course }) },
    32: { program: known.deadlines, facts: ['events'] },
    33: { program: known.attrition },
    34: { program: known.results },
    35: { program: known.outcome, more: true },
    36: AUTHOR,
    37: AUTHOR,
    38: { program: known.limits, more: true },
  };
}

import type { JudgedItem } from '../../../domain/judged-round.ts';
import { stopRulesOf } from '../../../domain/verdict.ts';
import type { VerdictRules } from '../../../domain/verdict-rules.ts';
import { kindOf } from '../../../kinds/all.ts';
import type { Kind } from '../../../kinds/kind.ts';
import { concordanceTexts, signTexts } from '../../../kinds/told/concordance.ts';
import { meanText, signed } from '../../../messages/figures.ts';
import { plain } from '../../../texts/i18n.ts';
import { listed } from '../../../texts/listed.ts';
import { anyNumber, decimal, plainNumber } from '../../../texts/numerals.ts';
import { causeTexts, columnNames } from '../../funnel/funnel-message.ts';
import { stepName } from '../../funnel/funnel-xlsx.ts';
import type { FinalItem } from '../../items/load-final-list.ts';
import { concordanceFigure, whyNoConcordance } from '../concordance-figures.ts';
import type { Block } from '../docx/document.ts';
import {
  concordanceRoundsOf,
  coursesOf,
  type ItemCourse,
  type PanelRound,
  panelRoundsOf,
} from '../item-courses.ts';
import { panelTexts } from '../item-lives-xlsx.ts';
import type { PanelResults, RoundResults, StudyResults } from '../study-results.ts';
import { hasConcordance, kindNames } from './method-part.ts';
import { plainWords } from './plain-words.ts';
import type { ReportProposals, ReportStudy } from './report-study.ts';
import { figureText, likelihoodText, type ReportColumn, shareText, tableOf } from './tables.ts';

const SD_DIGITS = 2;
const W_DIGITS = 3;

/**
 * The chapter on the results, in the order of the article that the method comes from: services by unit, items, W, what
 * is left.
 */
export function resultsPart(study: ReportStudy): Block[] {
  const heading: Block = { kind: 'heading', level: 1, text: plain('report.results.heading') };
  if (study.results.rounds === 0)
    return [heading, { kind: 'paragraph', text: plain('report.rounds.none') }, ...funnelBlocks(study)];
  return [
    heading,
    ...funnelBlocks(study),
    ...itemBlocks(study),
    ...concordanceBlocks(study),
    ...attritionBlocks(study),
    ...proposalBlocks(study),
    ...finalBlocks(study),
    ...chartBlocks(study),
  ];
}

function funnelBlocks({ funnel, results }: ReportStudy): Block[] {
  const { units, columns, steps } = funnel;
  if (steps.every(({ entered }) => entered === 0)) return [];
  return [
    { kind: 'heading', level: 2, text: plain('report.funnel.heading') },
    tableOf(
      plain('report.funnel.steps'),
      [
        {
          header: plain('funnel.sheet.step'),
          share: 3,
          of: ({ step }) => stepName(step),
        },
        { header: plain('funnel.sheet.entered'), share: 2, of: ({ entered }) => anyNumber(entered) },
        { header: plain('funnel.sheet.left'), share: 2, of: ({ left }) => anyNumber(left) },
        {
          header: plain('funnel.sheet.after'),
          share: 2,
          of: ({ entered, left }) => anyNumber(entered - left),
        },
      ],
      steps,
    ),
    ...(units.length === 0
      ? []
      : [
          tableOf(
            plain('report.funnel.units'),
            [
              {
                header: plain('item.sheet.unit'),
                share: 4,
                of: ({ name }) => name ?? plain('funnel.part.noUnit'),
              },
              ...columnNames(columns).map((header, at) => ({
                ...{ header, share: 2 },
                of: ({ counts }: (typeof units)[number]) => anyNumber(counts[at]!),
              })),
            ],
            units,
          ),
        ]),
    ...(results.exclusions.length === 0
      ? []
      : [
          tableOf(
            plain('report.funnel.left'),
            [
              { header: plain('summary.sheet.code'), share: 2, of: ({ item }) => item.code },
              { header: plain('summary.sheet.title'), share: 4, of: ({ item }) => item.title },
              {
                header: plain('funnel.sheet.why'),
                share: 5,
                of: ({ item, causes }) => listed(causeTexts({ ...item, causes })),
              },
            ],
            results.exclusions,
          ),
        ]),
  ];
}

/** What the cells of the tables of items hold, by the kinds of rounds that the study had. */
function aboutItems(study: ReportStudy): string {
  const kinds = kindNames(study).map(kindOf);
  const has = (is: (kind: Kind) => boolean) => kinds.some(is);
  return [
    ...(has(({ ratings }) => ratings === 'numbers') ? [plain('report.items.means')] : []),
    ...(has(({ asks }) => asks === 'panel') ? [plain('report.items.places')] : []),
    ...(has(({ hasMeasure }) => hasMeasure === true) ? [plain('report.items.measures')] : []),
    ...(has(({ ratings, asks }) => ratings === 'words' && asks !== 'proposals')
      ? [plain('report.items.words')]
      : []),
    plain('report.items.all'),
  ].join(' ');
}

function itemBlocks(study: ReportStudy): Block[] {
  const { panels: all, measures } = study.results;
  const panels = all.filter(({ rounds }) => rounds.some(({ items }) => items.length > 0));
  if (panels.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: plain('report.items.heading') },
    { kind: 'paragraph', text: aboutItems(study) },
    ...panels.flatMap((panel): Block[] => [
      {
        kind: 'heading',
        level: 3,
        text: plain('report.items.panel', { name: panel.name, code: panel.code }),
      },
      tableOf(
        plain('report.items.table', { name: panel.name, code: panel.code }),
        itemColumns(panel, measures),
        coursesOf(panel),
        plain('report.items.note'),
      ),
    ]),
  ];
}

/** Counts and what they are measured by take more room than a mean. */
const SHARES = { numbers: 3, words: 5 };

function itemColumns(
  { rounds }: PanelResults,
  measures: StudyResults['measures'],
): ReportColumn<ItemCourse>[] {
  const drops = rounds.some(({ kind }) => kindOf(kind).dropsFrom !== 'nowhere');
  return [
    { header: plain('summary.sheet.code'), share: 2, of: ({ code }) => code },
    { header: plain('summary.sheet.title'), share: 5, of: ({ title }) => title },
    ...rounds
      .filter(({ items }) => items.length > 0)
      .map(({ number, kind }) => ({
        header: plain('report.items.round', { round: number, kind: plain(`summary.kind.${kind}`) }),
        share: SHARES[kindOf(kind).ratings],
        of: ({ code, rounds: course }: ItemCourse) => roundText(course.get(number), measures.get(code)),
      })),
    ...(drops
      ? [
          {
            ...{ header: plain('report.items.verdict'), share: 3 },
            of: ({ rounds: course }: ItemCourse) => verdictText(course),
          },
        ]
      : []),
  ];
}

function roundText(
  told: { readonly round: RoundResults; readonly item: JudgedItem } | undefined,
  measure: string | undefined,
): string {
  if (!told) return plain('report.none');
  const { round, item } = told;
  const kind = kindOf(round.kind);
  if (item.n === 0) return plain('report.whyNull.no_answers');
  if (kind.ratings === 'words') return kind.figures(item, round.rules) ?? plain('report.none');
  const spread = spreadText(item, round.rules);
  return kind.hasMeasure && measure ? plain('report.items.measured', { spread, measure }) : spread;
}

/** Mean and SD, such as «۴٫۱۲ (۰٫۸۳)». */
function spreadText(
  { mean, sd }: Pick<JudgedItem, 'mean' | 'sd'>,
  { keepsBy, neutralPoint }: Pick<VerdictRules, 'keepsBy' | 'neutralPoint'>,
): string {
  if (mean === null) return plain('report.none');
  const told = meanText(mean, keepsBy === 'mean' ? neutralPoint : null);
  return sd === null ? told : plain('report.items.meanSd', { mean: told, sd: decimal(sd, SD_DIGITS) });
}

function verdictText(course: ItemCourse['rounds']): string {
  const { item } = [...course.values()].at(-1)!;
  const why = plain(`summary.why.${item.why}`);
  return plain(item.kept ? 'report.items.kept' : 'report.items.dropped', { why });
}

function panelRoundColumns(): ReportColumn<PanelRound>[] {
  return [
    { header: plain('summary.sheet.panel'), share: 3, of: ({ panel }) => panel.name },
    { header: plain('summary.sheet.round'), share: 1, of: ({ round }) => plainNumber(round.number) },
  ];
}

type FigureName = Parameters<typeof concordanceFigure>[1];

function figureColumn(header: string, name: FigureName, digits: number, share = 2): ReportColumn<PanelRound> {
  return {
    ...{ header, share },
    of: ({ round }) =>
      figureText(concordanceFigure(round.concordance, name), digits, whyNoConcordance(round, name)),
  };
}

function likelihoodColumn(header: string, name: FigureName): ReportColumn<PanelRound> {
  return {
    ...{ header, share: 2 },
    of: ({ round }) =>
      likelihoodText(concordanceFigure(round.concordance, name), whyNoConcordance(round, name)),
  };
}

function changeColumn(header: string, name: FigureName): ReportColumn<PanelRound> {
  return {
    ...{ header, share: 2 },
    of: ({ round }) => {
      const change = concordanceFigure(round.concordance, name);
      return change === null
        ? figureText(null, W_DIGITS, whyNoConcordance(round, name))
        : signed(change, W_DIGITS);
    },
  };
}

function concordanceBlocks(study: ReportStudy): Block[] {
  if (!hasConcordance(study)) return [];
  const rows = concordanceRoundsOf(study.results);
  const { versions } = study.protocol;
  return [
    { kind: 'heading', level: 2, text: plain('report.w.heading') },
    { kind: 'paragraph', text: plain('report.w.about') },
    tableOf(
      plain('report.w.table'),
      [
        ...panelRoundColumns(),
        { header: plain('report.w.raters'), share: 1, of: ({ round }) => plainNumber(round.raters) },
        { header: plain('report.w.items'), share: 1, of: ({ round }) => plainNumber(round.items.length) },
        figureColumn(plain('report.w.w'), 'w', W_DIGITS),
        figureColumn(plain('report.w.chi2'), 'chi2', 2),
        figureColumn(plain('report.w.df'), 'df', 0, 1),
        likelihoodColumn(plain('report.w.p'), 'p'),
        likelihoodColumn(plain('report.w.pPermutation'), 'pPermutation'),
      ],
      rows,
      plain('report.w.note'),
    ),
    { kind: 'heading', level: 2, text: plain('report.stability.heading') },
    { kind: 'paragraph', text: plain('report.stability.about') },
    tableOf(
      plain('report.stability.table'),
      [
        ...panelRoundColumns(),
        changeColumn(plain('report.stability.change'), 'change'),
        changeColumn(plain('report.stability.changeCommon'), 'changeCommon'),
        {
          header: plain('report.stability.unchanged'),
          share: 2,
          of: ({ round }) => shareText(round.unchangedShare),
        },
        {
          header: plain('summary.sheet.verdict'),
          share: 3,
          of: ({ round }) => plain(`summary.status.${round.verdict}`),
        },
      ],
      rows,
    ),
    ...study.results.panels.flatMap((panel): Block[] => {
      const last = panel.rounds.findLast(({ concordance }) => concordance !== null);
      if (!last) return [];
      const lines = [...concordanceTexts(last), ...signTexts(last, stopRulesOf(last.rules, versions))];
      return [
        {
          kind: 'heading',
          level: 3,
          text: plain('report.w.panel', { name: panel.name, code: panel.code, round: last.number }),
        },
        ...lines.map((line): Block => ({ kind: 'paragraph', text: plainWords(line) })),
        {
          kind: 'paragraph',
          text: plain('report.stability.status', { status: plain(`summary.status.${panel.status}`) }),
        },
      ];
    }),
  ];
}

function attritionBlocks(study: ReportStudy): Block[] {
  return [
    { kind: 'heading', level: 2, text: plain('report.attrition.heading') },
    { kind: 'paragraph', text: plain('report.attrition.about') },
    tableOf(
      plain('report.attrition.table'),
      [
        ...panelRoundColumns(),
        { header: plain('summary.sheet.invited'), share: 2, of: ({ round }) => plainNumber(round.invited) },
        { header: plain('summary.sheet.answered'), share: 2, of: ({ round }) => plainNumber(round.answered) },
        {
          header: plain('report.attrition.rate'),
          share: 2,
          of: ({ round: { answered, invited } }) => shareText(invited === 0 ? null : answered / invited),
        },
        {
          header: plain('summary.sheet.submitted'),
          share: 2,
          of: ({ round }) => plainNumber(round.submitted),
        },
        {
          ...{ header: plain('report.attrition.raters'), share: 2 },
          of: ({ round: { kind, raters } }) =>
            kindOf(kind).asks === 'proposals' ? plain('report.none') : plainNumber(raters),
        },
      ],
      panelRoundsOf(study.results),
    ),
  ];
}

/** How many proposals there were, and what became of them. */
export function proposalsText({ waiting, ...proposals }: ReportProposals): string {
  if (proposals.made === 0) return plain('report.proposals.none');
  return [
    plain('report.proposals.made', proposals),
    ...(waiting > 0 ? [plain('report.proposals.waiting', { waiting })] : []),
  ].join(' ');
}

function proposalBlocks({ proposals, results, rounds }: ReportStudy): Block[] {
  // Where a round did nothing but call for proposals, nobody was asked besides.
  const asking = rounds.filter(({ kinds }) => kinds.some((kind) => kindOf(kind).asks !== 'proposals'));
  const asked = asking.flatMap(({ number: round }) => {
    const counts = results.openQuestions.get(round);
    if (!counts) return [];
    const { asked: experts, wrote } = counts;
    return wrote === 0
      ? plain('report.proposals.askedNobody', { round, experts })
      : plain('report.proposals.asked', { round, experts, wrote });
  });
  return [
    { kind: 'heading', level: 2, text: plain('report.proposals.heading') },
    {
      kind: 'paragraph',
      text: proposalsText(proposals),
    },
    ...(asked.length > 0 ? [{ kind: 'list', lines: asked } as const] : []),
  ];
}

/** The outcome of the final list; cases that did not occur are not mentioned. */
export function outcomeText({ final }: ReportStudy['results']): string {
  if (final.length === 0) return plain('report.final.none');
  const count = (decided: FinalItem['decided']) => final.filter((item) => item.decided === decided).length;
  const [open, byHand] = [count('open'), count('by_hand')];
  return [
    plain('report.final.counts', { items: final.length, kept: count('kept'), dropped: count('dropped') }),
    ...(open > 0 ? [plain('report.final.open', { open })] : []),
    ...(byHand > 0 ? [plain('report.final.byHand', { byHand })] : []),
  ].join(' ');
}

function personsText({ persons }: FinalItem, rules: ReportStudy['protocol']['rules']): string {
  if (persons === null) return plain('report.none');
  if (persons.n === 0) return plain('report.whyNull.no_answers');
  return plain('report.final.personsOf', { spread: spreadText(persons, rules), persons: persons.n });
}

function finalBlocks({ results, protocol }: ReportStudy): Block[] {
  const { final } = results;
  return [
    { kind: 'heading', level: 2, text: plain('report.final.heading') },
    { kind: 'paragraph', text: outcomeText(results) },
    ...(final.length === 0
      ? []
      : [
          tableOf<FinalItem>(
            plain('report.final.table'),
            [
              { header: plain('item.sheet.code'), share: 2, of: ({ code }) => code },
              { header: plain('item.sheet.title'), share: 5, of: ({ title }) => title },
              ...(final.some(({ unit }) => unit !== '')
                ? [{ header: plain('item.sheet.unit'), share: 3, of: ({ unit }: FinalItem) => unit }]
                : []),
              {
                header: plain('item.sheet.panels'),
                share: 3,
                of: panelTexts,
              },
              ...(final.some(({ persons }) => persons !== null)
                ? [
                    {
                      ...{ header: plain('report.final.persons'), share: 4 },
                      of: (item: FinalItem) => personsText(item, protocol.rules),
                    },
                  ]
                : []),
              {
                header: plain('item.sheet.decided'),
                share: 3,
                of: ({ decided }) => plain(`item.decided.${decided}`),
              },
            ],
            final,
          ),
        ]),
  ];
}

function chartBlocks({ charts }: ReportStudy): Block[] {
  if (charts.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: plain('report.charts.heading') },
    ...charts.map(({ png, caption }): Block => ({ kind: 'picture', png, caption })),
  ];
}

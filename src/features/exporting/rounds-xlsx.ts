import { concordanceStrength } from '../../domain/concordance-strength.ts';
import type { JudgedItem } from '../../domain/judged-round.ts';
import { columnsOf, kindOf, ROUND_COLUMNS } from '../../kinds/all.ts';
import { type ItemColumn, PER_CENT } from '../../kinds/item-column.ts';
import type { Kind } from '../../kinds/kind.ts';
import { plain } from '../../texts/i18n.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import { CONCORDANCE_FIGURES, concordanceFigure } from './concordance-figures.ts';
import { coursesOf, type ItemCourse, type PanelRound } from './item-courses.ts';
import type { PanelResults, RoundResults, StudyResults } from './study-results.ts';

const NARROW = 11;
/** Shown as papers print it; the cell holds the full figure. */
const PRINTED_P = '[<0.001]"< 0.001";0.000';

const which = (): SheetColumn<PanelRound>[] => [
  { header: plain('summary.sheet.panelCode'), width: NARROW, of: ({ panel }) => panel.code, asText: true },
  { header: plain('summary.sheet.panel'), width: 28, of: ({ panel }) => panel.name },
  { header: plain('summary.sheet.round'), width: NARROW, of: ({ round }) => round.number },
];

/** W, what it is based on and how certain it is, as a thesis prints it. */
export function concordanceColumns(): SheetColumn<PanelRound>[] {
  return [
    ...which(),
    { header: plain('summary.sheet.raters'), width: NARROW, of: ({ round }) => round.raters },
    { header: plain('summary.sheet.items'), width: NARROW, of: ({ round }) => round.items.length },
    { header: plain('summary.sheet.strength'), width: NARROW, of: ({ round }) => strengthText(round) },
    {
      ...{ header: plain('summary.sheet.pPrinted'), width: NARROW, format: PRINTED_P },
      of: ({ round }) => concordanceFigure(round.concordance, 'p'),
    },
    ...concordanceFigureColumns(CONCORDANCE_FIGURES),
  ];
}

/** The columns for a first look. */
export function mainConcordanceColumns(): SheetColumn<PanelRound>[] {
  const main: readonly string[] = ['w', 'p', 'pPermutation', 'change', 'changeCommon'];
  return concordanceFigureColumns(CONCORDANCE_FIGURES.filter(({ name }) => main.includes(name)));
}

function concordanceFigureColumns(figures: typeof CONCORDANCE_FIGURES): SheetColumn<PanelRound>[] {
  return figures.map(({ name, format }) => ({
    ...{ header: plain(`summary.sheet.${name}`), width: NARROW, format },
    of: ({ round }) => concordanceFigure(round.concordance, name),
  }));
}

function strengthText({ concordance }: RoundResults): string | null {
  const w = concordance?.w ?? null;
  return w === null ? null : plain(`summary.strength.${concordanceStrength(w)}`);
}

/** How many items count as agreed by the field's rules, and how opinion moved. */
export function agreementColumns(rows: readonly PanelRound[]): SheetColumn<PanelRound>[] {
  return [
    ...which(),
    { header: plain('summary.sheet.items'), width: NARROW, of: ({ round }) => round.items.length },
    ...roundFigureColumns(rows, ({ usesScale }) => usesScale),
    {
      ...{ header: plain('summary.sheet.unchangedShare'), width: NARROW, format: PER_CENT, ifAny: true },
      of: ({ round }) => round.unchangedShare,
    },
    ...concordanceFigureColumns(
      CONCORDANCE_FIGURES.filter(({ name }) => name === 'change' || name === 'changeCommon'),
    ),
    {
      header: plain('summary.sheet.verdict'),
      width: 16,
      of: ({ round }) => plain(`summary.status.${round.verdict}`),
    },
  ];
}

/** The whole round's figures that some of these kinds have. */
export function roundFigureColumns(
  rows: readonly PanelRound[],
  ofKind: (kind: Kind) => boolean,
): SheetColumn<PanelRound>[] {
  const kinds = rows.map(({ round }) => kindOf(round.kind)).filter(ofKind);
  const told = ROUND_COLUMNS.filter((column) =>
    kinds.some(({ roundColumns }) => roundColumns.includes(column)),
  );
  return told.map((column) => ({
    ...{ header: column.header(), width: 14, format: column.format },
    of: ({ round }) => (kindOf(round.kind).roundColumns.includes(column) ? column.of(round) : null),
  }));
}

interface ItemLine extends ItemCourse {
  readonly panel: PanelResults;
}

/** Each item of each panel once. */
export function itemLines({ panels }: StudyResults): ItemLine[] {
  return panels.flatMap((panel) => coursesOf(panel).map((course) => ({ ...course, panel })));
}

/** Items by rounds: the outcomes of all rounds, side by side. */
export function sideBySideColumns(
  lines: readonly ItemLine[],
  measures: StudyResults['measures'],
): SheetColumn<ItemLine>[] {
  const numbers = new Set(lines.flatMap(({ rounds }) => [...rounds.keys()]));
  const inOrder = [...numbers].sort((one, other) => one - other);
  return [
    { header: plain('summary.sheet.panelCode'), width: NARROW, of: ({ panel }) => panel.code, asText: true },
    { header: plain('summary.sheet.code'), width: NARROW, of: ({ code }) => code, asText: true },
    { header: plain('summary.sheet.title'), width: 50, of: ({ title }) => title },
    {
      ...{ header: plain('summary.sheet.measure'), width: NARROW, ifAny: true },
      of: ({ code, rounds }) =>
        [...rounds.values()].some(({ round }) => kindOf(round.kind).hasMeasure)
          ? (measures.get(code) ?? null)
          : null,
    },
    ...inOrder.flatMap((number) => roundColumns(number, lines)),
  ];
}

function roundColumns(round: number, lines: readonly ItemLine[]): SheetColumn<ItemLine>[] {
  const kinds = new Set(lines.flatMap(({ rounds }) => rounds.get(round)?.round.kind ?? []));
  const told = columnsOf([...kinds]).filter(({ isMain }) => isMain);
  const header = (figure: string) => plain('summary.sheet.inRound', { figure, round });
  const verdict = (of: (item: JudgedItem) => string): SheetColumn<ItemLine>['of'] => {
    return ({ rounds }) => {
      const item = rounds.get(round)?.item;
      return item ? of(item) : null;
    };
  };
  return [
    ...told.map((column) => ({
      ...{ header: header(column.header()), width: NARROW },
      ...(column.format === undefined ? {} : { format: column.format }),
      of: ({ rounds }: ItemLine) => figureIn(rounds.get(round), column),
    })),
    {
      ...{ header: header(plain('summary.sheet.kept')), width: NARROW },
      of: verdict(({ kept }) => plain(kept ? 'summary.sheet.yes' : 'summary.sheet.no')),
    },
    {
      ...{ header: header(plain('summary.sheet.why')), width: 18 },
      of: verdict(({ why }) => plain(`summary.why.${why}`)),
    },
  ];
}

function figureIn(
  told: { readonly round: RoundResults; readonly item: JudgedItem } | undefined,
  column: ItemColumn,
): number | null {
  if (!told || !kindOf(told.round.kind).columns.includes(column)) return null;
  const figure = column.of(told.item);
  return typeof figure === 'number' ? figure : null;
}

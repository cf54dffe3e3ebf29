import type { SheetLayout, Written } from '../../src/workbook/sheet-writer.ts';
import {
  type ItemOfFile,
  type PanelOfFile,
  type Place,
  type ProtocolFile,
  placesIn,
  type ResultsFile,
} from './results-file.ts';
import { strengthOf } from './summary-claims.ts';
import type { Tally } from './tally.ts';
import { numberTold, Sentences, textsUnder } from './told-sentences.ts';

const SHEET = textsUnder('summary.sheet');
const word = (key: string) => textsUnder(key.slice(0, key.indexOf('.'))).get(key)!;
const yesOrNo = (is: boolean) => word(`summary.sheet.${is ? 'yes' : 'no'}`);

/** A row of a sheet: a panel's round, or one of its items too. */
type Row = Place & { readonly item?: ItemOfFile };

/** A call for proposals has nothing to answer completely. */
const raters = ({ kind, raters: all }: Place['round']) => (kind === 'brainstorming' ? null : all);

/** The columns of words and counts, by their texts; all others are figures that the workbook's codebook names. */
const COLUMNS: Readonly<Record<string, (row: Row) => Written>> = {
  'summary.sheet.panelCode': ({ panel }) => panel.code,
  'summary.sheet.panel': ({ panel }) => panel.name,
  'summary.sheet.round': ({ round }) => round.number,
  'summary.sheet.kind': ({ round }) => word(`summary.kind.${round.kind}`),
  'summary.sheet.invited': ({ round }) => round.invited,
  'summary.sheet.answered': ({ round }) => round.answered,
  'summary.sheet.submitted': ({ round }) => round.submitted,
  'summary.sheet.onPaper': ({ round }) => round.on_paper.answers,
  'summary.sheet.raters': ({ round }) => raters(round),
  'summary.sheet.complete': ({ round }) => raters(round),
  'summary.sheet.measure': ({ item }) => item!.measure || null,
  'summary.sheet.items': ({ round }) => round.items.length,
  'summary.sheet.strength': ({ round }) => (round.kendall?.w == null ? null : strengthOf(round.kendall.w)),
  'summary.sheet.pPrinted': ({ round }) => round.kendall?.p ?? null,
  'summary.sheet.unchangedShare': ({ round }) => round.unchanged,
  'summary.sheet.verdict': ({ round }) => word(`summary.status.${round.status}`),
  'summary.sheet.code': ({ item }) => item!.code,
  'summary.sheet.title': ({ item }) => item!.title,
  'summary.sheet.noOpinion': ({ item }) => item!.no_opinion,
  'summary.sheet.kept': ({ item }) => yesOrNo(item!.kept),
  'summary.sheet.why': ({ item }) => word(`summary.why.${item!.why}`),
  'summary.sheet.ruleKept': ({ item }) => yesOrNo(item!.rule_kept),
  'summary.sheet.ruleWhy': ({ item }) => word(`summary.why.${item!.rule_why}`),
  'summary.sheet.standBy': ({ item }) => item!.stand_by,
};
const BY_HEADER = new Map(Object.entries(COLUMNS).map(([key, of]) => [SHEET.get(key)!, of]));
/** Headers with gaps, tried in this order. */
const PATTERNS = ['inRound', 'ofJudges', 'value'].map(
  (name) => new Sentences([...SHEET].filter(([key]) => key === `summary.sheet.${name}`)),
);

type Figures = Readonly<Record<string, unknown>>;

/** Every cell of the sheets of rounds and items holds what the file has at the key that the codebook names. */
export function checkWorkbook(
  tally: Tally,
  sheets: readonly SheetLayout[],
  { file, protocol }: { file: ResultsFile; protocol: ProtocolFile },
): void {
  const named = (key: string) => sheets.find(({ name }) => name === word(key));
  const keys = new Map(
    [...named('codebook.sheet.name')!.rows].map(([header, key]) => [String(header), String(key)]),
  );
  const places = placesIn(file, protocol);
  const withW = places.filter(({ round }) => round.kendall !== null);
  const check = (sheet: SheetLayout | undefined, rows: readonly Row[]) => {
    if (!sheet) {
      if (rows.length > 0) tally.fail('workbook', 'a sheet is missing');
      return;
    }
    if (sheet.rows.length !== rows.length)
      tally.fail(`sheet ${sheet.name}`, `${sheet.rows.length} rows, not ${rows.length}`);
    const cells = [...sheet.rows];
    for (const [at, row] of rows.entries()) checkRow(tally, sheet, cells[at] ?? [], row, keys);
  };
  check(named('summary.sheet.overview'), places);
  check(named('summary.sheet.concordance'), withW);
  check(named('summary.sheet.agreement'), withW);
  for (const panel of file.panels)
    check(
      sheets.find(({ name }) => name === panel.code),
      places
        .filter((place) => place.panel === panel)
        .flatMap((place) => place.round.items.map((item) => ({ ...place, item }))),
    );
  check(named('summary.sheet.sideBySide'), sideBySide(file, places));
}

/** Each item of each panel once, in the order in which its panel was asked. */
function sideBySide({ panels }: ResultsFile, places: readonly Place[]): Row[] {
  return panels.flatMap((panel: PanelOfFile) => {
    const own = places.filter((place) => place.panel === panel);
    const codes = [...new Set(own.flatMap(({ round }) => round.items.map(({ code }) => code)))];
    return codes.map((code) => {
      const asked = own.flatMap((place) =>
        place.round.items.filter((item) => item.code === code).map((item) => ({ ...place, item })),
      );
      const last = asked.at(-1)!;
      // The unit is that of a numeric round, whichever it was.
      const measured = asked.find(({ item }) => item.measure)?.item.measure;
      return measured === undefined ? last : { ...last, item: { ...last.item, measure: measured } };
    });
  });
}

function checkRow(
  tally: Tally,
  { name, columns }: SheetLayout,
  cells: readonly Written[],
  row: Row,
  keys: ReadonlyMap<string, string>,
): void {
  for (const [at, { header }] of columns.entries()) {
    const cell = cells[at] ?? null;
    const wanted = wantedIn(header, row, keys);
    if (wanted !== undefined) tally.count(`column ${header.replace(/[۰-۹]+/g, 'N')}`, wanted !== null);
    if (wanted === cell) continue;
    tally.fail(
      `sheet ${name}`,
      `${row.panel.code} ${row.round.number} ${row.item?.code}: «${header}» is ${cell}, not ${wanted}`,
    );
  }
}

/** Undefined for a header that nothing names. */
function wantedIn(header: string, row: Row, keys: ReadonlyMap<string, string>): Written | undefined {
  const words = BY_HEADER.get(header);
  if (words) return words(row);
  const key = keys.get(header);
  if (key !== undefined) return figureAt(key, row);
  const [told] = PATTERNS.flatMap((pattern) => pattern.one(header) ?? []);
  if (!told) return undefined;
  const { figure, round, value } = told.args;
  if (value !== undefined) return row.item!.counts[numberTold(value)!.value] ?? null;
  if (round === undefined) {
    const judges = row.item!.all_judges as unknown as Figures | null;
    return judges && written(judges[keys.get(figure!)!]);
  }
  const then = row.panel.rounds.find(({ number }) => number === numberTold(round)!.value);
  const item = then?.items.find(({ code }) => code === row.item!.code);
  return then && item ? wantedIn(figure!, { ...row, round: then, item }, keys) : null;
}

function figureAt(key: string, { round, item }: Row): Written {
  if (key.startsWith('kendall.')) {
    const figures = round.kendall as Figures | null;
    return figures && written(figures[key.slice('kendall.'.length)]);
  }
  const figures: Figures = item && key in item ? { ...item } : { ...round };
  return written(figures[key]);
}

function written(figure: unknown): Written {
  return typeof figure === 'boolean' ? yesOrNo(figure) : ((figure ?? null) as Written);
}

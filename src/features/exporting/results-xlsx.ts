import type { Deviation } from '../../domain/deviations.ts';
import type { JudgedItem } from '../../domain/judged-round.ts';
import { answersOf } from '../../domain/judging.ts';
import { countThemes } from '../../domain/reason-themes.ts';
import { columnsOf, kindOf } from '../../kinds/all.ts';
import { PER_CENT } from '../../kinds/item-column.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { plain } from '../../texts/i18n.ts';
import { deviationText } from '../../workbook/deviation-text.ts';
import {
  layOutSheet,
  type SheetColumn,
  type SheetLayout,
  type SheetPicture,
  type Written,
} from '../../workbook/sheet-writer.ts';
import { workbookParts } from '../../workbook/table-parts.ts';
import {
  exclusionColumns,
  reasonColumns,
  reasonsOf,
  stepColumns,
  themeColumns,
} from '../funnel/funnel-xlsx.ts';
import { zipPieces } from './archive.ts';
import { codebookColumns, codebookRows } from './codebook-xlsx.ts';
import { compositionColumns, compositionRows } from './composition-xlsx.ts';
import { concordanceRoundsOf, type PanelRound, panelRoundsOf } from './item-courses.ts';
import {
  finalColumns,
  placeColumns,
  placesOf,
  unitColumns,
  unitRows,
  wordingColumns,
  wordingsOf,
} from './item-lives-xlsx.ts';
import { attritionColumns, attritionRows, roleColumns, roleRows } from './participation-xlsx.ts';
import {
  agreementColumns,
  concordanceColumns,
  itemLines,
  mainConcordanceColumns,
  roundFigureColumns,
  sideBySideColumns,
} from './rounds-xlsx.ts';
import type { PanelResults, RoundResults, StudyResults } from './study-results.ts';

interface ItemRow {
  readonly round: RoundResults;
  readonly item: JudgedItem;
}

const NARROW = 11;
const LONGEST_SHEET_NAME = 31;

/**
 * `results.xlsx`: first what a thesis prints (rounds, W, agreement, items round by round, the funnel, the final list),
 * then a sheet for each panel with all figures of its items, and at the end departures from the protocol and the
 * codebook. Right to left, with headers frozen and each sheet one page wide.
 *
 * @param changedAt the file's own time, so that the same results give the same bytes
 */
export async function* resultsXlsx(
  results: StudyResults,
  charts: readonly SheetPicture[],
  changedAt: Date,
  zone: string,
): AsyncGenerator<Uint8Array> {
  const parts = await workbookParts(resultsSheets(results, charts, zone), changedAt);
  yield* zipPieces(parts, changedAt, zone);
}

/** Its sheets, in order. */
export function resultsSheets(
  results: StudyResults,
  charts: readonly SheetPicture[],
  zone: string,
): SheetLayout[] {
  const names = new Set<string>();
  const sheets: SheetLayout[] = [];
  const add = <Row>(title: string, columns: readonly SheetColumn<Row>[], rows: readonly Row[]) =>
    sheets.push({ ...layOutSheet(sheetName(title, names), columns, rows), isTable: true });
  const addAny: typeof add = (title, columns, rows) => (rows.length === 0 ? 0 : add(title, columns, rows));
  const concordance = concordanceRoundsOf(results);
  const lines = itemLines(results);
  if (results.isRehearsal)
    add(
      plain('rehearse.sheet'),
      [{ header: plain('rehearse.mark'), width: 90, of: String }],
      [plain('rehearse.about')],
    );
  if (results.rounds === 0) add(plain('summary.sheet.overview'), noRoundColumns(), [results]);
  addAny(plain('summary.sheet.overview'), overviewColumns(results), panelRoundsOf(results));
  addAny(plain('summary.sheet.concordance'), concordanceColumns(), concordance);
  addAny(plain('summary.sheet.agreement'), agreementColumns(concordance), concordance);
  addAny(plain('summary.sheet.sideBySide'), sideBySideColumns(lines, results.measures), lines);
  add(plain('funnel.sheet.steps'), stepColumns(), results.funnel);
  addAny(plain('funnel.sheet.exclusions'), exclusionColumns(), results.exclusions);
  const themes = countThemes(results.exclusions);
  addAny(plain('funnel.sheet.themesSheet'), themeColumns(), themes);
  addAny(
    plain('funnel.sheet.reasonsSheet'),
    reasonColumns(),
    themes.length > 0 ? reasonsOf(results.exclusions) : [],
  );
  addAny(plain('item.sheet.byUnit'), unitColumns(), unitRows(results));
  addAny(plain('item.sheet.final'), finalColumns(), results.final);
  addAny(plain('item.sheet.places'), placeColumns(), placesOf(results));
  addAny(plain('item.sheet.wordings'), wordingColumns(zone), wordingsOf(results));
  add(plain('summary.composition.sheet'), compositionColumns(), compositionRows(results));
  addAny(plain('summary.attrition.sheet'), attritionColumns(), attritionRows(results));
  addAny(plain('summary.roles.sheet'), roleColumns(), roleRows(results));
  for (const panel of results.panels) {
    const rows = panel.rounds.flatMap((round) => round.items.map((item) => ({ round, item })));
    addAny(panel.code, itemColumns(panel, results.measures), rows);
  }
  addAny(plain('protocol.deviations.sheet'), deviationColumns(zone), results.deviations);
  if (charts.length > 0) {
    const name = sheetName(plain('summary.sheet.charts'), names);
    sheets.push({ name, columns: [], rows: [], pictures: charts });
  }
  add(plain('codebook.sheet.name'), codebookColumns(), codebookRows());
  return sheets;
}

function deviationColumns(zone: string): SheetColumn<Deviation>[] {
  return [
    { header: plain('protocol.deviations.columns.at'), width: 28, of: ({ at }) => dateTimeText(at, zone) },
    {
      header: plain('protocol.deviations.columns.what'),
      width: 80,
      of: (deviation) => deviationText(deviation, zone),
    },
    { header: plain('protocol.deviations.columns.reason'), width: 60, of: ({ reason }) => reason },
  ];
}

/** What stands in the overview until a round is closed. */
function noRoundColumns(): SheetColumn<StudyResults>[] {
  return [{ header: plain('summary.sheet.overview'), width: 60, of: () => plain('report.rounds.none') }];
}

function overviewColumns(results: StudyResults): SheetColumn<PanelRound>[] {
  const isConcordant = concordanceRoundsOf(results).length > 0;
  const raters = plain(isConcordant ? 'summary.sheet.raters' : 'summary.sheet.complete');
  return [
    { header: plain('summary.sheet.panelCode'), width: NARROW, of: ({ panel }) => panel.code },
    { header: plain('summary.sheet.panel'), width: 28, of: ({ panel }) => panel.name },
    { header: plain('summary.sheet.round'), width: NARROW, of: ({ round }) => round.number },
    {
      header: plain('summary.sheet.kind'),
      width: NARROW,
      of: ({ round }) => plain(`summary.kind.${round.kind}`),
    },
    { header: plain('summary.sheet.invited'), width: NARROW, of: ({ round }) => round.invited },
    { header: plain('summary.sheet.answered'), width: NARROW, of: ({ round }) => round.answered },
    { header: plain('summary.sheet.submitted'), width: NARROW, of: ({ round }) => round.submitted },
    { header: plain('summary.sheet.onPaper'), width: NARROW, of: ({ round }) => round.onPaper.answers },
    {
      ...{ header: raters, width: NARROW, ifAny: true },
      of: ({ round }) => (kindOf(round.kind).asks === 'proposals' ? null : round.raters),
    },
    ...(isConcordant ? mainConcordanceColumns() : []),
    ...roundFigureColumns(panelRoundsOf(results), ({ usesScale }) => !usesScale),
    {
      header: plain('summary.sheet.unchangedShare'),
      width: NARROW,
      format: PER_CENT,
      ifAny: true,
      of: ({ round }) => round.unchangedShare,
    },
    {
      header: plain('summary.sheet.verdict'),
      width: 16,
      of: ({ round }) => plain(`summary.status.${round.verdict}`),
    },
  ];
}

function itemColumns(panel: PanelResults, measures: StudyResults['measures']): SheetColumn<ItemRow>[] {
  return [
    { header: plain('summary.sheet.round'), width: NARROW, of: ({ round }) => round.number },
    { header: plain('summary.sheet.code'), width: NARROW, of: ({ item }) => item.code },
    { header: plain('summary.sheet.title'), width: 60, of: ({ item }) => item.title },
    {
      ...{ header: plain('summary.sheet.measure'), width: NARROW, ifAny: true },
      of: ({ round, item }) => (kindOf(round.kind).hasMeasure ? (measures.get(item.code) ?? null) : null),
    },
    ...figureColumns(panel),
    { header: plain('summary.sheet.noOpinion'), width: NARROW, of: ({ item }) => item.noOpinion },
    ...valuesOf(panel).map((value) => ({
      header: plain('summary.sheet.value', { value: Number(value) }),
      width: NARROW,
      of: ({ item }: ItemRow) => item.counts[value] ?? null,
    })),
    {
      header: plain('summary.sheet.kept'),
      width: NARROW,
      of: ({ item }) => plain(item.kept ? 'summary.sheet.yes' : 'summary.sheet.no'),
    },
    { header: plain('summary.sheet.why'), width: 20, of: ({ item }) => plain(`summary.why.${item.why}`) },
    {
      header: plain('summary.sheet.ruleKept'),
      width: NARROW,
      of: ({ item }) => plain(item.ruled.kept ? 'summary.sheet.yes' : 'summary.sheet.no'),
    },
    {
      header: plain('summary.sheet.ruleWhy'),
      width: 20,
      of: ({ item }) => plain(`summary.why.${item.ruled.why}`),
    },
    {
      header: plain('summary.sheet.standBy'),
      width: NARROW,
      of: ({ round, item }) => round.standingBy.get(item.itemId) ?? 0,
    },
  ];
}

/**
 * Figures of the kinds of rounds that the panel had; a cell stays empty where its round's kind lacks the figure. Where
 * other panels judged items together with this one, the figures over all judges stand beside.
 */
function figureColumns({ rounds }: PanelResults): SheetColumn<ItemRow>[] {
  const figures = columnsOf(rounds.map(({ kind }) => kind)).map((column) => ({
    ...{ header: column.header(), width: NARROW, ifAny: true },
    ...(column.format === undefined ? {} : { format: column.format }),
    ...(column.note && { note: column.note() }),
    column,
    of: ({ round, item }: ItemRow) =>
      kindOf(round.kind).columns.includes(column) ? cellOf(column.of(item)) : null,
  }));
  const shared = new Set(
    rounds
      .filter(({ items }) => items.some(({ judgesCounts }) => judgesCounts !== null))
      .flatMap(({ kind }) => kindOf(kind).columns),
  );
  const ofJudges = figures
    .filter(({ column }) => shared.has(column))
    .map((figure) => ({
      ...figure,
      header: plain('summary.sheet.ofJudges', { figure: figure.header }),
      of: ({ round, item }: ItemRow) =>
        item.judgesCounts === null ? null : figure.of({ round, item: { ...item, ...answersOf(item) } }),
    }));
  return [...figures, ...ofJudges];
}

function cellOf(figure: number | boolean | null): Written {
  if (typeof figure !== 'boolean') return figure;
  return plain(figure ? 'summary.sheet.yes' : 'summary.sheet.no');
}

/** Every value that the panel's items could be given, ascending. */
function valuesOf({ rounds }: PanelResults): string[] {
  const values = new Set(rounds.flatMap(({ items }) => items.flatMap(({ counts }) => Object.keys(counts))));
  return [...values].sort((one, other) => Number(one) - Number(other));
}

/** A name that Excel accepts: without its reserved characters, short, and unique regardless of case. */
function sheetName(wanted: string, taken: Set<string>): string {
  const plainName =
    wanted
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || '-';
  let name = plainName.slice(0, LONGEST_SHEET_NAME);
  for (let ordinal = 2; taken.has(name.toLowerCase()); ordinal += 1) {
    const mark = ` ${ordinal}`;
    name = plainName.slice(0, LONGEST_SHEET_NAME - mark.length) + mark;
  }
  taken.add(name.toLowerCase());
  return name;
}

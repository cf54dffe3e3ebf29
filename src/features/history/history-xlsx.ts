import { TWO_DECIMALS } from '../../kinds/item-column.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { plain } from '../../texts/i18n.ts';
import { type ColumnLayout, workbookBytes } from '../../workbook/sheet-writer.ts';
import type { History, HistoryItem, HistoryPanel } from './history-message.ts';

interface Row {
  readonly panel: HistoryPanel;
  readonly item: HistoryItem;
}

interface Column extends ColumnLayout {
  readonly of: (row: Row) => string | number | null;
}

const NARROW = 11;
const WIDE = 45;

/** An expert's own answers by round beside the panel's figures: one sheet, right to left. */
export function historyXlsx({ panels }: History, zone: string): Promise<Uint8Array> {
  const columns = columnsIn(zone);
  const rows = panels.flatMap((panel) =>
    panel.items.map((item) => columns.map(({ of }) => of({ panel, item }))),
  );
  return workbookBytes([{ name: plain('history.file.sheet'), columns, rows }]);
}

function columnsIn(zone: string): Column[] {
  return [
    { header: headerOf('round'), width: NARROW, of: ({ panel }) => panel.round },
    { header: headerOf('panel'), width: 24, of: ({ panel }) => panel.panelName },
    { header: headerOf('code'), width: NARROW, of: ({ item }) => item.code },
    { header: headerOf('title'), width: WIDE, of: ({ item }) => item.title },
    { header: headerOf('own'), width: 18, of: ({ item }) => ownWords(item) },
    {
      header: headerOf('value'),
      width: NARROW,
      of: ({ item: { own } }) => (own !== null && own !== 'noOpinion' && own.isNumber ? own.value : null),
    },
    { header: headerOf('reason'), width: WIDE, of: ({ item }) => item.reason },
    {
      header: headerOf('answeredAt'),
      width: 30,
      of: ({ item: { answeredAt } }) => answeredAt && dateTimeText(answeredAt, zone),
    },
    {
      header: headerOf('mean'),
      width: NARROW,
      format: TWO_DECIMALS,
      of: ({ item: { panel } }) => meanOf(panel),
    },
    {
      header: headerOf('median'),
      width: NARROW,
      of: ({ item: { panel } }) => (panel && 'median' in panel ? panel.median : null),
    },
    { header: headerOf('answers'), width: NARROW, of: ({ item: { panel } }) => panel?.n ?? null },
    { header: headerOf('kept'), width: NARROW, of: ({ item }) => verdict(item) },
  ];
}

function headerOf(
  name:
    | 'round'
    | 'panel'
    | 'code'
    | 'title'
    | 'own'
    | 'value'
    | 'reason'
    | 'answeredAt'
    | 'mean'
    | 'median'
    | 'answers'
    | 'kept',
): string {
  return plain(`history.file.column.${name}`);
}

function ownWords({ own }: HistoryItem): string | null {
  if (own === null) return null;
  return own === 'noOpinion' ? plain('history.noOpinion') : own.words;
}

/** Of ratings, or of places. */
function meanOf(panel: HistoryItem['panel']): number | null {
  if (panel === null) return null;
  if ('place' in panel) return panel.place;
  return 'mean' in panel ? panel.mean : null;
}

function verdict({ kept, isByHand }: HistoryItem): string | null {
  if (kept === null) return null;
  if (isByHand) return plain(kept ? 'history.file.keptByHand' : 'history.file.droppedByHand');
  return plain(kept ? 'history.file.kept' : 'history.file.dropped');
}

import { dateTimeText } from '../../texts/dates.ts';
import { plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import type { FinalItem, WordedItem } from '../items/load-final-list.ts';
import type { StudyResults } from './study-results.ts';

const NARROW = 11;
const WIDE = 60;

/** The final list: what becomes of each item, and what each panel made of it. */
export function finalColumns(): SheetColumn<FinalItem>[] {
  return [
    { header: plain('item.sheet.code'), width: NARROW, of: ({ code }) => code, asText: true },
    { header: plain('item.sheet.title'), width: WIDE, of: ({ title }) => title },
    { header: plain('item.sheet.unit'), width: 24, of: ({ unit }) => unit },
    { header: plain('item.sheet.decided'), width: 28, of: ({ decided }) => plain(`item.decided.${decided}`) },
    { header: plain('item.sheet.panels'), width: WIDE, of: ({ panels }) => listed(panels.map(panelText)) },
  ];
}

function panelText({ code, kept }: FinalItem['panels'][number]): string {
  return plain(kept ? 'item.sheet.panelKept' : 'item.sheet.panelDropped', { panel: code });
}

interface WordingRow {
  readonly item: WordedItem;
  readonly wording: WordedItem['wordings'][number];
}

export function wordingsOf({ items }: StudyResults): WordingRow[] {
  return items.flatMap((item) => item.wordings.map((wording) => ({ item, wording })));
}

/** What items have said since when, and why; a new meaning is a new item, with those whose place it took. */
export function wordingColumns(zone: string): SheetColumn<WordingRow>[] {
  return [
    { header: plain('item.sheet.code'), width: NARROW, of: ({ item }) => item.code, asText: true },
    { header: plain('item.sheet.parents'), width: 20, of: ({ item }) => listed(item.parents) },
    { header: plain('item.sheet.version'), width: NARROW, of: ({ wording }) => wording.version },
    { header: plain('item.sheet.title'), width: WIDE, of: ({ wording }) => wording.title },
    { header: plain('item.sheet.at'), width: 30, of: ({ wording }) => dateTimeText(wording.at, zone) },
    { header: plain('item.sheet.reason'), width: WIDE, of: ({ wording }) => reasonText(wording.reason) },
  ];
}

/** A later workbook gives none. */
function reasonText(reason: string): string {
  return reason === 'workbook' ? plain('item.why.workbook') : reason;
}

import { PER_CENT, TWO_DECIMALS } from '../../kinds/item-column.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import type { SheetColumn } from '../../workbook/sheet-writer.ts';
import type { FinalItem, FinalPlace, WordedItem } from '../items/load-final-list.ts';
import type { StudyResults } from './study-results.ts';

const NARROW = 11;
const WIDE = 60;

/** The final list: what becomes of each item, with and without decisions by hand, and the ratings over all persons. */
export function finalColumns(): SheetColumn<FinalItem>[] {
  return [
    { header: plain('item.sheet.code'), width: NARROW, of: ({ code }) => code, asText: true },
    { header: plain('item.sheet.title'), width: WIDE, of: ({ title }) => title },
    { header: plain('item.sheet.unit'), width: 24, of: ({ unit }) => unit, ifAny: true },
    { header: plain('item.sheet.decided'), width: 28, of: ({ decided }) => plain(`item.decided.${decided}`) },
    { header: plain('item.sheet.ruled'), width: 28, of: ({ ruled }) => plain(`item.decided.${ruled}`) },
    { header: plain('item.sheet.byHand'), width: 40, of: ({ byHand }) => listed(byHand), ifAny: true },
    { header: plain('item.sheet.panels'), width: WIDE, of: panelTexts },
    {
      ...{ header: plain('item.sheet.persons'), width: NARROW, ifAny: true },
      of: ({ persons }) => persons?.n ?? null,
    },
    {
      header: plain('item.sheet.personsMean'),
      width: NARROW,
      ifAny: true,
      of: ({ persons }) => persons?.mean ?? null,
      format: TWO_DECIMALS,
    },
    {
      header: plain('item.sheet.personsSd'),
      width: NARROW,
      ifAny: true,
      of: ({ persons }) => persons?.sd ?? null,
      format: TWO_DECIMALS,
    },
  ];
}

/** What became of an item in each of its panels. */
export function panelTexts({ panels }: FinalItem): string {
  return listed(
    panels.map(({ code, kept }) =>
      plain(kept ? 'item.sheet.panelKept' : 'item.sheet.panelDropped', { panel: code }),
    ),
  );
}

interface PlaceRow {
  readonly item: FinalItem;
  readonly place: FinalPlace;
}

export function placesOf({ final }: StudyResults): PlaceRow[] {
  return final.flatMap((item) => item.panels.map((place) => ({ item, place })));
}

/** The same by panel, a row an item and panel: what its last verdict is based on. */
export function placeColumns(): SheetColumn<PlaceRow>[] {
  const yesOrNo = (is: boolean) => plain(is ? 'summary.sheet.yes' : 'summary.sheet.no');
  return [
    { header: plain('item.sheet.code'), width: NARROW, of: ({ item }) => item.code, asText: true },
    { header: plain('item.sheet.title'), width: WIDE, of: ({ item }) => item.title },
    { header: plain('summary.sheet.panelCode'), width: NARROW, of: ({ place }) => place.code },
    { header: plain('summary.sheet.panel'), width: 28, of: ({ place }) => place.name },
    { header: plain('summary.sheet.round'), width: NARROW, of: ({ place }) => place.round },
    {
      header: plain('summary.sheet.kind'),
      width: NARROW,
      of: ({ place }) => plain(`summary.kind.${place.kind}`),
    },
    { header: plain('item.sheet.n'), width: NARROW, of: ({ place }) => place.n },
    {
      ...{ header: plain('item.sheet.mean'), width: NARROW, format: TWO_DECIMALS, ifAny: true },
      of: ({ place }) => place.mean,
    },
    {
      ...{ header: plain('summary.sheet.w'), width: NARROW, format: '0.000', ifAny: true },
      of: ({ place }) => place.w,
    },
    { header: plain('summary.sheet.kept'), width: NARROW, of: ({ place }) => yesOrNo(place.kept) },
    { header: plain('summary.sheet.why'), width: 20, of: ({ place }) => plain(`summary.why.${place.why}`) },
    { header: plain('summary.sheet.ruleKept'), width: NARROW, of: ({ place }) => yesOrNo(place.ruled.kept) },
    {
      header: plain('summary.sheet.ruleWhy'),
      width: 20,
      of: ({ place }) => plain(`summary.why.${place.ruled.why}`),
    },
    {
      header: plain('item.sheet.decided'),
      width: 28,
      of: ({ item }) => plain(`item.decided.${item.decided}`),
    },
  ];
}

interface WordingRow {
  readonly item: WordedItem;
  readonly wording: WordedItem['wordings'][number];
}

export function wordingsOf({ items }: StudyResults): WordingRow[] {
  return items.flatMap((item) => item.wordings.map((wording) => ({ item, wording })));
}

/** Every wording of the items, since when and why. A changed meaning is a new item, listed with those it replaced. */
export function wordingColumns(zone: string): SheetColumn<WordingRow>[] {
  return [
    { header: plain('item.sheet.code'), width: NARROW, of: ({ item }) => item.code, asText: true },
    { header: plain('item.sheet.parents'), width: 20, of: ({ item }) => listed(item.parents), ifAny: true },
    { header: plain('item.sheet.version'), width: NARROW, of: ({ wording }) => wording.version },
    { header: plain('item.sheet.title'), width: WIDE, of: ({ wording }) => wording.title },
    { header: plain('item.sheet.at'), width: 30, of: ({ wording }) => dateTimeText(wording.at, zone) },
    {
      ...{ header: plain('item.sheet.reason'), width: WIDE, ifAny: true },
      of: ({ wording }) => reasonText(wording.reason),
    },
  ];
}

/** Changes by a later workbook give no reason. */
function reasonText(reason: string): string {
  return reason === 'workbook' ? plain('item.why.workbook') : reason;
}

interface UnitRow {
  readonly unit: string;
  readonly items: number;
  readonly kept: number;
  readonly dropped: number;
}

/** What became of each unit's items, in the order of the items; empty where no item names a unit. */
export function unitRows({ final, exclusions }: StudyResults): UnitRow[] {
  const told = [
    ...final.map(({ code, unit, kept }) => ({ code, unit, kept })),
    ...exclusions.map(({ item }) => ({ code: item.code, unit: item.unit, kept: false })),
  ];
  const items = new Map(told.map((item) => [item.code, item]));
  const units = new Map<string, UnitRow>();
  for (const { unit, kept } of items.values()) {
    const sum = units.get(unit) ?? { unit, items: 0, kept: 0, dropped: 0 };
    units.set(unit, {
      ...{ unit, items: sum.items + 1, kept: sum.kept + (kept === true ? 1 : 0) },
      dropped: sum.dropped + (kept === false ? 1 : 0),
    });
  }
  return [...units.keys()].every((unit) => unit === '') ? [] : [...units.values()];
}

export function unitColumns(): SheetColumn<UnitRow>[] {
  return [
    { header: plain('item.sheet.unit'), width: 40, of: ({ unit }) => unit || plain('item.sheet.noUnit') },
    { header: plain('summary.sheet.items'), width: NARROW, of: ({ items }) => items },
    { header: plain('item.sheet.unitKept'), width: NARROW, of: ({ kept }) => kept },
    { header: plain('item.sheet.unitDropped'), width: NARROW, of: ({ dropped }) => dropped },
    {
      header: plain('item.sheet.unitOpen'),
      width: 16,
      of: ({ items, kept, dropped }) => items - kept - dropped,
    },
    {
      ...{ header: plain('item.sheet.unitShare'), width: NARROW, format: PER_CENT },
      of: ({ items, kept }) => kept / items,
    },
  ];
}

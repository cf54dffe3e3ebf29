import { and, asc, desc, eq, inArray, max, sql } from 'drizzle-orm';
import { grouped } from '../domain/grouped.ts';
import type { Heir, Succession } from '../domain/item-lives.ts';
import type { NumberBounds } from '../domain/number-bounds.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { dropItems } from './panels.ts';
import { itemPanels, items, itemVersions, panelRoundItems } from './schema.ts';

/** An item in the wording now in force. */
export interface Item {
  readonly id: number;
  readonly studyId: number;
  readonly code: string;
  readonly position: number;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly audience: string;
  readonly group: readonly string[];
  readonly bounds: NumberBounds | null;
  readonly version: number;
  /** Ids of the items it replaced. */
  readonly parents: readonly number[];
  readonly removedAt: Date | null;
}

/** An item's place on a panel, and how it left. */
export type ItemPanel = typeof itemPanels.$inferSelect;

export function insertItem(
  tx: Transaction,
  item: {
    studyId: number;
    position: number;
    code: string;
    unit: string;
    audience: string;
    group: readonly string[];
    bounds?: NumberBounds | null;
    title: string;
    definition: string;
    panelIds: readonly number[];
    createdAt: Date;
    /** Ids of the items it replaces. */
    parents?: readonly number[];
    /** Why it was added. */
    reason?: string;
  },
): number {
  const { title, definition, panelIds, createdAt, group, parents = [], reason = '', ...columns } = item;
  const { id } = tx
    .insert(items)
    .values({ ...columns, group: [...group], parents: [...parents] })
    .returning({ id: items.id })
    .get();
  tx.insert(itemVersions).values({ itemId: id, version: 1, title, definition, reason, createdAt }).run();
  if (panelIds.length > 0) {
    tx.insert(itemPanels)
      .values(panelIds.map((panelId) => ({ itemId: id, panelId })))
      .run();
  }
  return id;
}

export function updateItem(
  tx: Transaction,
  itemId: number,
  change: Pick<Item, 'position' | 'unit' | 'audience' | 'group' | 'bounds'>,
): void {
  tx.update(items)
    .set({ ...change, group: [...change.group] })
    .where(eq(items.id, itemId))
    .run();
}

/** Gives an item a new wording; rounds that are over keep theirs. */
export function insertItemVersion(
  tx: Transaction,
  itemId: number,
  wording: { title: string; definition: string; reason: string; createdAt: Date },
): void {
  const { version } = tx
    .select({ version: max(itemVersions.version) })
    .from(itemVersions)
    .where(eq(itemVersions.itemId, itemId))
    .get() ?? { version: 0 };
  tx.insert(itemVersions)
    .values({ itemId, version: (version ?? 0) + 1, ...wording })
    .run();
}

/**
 * Takes an item off its study: deleted where no round asked it, else kept with its results. It must have left its
 * panels before.
 */
export function removeItem(tx: Transaction, itemId: number, removedAt: Date): void {
  const asked = tx.select().from(panelRoundItems).where(eq(panelRoundItems.itemId, itemId)).limit(1).get();
  if (asked) {
    tx.update(items).set({ removedAt }).where(eq(items.id, itemId)).run();
    return;
  }
  tx.delete(itemPanels).where(eq(itemPanels.itemId, itemId)).run();
  tx.delete(itemVersions).where(eq(itemVersions.itemId, itemId)).run();
  tx.delete(items).where(eq(items.id, itemId)).run();
}

/** Puts an item back that an earlier workbook took off. */
export function restoreItem(tx: Transaction, itemId: number): void {
  tx.update(items).set({ removedAt: null }).where(eq(items.id, itemId)).run();
}

/** Puts an item before a panel that has not judged it yet. */
export function insertItemPanel(tx: Transaction, itemId: number, panelId: number): void {
  tx.insert(itemPanels)
    .values({ itemId, panelId })
    .onConflictDoUpdate({
      target: [itemPanels.itemId, itemPanels.panelId],
      set: { droppedWhy: null, droppedInRoundId: null },
    })
    .run();
}

/** Replaces items by others; the old ones leave all their panels. @returns the ids of the new ones */
export function replaceItems(
  tx: Transaction,
  {
    studyId,
    heirs,
    why,
    reason,
    roundId,
    at: createdAt,
  }: {
    studyId: number;
    /** All with the same parents. */
    heirs: readonly Heir[];
    why: Succession;
    reason: string;
    /** The round after which it happened; null: before the first. */
    roundId: number | null;
    at: Date;
  },
): number[] {
  const [first] = heirs;
  if (first) dropItems(tx, first.panelIds, first.parents, why, roundId);
  return heirs.map((heir) => insertItem(tx, { ...heir, studyId, reason, createdAt }));
}

/** Every wording that an item has had, the earliest first. */
export function loadWordings(tx: Transaction, itemId: number): (typeof itemVersions.$inferSelect)[] {
  return tx
    .select()
    .from(itemVersions)
    .where(eq(itemVersions.itemId, itemId))
    .orderBy(asc(itemVersions.version))
    .all();
}

/** Takes an item off panels that no round has asked it in. */
export function deleteItemPanels(tx: Transaction, itemId: number, panelIds: readonly number[]): void {
  tx.delete(itemPanels)
    .where(and(eq(itemPanels.itemId, itemId), inArray(itemPanels.panelId, [...panelIds])))
    .run();
}

/** Every wording of a study's items, by item, the earliest first. */
export function loadAllWordings(
  tx: Transaction,
  studyId: number,
): Map<number, (typeof itemVersions.$inferSelect)[]> {
  const rows = tx
    .select({ row: itemVersions })
    .from(items)
    .innerJoin(itemVersions, eq(itemVersions.itemId, items.id))
    .where(eq(items.studyId, studyId))
    .orderBy(asc(itemVersions.itemId), asc(itemVersions.version))
    .all();
  const byItem = new Map<number, (typeof itemVersions.$inferSelect)[]>();
  for (const { row } of rows) byItem.set(row.itemId, [...(byItem.get(row.itemId) ?? []), row]);
  return byItem;
}

/** A study's items in the workbook's order, each in its newest wording. */
export function loadItems(tx: Transaction, studyId: number): Item[] {
  const rows = tx
    .select({ item: items, wording: itemVersions })
    .from(items)
    .innerJoin(itemVersions, eq(itemVersions.itemId, items.id))
    .where(eq(items.studyId, studyId))
    .orderBy(asc(items.position), asc(items.id), asc(itemVersions.version))
    .all();
  const newest = new Map(rows.map(({ item, wording }) => [item.id, toItem(item, wording)]));
  return [...newest.values()];
}

/** One item in its newest wording. */
export function loadItem(tx: Transaction, itemId: number): Item | undefined {
  const row = itemById(tx).get({ itemId });
  return row && toItem(row.item, row.wording);
}

/** The same. @throws where it does not exist: the id came from the program itself */
export function needItem(tx: Transaction, itemId: number): Item {
  const item = loadItem(tx, itemId);
  if (!item) throw new Error(`item ${itemId} is not in the database`);
  return item;
}

const itemById = prepared((tx) =>
  tx
    .select({ item: items, wording: itemVersions })
    .from(items)
    .innerJoin(itemVersions, eq(itemVersions.itemId, items.id))
    .where(eq(items.id, sql.placeholder('itemId')))
    .orderBy(desc(itemVersions.version))
    .prepare(),
);

/** Panels that judge each item, or did, by item id. */
export function loadItemPanels(tx: Transaction, studyId: number): Map<number, readonly ItemPanel[]> {
  return grouped(places(tx).all(studyId), ({ itemId }) => itemId);
}

const places = prepared(({ $client }) =>
  $client.prepare<[number], ItemPanel>(
    `SELECT x.item_id AS itemId, x.panel_id AS panelId, x.dropped_in_round_id AS droppedInRoundId,
       x.dropped_why AS droppedWhy
     FROM items i CROSS JOIN item_panels x ON x.item_id = i.id WHERE i.study_id = ? ORDER BY x.panel_id`,
  ),
);

/** The wording and unit of an item as a round asked it. */
export function loadWording(tx: Transaction, itemId: number, version: number) {
  return wordingOf(tx).get({ itemId, version });
}

const wordingOf = prepared((tx) =>
  tx
    .select({
      unit: items.unit,
      bounds: items.bounds,
      title: itemVersions.title,
      definition: itemVersions.definition,
      reason: itemVersions.reason,
    })
    .from(itemVersions)
    .innerJoin(items, eq(items.id, itemVersions.itemId))
    .where(
      and(
        eq(itemVersions.itemId, sql.placeholder('itemId')),
        eq(itemVersions.version, sql.placeholder('version')),
      ),
    )
    .prepare(),
);

function toItem(item: typeof items.$inferSelect, wording: typeof itemVersions.$inferSelect): Item {
  const { title, definition, version } = wording;
  return { ...item, title, definition, version };
}

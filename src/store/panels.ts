import { and, asc, count, countDistinct, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { LeavingReason } from '../domain/item-lives.ts';
import { leavesByAudience } from '../domain/study-draft.ts';
import { hasJoined } from './experts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { experts, itemPanels, items, panelRounds, panels, seats } from './schema.ts';

export type Panel = typeof panels.$inferSelect;

export function insertPanel(
  tx: Transaction,
  panel: { studyId: number; position: number; code: string; name: string },
): number {
  return tx
    .insert(panels)
    .values({ ...panel, status: 'active' })
    .returning({ id: panels.id })
    .get().id;
}

export function updatePanel(
  tx: Transaction,
  panelId: number,
  panel: { position: number; name: string },
): void {
  tx.update(panels).set(panel).where(eq(panels.id, panelId)).run();
}

export function setPanelStatus(tx: Transaction, panelId: number, status: Panel['status']): void {
  tx.update(panels).set({ status }).where(eq(panels.id, panelId)).run();
}

/**
 * Takes a panel off its study: deleted where no round has it, else kept, as dropped, with its results. Its seats and
 * items must be gone by then.
 */
export function removePanel(tx: Transaction, panelId: number, removedAt: Date): void {
  const round = tx.select().from(panelRounds).where(eq(panelRounds.panelId, panelId)).limit(1).get();
  if (round) {
    tx.update(panels).set({ status: 'dropped', removedAt }).where(eq(panels.id, panelId)).run();
    return;
  }
  tx.delete(itemPanels).where(eq(itemPanels.panelId, panelId)).run();
  tx.delete(panels).where(eq(panels.id, panelId)).run();
}

/** Puts a panel back that an earlier workbook took off. */
export function restorePanel(tx: Transaction, panelId: number): void {
  tx.update(panels).set({ status: 'active', removedAt: null }).where(eq(panels.id, panelId)).run();
}

export function loadPanel(tx: Transaction, panelId: number): Panel | undefined {
  return tx.select().from(panels).where(eq(panels.id, panelId)).get();
}

export function loadPanels(tx: Transaction, studyId: number): Panel[] {
  return panelsOf(tx).all({ studyId });
}

const panelsOf = prepared((tx) =>
  tx
    .select()
    .from(panels)
    .where(eq(panels.studyId, sql.placeholder('studyId')))
    .orderBy(asc(panels.position), asc(panels.id))
    .prepare(),
);

/** The panels that an expert has a seat on. */
export function loadPanelsOfExpert(tx: Transaction, expertId: number): Panel[] {
  const seated = inArray(
    panels.id,
    tx.select({ id: seats.panelId }).from(seats).where(eq(seats.expertId, expertId)),
  );
  return tx.select().from(panels).where(seated).orderBy(asc(panels.position)).all();
}

/** Experts with a seat on each panel who have neither left nor been taken off, by panel id. */
export function loadSeatedExperts(tx: Transaction, studyId: number): Map<number, number[]> {
  return groupBy(
    seated(tx).all(studyId),
    ([panelId]) => panelId,
    ([, expertId]) => expertId,
  );
}

/** The roles of these experts, by panel id. */
export function loadSeatedRoles(tx: Transaction, studyId: number): Map<number, string[]> {
  return groupBy(
    seated(tx).all(studyId),
    ([panelId]) => panelId,
    ([, , role]) => role,
  );
}

const seated = prepared(({ $client }) =>
  $client
    .prepare<[number], [panelId: number, expertId: number, role: string]>(
      `SELECT s.panel_id, e.id, e.role FROM experts e CROSS JOIN seats s ON s.expert_id = e.id
       WHERE e.study_id = ? AND e.left_at IS NULL AND e.removed_at IS NULL ORDER BY e.position, e.id`,
    )
    .raw(),
);

/** Items that each panel still judges, in the workbook's order, by panel id, without excluded audiences. */
export function loadActiveItems(
  tx: Transaction,
  studyId: number,
  excludedAudiences: readonly string[],
): Map<number, number[]> {
  const rows = tx
    .select({ panelId: itemPanels.panelId, itemId: itemPanels.itemId, audience: items.audience })
    .from(itemPanels)
    .innerJoin(items, eq(items.id, itemPanels.itemId))
    .where(and(eq(items.studyId, studyId), isNull(itemPanels.droppedWhy)))
    .orderBy(asc(items.position), asc(items.id))
    .all();
  const left = rows.filter((row) => !leavesByAudience(row, excludedAudiences));
  return groupBy(
    left,
    ({ panelId }) => panelId,
    ({ itemId }) => itemId,
  );
}

/** How many items each panel still judges, by panel id, without excluded audiences; panels without items are absent. */
export function countActiveItems(
  tx: Transaction,
  studyId: number,
  excludedAudiences: readonly string[],
): Map<number, number> {
  const rows = tx
    .select({ panelId: itemPanels.panelId, audience: items.audience, active: count() })
    .from(itemPanels)
    .innerJoin(items, eq(items.id, itemPanels.itemId))
    .where(and(eq(items.studyId, studyId), isNull(itemPanels.droppedWhy)))
    .groupBy(itemPanels.panelId, items.audience)
    .all();
  const counts = new Map<number, number>();
  for (const { panelId, active, ...item } of rows) {
    if (!leavesByAudience(item, excludedAudiences)) counts.set(panelId, (counts.get(panelId) ?? 0) + active);
  }
  return counts;
}

/** How many items some panels still judge, each counted once, without excluded audiences. */
export function countItemsOf(
  tx: Transaction,
  panelIds: readonly number[],
  excludedAudiences: readonly string[],
): number {
  return tx
    .select({ audience: items.audience, active: countDistinct(itemPanels.itemId) })
    .from(itemPanels)
    .innerJoin(items, eq(items.id, itemPanels.itemId))
    .where(and(inArray(itemPanels.panelId, [...panelIds]), isNull(itemPanels.droppedWhy)))
    .groupBy(items.audience)
    .all()
    .filter((item) => !leavesByAudience(item, excludedAudiences))
    .reduce((sum, { active }) => sum + active, 0);
}

/** Items that a panel still judges, without excluded audiences. */
export function loadActiveItemIds(
  tx: Transaction,
  panelId: number,
  excludedAudiences: readonly string[],
): number[] {
  return tx
    .select({ id: items.id, audience: items.audience })
    .from(itemPanels)
    .innerJoin(items, eq(items.id, itemPanels.itemId))
    .where(and(eq(itemPanels.panelId, panelId), isNull(itemPanels.droppedWhy)))
    .all()
    .filter((item) => !leavesByAudience(item, excludedAudiences))
    .map(({ id }) => id);
}

/** Audiences, as the workbook writes them, whose items no round asks. */
export function loadLeftOutAudiences(
  tx: Transaction,
  studyId: number,
  excludedAudiences: readonly string[],
): string[] {
  return tx
    .selectDistinct({ audience: items.audience })
    .from(items)
    .where(eq(items.studyId, studyId))
    .all()
    .filter((item) => leavesByAudience(item, excludedAudiences))
    .map(({ audience }) => audience);
}

/** How many items each panel ever had, including dropped and excluded ones, by panel id. */
export function countItemsEver(tx: Transaction, studyId: number): Map<number, number> {
  const rows = tx
    .select({ panelId: itemPanels.panelId, ever: count() })
    .from(itemPanels)
    .innerJoin(panels, eq(panels.id, itemPanels.panelId))
    .where(eq(panels.studyId, studyId))
    .groupBy(itemPanels.panelId)
    .all();
  return new Map(rows.map(({ panelId, ever }) => [panelId, ever]));
}

/** The codes of the panels that still judge each item, by item id. */
export function loadPanelCodes(tx: Transaction, studyId: number): Map<number, string[]> {
  const rows = panelCodes(tx).all(studyId);
  return new Map(rows.map(({ itemId, codes }) => [itemId, JSON.parse(codes) as string[]]));
}

const panelCodes = prepared(({ $client }) =>
  $client.prepare<[number], { itemId: number; codes: string }>(
    `SELECT item_id AS itemId, json_group_array(code) AS codes FROM (
       SELECT x.item_id, p.code FROM panels p JOIN item_panels x ON x.panel_id = p.id
       WHERE p.study_id = ? AND x.dropped_why IS NULL ORDER BY x.item_id, p.id)
     GROUP BY item_id`,
  ),
);

/** Panels of a study that an item left in a round. */
export function loadPanelsThatLost(tx: Transaction, studyId: number, roundId: number): number[] {
  return tx
    .selectDistinct({ panelId: itemPanels.panelId })
    .from(itemPanels)
    .innerJoin(panels, eq(panels.id, itemPanels.panelId))
    .where(and(eq(panels.studyId, studyId), eq(itemPanels.droppedInRoundId, roundId)))
    .all()
    .map(({ panelId }) => panelId);
}

/** How many experts of each panel have joined and can be written to, by panel id. */
export function countJoined(tx: Transaction, studyId: number): Map<number, number> {
  const rows = tx
    .select({ panelId: seats.panelId, joined: count() })
    .from(seats)
    .innerJoin(experts, eq(experts.id, seats.expertId))
    .where(and(eq(experts.studyId, studyId), hasJoined()))
    .groupBy(seats.panelId)
    .all();
  return new Map(rows.map(({ panelId, joined }) => [panelId, joined]));
}

/** Takes items off panels, from a round on. */
export function dropItems(
  tx: Transaction,
  panelIds: readonly number[],
  itemIds: readonly number[],
  why: LeavingReason,
  roundId: number | null,
): void {
  for (const slice of slices(itemIds, 500)) {
    tx.update(itemPanels)
      .set({ droppedWhy: why, droppedInRoundId: roundId })
      .where(
        and(
          inArray(itemPanels.itemId, slice),
          inArray(itemPanels.panelId, [...panelIds]),
          isNull(itemPanels.droppedWhy),
        ),
      )
      .run();
  }
}

function slices<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  );
}

function groupBy<Row, Key, Value>(
  rows: readonly Row[],
  key: (row: Row) => Key,
  value: (row: Row) => Value,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(value(row));
    else groups.set(key(row), [value(row)]);
  }
  return groups;
}

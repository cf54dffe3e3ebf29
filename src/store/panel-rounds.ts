import { and, asc, desc, eq, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { PanelJudgement } from '../domain/judged-round.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { panelRoundExperts, panelRoundItems, panelRounds, panels, rounds } from './schema.ts';

export type PanelRound = typeof panelRounds.$inferSelect;

/** Adds a panel to a round; whom and what it asks is laid out later. @returns the panel-round's id */
export function insertPanelRound(
  tx: Transaction,
  panelRound: Pick<PanelRound, 'roundId' | 'panelId' | 'kind' | 'question' | 'feedbackFromId'>,
): number {
  return tx
    .insert(panelRounds)
    .values({ ...panelRound, state: 'opening', invited: 0 })
    .returning({ id: panelRounds.id })
    .get().id;
}

/**
 * Lays out whom and what a panel-round asks: the experts seated on the panel, and the items it still judges, in their
 * present wordings and the workbook's order.
 *
 * @param leftOut audiences whose items are not asked; null: no items at all
 */
export function layOutPanelRound(
  tx: Transaction,
  { id, panelId }: Pick<PanelRound, 'id' | 'panelId'>,
  leftOut: readonly string[] | null,
): void {
  if (leftOut) layOutItems(tx).run({ id, panelId, leftOut: JSON.stringify(leftOut) });
  const { changes: invited } = layOutExperts(tx).run({ id, panelId });
  tx.update(panelRounds).set({ state: 'open', invited }).where(eq(panelRounds.id, id)).run();
}

const layOutItems = prepared(({ $client }) =>
  $client.prepare<[{ id: number; panelId: number; leftOut: string }]>(
    `INSERT INTO panel_round_items (panel_round_id, item_id, position, version)
     SELECT @id, i.id, row_number() OVER (ORDER BY i.position, i.id) - 1,
       (SELECT max(version) FROM item_versions WHERE item_id = i.id)
     FROM item_panels p JOIN items i ON i.id = p.item_id
     WHERE p.panel_id = @panelId AND p.dropped_why IS NULL
       AND i.audience NOT IN (SELECT value FROM json_each(@leftOut))`,
  ),
);

const layOutExperts = prepared(({ $client }) =>
  $client.prepare<[{ id: number; panelId: number }]>(
    `INSERT INTO panel_round_experts (panel_round_id, expert_id)
     SELECT @id, e.id FROM seats s JOIN experts e ON e.id = s.expert_id
     WHERE s.panel_id = @panelId AND e.left_at IS NULL AND e.removed_at IS NULL`,
  ),
);

/** A round's panel-rounds in the panels' order of storing. */
export function loadPanelRounds(tx: Transaction, roundId: number): PanelRound[] {
  return tx
    .select()
    .from(panelRounds)
    .where(eq(panelRounds.roundId, roundId))
    .orderBy(asc(panelRounds.id))
    .all();
}

/** The first panel-round of a round that is still to be laid out. */
export function loadNextToLayOut(tx: Transaction, roundId: number): PanelRound | undefined {
  return nextToLayOut(tx).get({ roundId });
}

const nextToLayOut = prepared((tx) =>
  tx
    .select()
    .from(panelRounds)
    .where(and(eq(panelRounds.roundId, sql.placeholder('roundId')), eq(panelRounds.state, 'opening')))
    .orderBy(asc(panelRounds.id))
    .prepare(),
);

export function loadPanelRound(tx: Transaction, panelRoundId: number): PanelRound | undefined {
  return panelRoundById(tx).get({ panelRoundId });
}

const panelRoundById = prepared((tx) =>
  tx
    .select()
    .from(panelRounds)
    .where(eq(panelRounds.id, sql.placeholder('panelRoundId')))
    .prepare(),
);

/** The last judged round of a kind that a panel took part in, before a round's number. */
export function loadPreviousPanelRound(
  tx: Transaction,
  panelId: number,
  kind: RoundKind,
  beforeNumber: number,
): PanelRound | undefined {
  return loadLastJudged(tx, panelId, and(eq(panelRounds.kind, kind), lt(rounds.number, beforeNumber)));
}

/** The last judged round in which a panel judged an item; undefined where it never did. */
export function loadLastPanelRoundOfItem(
  tx: Transaction,
  panelId: number,
  itemId: number,
): PanelRound | undefined {
  const asked = tx
    .select({ id: panelRoundItems.panelRoundId })
    .from(panelRoundItems)
    .where(eq(panelRoundItems.itemId, itemId));
  return loadLastJudged(tx, panelId, inArray(panelRounds.id, asked));
}

/** The last judged round of any kind that a panel took part in, before a round's number. */
export function loadLastPanelRound(
  tx: Transaction,
  panelId: number,
  beforeNumber: number,
): PanelRound | undefined {
  return loadLastJudged(tx, panelId, lt(rounds.number, beforeNumber));
}

function loadLastJudged(
  tx: Transaction,
  panelId: number,
  condition: SQL | undefined,
): PanelRound | undefined {
  return tx
    .select({ row: panelRounds })
    .from(panelRounds)
    .innerJoin(rounds, eq(rounds.id, panelRounds.roundId))
    .where(and(eq(panelRounds.panelId, panelId), eq(panelRounds.state, 'judged'), condition))
    .orderBy(desc(rounds.number))
    .get()?.row;
}

/** Items of a panel-round in the order asked: id, and the version of the wording. */
export function loadPanelRoundItems(
  tx: Transaction,
  panelRoundId: number,
): { itemId: number; version: number }[] {
  return tx
    .select({ itemId: panelRoundItems.itemId, version: panelRoundItems.version })
    .from(panelRoundItems)
    .where(eq(panelRoundItems.panelRoundId, panelRoundId))
    .orderBy(asc(panelRoundItems.position))
    .all();
}

export function loadPanelRoundExperts(tx: Transaction, panelRoundId: number): number[] {
  return tx
    .select({ expertId: panelRoundExperts.expertId })
    .from(panelRoundExperts)
    .where(eq(panelRoundExperts.panelRoundId, panelRoundId))
    .orderBy(asc(panelRoundExperts.expertId))
    .all()
    .map(({ expertId }) => expertId);
}

/** Counts one more expert, invited after the opening. */
export function raiseInvited(tx: Transaction, panelRoundId: number): void {
  tx.update(panelRounds)
    .set({ invited: sql`${panelRounds.invited} + 1` })
    .where(eq(panelRounds.id, panelRoundId))
    .run();
}

export function addPanelRoundExpert(tx: Transaction, panelRoundId: number, expertId: number): void {
  tx.insert(panelRoundExperts).values({ panelRoundId, expertId }).onConflictDoNothing().run();
}

/** Panel-rounds of one round that an expert takes part in. */
export function loadPanelRoundsOfExpert(tx: Transaction, roundId: number, expertId: number): PanelRound[] {
  return tx
    .select({ row: panelRounds })
    .from(panelRounds)
    .innerJoin(panelRoundExperts, eq(panelRoundExperts.panelRoundId, panelRounds.id))
    .where(and(eq(panelRounds.roundId, roundId), eq(panelRoundExperts.expertId, expertId)))
    .orderBy(asc(panelRounds.id))
    .all()
    .map(({ row }) => row);
}

/** A panel that asks an expert about an item in a round. */
export interface AskingPanel {
  readonly panelId: number;
  readonly panelName: string;
  /** The question asked with the item. */
  readonly question: string;
  /** Version of the item's wording. */
  readonly version: number;
  /** The panel-round whose result for the item is shown as feedback; null: none. */
  readonly feedbackFromId: number | null;
}

/** Panels of one round that ask an expert about an item, each once. */
export function loadAskingPanels(
  tx: Transaction,
  roundId: number,
  expertId: number,
  itemId: number,
  kind: RoundKind,
): AskingPanel[] {
  return askingPanels(tx).all({ roundId, expertId, itemId, kind });
}

const askingPanels = prepared((tx) =>
  tx
    .select({
      panelId: panelRounds.panelId,
      panelName: panels.name,
      question: panelRounds.question,
      version: panelRoundItems.version,
      feedbackFromId: panelRounds.feedbackFromId,
    })
    // From the expert's few panels: a round, and an item, may have thousands. `crossJoin` keeps SQLite to this order.
    .from(panelRoundExperts)
    .crossJoin(panelRounds)
    .crossJoin(panelRoundItems)
    .crossJoin(panels)
    .where(
      and(
        eq(panelRoundExperts.expertId, sql.placeholder('expertId')),
        eq(panelRounds.id, panelRoundExperts.panelRoundId),
        eq(panelRounds.roundId, sql.placeholder('roundId')),
        eq(panelRounds.kind, sql.placeholder('kind')),
        eq(panelRoundItems.panelRoundId, panelRounds.id),
        eq(panelRoundItems.itemId, sql.placeholder('itemId')),
        eq(panels.id, panelRounds.panelId),
      ),
    )
    .orderBy(asc(panelRounds.id))
    .prepare(),
);

export function freezePanelRound(
  tx: Transaction,
  panelRoundId: number,
  result: Omit<PanelJudgement, 'items'>,
): void {
  tx.update(panelRounds)
    .set({ ...result, state: 'judged' })
    .where(eq(panelRounds.id, panelRoundId))
    .run();
}

/** Judged panel-rounds that lack figures because an earlier version judged them, and that have no job for it yet. */
export function loadWithoutFigures(tx: Transaction): { panelRoundId: number; studyId: number }[] {
  return withoutFigures(tx).all();
}

/** `pExact` is the newest figure: where it is there, so are all others. */
const withoutFigures = prepared(({ $client }) =>
  $client.prepare<[], { panelRoundId: number; studyId: number }>(
    `SELECT j.id AS panelRoundId, r.study_id AS studyId FROM panel_rounds j JOIN rounds r ON r.id = j.round_id
     WHERE j.state = 'judged' AND (j.rules IS NULL
         OR j.concordance IS NOT NULL AND json_type(j.concordance, '$.pExact') IS NULL)
       AND NOT EXISTS (SELECT 1 FROM jobs WHERE key = 'figures:' || j.id)`,
  ),
);

/** Adds what an earlier version did not freeze of a panel-round; what it froze stays. */
export function fillPanelRound(
  tx: Transaction,
  panelRoundId: number,
  { rules, concordance, unchangedShare }: Pick<PanelJudgement, 'rules' | 'concordance' | 'unchangedShare'>,
): void {
  const frozen = loadPanelRound(tx, panelRoundId);
  if (!frozen) return;
  tx.update(panelRounds)
    .set({
      rules: frozen.rules ?? rules,
      concordance: concordance && { ...concordance, ...frozen.concordance },
      unchangedShare: frozen.unchangedShare ?? unchangedShare,
    })
    .where(eq(panelRounds.id, panelRoundId))
    .run();
}

/** Changes a panel's status after a round it took part in. */
export function setPanelVerdict(
  tx: Transaction,
  roundId: number,
  panelId: number,
  verdict: PanelRound['verdict'],
): void {
  tx.update(panelRounds)
    .set({ verdict })
    .where(and(eq(panelRounds.roundId, roundId), eq(panelRounds.panelId, panelId)))
    .run();
}

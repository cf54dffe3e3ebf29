import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { panelRoundExperts, panelRounds, panels, rounds } from './schema.ts';

export interface JudgedPanelRound {
  readonly round: typeof rounds.$inferSelect;
  readonly panelRound: typeof panelRounds.$inferSelect;
}

/** What every panel did in every judged round, by the order of panels and the numbers of rounds. */
export function loadJudgedPanelRounds(tx: Transaction, studyId: number): JudgedPanelRound[] {
  return tx
    .select({ round: rounds, panelRound: panelRounds })
    .from(panelRounds)
    .innerJoin(rounds, eq(rounds.id, panelRounds.roundId))
    .innerJoin(panels, eq(panels.id, panelRounds.panelId))
    .where(and(eq(rounds.studyId, studyId), eq(rounds.state, 'judged')))
    .orderBy(asc(panels.position), asc(panels.id), asc(rounds.number))
    .all();
}

/** An item as a panel-round asked it, with its title at that time. */
export interface AskedItemTitle {
  readonly itemId: number;
  readonly code: string;
  readonly title: string;
}

/** A panel-round's items in the order asked, in their wording at that time. */
export function loadAskedTitles(tx: Transaction, panelRoundId: number): AskedItemTitle[] {
  return askedTitles(tx).all(panelRoundId);
}

const askedTitles = prepared(({ $client }) =>
  $client.prepare<[number], AskedItemTitle>(
    `SELECT p.item_id AS itemId, i.code, v.title FROM panel_round_items p
     JOIN items i ON i.id = p.item_id
     JOIN item_versions v ON v.item_id = p.item_id AND v.version = p.version
     WHERE p.panel_round_id = ? ORDER BY p.position`,
  ),
);

/** What an expert's panels did in every judged round in which the expert was asked. */
export function loadJudgedPanelRoundsOf(tx: Transaction, expertId: number): JudgedPanelRound[] {
  return tx
    .select({ round: rounds, panelRound: panelRounds })
    .from(panelRoundExperts)
    .innerJoin(panelRounds, eq(panelRounds.id, panelRoundExperts.panelRoundId))
    .innerJoin(rounds, eq(rounds.id, panelRounds.roundId))
    .innerJoin(panels, eq(panels.id, panelRounds.panelId))
    .where(and(eq(panelRoundExperts.expertId, expertId), eq(rounds.state, 'judged')))
    .orderBy(asc(panels.position), asc(panels.id), asc(rounds.number))
    .all();
}

import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import {
  items,
  itemVersions,
  panelRoundExperts,
  panelRoundItems,
  panelRounds,
  panels,
  rounds,
} from './schema.ts';

export interface JudgedPanelRound {
  readonly round: typeof rounds.$inferSelect;
  readonly panelRound: typeof panelRounds.$inferSelect;
}

/** What every panel did in every round that is judged, by the panels' order and the rounds' numbers. */
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

/** An item as a panel-round put it: its title then in force. */
export interface AskedItemTitle {
  readonly itemId: number;
  readonly code: string;
  readonly title: string;
}

/** A panel-round's items in the order asked, worded as they were. */
export function loadAskedTitles(tx: Transaction, panelRoundId: number): AskedItemTitle[] {
  return tx
    .select({ itemId: items.id, code: items.code, title: itemVersions.title })
    .from(panelRoundItems)
    .innerJoin(items, eq(items.id, panelRoundItems.itemId))
    .innerJoin(
      itemVersions,
      and(eq(itemVersions.itemId, panelRoundItems.itemId), eq(itemVersions.version, panelRoundItems.version)),
    )
    .where(eq(panelRoundItems.panelRoundId, panelRoundId))
    .orderBy(asc(panelRoundItems.position))
    .all();
}

/** What an expert's panels did in every round that is judged and that the expert was asked in. */
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

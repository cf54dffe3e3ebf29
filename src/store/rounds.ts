import { and, asc, count, eq, lte } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import type { PanelRound } from './panel-rounds.ts';
import { experts, panelRoundExperts, panelRounds, questionnaires, rounds } from './schema.ts';

export type Round = typeof rounds.$inferSelect;

export function insertRound(
  tx: Transaction,
  round: { studyId: number; number: number; openedAt: Date; deadline: Date },
): number {
  const before = tx
    .select({ secondsAnItem: rounds.secondsAnItem })
    .from(rounds)
    .where(and(eq(rounds.studyId, round.studyId), eq(rounds.number, round.number - 1)))
    .get();
  return tx
    .insert(rounds)
    .values({
      ...{ ...round, remindersFrom: round.openedAt, state: 'open' },
      secondsAnItem: before?.secondsAnItem ?? null,
    })
    .returning({ id: rounds.id })
    .get().id;
}

export function setRoundPace(tx: Transaction, roundId: number, secondsAnItem: number): void {
  tx.update(rounds).set({ secondsAnItem }).where(eq(rounds.id, roundId)).run();
}

/** Marks a round as still being laid out. */
export function setRoundOpening(tx: Transaction, roundId: number): void {
  tx.update(rounds).set({ state: 'opening' }).where(eq(rounds.id, roundId)).run();
}

/** From here on a laid-out round takes answers. */
export function setRoundOpen(tx: Transaction, roundId: number, openedAt: Date, deadline: Date): void {
  tx.update(rounds)
    .set({ state: 'open', openedAt, deadline, remindersFrom: openedAt })
    .where(eq(rounds.id, roundId))
    .run();
}

export function loadRound(tx: Transaction, roundId: number): Round | undefined {
  return tx.select().from(rounds).where(eq(rounds.id, roundId)).get();
}

/** @throws where the round does not exist: the id came from the program itself */
export function needRound(tx: Transaction, roundId: number): Round {
  const round = loadRound(tx, roundId);
  if (!round) throw new Error(`round ${roundId} is not in the database`);
  return round;
}

export function loadRounds(tx: Transaction, studyId: number): Round[] {
  return tx.select().from(rounds).where(eq(rounds.studyId, studyId)).orderBy(asc(rounds.number)).all();
}

export function loadOpenRound(tx: Transaction, studyId: number): Round | undefined {
  return tx
    .select()
    .from(rounds)
    .where(and(eq(rounds.studyId, studyId), eq(rounds.state, 'open')))
    .get();
}

/** Every round that still takes answers, in any study. */
export function loadOpenRounds(tx: Transaction): Round[] {
  return tx.select().from(rounds).where(eq(rounds.state, 'open')).orderBy(asc(rounds.deadline)).all();
}

/** Open rounds whose deadline has come. */
export function loadOverdueRounds(tx: Transaction, at: Date): Round[] {
  return tx
    .select()
    .from(rounds)
    .where(and(eq(rounds.state, 'open'), lte(rounds.deadline, at)))
    .all();
}

/** Moves a deadline; reminders are planned anew from that moment. */
export function setDeadline(tx: Transaction, roundId: number, deadline: Date, movedAt: Date): void {
  tx.update(rounds).set({ deadline, remindersFrom: movedAt }).where(eq(rounds.id, roundId)).run();
}

export function setRoundClosed(
  tx: Transaction,
  roundId: number,
  closedAt: Date,
  closedBy: 'deadline' | 'facilitator',
): void {
  tx.update(rounds).set({ state: 'closed', closedAt, closedBy }).where(eq(rounds.id, roundId)).run();
}

export function setRoundJudged(tx: Transaction, roundId: number, judgedAt: Date): void {
  tx.update(rounds).set({ state: 'judged', judgedAt }).where(eq(rounds.id, roundId)).run();
}

/** Which round of its kind a panel-round is for its panel, from 1. */
export function countRoundsOfKind(
  tx: Transaction,
  { panelId, kind, roundId }: Pick<PanelRound, 'panelId' | 'kind' | 'roundId'>,
): number {
  const row = tx
    .select({ rounds: count() })
    .from(panelRounds)
    .innerJoin(rounds, eq(rounds.id, panelRounds.roundId))
    .where(
      and(
        eq(panelRounds.panelId, panelId),
        eq(panelRounds.kind, kind),
        lte(rounds.number, needRound(tx, roundId).number),
      ),
    )
    .get();
  return row?.rounds ?? 0;
}

/** The progress of a round's experts, by panel-round: for status and previews. */
export function loadProgress(tx: Transaction, roundId: number) {
  return tx
    .select({
      panelRoundId: panelRounds.id,
      panelId: panelRounds.panelId,
      expertId: experts.id,
      name: experts.name,
      accountId: experts.accountId,
      joinedAt: experts.joinedAt,
      leftAt: experts.leftAt,
      questionnaireId: questionnaires.id,
      begunAt: questionnaires.begunAt,
      lastAnswerAt: questionnaires.lastAnswerAt,
      handedInAt: questionnaires.handedInAt,
      excusedAt: questionnaires.excusedAt,
    })
    .from(panelRounds)
    .innerJoin(panelRoundExperts, eq(panelRoundExperts.panelRoundId, panelRounds.id))
    .innerJoin(experts, eq(experts.id, panelRoundExperts.expertId))
    .innerJoin(
      questionnaires,
      and(eq(questionnaires.roundId, panelRounds.roundId), eq(questionnaires.expertId, experts.id)),
    )
    .where(eq(panelRounds.roundId, roundId))
    .orderBy(asc(panelRounds.id), asc(experts.position), asc(experts.id))
    .all();
}

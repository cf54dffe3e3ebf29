import { and, asc, count, eq, lte } from 'drizzle-orm';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import type { PanelRound } from './panel-rounds.ts';
import { panelRounds, rounds } from './schema.ts';

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

/** How far one expert is in a panel-round. */
export interface ExpertProgress {
  readonly panelRoundId: number;
  readonly panelId: number;
  readonly expertId: number;
  readonly name: string;
  readonly accountId: number | null;
  /** Taken off by a later workbook, or the name was removed. */
  readonly isGone: boolean;
  readonly isUnreachable: boolean;
  readonly questionnaireId: number;
  readonly joinedAt: Date | null;
  readonly leftAt: Date | null;
  readonly declinedAt: Date | null;
  readonly begunAt: Date | null;
  readonly lastAnswerAt: Date | null;
  readonly handedInAt: Date | null;
  readonly excusedAt: Date | null;
}

/** Whose progress is asked for: of the experts of one panel, on all their panels, or of one expert. */
export type ProgressOf = { readonly panelId: number } | { readonly expertId: number };

/** The progress of a round's experts, by panel-round: for status and previews. */
export function loadProgress(tx: Transaction, roundId: number, of?: ProgressOf): ExpertProgress[] {
  return (of ? progressOf(tx) : progress(tx))
    .all({ roundId, panelId: null, expertId: null, ...of })
    .map(progressIn);
}

type Moment = number | null;
type ProgressRow = [
  ...[panelRoundId: number, panelId: number, expertId: number, name: string],
  ...[accountId: number | null, isGone: number, isUnreachable: number, questionnaireId: number],
  ...[joinedAt: Moment, leftAt: Moment, declinedAt: Moment],
  ...[begunAt: Moment, lastAnswerAt: Moment, handedInAt: Moment, excusedAt: Moment],
];

/** Named one by one: to an object that was spread first V8 adds slowly. */
function progressIn(row: ProgressRow): ExpertProgress {
  return {
    panelRoundId: row[0],
    panelId: row[1],
    expertId: row[2],
    name: row[3],
    accountId: row[4],
    isGone: row[5] === 1,
    isUnreachable: row[6] === 1,
    questionnaireId: row[7],
    joinedAt: momentOf(row[8]),
    leftAt: momentOf(row[9]),
    declinedAt: momentOf(row[10]),
    begunAt: momentOf(row[11]),
    lastAnswerAt: momentOf(row[12]),
    handedInAt: momentOf(row[13]),
    excusedAt: momentOf(row[14]),
  };
}

function momentOf(at: Moment): Date | null {
  return at === null ? null : new Date(at);
}

/** Read as arrays: of ten thousand experts drizzle's objects would stop presses. */
const preparedProgress = (which: string) =>
  prepared(({ $client }) =>
    $client
      .prepare<[{ roundId: number; panelId: number | null; expertId: number | null }], ProgressRow>(
        `SELECT p.id, p.panel_id, e.id, e.name, e.account_id, e.removed_at IS NOT NULL OR e.forgotten,
           a.unreachable_since IS NOT NULL, q.id, e.joined_at, e.left_at, e.declined_at,
           q.begun_at, q.last_answer_at, q.handed_in_at, q.excused_at
         FROM panel_rounds p
         CROSS JOIN panel_round_experts x ON x.panel_round_id = p.id ${which}
         CROSS JOIN experts e ON e.id = x.expert_id
         CROSS JOIN questionnaires q ON q.round_id = p.round_id AND q.expert_id = e.id
         LEFT JOIN accounts a ON a.id = e.account_id
         WHERE p.round_id = @roundId ORDER BY p.id, e.position, e.id`,
      )
      .raw(),
  );

const progress = preparedProgress('');

const progressOf = preparedProgress(
  `AND x.expert_id IN (
     SELECT @expertId UNION ALL
     SELECT y.expert_id FROM panel_rounds o JOIN panel_round_experts y ON y.panel_round_id = o.id
       WHERE o.round_id = @roundId AND o.panel_id = @panelId)`,
);

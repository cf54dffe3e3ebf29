import { and, asc, count, eq, gt, isNull, not, type SQL, sql } from 'drizzle-orm';
import { loadEventsOf } from './events.ts';
import { hasJoined } from './experts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { accounts, experts, questionnaires } from './schema.ts';

/** The reminders that an expert has had in a round. */
export interface RemindersHad {
  /** Reminders of any kind, including waiting ones. */
  readonly all: number;
  /** Those sent automatically. */
  readonly automatic: number;
  readonly lastAt: Date;
  /** The newest one that was sent, and to which account. */
  readonly shown: { readonly accountId: number; readonly messageId: number } | null;
}

/**
 * Must be spelled as in the partial index `outbox_news`, or SQLite does not use it. The `+` keeps the comparison with a
 * column from converting to a number first, which would also rule the index out.
 */
const REMINDER_OF = sql`o.kind = 'reminder' AND o.priority = 1 AND o.args ->> 'questionnaireId'`;

/** Reminders had, by questionnaire; those without any are absent. */
export function loadRemindersHad(
  tx: Transaction,
  questionnaireIds: readonly number[],
): Map<number, RemindersHad> {
  const rows = tx.all<{
    questionnaireId: number;
    accountId: number;
    automatic: number;
    createdAt: number;
    messageId: number | null;
  }>(sql`
    SELECT q.value AS questionnaireId, o.account_id AS accountId, o.created_at AS createdAt,
      o.message_id AS messageId,
      o.args ->> 'slotHours' IS NOT NULL OR o.args ->> 'afterPutOff' IS 1 AS automatic
    FROM json_each(${JSON.stringify(questionnaireIds)}) q CROSS JOIN outbox o ON ${REMINDER_OF} = q.value
    WHERE o.state <> 'dropped' ORDER BY o.id`);
  const had = new Map<number, RemindersHad>();
  for (const { questionnaireId, accountId, automatic, createdAt, messageId } of rows) {
    const before = had.get(questionnaireId);
    had.set(questionnaireId, {
      all: (before?.all ?? 0) + 1,
      automatic: (before?.automatic ?? 0) + automatic,
      lastAt: new Date(createdAt),
      shown: messageId === null ? (before?.shown ?? null) : { accountId, messageId },
    });
  }
  return had;
}

/** How many reminders an expert has been sent in a round. */
export function countRemindersSent(tx: Transaction, questionnaireId: number, accountId: number): number {
  const row = tx.get<{ sent: number }>(sql`
    SELECT count(*) AS sent FROM outbox o
    WHERE ${REMINDER_OF} = ${questionnaireId} AND o.account_id = ${accountId} AND o.state = 'sent'`);
  return row?.sent ?? 0;
}

/** What came of a round's reminders. */
export interface ReminderEffect {
  readonly sent: number;
  /** How many led to an answer or a hand-in within a day. */
  readonly answered: number;
}

/** The present state. */
export function loadReminderEffect(tx: Transaction, roundId: number): ReminderEffect {
  const inTime = (moment: SQL) => sql`(${moment} > o.sent_at AND ${moment} <= o.sent_at + ${DAY_MS})`;
  // The answers themselves are searched only where the last one came too late to tell.
  const row = tx.get<{ sent: number; answered: number | null }>(sql`
    SELECT count(*) AS sent, sum(CASE
      WHEN ${inTime(sql`q.handed_in_at`)} OR ${inTime(sql`q.last_answer_at`)} THEN 1
      WHEN (q.last_answer_at > o.sent_at) IS NOT 1 THEN 0
      ELSE EXISTS (
        SELECT 1 FROM answers a WHERE a.questionnaire_id = q.id AND ${inTime(sql`a.answered_at`)}
      ) END) AS answered
    FROM questionnaires q CROSS JOIN outbox o ON ${REMINDER_OF} = +q.id
    WHERE q.round_id = ${roundId} AND o.state = 'sent'`);
  return { sent: row?.sent ?? 0, answered: row?.answered ?? 0 };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The state when each round was judged, by round number: reminders go with the names. For rounds that an earlier version
 * judged nothing is known.
 */
export function loadReminderEffects(tx: Transaction, studyId: number): Map<number, ReminderEffect> {
  return new Map(
    loadEventsOf(tx, studyId, 'round.judged').flatMap(({ details }) => {
      const { round, reminders } = details as { round: number; reminders?: ReminderEffect };
      return reminders ? [[round, reminders] as const] : [];
    }),
  );
}

/** A questionnaire not handed in, of an expert who can be reminded. */
export interface Outstanding {
  readonly questionnaireId: number;
  readonly accountId: number;
  readonly expertId: number;
  readonly joinedAt: Date | null;
  readonly putOffUntil: Date | null;
  /** Whether messages arrive, as far as it is known. */
  readonly isReachable: boolean;
  /** The facilitator has excused the expert from reminders in this round. */
  readonly isExcused: boolean;
}

/**
 * A round's outstanding questionnaires, by expert id, some at a time.
 *
 * @param after the expert id to continue after
 * @param expertIds null: everybody's
 */
export function loadOutstandingAfter(
  tx: Transaction,
  roundId: number,
  { after, limit, expertIds = null }: { after: number; limit: number; expertIds?: readonly number[] | null },
): Outstanding[] {
  const isMeant =
    expertIds &&
    sql`${questionnaires.expertId} IN (SELECT value FROM json_each(${JSON.stringify(expertIds)}))`;
  return selectOutstanding(
    tx,
    and(isOutstanding(roundId), gt(questionnaires.expertId, after), isMeant ?? undefined),
  )
    .orderBy(asc(questionnaires.expertId))
    .limit(limit)
    .all();
}

/** Outstanding questionnaires whose reminders were put off until a moment now past, and that have had none since. */
export function loadBackFromPutOff(tx: Transaction, roundId: number, by: Date): Outstanding[] {
  const due = sql`${questionnaires.putOffUntil} IS NOT NULL AND ${questionnaires.putOffUntil} <= ${by.getTime()}`;
  const hadOne = sql`EXISTS (SELECT 1 FROM outbox o WHERE ${REMINDER_OF} = +${questionnaires.id}
    AND o.state <> 'dropped' AND o.created_at >= ${questionnaires.putOffUntil})`;
  return selectOutstanding(tx, and(isOutstanding(roundId), due, not(hadOne))).all();
}

/** A round's experts beside a reminder, in numbers. */
export interface ReminderCounts {
  readonly handedIn: number;
  readonly notJoined: number;
  /** Have declined the invitation. */
  readonly declined: number;
  /** Have joined, and not handed in: those who follow are of them. */
  readonly owing: number;
  readonly unreachable: number;
  readonly excused: number;
  readonly putOff: number;
  /** All others, whom a reminder reaches. */
  readonly reached: number;
  /** Of those reached, who have had so many reminders in the round. */
  readonly hadMost: number;
  /** Of those reached, who have had none since a moment; 0 where everybody is meant: nobody asks for it then. */
  readonly fresh: number;
}

/**
 * @param of.asleep reminders put off until a moment after `from` and no later than `upTo` are still put off
 * @param of.most reminders that are enough
 * @param of.since of `fresh`
 * @param of.expertIds null: everybody
 */
export function countForReminder(
  tx: Transaction,
  roundId: number,
  of: {
    readonly asleep: { readonly from: Date; readonly upTo: Date };
    readonly most: number;
    readonly since: Date;
    readonly expertIds: readonly number[] | null;
  },
): ReminderCounts {
  return forReminder(tx).get({
    ...{ roundId, most: of.most, since: of.since.getTime() },
    ...{ from: of.asleep.from.getTime(), upTo: of.asleep.upTo.getTime() },
    expertIds: of.expertIds && JSON.stringify(of.expertIds),
  })!;
}

const HAD_REMINDER = `FROM outbox o WHERE o.kind = 'reminder' AND o.priority = 1
  AND o.args ->> 'questionnaireId' = +grouped.id AND o.state <> 'dropped'`;

const forReminder = prepared(({ $client }) =>
  $client.prepare<[Record<string, number | string | null>], ReminderCounts>(
    `WITH invited AS (
       SELECT q.id, q.handed_in_at IS NOT NULL AS done, e.account_id IS NOT NULL AS joined,
         e.declined_at IS NOT NULL AS declined, a.unreachable_since IS NULL AS reachable,
         q.excused_at IS NOT NULL AS excused,
         coalesce(q.put_off_until > @from AND q.put_off_until <= @upTo, 0) AS asleep
       FROM questionnaires q JOIN experts e ON e.id = q.expert_id LEFT JOIN accounts a ON a.id = e.account_id
       WHERE q.round_id = @roundId AND e.left_at IS NULL AND e.removed_at IS NULL AND NOT e.forgotten
         AND (@expertIds IS NULL OR q.expert_id IN (SELECT value FROM json_each(@expertIds)))
     ), grouped AS (
       SELECT id, CASE WHEN done THEN 'handedIn' WHEN NOT joined AND declined THEN 'declined'
         WHEN NOT joined THEN 'notJoined' WHEN NOT reachable THEN 'unreachable' WHEN excused THEN 'excused'
         WHEN asleep THEN 'putOff' ELSE 'reached' END AS what
       FROM invited
     )
     SELECT count(*) FILTER (WHERE what = 'handedIn') AS handedIn,
       count(*) FILTER (WHERE what = 'notJoined') AS notJoined,
       count(*) FILTER (WHERE what = 'declined') AS declined,
       count(*) FILTER (WHERE what IN ('unreachable', 'excused', 'putOff', 'reached')) AS owing,
       count(*) FILTER (WHERE what = 'unreachable') AS unreachable,
       count(*) FILTER (WHERE what = 'excused') AS excused,
       count(*) FILTER (WHERE what = 'putOff') AS putOff,
       count(*) FILTER (WHERE what = 'reached') AS reached,
       count(*) FILTER (WHERE what = 'reached' AND (SELECT count(*) ${HAD_REMINDER}) >= @most) AS hadMost,
       count(*) FILTER (WHERE what = 'reached' AND @expertIds IS NOT NULL
         AND NOT EXISTS (SELECT 1 ${HAD_REMINDER} AND o.created_at > @since)) AS fresh
     FROM grouped`,
  ),
);

/** Whether an expert's opening of the round tells a deadline as it was moved at a moment: it had not left by then. */
const OPENING_TELLS = (movedAt: Date) => sql`EXISTS (SELECT 1 FROM outbox o
  WHERE o.kind = 'round-opened' AND o.priority = 1 AND o.args ->> 'questionnaireId' = +${questionnaires.id}
    AND o.account_id = ${experts.accountId}
    AND (o.state = 'waiting' OR (o.state = 'sent' AND o.sent_at > ${movedAt.getTime()})))`;

/** Outstanding questionnaires of those who were told another deadline than the one moved at a moment. */
export function loadToldOtherwise(
  tx: Transaction,
  { roundId, movedAt }: { roundId: number; movedAt: Date },
  after: number,
  limit: number,
): Outstanding[] {
  const isBehind = gt(questionnaires.expertId, after);
  const isOne = and(isOutstanding(roundId), isBehind, joinedBy(movedAt), not(OPENING_TELLS(movedAt)));
  return selectOutstanding(tx, isOne).orderBy(asc(questionnaires.expertId)).limit(limit).all();
}

/** How many of them messages reach, as far as it is known. */
export function countToldOtherwise(
  tx: Transaction,
  { roundId, movedAt }: { roundId: number; movedAt: Date },
): number {
  const isOne = and(isOutstanding(roundId), joinedBy(movedAt), not(OPENING_TELLS(movedAt)));
  return tx
    .select({ reached: count() })
    .from(questionnaires)
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .innerJoin(accounts, eq(accounts.id, experts.accountId))
    .where(and(isOne, isNull(accounts.unreachableSince)))
    .get()!.reached;
}

/** Who joins later is told the deadline as it is. */
function joinedBy(at: Date): SQL {
  return sql`coalesce(${experts.joinedAt}, 0) <= ${at.getTime()}`;
}

function selectOutstanding(tx: Transaction, condition: SQL | undefined) {
  return tx
    .select({
      questionnaireId: questionnaires.id,
      accountId: sql<number>`${experts.accountId}`,
      expertId: questionnaires.expertId,
      joinedAt: experts.joinedAt,
      putOffUntil: questionnaires.putOffUntil,
      isReachable: sql<boolean>`${accounts.unreachableSince} IS NULL`.mapWith(Boolean),
      isExcused: sql<boolean>`${questionnaires.excusedAt} IS NOT NULL`.mapWith(Boolean),
    })
    .from(questionnaires)
    .innerJoin(experts, eq(experts.id, questionnaires.expertId))
    .innerJoin(accounts, eq(accounts.id, experts.accountId))
    .where(condition);
}

function isOutstanding(roundId: number): SQL | undefined {
  return and(eq(questionnaires.roundId, roundId), isNull(questionnaires.handedInAt), hasJoined());
}

/** Excuses an expert from a round's reminders, or ends that; the card shows nothing of it. */
export function saveExcused(tx: Transaction, questionnaireId: number, excusedAt: Date | null): void {
  tx.update(questionnaires).set({ excusedAt }).where(eq(questionnaires.id, questionnaireId)).run();
}

/** Notes «امروز نه»; the card shows nothing of it. */
export function savePutOff(tx: Transaction, questionnaireId: number, until: Date): void {
  tx.update(questionnaires).set({ putOffUntil: until }).where(eq(questionnaires.id, questionnaireId)).run();
}

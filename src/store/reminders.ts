import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { questionnaires } from './schema.ts';

/** What an expert has had of reminders in a round. */
export interface RemindersHad {
  /** Of any kind, waiting ones too. */
  readonly all: number;
  /** Those that went out by themselves. */
  readonly automatic: number;
  readonly lastAt: Date;
  /** The newest one that was sent, and to which account. */
  readonly shown: { readonly accountId: number; readonly messageId: number } | null;
}

const OF_ROUND = (roundId: number) => sql`
  FROM outbox o JOIN questionnaires q ON q.id = json_extract(o.args, '$.questionnaireId')
  WHERE o.kind = 'reminder' AND o.state <> 'dropped' AND q.round_id = ${roundId}`;

/** By questionnaire, what reminders a round has had. */
export function loadRemindersHad(tx: Transaction, roundId: number): Map<number, RemindersHad> {
  const rows = tx.all<{
    questionnaireId: number;
    accountId: number;
    automatic: number;
    createdAt: number;
    messageId: number | null;
  }>(sql`
    SELECT q.id AS questionnaireId, o.account_id AS accountId, o.created_at AS createdAt,
      o.message_id AS messageId,
      json_extract(o.args, '$.slotHours') IS NOT NULL OR json_extract(o.args, '$.afterPutOff') IS 1 AS automatic
    ${OF_ROUND(roundId)} ORDER BY o.id`);
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
    SELECT count(*) AS sent FROM outbox WHERE account_id = ${accountId} AND kind = 'reminder' AND state = 'sent'
      AND json_extract(args, '$.questionnaireId') = ${questionnaireId}`);
  return row?.sent ?? 0;
}

/** What came of a round's reminders: how many were sent, and how many led to an answer or a hand-in within a day. */
export function loadReminderEffect(tx: Transaction, roundId: number): { sent: number; answered: number } {
  const row = tx.get<{ sent: number; answered: number | null }>(sql`
    SELECT count(*) AS sent, sum(
      (q.handed_in_at > o.sent_at AND q.handed_in_at <= o.sent_at + ${DAY_MS}) IS 1
      OR EXISTS (SELECT 1 FROM answers a WHERE a.questionnaire_id = q.id
        AND a.answered_at > o.sent_at AND a.answered_at <= o.sent_at + ${DAY_MS})) AS answered
    ${OF_ROUND(roundId)} AND o.state = 'sent'`);
  return { sent: row?.sent ?? 0, answered: row?.answered ?? 0 };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Of a round's questionnaires that are not handed in, until when their reminders were put off. */
export function loadPutOff(tx: Transaction, roundId: number): Map<number, Date> {
  const rows = tx
    .select({ questionnaireId: questionnaires.id, until: questionnaires.putOffUntil })
    .from(questionnaires)
    .where(
      and(
        eq(questionnaires.roundId, roundId),
        isNull(questionnaires.handedInAt),
        isNotNull(questionnaires.putOffUntil),
      ),
    )
    .all();
  return new Map(rows.map(({ questionnaireId, until }) => [questionnaireId, until!]));
}

/** Notes «امروز نه»; what the card shows does not change. */
export function savePutOff(tx: Transaction, questionnaireId: number, until: Date): void {
  tx.update(questionnaires).set({ putOffUntil: until }).where(eq(questionnaires.id, questionnaireId)).run();
}

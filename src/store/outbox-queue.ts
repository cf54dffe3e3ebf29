import type { Messenger } from './accounts.ts';
import type { Database } from './file/database.ts';
import { type Outgoing, SPENT_ARGS } from './outbox.ts';

/** A waiting message, as delivery picks it up. */
export type OutboxRow = Outgoing & {
  readonly id: number;
  readonly key: string;
  readonly accountId: number;
  /** 0: answers what a person just did; 1: goes out by itself. */
  readonly priority: number;
  /** Sends that were begun and may have arrived. */
  readonly attempts: number;
  /** How often it was refused for an unknown reason. */
  readonly refusals: number;
  readonly createdAt: Date;
};

/** A card whose message lags behind the database. */
export interface LaggingCard {
  readonly questionnaireId: number;
  readonly version: number;
  /** Hash of what its message shows. */
  readonly shownHash: string | null;
}

interface OutboxChat {
  readonly messenger: Messenger;
  readonly chatId: number;
  readonly reachable: boolean;
}

/** An account with waiting work, and the position from which to continue the list. */
export interface WaitingAccount {
  readonly accountId: number;
  readonly place: number;
}

/** What delivery reads and writes for each message, as statements prepared once. */
export interface OutboxQueue {
  chat(accountId: number): OutboxChat | null;
  /** An account's next message due: answers first, then by order of queueing. */
  next(accountId: number, at: Date): OutboxRow | null;
  laggingCards(accountId: number): LaggingCard[];
  /** Reachable accounts with messages due, in order of queueing; one account may appear several times. */
  waiting(messenger: Messenger, priority: number, after: number, at: Date, limit: number): WaitingAccount[];
  /** Reachable accounts with lagging cards. */
  lagging(messenger: Messenger, after: number, limit: number): WaitingAccount[];
  /** When the next message that is held back falls due. */
  nextDue(messenger: Messenger, at: Date): Date | null;
  /** Messages whose send had begun when the program ended. */
  cutOff(messenger: Messenger): OutboxRow[];
  /** Called before a send leaves; counts it as one that may arrive. */
  markSending(rowId: number): void;
  markSent(rowId: number, messageId: number | null, at: Date): void;
  /** Returns a message to the queue. @param arrived whether the send may have arrived all the same */
  release(rowId: number, arrived: boolean): void;
  hold(rowId: number, until: Date): void;
  /** Counts a refusal that may pass, and holds the message back until a moment. */
  refuse(rowId: number, until: Date): void;
  end(rowId: number, state: 'dropped' | 'parked', why: string, at: Date): void;
}

const COLUMNS = `o.id, o.key, o.kind, o.account_id AS accountId, o.args, o.priority, o.attempts, o.refusals,
  o.created_at AS createdAt`;

/** Must be spelled as in the partial index `outbox_due`, or SQLite does not use it. */
const UNSENT = `o.state IN ('waiting', 'sending')`;
const DUE = `(o.not_before IS NULL OR o.not_before <= ?)`;
const REACHABLE = 'a.messenger = ? AND a.unreachable_since IS NULL';

export function openOutboxQueue({ $client: client }: Database): OutboxQueue {
  const chat = client.prepare<[number], RawChat>(
    'SELECT messenger, user_id AS chatId, unreachable_since AS unreachableSince FROM accounts WHERE id = ?',
  );
  const next = client.prepare<[number, number], RawRow>(
    `SELECT ${COLUMNS} FROM outbox o WHERE o.account_id = ? AND o.state = 'waiting' AND ${DUE}
     ORDER BY o.priority, o.id LIMIT 1`,
  );
  const laggingCards = client.prepare<[number], LaggingCard>(
    `SELECT id AS questionnaireId, card_version AS version, card_hash AS shownHash FROM questionnaires
     WHERE card_account_id = ? AND card_version <> card_shown_version ORDER BY id`,
  );
  const waiting = client.prepare<[number, number, number, string, number], WaitingAccount>(
    `SELECT o.account_id AS accountId, o.id AS place FROM outbox o JOIN accounts a ON a.id = o.account_id
     WHERE ${UNSENT} AND o.priority = ? AND o.id > ? AND o.state = 'waiting' AND ${DUE} AND ${REACHABLE}
     ORDER BY o.id LIMIT ?`,
  );
  const lagging = client.prepare<[number, string, number], WaitingAccount>(
    `SELECT DISTINCT a.id AS accountId, a.id AS place FROM questionnaires q JOIN accounts a ON a.id = q.card_account_id
     WHERE q.card_version <> q.card_shown_version AND q.card_account_id > ? AND ${REACHABLE}
     ORDER BY q.card_account_id LIMIT ?`,
  );
  const nextDue = client.prepare<[number, string], { due: number | null }>(
    `SELECT MIN(o.not_before) AS due FROM outbox o JOIN accounts a ON a.id = o.account_id
     WHERE ${UNSENT} AND o.state = 'waiting' AND o.not_before > ? AND ${REACHABLE}`,
  );
  const cutOff = client.prepare<[string], RawRow>(
    `SELECT ${COLUMNS} FROM outbox o JOIN accounts a ON a.id = o.account_id
     WHERE ${UNSENT} AND o.state = 'sending' AND a.messenger = ? ORDER BY o.id`,
  );
  const markSending = client.prepare<[number]>(
    `UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?`,
  );
  const markSent = client.prepare<[number | null, number, number]>(
    `UPDATE outbox SET state = 'sent', message_id = ?, sent_at = ?, error = NULL, args = ${SPENT_ARGS} WHERE id = ?`,
  );
  const release = client.prepare<[number, number]>(
    `UPDATE outbox SET state = 'waiting', attempts = max(0, attempts - ?) WHERE id = ?`,
  );
  const hold = client.prepare<[number, number]>(
    `UPDATE outbox SET state = 'waiting', not_before = ? WHERE id = ?`,
  );
  const refuse = client.prepare<[number, number]>(
    `UPDATE outbox SET state = 'waiting', attempts = max(0, attempts - 1), refusals = refusals + 1, not_before = ?
     WHERE id = ?`,
  );
  const end = client.prepare<[string, string, number, number]>(
    `UPDATE outbox SET state = ?, error = ?, sent_at = ?, args = ${SPENT_ARGS} WHERE id = ?`,
  );

  return {
    chat: (accountId) => readChat(chat.get(accountId)),
    next: (accountId, at) => readRow(next.get(accountId, at.getTime())),
    laggingCards: (accountId) => laggingCards.all(accountId),
    waiting: (messenger, priority, after, at, limit) =>
      waiting.all(priority, after, at.getTime(), messenger, limit),
    lagging: (messenger, after, limit) => lagging.all(after, messenger, limit),
    nextDue(messenger, at) {
      const due = nextDue.get(at.getTime(), messenger)?.due ?? null;
      return due === null ? null : new Date(due);
    },
    cutOff: (messenger) => cutOff.all(messenger).map((row) => readRow(row)!),
    markSending: (rowId) => void markSending.run(rowId),
    markSent: (rowId, messageId, at) => void markSent.run(messageId, at.getTime(), rowId),
    release: (rowId, arrived) => void release.run(arrived ? 0 : 1, rowId),
    hold: (rowId, until) => void hold.run(until.getTime(), rowId),
    refuse: (rowId, until) => void refuse.run(until.getTime(), rowId),
    end: (rowId, state, why, at) => void end.run(state, why, at.getTime(), rowId),
  };
}

interface RawChat {
  messenger: Messenger;
  chatId: number;
  unreachableSince: number | null;
}

function readChat(raw: RawChat | undefined): OutboxChat | null {
  if (!raw) return null;
  return { messenger: raw.messenger, chatId: raw.chatId, reachable: raw.unreachableSince === null };
}

type RawRow = Omit<OutboxRow, 'args' | 'createdAt'> & { args: string; createdAt: number };

function readRow(raw: RawRow | undefined): OutboxRow | null {
  if (!raw) return null;
  return { ...raw, args: JSON.parse(raw.args), createdAt: new Date(raw.createdAt) } as OutboxRow;
}

import { and, count, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { BackupTrouble } from '../domain/backup-trouble.ts';
import type { Message } from '../messages/message.ts';
import type { Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { deleteFile } from './files.ts';
import { outbox } from './schema.ts';

/**
 * Every kind of message that leaves the program as a row, with its arguments. Messages that go out by themselves store
 * only ids and are rendered, and checked again, when they are sent; `reply` stores what an action already put into
 * words.
 */
export type Outgoing =
  /** Answers a command or press. With `replaces…` the earlier message is edited, where it still can be. */
  | {
      kind: 'reply';
      args: { message: Message; replacesMessageId?: number; replacesKey?: string } & ForWhom;
    }
  /** Removes the buttons of an older message. */
  | { kind: 'strip'; args: { messageId: number } }
  /**
   * A file of the table `files`, deleted once it is sent. An older version also queued copies of the database, by path.
   */
  | { kind: 'document'; args: ({ fileId: number } | { path: string }) & { caption?: string } & ForWhom }
  /**
   * A round opened: to an invited expert. Waits for the end of quiet hours, except for whoever joins while it is open.
   */
  | { kind: 'round-opened'; args: { questionnaireId: number; atOnce: boolean } }
  /**
   * Dropped where the expert has handed in, the round has closed, or a later one has come. `slotHours` null: sent by
   * the facilitator or, where `afterPutOff` says so, as the one that «امروز نه» promised.
   */
  | {
      kind: 'reminder';
      args: { questionnaireId: number; slotHours: number | null; afterPutOff?: boolean };
    }
  /** Removes the buttons of a reminder that another one replaces; dropped where it has become the card. */
  | { kind: 'replaced-reminder'; args: { questionnaireId: number; messageId: number } }
  /** Who has not opened the questionnaire by the second day: to a facilitator. Dropped where nobody is left to name. */
  | { kind: 'unopened'; args: { roundId: number } }
  /** An edit of a live status to its present state. Dropped where the facilitator has switched it to something else. */
  | { kind: 'live-status'; args: { studyId: number; messageId: number } }
  /** A deadline moved: to an expert who had been told the old one and has not handed in. */
  | { kind: 'deadline-moved'; args: { questionnaireId: number; deadline: number } }
  /** Answers that the expert gave on paper were entered: to the expert. */
  | { kind: 'paper-kept'; args: { questionnaireId: number; answers: number; ideas?: number } }
  /**
   * The outcome of a panel's judged round: to the study's facilitators, with its picture, where one could be drawn: a
   * file of the table `files`, deleted once it is sent.
   */
  | { kind: 'closing-card'; args: { panelRoundId: number; fileId: number | null } }
  /**
   * What a facilitator is shown of a rehearsal, in words that no row has: with its picture, a file of the table `files`,
   * deleted once it is sent, or without one.
   */
  | { kind: 'rehearsal-card'; args: { studyId: number; message: Message; fileId: number | null } }
  /** The summary of a judged round: to the study's facilitators. `panelIds`: the panels that this part tells of. */
  | {
      kind: 'summary';
      args: { roundId: number; part: number; parts?: number; panelIds?: number[]; afterCards?: boolean };
    }
  /** The study's end: to an expert. */
  | { kind: 'closing-letter'; args: { expertId: number } }
  /** An expert's question, without a name: to a facilitator of the study. */
  | { kind: 'question'; args: { questionId: number; corrected?: boolean } }
  /** Its answer: to the expert who asked. */
  | { kind: 'question-answer'; args: { questionId: number } }
  /**
   * What became of an expert's proposals, before the next round: to the expert. Those decided differently since are
   * left out.
   */
  | { kind: 'proposals-told'; args: { expertId: number; proposalIds: number[]; toldAt: number } }
  /** A proposer's objection to a decision, without a name: to a facilitator of the study. */
  | { kind: 'objection'; args: { proposalId: number } }
  /** What a facilitator tells the experts: to one of them. */
  | { kind: 'announcement'; args: { announcementId: number; expertId: number } }
  /** An expert joined without confirming what the consent asked: to a facilitator. */
  | { kind: 'criteria-open'; args: { expertId: number } }
  /** The study's orientation: to an expert. Dropped where another has replaced it, or it is confirmed. */
  | { kind: 'briefing'; args: { briefingId: number; expertId: number; atOnce: boolean } }
  /** The consent was declined: to a facilitator. Dropped where it has been accepted since. */
  | { kind: 'expert-declined'; args: { expertId: number } }
  /** The consent still waits for an answer: to whom it was shown. Dropped where it was answered. */
  | { kind: 'invitation-reminder'; args: { expertId: number } }
  /** An expert has left: to a facilitator. Dropped where the expert has come back. */
  | { kind: 'expert-left'; args: { expertId: number } }
  /** A workbook has taken an expert off: to the account that was the expert's. Dropped where it takes part again. */
  | { kind: 'expert-removed'; args: { studyId: number } }
  /** An expert who has joined was given a new link: to the account. Dropped where it has been used, or is void. */
  | { kind: 'link-renewed'; args: { expertId: number; mark: number } }
  /** The new link was used: to the former account. Dropped where that has responded. */
  | { kind: 'link-used'; args: { tenureId: number } }
  /** The former account confirms that it is the same person: to the new one. */
  | { kind: 'link-confirmed'; args: { tenureId: number } }
  /**
   * An expert rejected the new link, used or not: to a facilitator. `rounds`: those whose results hold another's
   * answers.
   */
  | { kind: 'link-refused'; args: { expertId: number; used: boolean; rounds: number[] } }
  /** A facilitator wants to join a study of others: to one who decides. Dropped where it is decided. */
  | { kind: 'join-request'; args: { requestId: number } }
  /** What was decided: to the one who asked to join. */
  | { kind: 'join-decided'; args: { requestId: number } }
  /** An expert can no longer be reached: to a facilitator. */
  | { kind: 'expert-unreachable'; args: { expertId: number } }
  /** Names were removed, of one expert or of a whole study: to facilitators who did not ask for it. */
  | { kind: 'names-forgotten'; args: { forgettingId: number } }
  /** Names will be removed automatically: to a facilitator of the study. */
  | { kind: 'forgetting-soon'; args: { studyId: number } }
  /** A requested copy of the database: to an operator the file itself, to others only where it is. */
  | { kind: 'backup-copy'; args: { path: string; at: number; replacesKey: string } }
  /**
   * The nightly copy of the database failed: to an operator, or without one to a facilitator. Dropped where it has
   * succeeded since.
   */
  | { kind: 'backup-failed'; args: { night: number; trouble: BackupTrouble; folder: string } }
  /**
   * A messenger refuses the bot itself: to an operator, or without one to a facilitator; on that messenger itself, once
   * it is over.
   */
  | { kind: 'bot-refused'; args: { messenger: Messenger; since: number; reason: string } };

/** The role in which a message addresses somebody: it is not sent where the account no longer has the role. */
export interface ForWhom {
  readonly forFacilitator?: boolean;
  /** To whoever may ask for a copy of the database. */
  readonly forOperatorOrFacilitator?: boolean;
}

/** Kinds that answer a person: they are sent before what goes out by itself. */
const ANSWERS: ReadonlySet<Outgoing['kind']> = new Set([
  ...(['reply', 'strip', 'document', 'rehearsal-card', 'backup-copy'] as const),
]);

/** Queues a message, unless one has ever been queued under its key. @returns whether it is new */
export function queueMessage(
  tx: Transaction,
  message: Outgoing & { key: string; accountId: number; at: Date; notBefore?: Date },
): boolean {
  const { key, kind, accountId, args, at, notBefore } = message;
  const { changes } = queued(tx).run({
    ...{ key, kind, accountId },
    args: JSON.stringify(args),
    priority: ANSWERS.has(kind) ? 0 : 1,
    createdAt: at.getTime(),
    notBefore: notBefore?.getTime() ?? null,
  });
  return changes > 0;
}

const queued = prepared(({ $client }) =>
  $client.prepare(
    `INSERT INTO outbox (key, kind, account_id, args, priority, state, created_at, not_before)
     VALUES (@key, @kind, @accountId, @args, @priority, 'waiting', @createdAt, @notBefore)
     ON CONFLICT (key) DO NOTHING`,
  ),
);

/** Takes the buttons off an older message of an account's chat. */
export function queueStrip(
  tx: Transaction,
  { accountId, messageId, at }: { accountId: number; messageId: number; at: Date },
): void {
  const key = `strip:${accountId}:${messageId}:${at.getTime()}`;
  queueMessage(tx, { kind: 'strip', key, accountId, at, args: { messageId } });
}

/** Messages that experts get about a round of their own. */
export type RoundNews = 'round-opened' | 'reminder' | 'deadline-moved';

function isAbout(news: { kind: RoundNews; questionnaireId: number; accountId: number }) {
  return and(
    eq(outbox.accountId, news.accountId),
    eq(outbox.kind, news.kind),
    sql`${outbox.args} ->> 'questionnaireId' = ${news.questionnaireId}`,
  );
}

/** Whether a later message of the same kind was queued about the same questionnaire. */
export function isOvertaken(
  tx: Transaction,
  news: { rowId: number; kind: RoundNews; questionnaireId: number; accountId: number },
): boolean {
  return exists(tx, and(isAbout(news), gt(outbox.id, news.rowId)));
}

function exists(tx: Transaction, condition: SQL | undefined): boolean {
  return tx.select({ id: outbox.id }).from(outbox).where(condition).limit(1).get() !== undefined;
}

/** What a message in an account's chat is about, where it went out by itself; null for any other. */
export function loadAboutMessage(tx: Transaction, accountId: number, messageId: number): Outgoing | null {
  const row = tx
    .select({ kind: outbox.kind, args: outbox.args })
    .from(outbox)
    .where(and(eq(outbox.accountId, accountId), eq(outbox.messageId, messageId), eq(outbox.priority, 1)))
    .orderBy(desc(outbox.id))
    .get();
  return row ? (row as Outgoing) : null;
}

/** Whether a message under this key is being sent, or has arrived. */
export function hasLeft(tx: Transaction, key: string): boolean {
  return exists(tx, and(eq(outbox.key, key), inArray(outbox.state, ['sending', 'sent'])));
}

/** Ids of questions queued for a facilitator, the newest first. */
export function loadQuestionIdsTo(tx: Transaction, accountId: number, limit: number): number[] {
  return tx
    .select({ args: outbox.args })
    .from(outbox)
    .where(and(eq(outbox.accountId, accountId), eq(outbox.kind, 'question')))
    .orderBy(desc(outbox.id))
    .limit(limit)
    .all()
    .map(({ args }) => Number(args['questionId']));
}

/** Whether a message whose key starts with this has been sent, to any account, or waits for this one. */
export function isToldOrWaiting(tx: Transaction, keyPrefix: string, accountId: number): boolean {
  const begins = and(gt(outbox.key, keyPrefix), lt(outbox.key, `${keyPrefix}\uffff`));
  const waits = and(inArray(outbox.state, ['waiting', 'sending']), eq(outbox.accountId, accountId));
  return exists(tx, and(begins, or(eq(outbox.state, 'sent'), waits)));
}

/** Whether a message whose key starts with this was ever queued. */
export function isKnown(tx: Transaction, keyPrefix: string): boolean {
  return exists(tx, and(gt(outbox.key, keyPrefix), lt(outbox.key, `${keyPrefix}\uffff`)));
}

/** Whether a message under this key is still to be sent. */
export function isUnderWay(tx: Transaction, key: string): boolean {
  return exists(tx, and(eq(outbox.key, key), inArray(outbox.state, ['waiting', 'sending'])));
}

/** The message that a row became; null where it was not sent, or its kind leaves none. */
export function sentMessageId(tx: Transaction, key: string): number | null {
  return tx.select({ id: outbox.messageId }).from(outbox).where(eq(outbox.key, key)).get()?.id ?? null;
}

/** Why a message of ours failed, where the reason is not the messenger's. */
export const CUT_OFF = 'a send was cut off and is not repeated';
export const NOT_RENDERED = 'could not be rendered';

/** Failed messages with the same reason: the messenger's own words, `CUT_OFF` or `NOT_RENDERED`. */
export interface ParkedMessages {
  readonly messages: number;
  readonly reason: string;
}

/** What could not be delivered to a study's experts and facilitators, by reason, the most frequent first. */
export function loadParked(tx: Transaction, studyId: number): ParkedMessages[] {
  const people = sql`(
    SELECT account_id FROM experts WHERE study_id = ${studyId}
    UNION SELECT account_id FROM study_facilitators WHERE study_id = ${studyId}
  )`;
  return tx
    .select({ messages: count(), reason: sql<string>`coalesce(${outbox.error}, '')` })
    .from(outbox)
    .where(sql`${outbox.accountId} IN ${people} AND ${outbox.state} = 'parked'`)
    .groupBy(outbox.error)
    .orderBy(desc(count()))
    .all();
}

/** Messages that are to leave or are on their way; `since`: of the eldest that may leave at a moment; null: none. */
export function loadBacklog(tx: Transaction, at: Date): { waiting: number; since: Date | null } {
  const isDue = sql`${outbox.notBefore} IS NULL OR ${outbox.notBefore} <= ${at.getTime()}`;
  const { waiting, since } = tx
    .select({
      waiting: count(),
      since: sql<number | null>`min(CASE WHEN ${isDue} THEN ${outbox.createdAt} END)`,
    })
    .from(outbox)
    .where(sql`${outbox.state} IN ('waiting', 'sending')`)
    .get()!;
  return { waiting, since: since === null ? null : new Date(since) };
}

/** The file of the table `files` that a row carries, to be deleted once it is sent or never will be; null: none. */
export function fileCarriedBy({ kind, args }: Outgoing): number | null {
  const carries = kind === 'document' || kind === 'closing-card' || kind === 'rehearsal-card';
  return carries && 'fileId' in args ? args.fileId : null;
}

/** The words of an answer have no further use once it is sent, or never will be. */
export const SPENT_ARGS = "CASE WHEN kind IN ('reply', 'rehearsal-card') THEN '{}' ELSE args END";

/** Drops answers that can no longer be sent: by the time the person returns, the press or command is long past. */
export function dropReplies(tx: Transaction, accountId: number, why: string, at: Date): void {
  drop(tx, accountId, ['reply', 'strip'], why, at);
}

/** The same including documents that somebody asked for, and their files. */
export function dropAnswers(tx: Transaction, accountId: number, why: string, at: Date): void {
  for (const { args } of drop(tx, accountId, ['reply', 'strip', 'document', 'rehearsal-card'], why, at)) {
    if (typeof args['fileId'] === 'number') deleteFile(tx, args['fileId']);
  }
}

function drop(tx: Transaction, accountId: number, kinds: Outgoing['kind'][], why: string, at: Date) {
  return tx
    .update(outbox)
    .set({ state: 'dropped', error: why, sentAt: at, args: sql.raw(SPENT_ARGS) })
    .where(
      and(
        eq(outbox.accountId, accountId),
        inArray(outbox.state, ['waiting', 'sending']),
        inArray(outbox.kind, kinds),
      ),
    )
    .returning({ args: outbox.args })
    .all();
}

import { and, count, desc, eq, gt, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { BackupTrouble } from '../domain/backup-trouble.ts';
import type { Message } from '../messages/message.ts';
import type { Messenger } from './accounts.ts';
import type { Transaction } from './file/database.ts';
import { prepared } from './file/prepared.ts';
import { deleteFile } from './files.ts';
import { outbox } from './schema.ts';

/**
 * Every kind of message that leaves the program as a row, with its arguments. Proactive kinds keep ids only and are
 * rendered, and checked again, at the moment of sending; `reply` keeps what an action already put into words.
 */
export type Outgoing =
  /** Answers a command or press. With `replaces…` the earlier message is edited, where it still can be. */
  | {
      kind: 'reply';
      args: { message: Message; replacesMessageId?: number; replacesKey?: string } & ForWhom;
    }
  /** Takes the buttons off an older message. */
  | { kind: 'strip'; args: { messageId: number } }
  /** A file of the table `files`, deleted once it is sent. An older version queued copies of the database so too, by path. */
  | { kind: 'document'; args: ({ fileId: number } | { path: string }) & { caption?: string } & ForWhom }
  /** A round opened: to an invited expert. Waits for the end of the quiet hours, but for who joins while it is open. */
  | { kind: 'round-opened'; args: { questionnaireId: number; atOnce: boolean } }
  /**
   * Dropped where the expert has handed in, the round has closed, or a later one has come. `slotHours` null: at the
   * facilitator's word, or, where `afterPutOff` says so, the one that «امروز نه» was promised.
   */
  | {
      kind: 'reminder';
      args: { questionnaireId: number; slotHours: number | null; afterPutOff?: boolean };
    }
  /** Takes the buttons off a reminder whose place another one takes; dropped where it has become the card. */
  | { kind: 'replaced-reminder'; args: { questionnaireId: number; messageId: number } }
  /** Who has not opened the questionnaire on the second day: to a facilitator. Dropped where nobody is left to name. */
  | { kind: 'unopened'; args: { roundId: number } }
  /** The message of a live status, edited to what it is now. Dropped where the facilitator has turned to something else. */
  | { kind: 'live-status'; args: { studyId: number; messageId: number } }
  /** A deadline moved: to an expert who had been told the old one and has not handed in. */
  | { kind: 'deadline-moved'; args: { questionnaireId: number; deadline: number } }
  /** Answers that the expert gave on paper were typed: to the expert. */
  | { kind: 'paper-kept'; args: { questionnaireId: number; answers: number; ideas?: number } }
  /** What a panel's judged round comes to: to the study's facilitators, with its picture, where one could be drawn: a file of the table `files`, deleted once it is sent. */
  | { kind: 'closing-card'; args: { panelRoundId: number; fileId: number | null } }
  /** A judged round: to the study's facilitators. `panelIds`: those that the part tells of. */
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
  /** What became of an expert's proposals, before the next round: to the expert. Those decided anew since are left out. */
  | { kind: 'proposals-told'; args: { expertId: number; proposalIds: number[]; toldAt: number } }
  /** A proposer's word that the decision is not what was meant, without a name: to a facilitator of the study. */
  | { kind: 'objection'; args: { proposalId: number } }
  /** What a facilitator tells the experts: to one of them. */
  | { kind: 'announcement'; args: { announcementId: number; expertId: number } }
  /** Who joined has not confirmed what the consent asked: to a facilitator. */
  | { kind: 'criteria-open'; args: { expertId: number } }
  /** The study's orientation: to an expert. Dropped where another has taken its place, or it is confirmed. */
  | { kind: 'briefing'; args: { briefingId: number; expertId: number; atOnce: boolean } }
  /** The consent was declined: to a facilitator. Dropped where it has been accepted since. */
  | { kind: 'expert-declined'; args: { expertId: number } }
  /** The consent is still to be answered: to whom it was shown. Dropped where it has been. */
  | { kind: 'invitation-reminder'; args: { expertId: number } }
  /** An expert has left: to a facilitator. Dropped where the expert has come back. */
  | { kind: 'expert-left'; args: { expertId: number } }
  /** An expert who has joined was given a new link: to the account. Dropped where it has been used, or is void. */
  | { kind: 'link-renewed'; args: { expertId: number; mark: number } }
  /** The new link was used: to the account before. Dropped where that has had its say. */
  | { kind: 'link-used'; args: { tenureId: number } }
  /** The account before has said that it is the same person: to the new one. */
  | { kind: 'link-confirmed'; args: { tenureId: number } }
  /** An expert did not want the new link, used or not: to a facilitator. `rounds`: whose results hold another's answers. */
  | { kind: 'link-refused'; args: { expertId: number; used: boolean; rounds: number[] } }
  /** A facilitator wants to join a study of others: to one who decides. Dropped where it is decided. */
  | { kind: 'join-request'; args: { requestId: number } }
  /** What was decided: to the asker. */
  | { kind: 'join-decided'; args: { requestId: number } }
  /** Something a facilitator should know: an expert can no longer be reached. */
  | { kind: 'expert-unreachable'; args: { expertId: number } }
  /** Names were removed, of one expert or of a whole study: to facilitators who did not ask for it. */
  | { kind: 'names-forgotten'; args: { forgettingId: number } }
  /** Names will be removed by themselves: to a facilitator of the study. */
  | { kind: 'forgetting-soon'; args: { studyId: number } }
  /** A copy of the database that was asked for: the file itself to an operator, to others where it lies. */
  | { kind: 'backup-copy'; args: { path: string; at: number; replacesKey: string } }
  /** The night's copy of the database could not be made: to an operator, without one to a facilitator. Dropped where it has been made since. */
  | { kind: 'backup-failed'; args: { night: number; trouble: BackupTrouble; folder: string } }
  /** A messenger refuses the bot itself: to an operator, without one to a facilitator; on that messenger, once it is over. */
  | { kind: 'bot-refused'; args: { messenger: Messenger; since: number; reason: string } };

/** Said to somebody as what they are: it does not leave where the account is none any more by then. */
export interface ForWhom {
  readonly forFacilitator?: boolean;
  /** Whoever may ask for a copy of the database. */
  readonly forOperatorOrFacilitator?: boolean;
}

/** What answers a person: it leaves before what goes out by itself. */
const ANSWERS: ReadonlySet<Outgoing['kind']> = new Set(['reply', 'strip', 'document', 'backup-copy']);

/** Puts a message into the outbox, unless one under the same key has ever been there. Returns whether it is new. */
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

/** Whether a message about a questionnaire is queued and has not left yet. */
export function isWaiting(
  tx: Transaction,
  news: { kind: RoundNews; questionnaireId: number; accountId: number },
): boolean {
  return exists(tx, and(isAbout(news), sql`${outbox.state} = 'waiting'`));
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

/** Whether a message under this key is on its way, or has arrived. */
export function hasLeft(tx: Transaction, key: string): boolean {
  return exists(tx, and(eq(outbox.key, key), inArray(outbox.state, ['sending', 'sent'])));
}

/** Questions that were queued for a facilitator, the newest first: their ids. */
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

/** Whether a message whose key begins so has left, to whatever account, or waits for this one. */
export function isToldOrWaiting(tx: Transaction, keyPrefix: string, accountId: number): boolean {
  const begins = and(gt(outbox.key, keyPrefix), lt(outbox.key, `${keyPrefix}\uffff`));
  const waits = and(inArray(outbox.state, ['waiting', 'sending']), eq(outbox.accountId, accountId));
  return exists(tx, and(begins, or(eq(outbox.state, 'sent'), waits)));
}

/** Whether a message whose key begins so was ever queued. */
export function isKnown(tx: Transaction, keyPrefix: string): boolean {
  return exists(tx, and(gt(outbox.key, keyPrefix), lt(outbox.key, `${keyPrefix}\uffff`)));
}

/** Whether a message under this key has still to leave. */
export function isUnderWay(tx: Transaction, key: string): boolean {
  return exists(tx, and(eq(outbox.key, key), inArray(outbox.state, ['waiting', 'sending'])));
}

/** The message that a row became; null where it was not sent, or its kind leaves none. */
export function sentMessageId(tx: Transaction, key: string): number | null {
  return tx.select({ id: outbox.messageId }).from(outbox).where(eq(outbox.key, key)).get()?.id ?? null;
}

/** Why a message of ours came to nothing, where it was not the messenger that said so. */
export const CUT_OFF = 'a send was cut off and is not repeated';
export const NOT_RENDERED = 'could not be rendered';

/** Messages that came to nothing for one reason: the messenger's own words, `CUT_OFF` or `NOT_RENDERED`. */
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

/** The file of the table `files` that a row carries, deleted once it has left or never will; null: none. */
export function fileCarriedBy({ kind, args }: Outgoing): number | null {
  return (kind === 'document' || kind === 'closing-card') && 'fileId' in args ? args.fileId : null;
}

/** An answer's words have no more use once it has left, or never will. */
export const SPENT_ARGS = "CASE kind WHEN 'reply' THEN '{}' ELSE args END";

/** What answered somebody and cannot be sent any more: the press or command is long past when the person returns. */
export function dropReplies(tx: Transaction, accountId: number, why: string, at: Date): void {
  drop(tx, accountId, ['reply', 'strip'], why, at);
}

/** The same with the documents that somebody asked for, and their files. */
export function dropAnswers(tx: Transaction, accountId: number, why: string, at: Date): void {
  for (const { args } of drop(tx, accountId, ['reply', 'strip', 'document'], why, at)) {
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

import { hash } from 'node:crypto';
import type { Context, MiddlewareFn } from 'grammy';
import type { User } from 'grammy/types';
import type { Logger } from 'pino';
import type { Language } from '../domain/language.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Message } from '../messages/message.ts';
import { messengerOf } from '../messengers/all.ts';
import {
  type Account,
  ensureAccount,
  loadSpeakerOf,
  type Messenger,
  markReachable,
} from '../store/accounts.ts';
import type { CommitGroup } from '../store/file/commit-group.ts';
import { type Database, type Transaction, transact } from '../store/file/database.ts';
import { isStorageTrouble } from '../store/file/storage-trouble.ts';
import { claimUpdate, releaseUpdate } from '../store/handled-updates.ts';
import { languageFor } from '../store/languages.ts';
import { queueMessage, queueStrip } from '../store/outbox.ts';
import { html, plain } from '../texts/i18n.ts';
import { refusalText } from '../texts/refusal-text.ts';
import { speaking } from '../texts/speaking.ts';

/** What every handler works with; built once in `main`. */
export interface Dependencies {
  readonly db: Database;
  /** The study's clock. */
  readonly now: () => Date;
  readonly zone: string;
  readonly quietHours: QuietHours;
  /** Tells delivery that rows or cards wait: of one account, or of any. */
  readonly wake: (accountId?: number) => void;
  /** Tells the job runner that a job waits. */
  readonly wakeJobs: () => void;
  /** Secrets of personal links: 24 letters and digits. */
  readonly newToken: () => string;
  /** Whole numbers from 0 to below a limit, for pseudonyms and seeds. */
  readonly randomBelow: (limit: number) => number;
  /** Live messengers' bot user names. */
  readonly botNames: () => Partial<Record<Messenger, string>>;
  /** How long copies of the database tell what has been removed from it; null: none are made by themselves. */
  readonly copiesKeptDays: number | null;
  readonly log: Logger;
}

/** What one update's handler may use beside grammY's context. */
export interface Handling {
  readonly account: Account;
  readonly isFacilitator: boolean;
  /** In which the speaker is answered, unless the update is about a study of another one. */
  readonly language: Language;
  /** When the update is handled. */
  readonly at: Date;
  /** When the person acted, as far as it is known: a press that waited while the program was down was made before. */
  readonly pressedAt: Date;
  /**
   * Runs the one transaction of this update. What it says goes out after the commit; an update that a killed run had
   * committed already is not carried out again.
   */
  run(work: (tx: Transaction) => void): void;
  /**
   * The same, together with what others pressed in this moment: resolves when all of it is on disk. For what many press
   * at once; `work` may be run a second time where its first run left nothing.
   */
  runTogether(work: (tx: Transaction) => void): Promise<void>;
  /**
   * Sends a message to the speaker; only inside `run`.
   *
   * @param options.once an occasion: what was said on it before is not said again
   */
  say(message: Message, options?: { once?: string }): void;
  /** The message whose button was pressed; null: it was no press, or the messenger does not say. */
  readonly pressedMessageId: number | null;
  /** Says something in place of the pressed message, or below where that is not known; only inside `run`. */
  sayInPlace(message: Message): void;
  /**
   * The same of a message that is to be edited later.
   *
   * @returns the key of its row in the outbox, which will know its id
   */
  sayFollowed(message: Message): string;
  /**
   * Takes the buttons off the pressed message, or another of the chat: what they offered is done; only inside `run`.
   */
  takeButtonsOff(messageId?: number): void;
  /** The key of a job that this update asks for: one an update, also where a messenger counts its updates anew. */
  jobKey(kind: string): string;
  /** Notes that a job was queued: it is looked for once it is on disk. */
  jobWaits(): void;
  /**
   * Notes whether what is said from here on is for a facilitator: it does not leave where the speaker is none by then.
   */
  speakToFacilitator(yes: boolean): void;
  /** Notes that what this update queues concerns others than the speaker, who shall not wait for it. */
  concernsOthers(): void;
  /** Sends a refusal as a message; only inside `run`. */
  sayRefusal(refusal: Refusal): void;
  /** Notes that the speaker can be reached again. */
  heardFrom(): void;
  /** Ends a press's spinner after the commit; without it the press ends silently. Alerts are for refusals alone. */
  acknowledge(text: string, options?: { alert: boolean }): void;
  /** Refuses a press by an alert. */
  alert(refusal: Refusal): void;
}

export type BotContext = Context & Handling;

/** Ends a press's spinner, at once and for good; nobody waits for it. */
export type Acknowledge = (callbackQueryId: string, answer: { text?: string; alert?: boolean }) => void;

/** Where updates come from, and what ends their presses. */
export interface BotPlace {
  readonly messenger: Messenger;
  readonly acknowledge: Acknowledge;
  /** When what comes in now was done, as far as it is known. */
  readonly pressedAt: () => Date;
  /** Of the updates of this messenger. */
  readonly commits: CommitGroup;
}

/** Sees every update before it is routed, and lets it go on by `next`. */
export type Watcher = MiddlewareFn<BotContext>;

/** Gives handlers their account and their transaction. */
export function handling(
  deps: Dependencies,
  { messenger, acknowledge, pressedAt, commits }: BotPlace,
): Watcher {
  return async (ctx, next) => {
    if (!ctx.from || ctx.from.is_bot) return;
    const at = deps.now();
    const speaker = loadSpeaker(deps.db, { messenger, user: ctx.from, at });
    const { account, language } = speaker;
    const pressedMessageId = ctx.callbackQuery?.message?.message_id ?? null;
    Object.assign(ctx, { ...speaker, at, pressedAt: pressedAt(), pressedMessageId });
    let answer: { text?: string; alert?: boolean } = {};
    let said = 0;
    let current: Transaction | null = null;
    let othersWait = false;
    let jobsWait = false;
    let forFacilitator = false;

    const carryOut = (tx: Transaction, work: (tx: Transaction) => void) => {
      answer = {};
      said = 0;
      othersWait = false;
      jobsWait = false;
      const update = { messenger, updateId: ctx.update.update_id, fingerprint: fingerprintOf(ctx), at };
      if (!claimUpdate(tx, update)) return;
      current = tx;
      try {
        speaking(language, () => work(tx));
      } finally {
        current = null;
      }
      // Whose alert was lost with the program must hear it when the press comes again, not that all went well.
      if (answer.alert) releaseUpdate(tx, update);
    };
    // What a facilitator does may concern everybody; what an expert does, the own card alone.
    const wake = () => {
      deps.wake(ctx.isFacilitator || othersWait ? undefined : account.id);
      if (jobsWait) deps.wakeJobs();
    };
    ctx.run = (work) => {
      // Presses that came before this are carried out before it.
      commits.flush();
      transact(deps.db, (tx) => carryOut(tx, work));
      wake();
    };
    ctx.runTogether = async (work) => {
      await commits.add((tx) => carryOut(tx, work));
      wake();
    };
    ctx.concernsOthers = () => {
      othersWait = true;
    };
    ctx.speakToFacilitator = (yes) => {
      forFacilitator = yes;
    };
    const transaction = () => {
      if (!current) throw new Error('something was said outside the transaction of its update');
      return current;
    };
    const say = (message: Message, options: { replacing?: number; once?: string } = {}) => {
      said += 1;
      const key =
        options.once === undefined
          ? `reply:${messenger}:${ctx.update.update_id}:${at.getTime()}:${said}`
          : `reply:${messenger}:${account.userId}:once:${options.once}`;
      queueMessage(transaction(), {
        kind: 'reply',
        key,
        accountId: account.id,
        at,
        args: {
          message,
          ...(forFacilitator && { forFacilitator }),
          ...(options.replacing === undefined ? {} : { replacesMessageId: options.replacing }),
        },
      });
      return key;
    };
    ctx.say = (message, options) => void say(message, options);
    ctx.sayFollowed = (message) =>
      say(message, pressedMessageId === null ? {} : { replacing: pressedMessageId });
    ctx.sayInPlace = (message) => void ctx.sayFollowed(message);
    ctx.takeButtonsOff = (messageId = pressedMessageId ?? undefined) => {
      if (messageId !== undefined) queueStrip(transaction(), { accountId: account.id, messageId, at });
    };
    ctx.jobKey = (kind) => `${kind}:${messenger}:${ctx.update.update_id}:${at.getTime()}`;
    ctx.jobWaits = () => {
      jobsWait = true;
    };
    ctx.sayRefusal = (refusal) => ctx.say({ html: html('refusal.message', { text: refusalText(refusal) }) });
    ctx.acknowledge = (text, options) => {
      answer = { text, alert: options?.alert ?? false };
    };
    ctx.heardFrom = () => {
      transact(deps.db, (tx) => markReachable(tx, account.id));
      deps.wake(account.id);
    };
    ctx.alert = (refusal) => ctx.acknowledge(refusalText(refusal), { alert: true });

    try {
      await speaking(language, next);
    } catch (error) {
      // A press whose effect is not on disk must say so. Where the disk refuses it, all who wait are told alike.
      if (ctx.callbackQuery && !isStorageTrouble(error)) {
        const text = speaking(language, () => plain('refusal.answer.notSaved'));
        acknowledge(ctx.callbackQuery.id, { text, alert: true });
      }
      throw error;
    }
    if (!ctx.callbackQuery) return;
    acknowledge(ctx.callbackQuery.id, answer);
    // An app that shows no alerts gets the refusal as a message; what was accepted its card shows anyway.
    if (
      answer.alert &&
      answer.text &&
      !messengerOf(messenger).dialect.showsPressAnswer(ctx.callbackQuery.id)
    ) {
      const message = { html: html('refusal.message', { text: answer.text }) };
      const key = `reply:${messenger}:${ctx.update.update_id}:${at.getTime()}:alert`;
      ctx.run((tx) => queueMessage(tx, { kind: 'reply', key, accountId: account.id, at, args: { message } }));
    }
  };
}

function loadSpeaker(
  db: Database,
  { messenger, user, at }: { messenger: Messenger; user: User; at: Date },
): Pick<Handling, 'account' | 'isFacilitator' | 'language'> {
  const known = loadSpeakerOf(db, messenger, user.id);
  if (known) return { ...known, language: languageFor(db, known.account.id) };
  return transact(db, (tx) => {
    // Facilitators are made of accounts: a new one is none yet.
    const account = ensureAccount(tx, messenger, user.id, at);
    return { isFacilitator: false, account, language: languageFor(tx, account.id) };
  });
}

/** A press is told apart by what it is alone: the message that it carries is ten times as long. */
function fingerprintOf({ update, callbackQuery }: Context): string {
  const { message, ...press } = callbackQuery ?? {};
  const told = callbackQuery ? [press, message?.message_id] : update;
  return hash('sha1', JSON.stringify(told), 'base64url');
}

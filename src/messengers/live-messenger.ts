import { type Bot, GrammyError } from 'grammy';
import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Messenger } from '../store/accounts.ts';
import { type CommitGroup, createCommitGroup } from '../store/file/commit-group.ts';
import type { Database } from '../store/file/database.ts';
import { grammySignal } from './grammy-signal.ts';
import { ALLOWED_UPDATES, createUpdateIntake } from './intake.ts';
import type { MessengerFault } from './messenger-fault.ts';
import { createPoller } from './poller.ts';
import { untilAnswered } from './until-answered.ts';
import { type WebhookDoor, webhookAddress } from './webhook.ts';

export interface LiveMessengerOptions {
  readonly messenger: Messenger;
  readonly bot: Bot;
  readonly db: Database;
  /** Null: polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  readonly failed: (fault: MessengerFault) => void;
  /** The messenger refuses the bot, for now, when it polls; null: no longer. */
  readonly botRefused: (reason: string | null) => void;
  /** The disk or the database cannot take an update now, and its sender should hear so; told once an update. */
  readonly heldUp?: (update: Update) => void;
  /** What stands in an update's way may be over in a moment: its sender need not hear of it yet. */
  readonly mayPass?: () => boolean;
  /** The disk or the database refused; told at every try. */
  readonly troubled?: (error: unknown) => void;
  /** An update came in. */
  readonly heardFrom: () => void;
}

/** One messenger from its first answer to the stop of the program. */
export interface LiveMessenger {
  readonly messenger: Messenger;
  readonly bot: Bot;
  /** Of what comes in. */
  readonly commits: CommitGroup;
  /** For a webhook. */
  readonly door: WebhookDoor;
  /** Asks who the bot is until the messenger answers. @returns false where it refuses, or the program stops */
  connect(): Promise<boolean>;
  /** Takes in what has been waiting since the last run, for a few seconds at most. */
  drain(): Promise<void>;
  /** Lets updates in from now on: polls, or has the webhook set. @returns whether they come */
  open(): Promise<boolean>;
  stop(): Promise<void>;
  /** The messenger answers what is sent again, after so long: what came in meanwhile is fetched at once. */
  answersAgain(afterMs: number): void;
  /** Of the bot, once it is known. */
  userName(): string | undefined;
  /**
   * When what comes in now was done, as far as it is known. What had been waiting was done at some moment of the last
   * 150 seconds, for longer no press waits; a deadline that came meanwhile is not held against it.
   */
  pressedAt(): Date;
}

const DRAIN_MS = 5000;
const PRESS_WAITS_MS = 150_000;

export function createLiveMessenger(options: LiveMessengerOptions): LiveMessenger {
  const { messenger, bot, db, webhook, clock, random, failed, botRefused } = options;
  const log = options.log.child({ messenger });
  const { api } = bot;
  const stopping = new AbortController();
  const asking = { clock, random, log, signal: stopping.signal };
  let draining = false;

  const commits = createCommitGroup(db);
  const intake = createUpdateIntake({
    messenger,
    db,
    commits,
    handle(update) {
      options.heardFrom();
      return bot.handleUpdate(update);
    },
    ...(options.heldUp && { heldUp: options.heldUp }),
    ...(options.mayPass && { mayPass: options.mayPass }),
    ...(options.troubled && { troubled: options.troubled }),
    now: clock.now,
    log,
  });
  const poller = createPoller({
    api,
    intake,
    clock,
    random,
    log,
    ended: (kind) => failed({ kind }),
    botRefused,
  });

  const setWebhook = ({ url, secret }: { url: string; secret: string }) =>
    untilAnswered(
      (signal) =>
        api.setWebhook(
          webhookAddress(messenger, url, secret),
          { secret_token: secret, allowed_updates: ALLOWED_UPDATES },
          grammySignal(signal),
        ),
      asking,
    );

  return {
    messenger,
    bot,
    commits,
    door: { intake, isOpen: () => bot.isInited() },
    async connect() {
      const me = await untilAnswered((signal) => api.getMe(grammySignal(signal)), asking);
      if (me instanceof GrammyError) failed({ kind: 'token-refused' });
      if (me === null || me instanceof GrammyError) return false;
      bot.botInfo = me;
      // Beside a webhook no poll is allowed. What refuses this has none.
      if (!webhook) await untilAnswered((signal) => api.deleteWebhook({}, grammySignal(signal)), asking);
      return !stopping.signal.aborted;
    },
    async drain() {
      // Waiting updates come to a webhook by themselves, and no poll is allowed beside one.
      if (webhook) return;
      draining = true;
      await poller.drain(DRAIN_MS);
      draining = false;
    },
    async open() {
      if (!webhook) poller.start();
      else {
        const set = await setWebhook(webhook);
        if (set instanceof GrammyError) failed({ kind: 'webhook-refused', description: set.description });
        if (set !== true) return false;
      }
      return !stopping.signal.aborted;
    },
    async stop() {
      stopping.abort();
      if (!webhook) await poller.stop();
    },
    answersAgain(afterMs) {
      if (!webhook) poller.pollNow(afterMs);
    },
    userName: () => (bot.isInited() ? bot.botInfo.username : undefined),
    pressedAt: () => new Date(clock.now().getTime() - (draining ? PRESS_WAITS_MS : 0)),
  };
}

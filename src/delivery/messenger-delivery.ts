import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { messengerOf } from '../messengers/all.ts';
import type { Messenger } from '../store/accounts.ts';
import { type Database, transact } from '../store/file/database.ts';
import { isStorageTrouble } from '../store/file/storage-trouble.ts';
import type { OutboxQueue } from '../store/outbox-queue.ts';
import { type Call, isSend, makeCall } from './call.ts';
import { createFates } from './fate/fates.ts';
import type { Settling } from './fate/settling.ts';
import { createChatPace, UNPACED_CHAT } from './pacing/pace.ts';
import { createPacing } from './pacing/pacing.ts';
import { createPump } from './pacing/pump.ts';
import type { Chat } from './queue/chats.ts';
import { createLine } from './queue/line.ts';
import { createNextWork, type Work } from './queue/next-work.ts';
import type { Content } from './rendering.ts';
import { createRichCalls } from './rich-calls.ts';
import type { AskedWaits } from './send-past-outbox.ts';

export interface MessengerLink {
  readonly messenger: Messenger;
  readonly api: Api;
  /** Sends and edits; 0: no pacing at all. */
  readonly messagesPerSecond: number;
  /** The messenger answers again, after so long. */
  readonly answersAgain?: (afterMs: number) => void;
}

/** What all messengers share. */
export interface DeliveryParts {
  readonly db: Database;
  readonly queue: OutboxQueue;
  readonly settling: Settling;
  readonly content: Content;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
  /** Something could not be written; told at every try. */
  readonly troubled: (error: unknown) => void;
  /** Rows may have come for any messenger. */
  readonly wakeAll: () => void;
}

/** Brings one messenger in step with the database. */
export interface MessengerDelivery {
  start(): void;
  wake(accountId?: number): void;
  /** The messenger was heard from: where it did not answer, it is asked again at once. */
  heardFrom(): void;
  /** What the messenger has asked to wait, for those who send past the outbox. */
  readonly waits: AskedWaits;
  /** Whether nothing is under way, and nothing waits that could leave now or soon. */
  idle(): boolean;
  /** Nothing more leaves. */
  stop(): void;
  inFlight(): number;
}

/** A database that cannot be read at the start is read again after so long. */
const READ_AGAIN_MS = 1000;

export function createMessengerDelivery(link: MessengerLink, parts: DeliveryParts): MessengerDelivery {
  const { messenger, api, messagesPerSecond } = link;
  const { db, queue, content, clock } = parts;
  const own = { ...parts, messenger, log: parts.log.child({ messenger }) };
  const pump = createPump({ clock, nextSlot: (now) => pacing.nextSlot(now), turn });
  const pacing = createPacing({
    ...{ ...own, api, messagesPerSecond },
    botRefused: (reason) => content.botRefused(messenger, reason),
    goOn(afterMs) {
      link.answersAgain?.(afterMs);
      pump.soon();
    },
  });
  const nextWork = createNextWork(db, queue, content, { now: clock.now, log: own.log });
  const newPace = messagesPerSecond > 0 ? createChatPace : () => UNPACED_CHAT;
  const line = createLine({ ...own, nextWork, newPace, readyAt: pacing.chatReadyAt, soon: pump.soon });
  const { dialect } = messengerOf(messenger);
  const callRichly = createRichCalls({ has: dialect.hasRichMessages, log: own.log });
  const fates = createFates({ ...own, nextWork, dialect });
  let callOffStart = () => {};

  /** @returns whether somebody stood in line */
  function turn(now: number): boolean {
    const next = line.next({ others: pacing.hasRoomForOthers() });
    if (next.turn === 'call') perform(next.chat, next.work, now);
    return next.turn !== 'nobody';
  }

  function perform(chat: Chat, work: Work, now: number): void {
    try {
      noteDeparture(work);
    } catch (error) {
      line.defer(chat, error);
      return;
    }
    const passage = pacing.depart(chat, now);
    const make = (call: Call) => makeCall(api, chat.chatId, call, clock, passage.left);
    void callRichly(work.call, make).then((answered) => {
      const outcome = fates.judge(work, answered);
      const asked = passage.ended(outcome);
      if (outcome.kind === 'token-refused') {
        pump.stop();
        content.tokenRefused(messenger);
      }
      fates.settle({ chat, work, outcome, asked }, (after) => line.free(chat, after));
      pump.soon();
    });
  }

  /** On disk before it leaves: a row found so after a crash may have arrived. */
  function noteDeparture({ row, call }: Work): void {
    if (row && isSend(call)) transact(db, () => queue.markSending(row.id));
  }

  function start(): void {
    try {
      for (const wait of fates.recover()) pacing.restore(wait);
    } catch (error) {
      if (!isStorageTrouble(error)) throw error;
      parts.troubled(error);
      callOffStart = clock.after(READ_AGAIN_MS, start);
      return;
    }
    pump.start();
    line.lookAgain();
  }

  return {
    start,
    wake(accountId) {
      if (accountId === undefined) line.lookAgain();
      else line.add(accountId);
    },
    heardFrom: pacing.heardFrom,
    waits: {
      waitMs: pacing.waitMs,
      noteWait: (chatId, waitMs) => pacing.restore({ chatId, waitMs }),
    },
    idle: () => !pump.isAboutTo() && line.empty() && pacing.idle(),
    inFlight: pacing.inFlight,
    stop() {
      callOffStart();
      pump.stop();
      line.stop();
      pacing.stop();
    },
  };
}

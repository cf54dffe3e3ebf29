import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { growingWait } from '../growing-wait.ts';
import { type Messenger, markUnreachable } from '../store/accounts.ts';
import { type Database, readTogether, type Transaction, transact } from '../store/database.ts';
import { deleteFile } from '../store/files.ts';
import { loadPauses, savePause } from '../store/messenger-pauses.ts';
import { dropReplies } from '../store/outbox.ts';
import type { OutboxQueue } from '../store/outbox-queue.ts';
import { isStorageTrouble } from '../store/storage-trouble.ts';
import { isSend, makeCall } from './call.ts';
import { dialectOf } from './dialect.ts';
import { type Consequence, consequenceOf, endUnknown } from './fate/consequence.ts';
import type { Outcome } from './fate/outcome.ts';
import { afterRefusal } from './fate/refused-again.ts';
import type { Settling } from './fate/settling.ts';
import { mayRepeat } from './fate/unknown-outcome.ts';
import { createFlights } from './pacing/flights.ts';
import { createOutage } from './pacing/outage.ts';
import { createChatPace, createPace, UNPACED_CHAT } from './pacing/pace.ts';
import { probeMessenger } from './pacing/probe-messenger.ts';
import { createRefusals } from './pacing/refusals.ts';
import { createStandstill } from './pacing/standstill.ts';
import { type Chat, createChats } from './queue/chats.ts';
import { createLanes, type Lane } from './queue/lanes.ts';
import { createNextWork, type Turn, type Work } from './queue/next-work.ts';
import { createWakeUp } from './queue/wake-up.ts';
import type { Content } from './rendering.ts';

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
  /** Whether nothing is under way, and nothing waits that could leave now or soon. */
  idle(): boolean;
  /** Nothing more leaves. */
  stop(): void;
  inFlight(): number;
}

/** Turns taken without letting the event loop do anything else, and for how long: presses wait meanwhile. */
const TURNS_AT_ONCE = 25;
const TURNS_FOR_MS = 5;
/** Everything is looked through so often at least; nothing relies on it but rows that nobody told of. */
const LOOK_EVERY_MS = 30_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** A database that cannot be read just now is read again after so long. */
const READ_AGAIN_MS = 1000;
/** No messenger asks for longer: a clock that was set back since must not make a wait of days of it. */
const LONGEST_PAUSE_MS = 3 * 60 * 60_000;
/** Where a 429 names no time. */
const UNNAMED_WAIT_MS = 5000;

export function createMessengerDelivery(link: MessengerLink, parts: DeliveryParts): MessengerDelivery {
  const { messenger, api, messagesPerSecond } = link;
  const { db, queue, settling, content, clock, random } = parts;
  const log = parts.log.child({ messenger });
  const dialect = dialectOf(messenger);
  const pace = createPace(messagesPerSecond);
  const newChatPace = messagesPerSecond > 0 ? createChatPace : () => UNPACED_CHAT;
  const chats = createChats(queue, messenger, newChatPace, clock.elapsed);
  const flights = createFlights(clock, messagesPerSecond);
  const refusals = createRefusals();
  const botRefused = (reason: string | null) => content.botRefused(messenger, reason);
  const standstill = createStandstill({ random, log, botRefused });
  const goOn = (afterMs: number) => {
    link.answersAgain?.(afterMs);
    pumpSoon();
  };
  const outage = createOutage(() => probeMessenger(api, clock), goOn, { clock, random, log });
  const nextWork = createNextWork(db, queue, content, { now: clock.now, log });
  const lanes = createLanes(queue, messenger, clock.now, () => {
    callOffLook();
    callOffLook = clock.after(LOOK_EVERY_MS, lookAgain);
    wakeUp.at(queue.nextDue(messenger, clock.now()));
  });
  const wakeUp = createWakeUp(clock, lookAgain);
  let running = false;
  let pumping = false;
  let callOffSlot = () => {};
  let callOffStart = () => {};
  let callOffLook = () => {};
  let probes = 0;
  let tooFast = 0;

  function pumpSoon(): void {
    if (pumping || !running) return;
    pumping = true;
    setImmediate(() => {
      pumping = false;
      pump();
    });
  }

  function lookAgain(): void {
    lanes.lookAgain();
    pumpSoon();
  }

  /** Gives chats their turn for as long as there is room for calls. */
  function pump(): void {
    callOffSlot();
    const begunAt = clock.elapsed();
    for (let turns = 0; running; turns += 1) {
      const now = clock.elapsed();
      if (turns === TURNS_AT_ONCE || now - begunAt > TURNS_FOR_MS) {
        pumpSoon();
        return;
      }
      const slotAt = nextSlot(now);
      if (slotAt === null) return;
      if (slotAt > now) {
        callOffSlot = clock.after(slotAt - now, pump);
        return;
      }
      if (!takeNext(now)) return;
    }
  }

  /** @returns whether somebody stood in line */
  function takeNext(now: number): boolean {
    try {
      const next = lanes.take({ others: flights.room().others });
      if (next) takeTurn(next.accountId, next.lane, now);
      return next !== null;
    } catch (error) {
      if (!isStorageTrouble(error)) throw error;
      parts.troubled(error);
      callOffSlot = clock.after(READ_AGAIN_MS, lookAgain);
      return false;
    }
  }

  /** When the next call may leave; null: what is awaited will say. */
  function nextSlot(now: number): number | null {
    if (outage.lasting() || !flights.room().pressed) return null;
    if (isFindingOut() && probes > 0) return null;
    return Math.max(refusals.messengerUntil(), standstill.until(), pace.next(now));
  }

  /** Whether calls leave one at a time, each a probe. */
  function isFindingOut(): boolean {
    return refusals.suspiciousSince() !== null || standstill.lasting();
  }

  function takeTurn(accountId: number, lane: Lane, now: number): void {
    const chat = chats.of(accountId);
    // A busy chat stands in line again as soon as its call is done.
    if (!chat || chat.busy) return;
    chat.callOff?.();
    chat.callOff = null;
    const readyAt = Math.max(chat.retryAt, chat.pace.readyAt(), refusals.chatUntil(chat.chatId));
    if (readyAt > now) setTurn(chat, readyAt - now);
    else {
      try {
        const wanted = { others: lane === 'others' };
        // To lock the file for each read by itself takes as long as a small read.
        const turn = readTogether(db, () => nextWork.next(accountId, wanted, chat.goneMessageId));
        carryOut(chat, turn, now);
      } catch (error) {
        afterTrouble(chat, error);
      }
    }
  }

  /** @throws where the disk or the database refuses; then nothing has left */
  function carryOut(chat: Chat, turn: Turn, now: number): void {
    if (turn.turn === 'others') lanes.add(chat.accountId, 'others');
    else if (turn.turn === 'call') perform(chat, turn.work, now);
    else if (turn.turn === 'write') {
      if (turn.heldUntil) wakeUp.at(turn.heldUntil);
      chat.busy = true;
      settling.add(turn.write, (written) => free(chat, { failed: !written }));
    }
  }

  function setTurn(chat: Chat, ms: number): void {
    chat.callOff = clock.after(ms, () => {
      chat.callOff = null;
      lanes.add(chat.accountId, 'pressed');
      pumpSoon();
    });
  }

  function perform(chat: Chat, work: Work, now: number): void {
    if (work.row && isSend(work.call)) {
      const { id } = work.row;
      // On disk before it leaves: a row found so after a crash may have arrived.
      transact(db, () => queue.markSending(id));
    }
    chat.busy = true;
    chat.pace.take(now);
    const paced = pace.depart(now);
    const landed = flights.depart();
    const isProbe = isFindingOut();
    if (isProbe) probes += 1;
    const onLeft = () => paced.left(clock.elapsed());
    void makeCall(api, chat.chatId, work.call, clock, onLeft).then((answered) => {
      const outcome = afterRefusal(work, answered, dialect, clock.now());
      paced.ended(clock.elapsed());
      landed();
      if (isProbe) probes -= 1;
      settle(chat, work, outcome, now);
      pumpSoon();
    });
  }

  /** Takes note of what came of a call, and frees its chat once that is on disk. */
  function settle(chat: Chat, work: Work, outcome: Outcome, startedAt: number): void {
    const at = clock.now();
    const consequence = consequenceOf(work, outcome, { queue, content, nextWork, deleteFile, at });
    const also = [
      noteHealth(chat, outcome, startedAt),
      notePause(chat, outcome, startedAt),
      noteLoss(chat, outcome),
    ];
    warn(work, outcome, consequence);
    settling.add(
      (tx) => {
        consequence.write(tx);
        for (const write of also) write?.(tx);
      },
      (written) => {
        if (outcome.kind === 'unreachable') parts.wakeAll();
        if (consequence.goneMessageId !== undefined) chat.goneMessageId = consequence.goneMessageId;
        else if (outcome.kind === 'done') chat.goneMessageId = null;
        free(chat, { failed: consequence.wait === true || !written });
      },
    );
  }

  function free(chat: Chat, { failed }: { failed: boolean }): void {
    chat.busy = false;
    chat.failures = failed ? chat.failures + 1 : 0;
    if (failed) {
      const waitMs = growingWait(chat.failures, random, { longestMs: LONGEST_WAIT_MS });
      chat.retryAt = clock.elapsed() + waitMs;
    }
    lanes.add(chat.accountId, 'pressed');
    pumpSoon();
  }

  function afterTrouble(chat: Chat, error: unknown): void {
    if (!isStorageTrouble(error)) log.error({ error }, 'a turn failed');
    else if (chat.failures === 0)
      log.warn({ error }, 'nothing can be sent: the disk or the database refuses');
    parts.troubled(error);
    free(chat, { failed: true });
  }

  function noteHealth({ chatId }: Chat, outcome: Outcome, startedAt: number): undefined {
    const { kind } = outcome;
    if (kind === 'bot-refused' || (kind === 'cut-off' && outcome.answered)) {
      const ofBot = kind === 'bot-refused';
      const sure = kind === 'bot-refused' && outcome.sure;
      standstill.refused({ chatId, startedAt, now: clock.elapsed(), reason: outcome.reason, ofBot, sure });
      return;
    }
    if (kind === 'page' || kind === 'cut-off' || kind === 'not-taken')
      return void outage.suspect(outcome.reason);
    outage.answered();
    standstill.passed(startedAt);
    if (kind !== 'too-fast') refusals.passed(startedAt);
  }

  function notePause(
    chat: Chat,
    outcome: Outcome,
    startedAt: number,
  ): ((tx: Transaction) => void) | undefined {
    if (outcome.kind !== 'too-fast') return;
    const now = clock.elapsed();
    const waitMs =
      outcome.retryAfterMs ?? growingWait(chat.failures + 1, random, { firstMs: UNNAMED_WAIT_MS });
    const chatId = refusals.refused(chat.chatId, { startedAt, now, waitMs });
    tooFast += 1;
    log.warn({ waitMs, all: chatId === 0, count: tooFast }, 'the messenger refuses: too fast');
    const until = new Date(clock.now().getTime() + waitMs);
    return (tx) => savePause(tx, messenger, { chatId, until });
  }

  function noteLoss(chat: Chat, outcome: Outcome): ((tx: Transaction) => void) | undefined {
    if (outcome.kind === 'token-refused') {
      running = false;
      content.tokenRefused(messenger);
      return;
    }
    if (outcome.kind !== 'unreachable') return;
    const { reason } = outcome;
    return (tx) => {
      const at = clock.now();
      if (!markUnreachable(tx, chat.accountId, reason, at)) return;
      dropReplies(tx, chat.accountId, 'unreachable', at);
      content.unreachable(tx, chat.accountId, reason, at);
    };
  }

  function warn({ row }: Work, outcome: Outcome, { warning }: Consequence): void {
    if (!warning) return;
    const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
    log.warn({ outboxId: row?.id, kind: row?.kind ?? 'card', reason }, warning);
  }

  /** What had begun to leave when the program ended may have arrived. */
  function recover(): void {
    const rows = queue.cutOff(messenger);
    const at = clock.now();
    transact(db, () => {
      for (const row of rows) {
        if (mayRepeat(row)) queue.release(row.id, true);
        else endUnknown(queue, row, at);
      }
    });
    if (rows.length > 0) log.info({ rows: rows.length }, 'sends were cut off when the program ended');
  }

  function restorePauses(): void {
    const at = clock.now();
    for (const { chatId, until } of transact(db, (tx) => loadPauses(tx, messenger, at))) {
      const waitMs = Math.min(until.getTime() - at.getTime(), LONGEST_PAUSE_MS);
      refusals.restore(chatId, clock.elapsed() + waitMs);
    }
  }

  function start(): void {
    try {
      recover();
      restorePauses();
    } catch (error) {
      if (!isStorageTrouble(error)) throw error;
      parts.troubled(error);
      callOffStart = clock.after(READ_AGAIN_MS, start);
      return;
    }
    running = true;
    lookAgain();
  }

  return {
    start,
    wake(accountId) {
      if (accountId === undefined) lanes.lookAgain();
      else lanes.add(accountId, 'pressed');
      pumpSoon();
    },
    heardFrom: outage.heardFrom,
    idle: () => !pumping && lanes.empty() && flights.count() === 0 && !outage.lasting() && !chats.anyActive(),
    inFlight: flights.count,
    stop() {
      running = false;
      callOffStart();
      callOffLook();
      callOffSlot();
      wakeUp.stop();
      outage.stop();
      chats.stop();
    },
  };
}

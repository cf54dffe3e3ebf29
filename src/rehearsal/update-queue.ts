import { conflict } from './api-refusal.ts';
import type { Timeline } from './timeline.ts';

/** How long a messenger keeps an update that the bot has not fetched; from tdlib/telegram-bot-api, Client.cpp. */
export const CALLBACK_QUERY_LIFETIME_MS = 150_000;
export const MESSAGE_LIFETIME_MS = 24 * 3_600_000;

const MOST_IN_AN_ANSWER = 100;
const LONGEST_POLL_S = 50;

type UpdateKind = 'message' | 'callback_query' | 'my_chat_member';

export interface QueuedUpdate {
  readonly id: number;
  readonly kind: UpdateKind;
  readonly chatId: number;
  readonly body: unknown;
  /** On the messenger's own time line, in milliseconds. */
  readonly expiresAt: number;
}

interface PollRequest {
  readonly offset: number;
  readonly limit: number;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

export interface UpdateQueue {
  add(kind: UpdateKind, chatId: number, body: unknown, lifetimeMs: number): void;
  /** Answers with the updates from `offset` on, and forgets those below it. */
  poll(request: PollRequest): Promise<readonly QueuedUpdate[]>;
  /** The updates that wait, oldest first. */
  pending(): readonly QueuedUpdate[];
  /** Confirms updates before their time, or leaves them out. */
  forget(isOver: (update: QueuedUpdate) => boolean): void;
  /** Ends the poll that waits, if one does. */
  endPoll(reason: string): void;
  isPolled(): boolean;
  allow(kinds: readonly string[]): void;
  allowed(): readonly string[];
  nextId(): number;
  /** Told when updates have come or gone. */
  onChange(listener: () => void): void;
}

interface Waiting {
  readonly request: PollRequest;
  readonly answer: (updates: readonly QueuedUpdate[]) => void;
  readonly refuse: (refusal: Error) => void;
  readonly callOff: () => void;
}

/**
 * What waits for the bot, delivered at least once: an update is forgotten when a poll with a higher offset
 * comes, or when its time is over.
 */
export function createUpdateQueue(
  { elapsed, after }: Timeline,
  kept: { nextId: number; allowed: readonly string[]; pending: readonly QueuedUpdate[] },
): UpdateQueue {
  let queue: QueuedUpdate[] = [...kept.pending];
  let nextId = kept.nextId;
  let allowed: readonly string[] = kept.allowed;
  let waiting: Waiting | null = null;
  let wakeScheduled = false;
  const listeners: (() => void)[] = [];

  const dropExpired = () => {
    const now = elapsed();
    if (queue.some((update) => update.expiresAt <= now)) queue = queue.filter((u) => u.expiresAt > now);
  };
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const forget = (isOver: (update: QueuedUpdate) => boolean) => {
    queue = queue.filter((update) => !isOver(update));
    changed();
  };
  const forgetBelow = (offset: number) => {
    if (queue.length > 0 && queue[0]!.id < offset) forget(({ id }) => id < offset);
  };
  const finish = (updates: readonly QueuedUpdate[]) => {
    if (!waiting) return;
    waiting.callOff();
    const { answer } = waiting;
    waiting = null;
    answer(updates);
  };
  const wake = () => {
    wakeScheduled = false;
    dropExpired();
    if (waiting && queue.length > 0) finish(queue.slice(0, waiting.request.limit));
  };
  const endPoll = (reason: string) => {
    if (!waiting) return;
    waiting.callOff();
    const { refuse } = waiting;
    waiting = null;
    refuse(conflict(`terminated by ${reason}`));
  };

  return {
    add(kind, chatId, body, lifetimeMs) {
      if (allowed.length > 0 && !allowed.includes(kind)) return;
      queue.push({ id: nextId, kind, chatId, body, expiresAt: elapsed() + lifetimeMs });
      nextId += 1;
      changed();
      // One turn later: what is pressed in the same moment goes out together.
      if (waiting && !wakeScheduled) {
        wakeScheduled = true;
        setImmediate(wake);
      }
    },
    poll(request) {
      endPoll('other getUpdates request; make sure that only one bot instance is running');
      dropExpired();
      if (request.offset < 0) forgetBelow(queue.at(request.offset)?.id ?? 0);
      else forgetBelow(request.offset);
      const limit = Math.min(Math.max(request.limit, 1), MOST_IN_AN_ANSWER);
      const timeoutSeconds = Math.min(request.timeoutSeconds, LONGEST_POLL_S);
      if (queue.length > 0 || timeoutSeconds <= 0) return Promise.resolve(queue.slice(0, limit));
      return new Promise((answer, refuse) => {
        const callOff = after(timeoutSeconds * 1000, () => finish([]));
        const mine: Waiting = { request: { ...request, limit }, answer, refuse, callOff };
        waiting = mine;
        request.signal?.addEventListener('abort', () => {
          if (waiting === mine) finish([]);
        });
      });
    },
    pending() {
      dropExpired();
      return queue;
    },
    forget,
    endPoll,
    isPolled: () => waiting !== null,
    allow(kinds) {
      allowed = [...kinds];
    },
    allowed: () => allowed,
    nextId: () => nextId,
    onChange(listener) {
      listeners.push(listener);
    },
  };
}

/** The update as the bot reads it. */
export function updateBody(update: QueuedUpdate): Record<string, unknown> {
  return { update_id: update.id, [update.kind]: update.body };
}

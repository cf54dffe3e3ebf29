import type { SSEStreamingApi } from 'hono/streaming';
import type { Clock } from '../clock.ts';
import type { LocalMessenger } from './messenger.ts';
import { chatHead, type MessageShown, messageShown, type PageState } from './page-state.ts';

/** Tells every open page what changes, many changes at once. */
export interface PageEvents {
  /** Keeps a page informed until it is closed. */
  follow(stream: SSEStreamingApi): Promise<void>;
  /** Something beside the chats has changed. */
  stateChanged(): void;
  stop(): void;
}

/** A card that is tapped through is drawn at most this often. */
const CHATS_EVERY_MS = 60;
const STATE_EVERY_MS = 250;
/** The clock on the page goes on by itself, and a page that is gone is noticed. */
const HEARTBEAT_MS = 15_000;

interface ChatChanges {
  readonly messages: Map<number, MessageShown>;
  readonly deleted: Set<number>;
}

export function createPageEvents(
  messenger: LocalMessenger,
  clock: Clock,
  state: () => PageState,
): PageEvents {
  const pages = new Set<SSEStreamingApi>();
  const ended = new Map<SSEStreamingApi, () => void>();
  let chats = new Map<number, ChatChanges>();
  let commandsChanged = false;
  let isOver = false;

  const tell = (event: string, data: unknown) => {
    const text = JSON.stringify(data);
    for (const page of pages) void page.writeSSE({ event, data: text });
  };
  // What is to be told a moment later may come when the database is closed.
  const tellState = oncePer(clock, STATE_EVERY_MS, () => isOver || tell('state', state()));
  const tellChats = oncePer(clock, CHATS_EVERY_MS, () => {
    for (const [personId, { messages, deleted }] of chats) {
      const head = chatHead(messenger, personId);
      tell('chat', { personId, head, messages: [...messages.values()], deleted: [...deleted] });
    }
    if (commandsChanged) tell('commands', {});
    chats = new Map();
    commandsChanged = false;
  });
  const changesOf = (personId: number): ChatChanges => {
    const known = chats.get(personId) ?? { messages: new Map(), deleted: new Set() };
    chats.set(personId, known);
    return known;
  };

  const forget = messenger.onChange((change) => {
    if (pages.size === 0) return;
    if (change.kind === 'commands') commandsChanged = true;
    else if (change.kind === 'sent' || change.kind === 'edited') {
      changesOf(change.personId).messages.set(change.message.id, messageShown(change.message));
    } else if (change.kind === 'deleted') changesOf(change.personId).deleted.add(change.messageId);
    else changesOf(change.personId);
    tellChats();
    tellState();
  });
  let stopBeating = () => {};
  const beat = () => {
    stopBeating = clock.after(HEARTBEAT_MS, () => {
      tell('state', state());
      beat();
    });
  };
  beat();

  return {
    async follow(page) {
      pages.add(page);
      await page.writeSSE({ event: 'state', data: JSON.stringify(state()) });
      await new Promise<void>((resolve) => {
        ended.set(page, resolve);
        page.onAbort(resolve);
      });
      pages.delete(page);
      ended.delete(page);
    },
    stateChanged: tellState,
    stop() {
      isOver = true;
      stopBeating();
      forget();
      for (const end of ended.values()) end();
    },
  };
}

/** Runs something soon, and not again within the time. */
function oncePer(clock: Clock, everyMs: number, run: () => unknown): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    clock.after(everyMs, () => {
      scheduled = false;
      run();
    });
  };
}

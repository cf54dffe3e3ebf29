import type { Clock } from '../clock.ts';
import type { Dice } from '../dice.ts';
import { type Chat, type ChatMessage, chatMessage } from './chats.ts';
import type { ChatsFile } from './chats-file.ts';
import { type CommandLists, createCommandLists } from './command-lists.ts';
import type { KeptChat, KeptMessenger } from './kept-messenger.ts';
import { createOpenPresses, type OpenPresses } from './open-presses.ts';
import { createStoredFiles, type StoredFiles } from './stored-files.ts';
import { type Timeline, timelineOf } from './timeline.ts';
import { createUpdateQueue, type UpdateQueue } from './update-queue.ts';

/** What has just changed, for a page or a player that looks on. */
export type Change =
  | { readonly kind: 'sent' | 'edited'; readonly personId: number; readonly message: ChatMessage }
  | { readonly kind: 'deleted'; readonly personId: number; readonly messageId: number }
  /** A press, and its spinner's end. */
  | {
      readonly kind: 'pressed' | 'answered';
      readonly personId: number;
      readonly messageId: number;
      readonly data: string;
    }
  /** Started, blocked, typing, another keyboard. */
  | { readonly kind: 'chat'; readonly personId: number }
  | { readonly kind: 'commands' };

export interface MessengerOptions {
  /** `<bot id>:<secret>`. */
  readonly token: string;
  readonly botUsername: string;
  readonly botName?: string;
  /** What expires, expires by it. */
  readonly clock: Clock;
  readonly dice: Dice;
  /** The date that messages bear, where that may be moved. */
  readonly now?: () => Date;
  readonly messagesPerChat?: number;
  /** How long the id of a press may be answered. */
  readonly answerWithinMs?: number;
  /** Where the chats are kept over restarts. */
  readonly chatsFile?: ChatsFile;
}

/** What the API's methods work on. */
export interface MessengerCore {
  readonly token: string;
  readonly chats: Map<number, Chat>;
  readonly updates: UpdateQueue;
  readonly presses: OpenPresses;
  readonly files: StoredFiles;
  readonly commands: CommandLists;
  readonly messagesPerChat: number;
  botUser(): Record<string, unknown>;
  readonly time: Timeline;
  now(): Date;
  nextMessageId(): number;
  changed(change: Change): void;
  /** Told of every change until the function returned is called. */
  onChange(listener: (change: Change) => void): () => void;
  /** What to keep over a restart. */
  snapshot(): KeptMessenger;
}

/**
 * Numbers left out at a restart: after a kill the file may lag behind what the bot has seen, and an id must never
 * mean two things.
 */
const IDS_LEFT_OUT = 10_000;

/** A messenger's state, taken up where the chats file left it. */
export function createMessengerCore(options: MessengerOptions): MessengerCore {
  const time = timelineOf(options.clock);
  const kept = options.chatsFile?.load() ?? null;
  const chats = new Map((kept?.chats ?? []).map((chat) => [chat.person.id, revivedChat(chat)]));
  const updates = createUpdateQueue(time, {
    // A messenger that has forgotten everything still does not repeat the ids it gave yesterday.
    nextId: kept ? kept.nextUpdateId + IDS_LEFT_OUT : Math.floor(time.elapsed() / 1000),
    allowed: kept?.allowedUpdates ?? [],
    pending: kept?.pending ?? [],
  });
  const files = createStoredFiles(options.chatsFile?.filesFolder ?? null, kept?.files ?? [], options.dice);
  const commands = createCommandLists(kept?.commands ?? []);
  const listeners = new Set<(change: Change) => void>();
  const bot = botUser(options);
  let nextMessageId = kept ? kept.nextMessageId + IDS_LEFT_OUT : 1;

  return {
    token: options.token,
    chats,
    updates,
    presses: createOpenPresses(time, options.answerWithinMs ?? 30_000),
    files,
    commands,
    messagesPerChat: options.messagesPerChat ?? 500,
    botUser: () => bot,
    time,
    now: options.now ?? (() => new Date(time.elapsed())),
    nextMessageId: () => nextMessageId++,
    changed(change) {
      for (const listener of listeners) listener(change);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    snapshot: () => ({
      nextMessageId,
      nextUpdateId: updates.nextId(),
      allowedUpdates: updates.allowed(),
      pending: updates.pending(),
      commands: commands.entries(),
      files: files.entries(),
      chats: [...chats.values()].map(keptChat),
    }),
  };
}

function botUser({ token, botUsername, botName }: MessengerOptions): Record<string, unknown> {
  return {
    id: Number(token.split(':')[0]),
    is_bot: true,
    first_name: botName ?? botUsername,
    username: botUsername,
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  };
}

function keptChat({ action: _action, messages, ...chat }: Chat): KeptChat {
  return {
    ...chat,
    messages: messages.map(({ html: _html, sentAt, ...rest }) => ({ ...rest, sentAt: sentAt.toISOString() })),
  };
}

function revivedChat(kept: KeptChat): Chat {
  const messages = kept.messages.map((message) =>
    chatMessage({ ...message, sentAt: new Date(message.sentAt) }),
  );
  return { ...kept, action: null, messages };
}

import type { Chat, NewMessage } from './chats.ts';
import type { BotCommand } from './command-lists.ts';
import type { StoredFile } from './stored-files.ts';
import type { QueuedUpdate } from './update-queue.ts';

/** What a chats file holds: a messenger between two runs of the program. */
export interface KeptMessenger {
  readonly nextMessageId: number;
  readonly nextUpdateId: number;
  readonly allowedUpdates: readonly string[];
  readonly pending: readonly QueuedUpdate[];
  readonly commands: readonly (readonly [string, readonly BotCommand[]])[];
  readonly files: readonly StoredFile[];
  readonly chats: readonly KeptChat[];
}

export type KeptChat = Omit<Chat, 'messages' | 'action'> & {
  readonly messages: readonly (Omit<NewMessage, 'sentAt'> & { readonly sentAt: string })[];
};

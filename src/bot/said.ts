import type { Context } from 'grammy';
import type { Dialog } from '../store/dialogs.ts';
import type { Transaction } from '../store/file/database.ts';
import type { ForSome, Handed } from './command.ts';
import type { BotContext } from './context.ts';

/** Reads what was said into a dialog that waits for it. Without a text it says that it needs one. */
export interface DialogReader extends ForSome {
  /** What is said long after it began is something else. */
  readonly lapses?: boolean;
  read(ctx: BotContext, tx: Transaction, dialog: Dialog, deps: Handed): void;
}

/** A message that means something by itself, whatever is waited for. No two of them mean one message. */
export interface SaidHandler extends Pick<ForSome, 'who'> {
  means(ctx: BotContext, deps: Handed): boolean;
  take(ctx: BotContext, tx: Transaction, deps: Handed): void;
}

const SAID = [
  ...[
    'text',
    'sticker',
    'voice',
    'audio',
    'photo',
    'video',
    'video_note',
    'animation',
    'document',
    'contact',
  ],
  ...['location', 'venue', 'poll', 'dice', 'game', 'story', 'paid_media', 'checklist'],
];

/** Whether a person said something; that a message was pinned, a background changed, is told as a message too. */
export function isSaid({ message }: Context): boolean {
  return message !== undefined && SAID.some((kind) => kind in message);
}

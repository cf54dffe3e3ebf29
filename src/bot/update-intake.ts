import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { errorFields } from '../log.ts';
import type { Messenger } from '../store/accounts.ts';
import type { Database } from '../store/database.ts';
import { saveFailedUpdate } from '../store/failed-updates.ts';
import { isStorageTrouble } from '../store/storage-trouble.ts';

/** The kinds of updates that this program asks a messenger for. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export interface UpdateIntakeOptions {
  readonly messenger: Messenger;
  readonly db: Database;
  /** Carries an update out; what it changes is on disk when it returns. */
  readonly handle: (update: Update) => Promise<void> | void;
  /** An update cannot be carried out just now, and its sender should hear so. Told once an update. */
  readonly heldUp?: (update: Update) => void;
  /** The disk or the database refused. Told before `heldUp`, and at every try. */
  readonly troubled?: (error: unknown) => void;
  readonly now: () => Date;
  readonly log: Logger;
}

/** Takes updates in, one after another. */
export interface UpdateIntake {
  /**
   * @returns `taken`: the messenger may forget it, for what it asked is on disk, or the update itself is;
   *   `held-up`: the disk or the database cannot take it now, so it must come again
   */
  take(update: Update): Promise<'taken' | 'held-up'>;
  /** Notes that this one waits behind a held-up one. */
  holdUp(update: Update): void;
}

/** Updates that were told to be held up; the eldest of more are forgotten. */
const REMEMBERED = 1000;

export function createUpdateIntake(options: UpdateIntakeOptions): UpdateIntake {
  const { messenger, db, handle, now, log } = options;
  const told = new Set<number>();

  const holdUp = (update: Update) => {
    if (told.has(update.update_id)) return;
    const [eldest] = told;
    if (told.size >= REMEMBERED && eldest !== undefined) told.delete(eldest);
    told.add(update.update_id);
    options.heldUp?.(update);
  };
  /** A bug stands in its way and always will: kept for a later look, and passed over. */
  const keep = (update: Update, error: unknown) => {
    const { type, code } = errorFields(error);
    const failed = { messenger, updateId: update.update_id, payload: update };
    saveFailedUpdate(db, { ...failed, error: code === undefined ? type : `${type} ${code}`, at: now() });
    log.error({ error, updateId: update.update_id }, 'an update failed; it is kept in failed_updates');
  };

  return {
    holdUp,
    async take(update) {
      try {
        try {
          await handle(update);
        } catch (error) {
          if (isStorageTrouble(error)) throw error;
          keep(update, error);
        }
        told.delete(update.update_id);
        return 'taken';
      } catch (error) {
        if (!isStorageTrouble(error)) log.error({ error }, 'a failed update could not be kept');
        else if (told.size === 0) log.warn({ error }, 'updates wait: the disk or the database refuses');
        options.troubled?.(error);
        holdUp(update);
        return 'held-up';
      }
    },
  };
}

import type { Update } from 'grammy/types';
import type { Logger } from 'pino';
import { errorFields } from '../log.ts';
import type { Messenger } from '../store/accounts.ts';
import { saveFailedUpdate } from '../store/failed-updates.ts';
import type { CommitGroup } from '../store/file/commit-group.ts';
import type { Database } from '../store/file/database.ts';
import { isStorageTrouble } from '../store/file/storage-trouble.ts';

/** The kinds of updates that this program asks a messenger for. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export interface UpdateIntakeOptions {
  readonly messenger: Messenger;
  readonly db: Database;
  /** Where presses that came together are committed together. */
  readonly commits: CommitGroup;
  /** Carries an update out; what it changes is on disk when it is done. */
  readonly handle: (update: Update) => Promise<void> | void;
  /** An update cannot be carried out just now, and its sender should hear so. Told once an update. */
  readonly heldUp?: (update: Update) => void;
  /** What stands in its way may be over in a moment: its sender need not hear of it yet. */
  readonly mayPass?: () => boolean;
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
  take(update: Update): Promise<Taking>;
  /**
   * Takes several, in order, up to the first that is held up: it and those behind it must come again.
   *
   * @param parts.elapsed the monotonic clock; now and then connections have their turn
   * @param parts.goOn asked before each
   * @returns how many are taken, from the first on
   */
  takeAll(updates: readonly Update[], parts: { elapsed: () => number; goOn: () => boolean }): Promise<number>;
}

type Taking = 'taken' | 'held-up';

/** Updates are taken in without a break for so long; longer, and the first press would wait for the last. */
const AT_A_STRETCH_MS = 10;

/** Updates that were told to be held up; the eldest of more are forgotten. */
const REMEMBERED = 1000;

export function createUpdateIntake(options: UpdateIntakeOptions): UpdateIntake {
  const { messenger, db, commits, handle, now, log } = options;
  const told = new Set<number>();

  const holdUp = (update: Update) => {
    if (told.has(update.update_id) || options.mayPass?.()) return;
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

  const take = async (update: Update): Promise<Taking> => {
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
  };
  /** Commits the group, and hears what came of those that were waiting for it. @returns how many are taken */
  const commitAll = async (takings: readonly Promise<Taking>[]): Promise<number> => {
    try {
      commits.flush();
    } catch {
      // Each of them hears it.
    }
    const outcomes = await Promise.all(takings);
    const first = outcomes.indexOf('held-up');
    return first === -1 ? outcomes.length : first;
  };

  return {
    take,
    async takeAll(updates, { elapsed, goOn }) {
      let taken = 0;
      let underWay: Promise<Taking>[] = [];
      let since = elapsed();
      for (const [place, update] of updates.entries()) {
        if (!goOn()) break;
        const added = commits.added();
        const taking = take(update);
        underWay.push(taking);
        await Promise.race([taking, added]);
        const isLast = place === updates.length - 1;
        const isLong = elapsed() - since >= AT_A_STRETCH_MS;
        if (commits.size() > 0 && !isLast && !isLong) continue;
        taken += await commitAll(underWay);
        if (taken <= place) {
          for (const behind of updates.slice(place + 1)) holdUp(behind);
          return taken;
        }
        underWay = [];
        if (!isLong) continue;
        await new Promise((resolve) => setImmediate(resolve));
        since = elapsed();
      }
      return taken + (await commitAll(underWay));
    },
  };
}

import type { Surroundings } from './domain/quiet-hours.ts';
import { nextReminderAt } from './features/reminding/send-reminders.ts';
import type { Database } from './store/file/database.ts';
import { loadState, saveState } from './store/program-state.ts';
import { loadOpenRounds } from './store/rounds.ts';

/** The study's time in a rehearsal: the wall clock, and as much as it was moved forward. */
export interface StudyClock {
  now(): Date;
  /** Moves the time on; a moment that is past changes nothing. */
  moveTo(at: Date): void;
  /** Of the open round that ends first; absent where there is none. */
  nextMoments(): { readonly reminder?: Date; readonly deadline?: Date };
}

const OFFSET = 'clock_offset_ms';

/**
 * A clock that is where the last run left it: its offset is kept in the database.
 *
 * @param wall the time that is not moved
 */
export function createStudyClock(db: Database, wall: () => Date, rules: Surroundings): StudyClock {
  let offset = Number(loadState(db, OFFSET) ?? 0);
  const now = () => new Date(wall().getTime() + offset);
  return {
    now,
    moveTo(at) {
      offset = Math.max(offset, at.getTime() - wall().getTime());
      saveState(db, OFFSET, String(offset));
    },
    nextMoments() {
      const [round] = loadOpenRounds(db);
      if (!round) return {};
      const reminder = nextReminderAt(db, round, now(), rules);
      return { deadline: round.deadline, ...(reminder && { reminder }) };
    },
  };
}

import { eq, inArray } from 'drizzle-orm';
import { loadAllExperts } from '../../src/store/experts.ts';
import { accounts } from '../../src/store/schema.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import { TestStudy } from '../fixtures/study.ts';

const HOURS_A_SECOND = 1 / 3600;

export interface CrashStudy {
  /** User ids at the messenger. */
  readonly facilitator: number;
  readonly experts: readonly number[];
}

/** Reminders of a round of two minutes come after ten and twenty seconds; a shorter round has the last one. */
const REMINDERS_AT_SECONDS = [110, 100, 12];

/** Makes a database with a study whose experts have all joined. */
export function createCrashStudy(file: string, { experts = 40, panels = 4, items = 24 } = {}): CrashStudy {
  const db = openDatabaseFile(file);
  const panelOf = (place: number) => String.fromCharCode(65 + (place % panels));
  const study = new TestStudy(
    {
      // Everybody sits on two panels, and every item is judged in two.
      experts: named('خبره', experts, (place) => `${panelOf(place)} ${panelOf(place + 1)}`),
      items: named('i', items, (place) => `${panelOf(place)} ${panelOf(place + 1)}`),
      rules: {
        neutralPoint: 1,
        minRounds: 1000,
        maxRounds: 1000,
        reminderHours: REMINDERS_AT_SECONDS.map((seconds) => seconds * HOURS_A_SECOND),
      },
    },
    db,
  ).join();
  const ids = loadAllExperts(db, study.studyId).flatMap(({ accountId }) => accountId ?? []);
  const people = db.select().from(accounts).where(inArray(accounts.id, ids)).all();
  const facilitator = db.select().from(accounts).where(eq(accounts.id, study.facilitator)).get()!;
  db.$client.close();
  return { facilitator: facilitator.userId, experts: people.map(({ userId }) => userId) };
}

function named(name: string, count: number, panels: (place: number) => string): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, place) => [`${name} ${place + 1}`, panels(place)]),
  );
}

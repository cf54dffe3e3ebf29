import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/store/file/database.ts';

const LONGEST_MS = 900_000;

/** Waits for what a command leads to, its documents and messages sent. */
export async function answered(db: Database, ask: () => Promise<unknown>): Promise<void> {
  const newest = () => db.$client.prepare('SELECT max(id) FROM outbox').pluck().get();
  const before = newest();
  await ask();
  await until(() => newest() !== before && isSettled(db));
}

const UNSETTLED = `SELECT EXISTS (SELECT 1 FROM jobs WHERE state = 'queued') + EXISTS (SELECT 1 FROM tellings)
  + EXISTS (SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending'))`;

/** Whether nothing waits to be done or sent. */
export function isSettled(db: Database): boolean {
  return db.$client.prepare(UNSETTLED).pluck().get() === 0;
}

export async function until(done: () => boolean): Promise<void> {
  const late = Date.now() + LONGEST_MS;
  while (!done()) {
    if (Date.now() > late) throw new Error(`nothing came of it within ${LONGEST_MS / 1000} s`);
    await pause(50);
  }
}

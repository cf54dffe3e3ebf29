import type { Api } from 'grammy';
import type { Clock } from '../clock.ts';
import type { Messenger } from '../store/accounts.ts';
import { loadFacilitators } from '../store/facilitators.ts';
import type { Database } from '../store/file/database.ts';
import { probeMessenger } from './pacing/probe-messenger.ts';
import type { StorageAlarm } from './storage-alarm.ts';

const HEALTH_IS_NEWS_FOR_MS = 10_000;
const ILLNESS_IS_NEWS_FOR_MS = 1000;

/** Whether the database takes what comes, and each messenger answers. */
export function createHealth(
  bots: readonly { readonly messenger: Messenger; readonly api: Api }[],
  { db, clock, alarm }: { db: Database; clock: Clock; alarm: Pick<StorageAlarm, 'refusing'> },
): () => Promise<Readonly<Record<string, boolean>>> {
  const answers = bots.map(({ messenger, api }) => {
    const probe = remembered(clock, () => probeMessenger(api, clock));
    return async () => [messenger, await probe()] as const;
  });
  return async () => {
    const messengers = await Promise.all(answers.map((answer) => answer()));
    return { database: isAnswering(db) && !alarm.refusing(), ...Object.fromEntries(messengers) };
  };
}

function isAnswering(db: Database): boolean {
  try {
    return loadFacilitators(db) !== null;
  } catch {
    return false;
  }
}

/** Whoever asks for the health all the time must not make this program ask the messenger all the time. */
function remembered(clock: Clock, ask: () => Promise<boolean>): () => Promise<boolean> {
  let known: { until: number; well: Promise<boolean> } | null = null;
  return () => {
    const at = clock.elapsed();
    if (known && at < known.until) return known.well;
    const asked = { until: at + HEALTH_IS_NEWS_FOR_MS, well: ask() };
    known = asked;
    void asked.well.then((well) => {
      if (!well) asked.until = at + ILLNESS_IS_NEWS_FOR_MS;
    });
    return asked.well;
  };
}

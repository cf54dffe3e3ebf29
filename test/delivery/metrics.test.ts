import { expect, test } from 'vitest';
import { createMetrics } from '../../src/delivery/metrics.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { saveFailedUpdate } from '../../src/store/failed-updates.ts';
import { queueJob } from '../../src/store/jobs.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { newDatabase } from '../fixtures/database.ts';
import { manualClock } from '../manual-clock.ts';

/** Before the first lag is measured the library says `Nan`, which Prometheus reads. */
const SAMPLE = /^[a-z_0-9]+(\{[^}]*\})? ([-+.e\d]+|Nan)$/;

async function values(told: () => Promise<string>): Promise<Map<string, number>> {
  const lines = (await told()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of lines) expect(line).toMatch(SAMPLE);
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

test('what waits, what fails, what answers and what came in', async () => {
  const db = newDatabase();
  const clock = manualClock();
  const health = { database: true, telegram: false };
  const { told, heardFrom } = createMetrics({ db, clock, health: async () => health });
  const before = await values(told);
  expect(before.get('hamray_messages_waiting')).toBe(0);
  expect(before.get('hamray_messages_oldest_seconds')).toBe(0);

  const at = clock.now();
  const account = ensureAccount(db, 'telegram', 7_700_770, at);
  queueMessage(db, { kind: 'strip', accountId: account.id, key: 'one', at, args: { messageId: 1 } });
  queueJob(db, { key: 'j', kind: 'export', accountId: account.id, studyId: null, args: {}, createdAt: at });
  saveFailedUpdate(db, { messenger: 'telegram', updateId: 1, payload: {}, error: 'bug', at });
  heardFrom('telegram');
  heardFrom('telegram');
  clock.jump(90_000);
  const after = await values(told);
  expect(Object.fromEntries([...after].filter(([name]) => name.startsWith('hamray_')))).toEqual({
    'hamray_answers{part="database"}': 1,
    'hamray_answers{part="telegram"}': 0,
    'hamray_updates_total{messenger="telegram"}': 2,
    hamray_messages_waiting: 1,
    hamray_messages_oldest_seconds: 90,
    hamray_jobs_queued: 1,
    hamray_rounds_open: 0,
    hamray_updates_failed: 1,
  });
  expect(after.has('process_resident_memory_bytes')).toBe(true);
  expect(await told()).not.toContain('7700770');
});

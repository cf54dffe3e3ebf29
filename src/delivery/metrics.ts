import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Messenger } from '../store/accounts.ts';
import { countFailedUpdates } from '../store/failed-updates.ts';
import type { Database } from '../store/file/database.ts';
import { loadQueuedJobs } from '../store/jobs.ts';
import { loadBacklog } from '../store/outbox.ts';
import { loadOpenRounds } from '../store/rounds.ts';

/** What a machine that watches others reads: counts and times alone, of no person and no study. */
export interface Metrics {
  /** An update came in. */
  heardFrom(messenger: Messenger): void;
  /** In Prometheus's text format 0.0.4. @throws where the database refuses to be read */
  told(): Promise<string>;
  readonly contentType: string;
}

export interface MetricsParts {
  readonly db: Database;
  readonly clock: Clock;
  /** What answers, by name. */
  readonly health: () => Promise<Readonly<Record<string, boolean>>>;
}

export function createMetrics({ db, clock, health }: MetricsParts): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const updates = new Counter({
    name: 'hamray_updates_total',
    help: 'Updates that came in since the start.',
    labelNames: ['messenger'],
    registers,
  });
  const answers = new Gauge({
    name: 'hamray_answers',
    help: 'Whether it answers: the database, and each messenger.',
    labelNames: ['part'],
    registers,
    async collect() {
      for (const [part, well] of Object.entries(await health())) answers.set({ part }, Number(well));
    },
  });
  const gauge = (name: string, help: string, count: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(count());
      },
    });
  // Metrics are collected in this order: what the first reads, the second tells.
  let since: Date | null = null;
  gauge('hamray_messages_waiting', 'Messages that are to leave or are on their way.', () => {
    const backlog = loadBacklog(db, clock.now());
    since = backlog.since;
    return backlog.waiting;
  });
  gauge('hamray_messages_oldest_seconds', 'Since when the eldest of those that may leave now waits.', () =>
    since ? Math.max(0, (clock.now().getTime() - since.getTime()) / 1000) : 0,
  );
  gauge(
    'hamray_jobs_queued',
    'Files being made, rounds being judged, and the like.',
    () => loadQueuedJobs(db).length,
  );
  gauge('hamray_rounds_open', 'Rounds that experts answer now.', () => loadOpenRounds(db).length);
  gauge('hamray_updates_failed', 'Updates kept because a bug struck on them.', () => countFailedUpdates(db));
  return {
    heardFrom: (messenger) => updates.inc({ messenger }),
    told: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

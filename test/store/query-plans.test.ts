import { afterEach, beforeEach, expect, test } from 'vitest';
import { DUE } from '../../src/features/all.ts';
import { composeCard } from '../../src/features/answering/compose-card.ts';
import { statusScreen } from '../../src/features/overseeing/compose-status.ts';
import { tick } from '../../src/jobs/tick.ts';
import { type Database, transact } from '../../src/store/file/database.ts';
import { claimUpdate } from '../../src/store/handled-updates.ts';
import { loadQueuedJobs } from '../../src/store/jobs.ts';
import { openOutboxQueue } from '../../src/store/outbox-queue.ts';
import { savePutOff } from '../../src/store/reminders.ts';
import { newDatabase } from '../fixtures/database.ts';
import { DAY, TestStudy } from '../fixtures/study.ts';

/** Tables that grow with experts, rounds, answers or messages. */
const GROWING = [
  ...['accounts', 'answers', 'events', 'experts', 'handled_updates', 'item_panels', 'item_results'],
  ...['item_versions', 'items', 'jobs', 'outbox', 'panel_round_experts', 'panel_round_items'],
  ...['panel_rounds', 'previews', 'proposals', 'questionnaires', 'questions', 'rounds', 'seats'],
];

type Prepare = Database['$client']['prepare'];

let db: Database;
let asked: Set<string>;

/** Notes every statement that is prepared from here on. */
beforeEach(() => {
  db = newDatabase();
  asked = new Set();
  const client = db.$client as { prepare: Prepare };
  const prepare = client.prepare.bind(db.$client);
  client.prepare = ((source: string) => {
    asked.add(source);
    return prepare(source);
  }) as Prepare;
});

afterEach(() => {
  db.$client.close();
});

/** Steps of the noted statements that look through a whole growing table or index. */
function scans(): string[] {
  return [...asked].flatMap((source) => {
    if (!/^\s*(select|insert|update|delete|with)/i.test(source)) return [];
    return planOf(source)
      .filter((detail) => isScan(detail, source))
      .map((detail) => `${detail}: ${source}`);
  });
}

function planOf(source: string): string[] {
  const plan = db.$client.prepare(`EXPLAIN QUERY PLAN ${source}`).all(...nulls(source));
  return (plan as { detail: string }[]).map(({ detail }) => detail);
}

function isScan(detail: string, source: string): boolean {
  const [, name] = /^SCAN (\w+)/.exec(detail) ?? [];
  if (name === undefined) return false;
  const table = new RegExp(`(?:from|join)\\s+"?(\\w+)"?\\s+(?:as\\s+)?"?${name}"?\\b`, 'i').exec(source)?.[1];
  // A partial index holds only what waits: going through it is no look through the table.
  const partial = /USING (?:COVERING )?INDEX (outbox_due|questionnaires_lagging|jobs_state)\b/.test(detail);
  return !partial && (GROWING.includes(name) || GROWING.includes(table ?? ''));
}

/** As many arguments as the statement takes; a plan does not depend on them. */
function nulls(source: string): unknown[] {
  const named = [...source.matchAll(/@(\w+)/g)].map(([, name]) => name!);
  if (named.length > 0) return [Object.fromEntries(named.map((name) => [name, null]))];
  return Array.from(source.matchAll(/\?/g), () => null);
}

function openStudy(): TestStudy {
  return new TestStudy({ experts: { e1: 'A', e2: 'A B' }, items: { x: 'A', y: 'A B' } }, db).join().open();
}

test('a press looks through no table that grows', () => {
  const study = openStudy().begin('e1', 7);
  const { accountId } = study.expert('e1');
  asked.clear();
  transact(db, (tx) => {
    claimUpdate(tx, { messenger: 'telegram', updateId: 1, fingerprint: 'f', at: study.at });
  });
  study.rate('e1', 'x', 4).rate('e1', 'y', 5).handIn('e1');
  composeCard(db, study.questionnaire('e1').id);
  const queue = openOutboxQueue(db);
  queue.chat(accountId!);
  queue.next(accountId!, study.at);
  queue.laggingCards(accountId!);
  expect(asked.size).toBeGreaterThan(15);
  expect(scans()).toEqual([]);
});

test('what an expert has still open is found, and counted, by an index of its own', () => {
  const study = openStudy().begin('e1', 7).rate('e1', 'x', 4);
  composeCard(db, study.questionnaire('e1').id);
  const open = [...asked].filter((source) => source.includes("state = 'open' AND position BETWEEN"));
  const plans = open.map(planOf);
  const within = 'answers_open (questionnaire_id=? AND position>? AND position<?)';
  expect(plans.toSorted()).toEqual([
    [`SEARCH answers USING COVERING INDEX ${within}`],
    [`SEARCH answers USING INDEX ${within}`],
  ]);
});

test('an expert’s own panels are found without all panels of the round', () => {
  const study = openStudy().begin('e2', 7);
  asked.clear();
  composeCard(db, study.questionnaire('e2').id);
  const own = [...asked].filter(
    (source) => /panel_round_experts/.test(source) && /panel_rounds\b/.test(source),
  );
  expect(own.length).toBeGreaterThan(1);
  expect(own.flatMap(planOf).filter((detail) => /\(round_id=\?/.test(detail))).toEqual([]);
});

test('a tick looks through no table that grows', () => {
  const study = openStudy().begin('e1', 7);
  savePutOff(db, study.questionnaire('e1').id, new Date(study.at.getTime() + DAY));
  study.pass(4 * DAY);
  asked.clear();
  const parts = { db, due: DUE, now: () => study.at, ...study.surroundings, backsUp: true };
  tick({ ...parts, wake: () => {}, wakeJobs: () => {} });
  study.pass(DAY);
  tick({ ...parts, wake: () => {}, wakeJobs: () => {} });
  study.pass(7 * DAY);
  tick({ ...parts, wake: () => {}, wakeJobs: () => {} });
  loadQueuedJobs(db);
  expect(asked.size).toBeGreaterThan(8);
  expect(scans()).toEqual([]);
  expect(study.queued('reminder').length).toBeGreaterThan(0);
});

test('/status looks through no message and no answer of other rounds', () => {
  const study = openStudy().begin('e1', 7);
  asked.clear();
  statusScreen(db, study.study, 0, { now: study.at, ...study.surroundings });
  expect(scans().filter((scan) => /^SCAN (o|outbox|a|answers|q|questionnaires)\b/.test(scan))).toEqual([]);
});

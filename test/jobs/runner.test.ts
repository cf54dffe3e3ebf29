import { asc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { JOBS } from '../../src/features/all.ts';
import type { AskedJob, JobTools, RunJob } from '../../src/jobs/job-kind.ts';
import { NotYet } from '../../src/jobs/not-yet.ts';
import { replyToJob } from '../../src/jobs/reply.ts';
import { startJobRunner } from '../../src/jobs/runner.ts';
import { createLog } from '../../src/log.ts';
import { ensureAccount } from '../../src/store/accounts.ts';
import { addFacilitator } from '../../src/store/facilitators.ts';
import type { Transaction } from '../../src/store/file/database.ts';
import { type Job, queueJob } from '../../src/store/jobs.ts';
import { jobs, outbox } from '../../src/store/schema.ts';
import { addStudyFacilitator, insertStudy } from '../../src/store/studies.ts';
import { newDatabase } from '../fixtures/database.ts';
import { RULES } from '../fixtures/plain-rules.ts';
import { manualClock } from '../manual-clock.ts';

/** Work that ends when the test says so. */
function heldWork() {
  const under: {
    job: AskedJob;
    end: (write?: (tx: Transaction) => void) => void;
    fail: (error?: Error) => void;
  }[] = [];
  const run: RunJob = (job) =>
    new Promise((resolve, reject) => {
      under.push({ job, end: resolve, fail: (error = new Error('it broke')) => reject(error) });
    });
  return { run, under };
}

function world() {
  const db = newDatabase();
  const clock = manualClock();
  const account = ensureAccount(db, 'telegram', 7, clock.now()).id;
  addFacilitator(db, account, 'settings', clock.now());
  const logged: { level: string }[] = [];
  const log = createLog('debug', { write: (line: string) => void logged.push(JSON.parse(line)) });
  const woken: (number | 'everybody')[] = [];
  const study = () => {
    const study = { rules: RULES, scale: [], rounds: [], seed: 1, createdAt: clock.now() };
    const studyId = insertStudy(db, study);
    addStudyFacilitator(db, studyId, account, clock.now());
    return studyId;
  };
  const queue = (key: string, job: Partial<Pick<Job, 'kind' | 'studyId' | 'accountId'>> = {}) =>
    queueJob(db, {
      ...{ key, kind: 'export', accountId: account, studyId: null, args: {}, createdAt: clock.now() },
      ...job,
    });
  const start = (run: RunJob) =>
    startJobRunner({
      clock,
      random: () => 0,
      wakeDelivery: (accountId) => void woken.push(accountId ?? 'everybody'),
      kinds: {
        ...JOBS,
        export: { ...JOBS.export, run },
        invite: { ...JOBS.invite, run },
        screen: { ...JOBS.screen, run },
        'judge-round': { ...JOBS['judge-round'], run },
        forget: { ...JOBS.forget, run },
      },
      // Nothing of it is touched by work that the test ends.
      tools: { db, log } as JobTools,
    });
  const said = () =>
    db
      .select()
      .from(outbox)
      .orderBy(asc(outbox.id))
      .all()
      .map(({ key, args }) => [key, (args as { message: { html: string } }).message.html] as const);
  const states = () =>
    Object.fromEntries(
      db
        .select()
        .from(jobs)
        .all()
        .map(({ key, state }) => [key, state]),
    );
  return { db, clock, account, logged, woken, study, queue, start, said, states };
}

test('files and answers that tell of closed rounds wait for the verdicts of their study', async () => {
  const { clock, queue, start, states, study } = world();
  const { run, under } = heldWork();
  const studyId = study();
  queue('judge:1', { kind: 'judge-round', accountId: null, studyId });
  queue('export', { studyId });
  start(run);
  await clock.advance(10);
  expect(under.map(({ job }) => job.kind)).toEqual(['judge-round']);
  under[0]!.end();
  await clock.advance(10);
  under[1]!.end();
  await clock.advance(10);
  expect(states()).toEqual({ 'judge:1': 'done', export: 'done' });
});

test('a verdict, which is nobody’s own, has its summaries go out at once', async () => {
  const { clock, queue, start, woken } = world();
  const { run, under } = heldWork();
  queue('judge:1', { kind: 'judge-round', accountId: null });
  start(run);
  await clock.advance(10);
  under[0]!.end();
  await clock.advance(10);
  expect(woken).toEqual(['everybody']);
});

test('a job that ends within two seconds is answered without a word that it is at work', async () => {
  const { clock, queue, start, said, states, woken, account } = world();
  const { run, under } = heldWork();
  queue('one');
  start(run);
  await clock.advance(1900);
  const { job, end } = under[0]!;
  end((tx) => replyToJob(tx, job, { html: 'done' }, clock.now()));
  await clock.advance(5000);
  expect(said()).toEqual([[`job:${job.id}:result`, 'done']]);
  expect(states()).toEqual({ one: 'done' });
  expect(woken).toEqual([account]);
});

test('a job that takes longer says so once, and its result takes that message\u2019s place', async () => {
  const { db, clock, queue, start, said } = world();
  const { run, under } = heldWork();
  queue('one');
  start(run);
  await clock.advance(2000);
  expect(said().map(([key]) => key)).toEqual(['job:1:working']);
  const { job, end } = under[0]!;
  end((tx) => replyToJob(tx, job, { html: 'done' }, clock.now()));
  await clock.advance(10_000);
  expect(said().map(([key]) => key)).toEqual(['job:1:working', 'job:1:result']);
  expect(db.select().from(outbox).all()[1]!.args).toMatchObject({ replacesKey: 'job:1:working' });
});

test('a job that waits behind others says so too', async () => {
  const { clock, queue, start, said } = world();
  const { run } = heldWork();
  queue('one');
  queue('two');
  start(run);
  await clock.advance(2000);
  expect(said().map(([key]) => key)).toEqual(['job:1:working', 'job:2:working']);
});

test('two jobs run at once, those of one study one after another, and verdicts come first', async () => {
  const { clock, study, queue, start } = world();
  const { run, under } = heldWork();
  const [a, b] = [study(), study()];
  queue('a1', { studyId: a, kind: 'invite' });
  queue('a2', { studyId: a });
  queue('b1', { studyId: b });
  queue('judge-a', { studyId: a, kind: 'judge-round', accountId: null });
  start(run);
  await clock.rest();
  const keys = () => under.map(({ job }) => job.key);
  expect(keys()).toEqual(['judge-a', 'a1']);
  under[0]!.end();
  await clock.rest();
  expect(keys()).toEqual(['judge-a', 'a1', 'b1']);
  under[1]!.end();
  await clock.rest();
  expect(keys()).toEqual(['judge-a', 'a1', 'b1', 'a2']);
});

test('a screen waits for no other job but the same person’s screens', async () => {
  const { clock, study, queue, start } = world();
  const { run, under } = heldWork();
  const [a, b] = [study(), study()];
  queue('a', { studyId: a });
  queue('b', { studyId: b });
  queue('screen 1', { studyId: a, kind: 'screen' });
  queue('screen 2', { studyId: b, kind: 'screen' });
  start(run);
  await clock.rest();
  const keys = () => under.map(({ job }) => job.key);
  expect(keys()).toEqual(['a', 'b', 'screen 1']);
  under[2]!.end();
  await clock.rest();
  expect(keys()).toEqual(['a', 'b', 'screen 1', 'screen 2']);
});

test('a third failure ends a job, and the one who asked hears so in place of what said it was at work', async () => {
  const { db, clock, queue, start, said, states } = world();
  const run: RunJob = async () => {
    throw new Error('it broke');
  };
  queue('one');
  start(run);
  await clock.advance(120_000);
  expect(states()).toEqual({ one: 'failed' });
  expect(db.select().from(jobs).get()).toMatchObject({ attempts: 3, error: 'Error' });
  const told = said().at(-1)!;
  expect(told[0]).toBe('job:1:failed:1');
  expect(told[1]).toContain('/export');
});

test('a job that fails once and then succeeds is answered as if it had not failed', async () => {
  const { clock, queue, start, said, states } = world();
  const { run, under } = heldWork();
  queue('one');
  start(run);
  await clock.rest();
  under[0]!.fail();
  await clock.advance(1500);
  const { job, end } = under[1]!;
  end((tx) => replyToJob(tx, job, { html: 'done' }, clock.now()));
  await clock.rest();
  expect(states()).toEqual({ one: 'done' });
  expect(said().map(([key]) => key)).toEqual(['job:1:result']);
});

test('a verdict is never given up; the study\u2019s facilitators hear once that it is held up', async () => {
  const { clock, study, queue, start, said, states, account } = world();
  const studyId = study();
  let attempts = 0;
  const run: RunJob = async () => {
    attempts += 1;
    if (attempts < 6) throw new Error('it broke');
    return undefined;
  };
  queue('judge', { studyId, kind: 'judge-round', accountId: null });
  start(run);
  await clock.advance(600_000);
  expect(states()).toEqual({ judge: 'done' });
  expect(said().map(([key]) => key)).toEqual([`job:1:failed:${account}`]);
});

test('a full disk is no failure of the job: it is tried until there is room', async () => {
  const { clock, queue, start, states } = world();
  let attempts = 0;
  const run: RunJob = async () => {
    attempts += 1;
    if (attempts < 8) throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    return undefined;
  };
  queue('one');
  start(run);
  await clock.advance(60_000);
  expect(states()).toEqual({ one: 'done' });
});

test('a stop lets nothing more be written, and the job comes again at the next start', async () => {
  const { clock, queue, start, said, states } = world();
  const first = heldWork();
  queue('one');
  const runner = start(first.run);
  await clock.rest();
  const stopping = runner.stop();
  const { job, end } = first.under[0]!;
  end((tx) => replyToJob(tx, job, { html: 'too late' }, clock.now()));
  await stopping;
  runner.wake();
  await clock.advance(10_000);
  expect(said()).toEqual([]);
  expect(states()).toEqual({ one: 'queued' });

  const second = heldWork();
  start(second.run);
  await clock.rest();
  expect(second.under.map(({ job: again }) => again.key)).toEqual(['one']);
});

test('a job queued while others run is taken up by a wake', async () => {
  const { clock, queue, start } = world();
  const { run, under } = heldWork();
  const runner = start(run);
  queue('one');
  await clock.rest();
  expect(under).toHaveLength(0);
  runner.wake();
  runner.wake();
  await clock.rest();
  expect(under).toHaveLength(1);
});

test('while somebody is forgotten nothing else reads the study, and nobody is forgotten while something does', async () => {
  const { clock, queue, start, study } = world();
  const { run, under } = heldWork();
  const studyId = study();
  queue('judge', { kind: 'judge-round', accountId: null, studyId });
  queue('forget', { kind: 'forget', studyId });
  queue('invite', { kind: 'invite', studyId });
  queue('other', { kind: 'invite', studyId: study() });
  start(run);
  const kinds = async () => {
    await clock.advance(10);
    return under.map(({ job }) => job.key);
  };
  expect(await kinds()).toEqual(['judge', 'invite']);
  under[1]!.end();
  expect(await kinds()).toEqual(['judge', 'invite', 'other']);
  under[0]!.end();
  under[2]!.end();
  expect(await kinds()).toEqual(['judge', 'invite', 'other', 'forget']);
  queue('later', { kind: 'invite', studyId });
  expect(await kinds()).toHaveLength(4);
});

test('a job that waits for something has not failed, and is taken up again after a while', async () => {
  const { clock, queue, start, states, logged } = world();
  const { run, under } = heldWork();
  queue('one', { kind: 'forget' });
  start(run);
  for (let tries = 1; tries <= 5; tries += 1) {
    await clock.advance(10);
    expect(under).toHaveLength(tries);
    under.at(-1)!.fail(new NotYet('the disk is full', 60_000));
    await clock.advance(59_000);
    expect(under).toHaveLength(tries);
    await clock.advance(1000);
  }
  expect(logged).toEqual([]);
  await clock.advance(10);
  under.at(-1)!.end();
  await clock.advance(10);
  expect(states()).toEqual({ one: 'done' });
});

test('a job that was taken back while it ran leaves nothing', async () => {
  const { db, clock, queue, start, said } = world();
  const { run, under } = heldWork();
  queue('one');
  start(run);
  await clock.advance(10);
  const { job, end } = under[0]!;
  db.delete(jobs).run();
  end((tx) => replyToJob(tx, job, { html: 'a name' }, clock.now()));
  await clock.advance(10);
  expect(said()).toEqual([]);
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { DUE } from '../../src/features/all.ts';
import { startTicking, type TickParts, tick } from '../../src/jobs/tick.ts';
import { claimUpdate } from '../../src/store/handled-updates.ts';
import { queueMessage } from '../../src/store/outbox.ts';
import { insertPreview } from '../../src/store/previews.ts';
import { handledUpdates, outbox, previews } from '../../src/store/schema.ts';
import { DAY, HOUR, TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } };

function ticking(study: TestStudy) {
  const woken: string[] = [];
  const parts: TickParts = {
    db: study.db,
    due: DUE,
    now: () => study.at,
    ...study.surroundings,
    backsUp: false,
    wake: () => void woken.push('delivery'),
    wakeJobs: () => void woken.push('jobs'),
  };
  return { parts, woken };
}

describe('a tick', () => {
  test('with nothing due wakes nobody', () => {
    const study = new TestStudy(words).join().open();
    const { parts, woken } = ticking(study);
    tick(parts);
    expect(woken).toEqual([]);
  });

  test('queues the reminders whose hour has come, once', () => {
    const study = new TestStudy(words).join().open();
    const { parts, woken } = ticking(study);
    study.pass(4 * DAY);
    tick(parts);
    tick(parts);
    expect(study.queued('reminder')).toHaveLength(2);
    expect(woken).toEqual(['delivery']);
  });

  test('of a large panel’s reminders is followed at once by another', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-28T06:30:01Z') });
    const experts = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`e${at}`, 'A']));
    const study = new TestStudy({ experts, items: { x: 'A' } }).join().open();
    const failed = (error: unknown) => expect.unreachable(String(error));
    const running = startTicking(ticking(study).parts, systemClock(), failed);
    study.pass(4 * DAY);
    await vi.advanceTimersByTimeAsync(5_100);
    expect(study.queued('reminder')).toHaveLength(600);
    running.stop();
    vi.useRealTimers();
  });

  test('closes a round at its deadline, and has it judged', () => {
    const study = new TestStudy(words).join().open();
    const { parts, woken } = ticking(study);
    study.pass(7 * DAY);
    tick(parts);
    expect(study.round.state).toBe('closed');
    expect(woken).toContain('jobs');
  });

  test('long after the program stopped closes at once and sends no reminder late', () => {
    const study = new TestStudy(words).join().open();
    study.pass(30 * DAY);
    tick(ticking(study).parts);
    expect(study.round.closedAt).toEqual(study.round.deadline);
    expect(study.queued('reminder')).toEqual([]);
  });
});

describe('ticking', () => {
  const clock = systemClock();
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-11-28T06:30:01Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('does what is due within ten seconds of its moment, until it is stopped', async () => {
    const study = new TestStudy(words).join().open();
    const running = startTicking(ticking(study).parts, clock, (error) => expect.unreachable(String(error)));
    study.pass(4 * DAY);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(study.queued('reminder')).toHaveLength(2);
    running.stop();
    study.pass(3 * DAY);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(study.round.state).toBe('open');
  });

  test.each([
    ['back an hour', -HOUR],
    ['forward a year', 365 * DAY],
  ])('goes on when the wall\u2019s clock is set %s', async (_, ms) => {
    const study = new TestStudy(words).join().open();
    const running = startTicking(ticking(study).parts, clock, (error) => expect.unreachable(String(error)));
    await vi.advanceTimersByTimeAsync(9_000);
    vi.setSystemTime(Date.now() + ms);
    study.pass(4 * DAY);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(study.queued('reminder')).toHaveLength(2);
    running.stop();
  });

  test('goes on after a tick that failed', async () => {
    const study = new TestStudy(words).join().open();
    const failures: unknown[] = [];
    let failing = true;
    const { parts } = ticking(study);
    const now = () => {
      if (failing) throw new Error('the disk is full');
      return study.at;
    };
    const running = startTicking({ ...parts, now }, clock, (error) => void failures.push(error));
    await vi.advanceTimersByTimeAsync(9_000);
    expect(failures.length).toBeGreaterThan(0);
    failing = false;
    study.pass(4 * DAY);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(study.queued('reminder')).toHaveLength(2);
    running.stop();
  });

  test('forgets handled updates after two days and sent replies after a week', async () => {
    const study = new TestStudy(words);
    const { db, facilitator: accountId } = study;
    const args = { message: { html: 'سلام' } };
    claimUpdate(db, { messenger: 'telegram', updateId: 1, fingerprint: 'a', at: study.at });
    queueMessage(db, { kind: 'reply', key: 'a', accountId, at: study.at, args });
    db.update(outbox).set({ state: 'sent', sentAt: study.at }).run();
    const running = startTicking(ticking(study).parts, clock, (error) => expect.unreachable(String(error)));
    const leftAfter = async (days: number) => {
      study.pass(days * DAY);
      await vi.advanceTimersByTimeAsync(HOUR);
      return [db.select().from(handledUpdates).all().length, db.select().from(outbox).all().length];
    };
    expect(await leftAfter(1.9)).toEqual([1, 1]);
    expect(await leftAfter(0.2)).toEqual([0, 1]);
    expect(await leftAfter(5)).toEqual([0, 0]);
    running.stop();
  });

  test('forgets many previewed workbooks a part at a time, all within the hour', async () => {
    const study = new TestStudy(words);
    const { db, facilitator: accountId } = study;
    for (let count = 0; count < 50; count += 1) {
      insertPreview(db, { accountId, studyId: null, kind: 'workbook', args: {}, createdAt: study.at });
    }
    const running = startTicking(ticking(study).parts, clock, (error) => expect.unreachable(String(error)));
    study.pass(31 * DAY);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(db.select().from(previews).all()).toEqual([]);
    running.stop();
  });
});

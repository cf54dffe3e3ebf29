import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { grouped } from '../../src/domain/grouped.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import { accountOfAnswers } from '../crash/account-of-answers.ts';
import { accountOfCards } from '../crash/account-of-cards.ts';
import { readCopy } from '../crash/aftermath.ts';
import { createCrashStudy } from '../crash/crash-study.ts';
import { type AnswerPressed, sendExpertsToWork } from '../crash/experts-at-work.ts';
import { facilitatorAtWork, OPEN_LONG } from '../crash/facilitator-at-work.ts';
import { isAllDelivered, newestRound } from '../crash/live-reading.ts';
import { programUnderTest } from '../crash/program-under-test.ts';
import { startWatchedMessenger } from '../crash/watched-messenger.ts';
import { describeWhere } from '../describe-where.ts';
import { until } from '../until.ts';

/** Litestream's program: `@flydotio/litestream-linux-x64`, or whichever stands there. */
const LITESTREAM = process.env['LITESTREAM'] ?? null;
const MISSING = LITESTREAM === null ? 'LITESTREAM names no program' : null;
/** Litestream looks for changes every second, and sends them every second. */
const BEHIND_MS = 2000;
/** What a busy machine may add. */
const BUSY_MS = 8000;
const WORK_MS = 6000;
const LONG_MS = 60_000;

let disk: string;
let replica: string;
let otherDisk: string;
let replicating: ChildProcess | null = null;
const { running, built, run } = programUnderTest();

beforeEach(() => {
  [disk, replica, otherDisk] = ['disk', 'replica', 'other'].map((name) =>
    mkdtempSync(join(tmpdir(), `hamray-${name}-`)),
  ) as [string, string, string];
});
afterEach(async () => {
  if (replicating?.exitCode === null && replicating.signalCode === null) {
    replicating.kill('SIGKILL');
    await once(replicating, 'close');
  }
  for (const folder of [disk, replica, otherDisk]) rmSync(folder, { recursive: true, force: true });
});

function replicate(file: string): ChildProcess {
  const config = join(dirname(file), 'litestream.yml');
  writeFileSync(
    config,
    JSON.stringify({ dbs: [{ path: file, replicas: [{ type: 'file', path: replica }] }] }),
  );
  return spawn(LITESTREAM!, ['replicate', '-config', config], { stdio: 'ignore' });
}

/** Presses that an expert saw accepted and that a database does not know of, nor of any later one. */
function lostPresses(file: string, pressed: readonly AnswerPressed[]): AnswerPressed[] {
  const held = readCopy(file, (db) => {
    const rows = db.prepare('SELECT id, state, value FROM answers').all() as {
      id: number;
      state: string;
      value: number | null;
    }[];
    return new Map(rows.map(({ id, state, value }) => [id, state === 'rated' ? value : state]));
  });
  return [...grouped(pressed, ({ answerId }) => answerId)].flatMap(([id, presses]) => {
    const known = presses.findLastIndex(({ said }) => said === held.get(id));
    return presses.slice(known + 1).filter(({ outcome }) => outcome === 'acknowledged');
  });
}

describeWhere(MISSING, 'a machine that dies under load, and another that takes its place', () => {
  test('loses at most the last seconds, and every card shows what was kept', {
    timeout: 8 * LONG_MS,
  }, async () => {
    const file = join(disk, 'hamray.sqlite');
    const study = createCrashStudy(file, { experts: 24 });
    const messenger = await startWatchedMessenger([study.facilitator, ...study.experts]);
    running.push(() => messenger.stop());
    const place = { messenger, study };
    const first = run({ ...place, file, backups: join(disk, 'backups') });
    await first.polling;
    replicating = replicate(file);
    const facilitator = facilitatorAtWork(messenger, study.facilitator);
    await facilitator.bringAbout(OPEN_LONG, () => newestRound(file)?.state === 'open');
    const experts = sendExpertsToWork(messenger, study.experts, seededRandom(5));
    running.push(() => experts.stop());
    await until(() => experts.pressed.length >= 100, LONG_MS);
    await pause(WORK_MS);

    // The machine dies: both programs and the disk, in one moment.
    first.kill();
    replicating.kill('SIGKILL');
    const diedAt = performance.now();
    rmSync(disk, { recursive: true, force: true });
    await Promise.all([first.ended, once(replicating, 'close')]);
    await experts.rest();
    expect(existsSync(file)).toBe(false);

    mkdirSync(join(otherDisk, 'data'));
    const restored = join(otherDisk, 'from-replica.sqlite');
    execFileSync(LITESTREAM!, ['restore', '-o', restored, `file://${replica}`], { stdio: 'ignore' });
    const newFile = join(otherDisk, 'data', 'hamray.sqlite');
    const backups = join(otherDisk, 'backups');
    const restore = join(dirname(built().entry), 'restore.js');
    const said = execFileSync(process.execPath, [restore, restored], {
      env: { ...process.env, DATABASE_FILE: newFile, BACKUP_DIR: backups, BOT_TOKEN: '1:token' },
      encoding: 'utf8',
    });
    expect(said).toContain('is restored from');

    const before = [...experts.pressed];
    const acknowledged = before.filter(({ outcome }) => outcome === 'acknowledged').length;
    const lost = lostPresses(newFile, before);
    const age = ({ heardAt }: AnswerPressed) => Math.round(diedAt - heardAt!);
    const ages = lost.map(age);
    const inLastSecond = before.filter(
      (press) => press.outcome === 'acknowledged' && age(press) < 1000,
    ).length;
    process.stdout.write(
      `answers acknowledged ${acknowledged} (${inLastSecond} in the last second), lost ${lost.length}, the eldest ${Math.max(0, ...ages)} ms old\n`,
    );
    expect(acknowledged).toBeGreaterThan(50);
    expect(ages.filter((age) => age > BEHIND_MS + BUSY_MS)).toEqual([]);
    expect(lost.length).toBeLessThan(acknowledged);

    const second = run({ ...place, file: newFile, backups });
    await second.polling;
    await until(() => isAllDelivered(newFile), LONG_MS);
    const cards = accountOfCards(newFile, messenger);
    expect(cards.compared).toBeGreaterThan(0);
    expect(cards.faults).toEqual([]);

    // The round goes on, and what is acknowledged now is kept.
    experts.goOn();
    await until(() => experts.pressed.length >= before.length + 50, LONG_MS);
    await experts.rest();
    await until(() => isAllDelivered(newFile), LONG_MS);
    expect(await second.stop()).toBe(0);
    const since = experts.pressed.slice(before.length);
    expect(readCopy(newFile, (db) => accountOfAnswers(db, { pressed: since, reasons: [] }).lost)).toEqual([]);
  });
});

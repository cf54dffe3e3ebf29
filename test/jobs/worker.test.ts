import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { PanelToJudge } from '../../src/domain/judging.ts';
import { exportStudy } from '../../src/features/exporting/export-study.ts';
import { finalMessage } from '../../src/features/items/final-message.ts';
import { loadFinalList } from '../../src/features/items/load-final-list.ts';
import { startBackgroundWorker } from '../../src/jobs/worker.ts';
import { judgePanel } from '../../src/kinds/all.ts';
import { projectFolder } from '../../src/store/file/database.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { openDatabaseFile } from '../fixtures/database.ts';
import { panelOf } from '../fixtures/panel.ts';
import { TestStudy } from '../fixtures/study.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';

const COMPILED = join(projectFolder('dist'), 'worker.js');

const panel = (its: Partial<PanelToJudge> = {}) =>
  panelOf('x y z\n e11 5 4 1\n e12 4 4 2\n e13 5 3 -', { roundNumber: 2, ...its });

describe('the compiled worker', () => {
  const worker = startBackgroundWorker(COMPILED, systemClock());
  afterEach(() => worker.stop());

  test('is there: npm test builds it first', () => {
    expect(existsSync(COMPILED)).toBe(true);
  });

  test('judges a panel as this thread would', async () => {
    expect(await worker.run('judge-panel', panel())).toEqual(judgePanel(panel()));
  });

  test('reads a workbook as this thread would', async () => {
    const bytes = await workbookOf(VALID);
    const opening = { at: new Date('2026-11-30T08:00:00Z'), quietHours: null, zone: 'Asia/Tehran' };
    const reading = await worker.run('read-workbook', { bytes, opening });
    expect(reading).toEqual(await readWorkbook(bytes, opening));
  });

  test('exports a study as this thread would, from a file that is in use', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hamray-worker-'));
    const databaseFile = join(folder, 'study.sqlite');
    const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }, openDatabaseFile(databaseFile));
    await study.join().playRound('x\n e1 4');
    const { studyId, at: now } = study;
    const zone = 'Asia/Tehran';
    const input = { databaseFile, studyId, now, zone };
    const pieces: Buffer[] = [];
    const words = await worker.run('export-study', input, undefined, (piece) => {
      pieces.push(Buffer.from(piece));
    });
    const here = await exportStudy(study.db, studyId, { now, zone });
    expect({ ...words, bytes: Buffer.concat(pieces) }).toEqual(here);
    const screen = {
      databaseFile,
      studyId,
      screen: 'final',
      numbers: { page: 0 },
      surroundings: { zone, quietHours: null },
    };
    const final = finalMessage(study.study, loadFinalList(study.db, studyId), 0);
    expect(await worker.run('compose-screen', screen)).toEqual(final);
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const refused = worker.run('export-study', input, undefined, () => {
      throw full;
    });
    await expect(refused).rejects.toBe(full);
    expect(await worker.run('judge-panel', panel())).toEqual(judgePanel(panel()));
    study.db.$client.close();
    rmSync(folder, { recursive: true });
  });

  test('does several tasks, each with its own result', async () => {
    const seeds = [1, 2, 3];
    const judged = await Promise.all(seeds.map((seed) => worker.run('judge-panel', panel({ seed }))));
    expect(judged).toEqual(seeds.map((seed) => judgePanel(panel({ seed }))));
  });

  test('hands back what a task threw, and goes on', async () => {
    await expect(worker.run('judge-panel', panel({ scale: [1, 2] }))).rejects.toThrow('not on the scale');
    expect(await worker.run('judge-panel', panel())).toEqual(judgePanel(panel()));
  });
});

describe('a worker that dies', () => {
  let folder: string;
  let entry: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hamray-'));
    entry = join(folder, 'worker.mjs');
    writeFileSync(
      entry,
      `import { parentPort, threadId } from 'node:worker_threads';
       parentPort.on('message', ({ id, input }) => {
         if (input === 'exit') process.exit(1);
         if (input === 'throw') throw new Error('it broke');
         if (input !== 'hang') parentPort.postMessage({ id, output: threadId });
       });`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const started = () => {
    const worker = startBackgroundWorker(entry, systemClock());
    const run = (input: string) => worker.run('judge-panel', input as never) as Promise<unknown>;
    return { run, stop: worker.stop };
  };

  test('fails the tasks that wait for it', async () => {
    const { run, stop } = started();
    const waiting = run('hang');
    await expect(run('exit')).rejects.toThrow('ended');
    await expect(waiting).rejects.toThrow('ended');
    await stop();
  });

  test('is started anew for the next task', async () => {
    const { run, stop } = started();
    const first = await run('who');
    await expect(run('throw')).rejects.toThrow('it broke');
    const second = await run('who');
    expect(second).not.toBe(first);
    await stop();
  });

  test('is ended when it was idle for a while, and started anew', async () => {
    const worker = startBackgroundWorker(entry, systemClock(), 1);
    const run = () => worker.run('judge-panel', 'who' as never) as Promise<unknown>;
    const first = await run();
    await expect.poll(run).not.toBe(first);
    await worker.stop();
  });

  test('stopped with the program, fails what was under way', async () => {
    const { run, stop } = started();
    const waiting = expect(run('hang')).rejects.toThrow('ended');
    await stop();
    await waiting;
  });
});

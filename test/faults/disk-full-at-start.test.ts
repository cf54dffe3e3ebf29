import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Sqlite } from '../../src/store/file/sqlite.ts';
import { readCopy } from '../crash/aftermath.ts';
import type { ProgramRun } from '../crash/built-program.ts';
import { type CrashStudy, createCrashStudy } from '../crash/crash-study.ts';
import { facilitatorAtWork, OPEN_LONG } from '../crash/facilitator-at-work.ts';
import { newestRound } from '../crash/live-reading.ts';
import { programUnderTest } from '../crash/program-under-test.ts';
import { introduce, startMessenger } from '../dialogs/bot-api.ts';
import { migrationsWith } from '../store/file/made-up-migrations.ts';
import { canMount, mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { until } from './small-study.ts';

const FULL = 'دیسک پر است';
const NO_ROOM = 'the start waits: there is no room on the disk';

const { running, run, built } = programUnderTest();

interface Place {
  readonly disk: SmallDisk;
  readonly file: string;
  readonly backups: string;
  readonly study: CrashStudy;
  readonly messenger: Awaited<ReturnType<typeof startMessenger>>;
  start(): ProgramRun;
}

async function smallDiskWithStudy({ megabytes = 16, study: hasStudy = true } = {}): Promise<Place> {
  const disk = mountSmallDisk(megabytes);
  running.push(() => disk.remove());
  const backups = mkdtempSync(join(tmpdir(), 'hamray-backups-'));
  running.push(() => rmSync(backups, { recursive: true }));
  const file = join(disk.folder, 'hamray.sqlite');
  const study = hasStudy ? createCrashStudy(file, { experts: 4 }) : { facilitator: 1, experts: [] };
  const messenger = await startMessenger();
  running.push(() => messenger.stop());
  introduce(messenger, [study.facilitator, ...study.experts]);
  const start = () => run({ file, backups, messenger, study });
  return { disk, file, backups, study, messenger, start };
}

const said = (program: ProgramRun, msg: string) =>
  program.logged().filter((line) => line['msg'] === msg).length;
const heard = ({ messenger }: Place, person: number, words: string) =>
  messenger.chat(person).filter(({ from, text }) => from === 'bot' && text.includes(words)).length;
/** What rows there are, and what migrations they went through. */
const content = (file: string) =>
  readCopy(file, (db) => ({
    sound: db.pragma('integrity_check', { simple: true }),
    migrations: db.prepare('SELECT count(*) FROM __drizzle_migrations').pluck().get() as number,
    events: db.prepare('SELECT count(*) FROM events').pluck().get() as number,
    experts: db.prepare('SELECT count(*) FROM experts').pluck().get() as number,
  }));

describe.runIf(canMount())('a start', () => {
  test('that finds no room for a database says so in one line, waits, and goes on by itself', async () => {
    const { disk, start } = await smallDiskWithStudy({ study: false });
    disk.fill();
    const ended = start();
    await until(() => said(ended, NO_ROOM) === 1);
    expect(await ended.stop()).toBe(0);

    const program = start();
    await until(() => said(program, NO_ROOM) === 1);
    const second = start();
    expect((await second.ended).code).toBe(1);
    expect(second.logged()).toEqual([
      { level: 'error', msg: expect.stringContaining('another program is running on it') },
    ]);
    disk.makeRoom();
    await program.polling;
    expect(said(program, NO_ROOM)).toBe(1);
    expect(await program.stop()).toBe(0);
  });

  test('whose database cannot be opened without room waits for it', async () => {
    const { disk, file, start } = await smallDiskWithStudy();
    const before = content(file);
    disk.fill();
    const program = start();
    await until(() => said(program, NO_ROOM) === 1);
    expect(content(file)).toEqual(before);
    disk.makeRoom();
    await program.polling;
    expect(await program.stop()).toBe(0);
  });

  test('after a kill, on a disk that is full by now, answers people and tells the facilitator', async () => {
    const place = await smallDiskWithStudy();
    const { study, messenger, file, disk } = place;
    const [expert] = study.experts as [number];
    const killed = place.start();
    await killed.polling;
    await facilitatorAtWork(messenger, study.facilitator).bringAbout(
      OPEN_LONG,
      () => newestRound(file) !== null,
    );
    const opening = await until(() => messenger.chat(expert).find(({ keyboard }) => keyboard.length > 0));
    killed.kill();
    await killed.ended;
    disk.fill();

    const program = place.start();
    await program.polling;
    const press = () => messenger.pressData(expert, opening.id, opening.keyboard[0]![0]!.callback_data!);
    expect(await press()).toMatchObject({ answered: true, showAlert: true });
    await until(() => heard(place, study.facilitator, FULL) === 1);
    disk.makeRoom();
    await until(async () => !(await press()).showAlert);
    expect(heard(place, study.facilitator, FULL)).toBe(1);
    expect(await program.stop()).toBe(0);
  });

  test('on a disk that takes no writes waits as well', async () => {
    const place = await smallDiskWithStudy();
    place.disk.remount('ro');
    const program = place.start();
    await until(() => program.logged().some(({ msg }) => String(msg).startsWith('the start waits')));
    place.disk.remount('rw');
    await program.polling;
    expect(await program.stop()).toBe(0);
  });

  test('whose migration finds no room leaves the database as it was, and copies it no second time', async () => {
    const place = await smallDiskWithStudy({ megabytes: 32 });
    const { file, disk, backups } = place;
    fatten(file);
    const before = content(file);
    migrationsWith('CREATE TABLE later AS SELECT * FROM events', built().folder);
    disk.fill(1_000_000);
    const program = place.start();
    await until(() => said(program, NO_ROOM) === 1);
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(content(file)).toEqual(before);
    expect(readdirSync(backups)).toHaveLength(1);

    disk.makeRoom();
    await program.polling;
    expect(await program.stop()).toBe(0);
    expect(content(file)).toEqual({ ...before, migrations: before.migrations + 1 });
    expect(readdirSync(backups)).toHaveLength(1);
  });
});

/** Some megabytes that a migration is to write a second time. */
function fatten(file: string): void {
  const db = new Sqlite(file);
  db.exec(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
     INSERT INTO events (study_id, at, actor, kind, details) SELECT 1, i, 'program', 'filled', '{"n":1}' FROM n`,
  );
  db.close();
}

import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ChatMessage } from '../src/rehearsal/chats.ts';
import { findDatabaseFault } from '../src/store/file/database-fault.ts';
import { Sqlite } from '../src/store/file/sqlite.ts';
import { saveState } from '../src/store/program-state.ts';
import { rounds } from '../src/store/schema.ts';
import { type BuiltProgram, copyBuiltProgram, type ProgramRun, runProgram } from './crash/built-program.ts';
import { startMessenger, type TestMessenger, TOKEN } from './dialogs/bot-api.ts';
import { canMount, mountSmallDisk } from './faults/small-disk.ts';
import { openDatabaseFile } from './fixtures/database.ts';
import { DAY, TestStudy } from './fixtures/study.ts';
import { DatabaseFiles, fatten } from './store/file/database-files.ts';
import { migrationsWith } from './store/file/made-up-migrations.ts';
import { until } from './until.ts';

const SARA = 501;

let built: BuiltProgram;
let files: DatabaseFiles;
let messenger: TestMessenger;
let env: Record<string, string>;
const runs: ProgramRun[] = [];

beforeAll(() => {
  built = copyBuiltProgram();
});
afterAll(() => built.remove());
beforeEach(async () => {
  files = new DatabaseFiles();
  messenger = await startMessenger();
  messenger.addPerson({ id: SARA, firstName: 'سارا' });
  env = {
    BOT_TOKEN: TOKEN,
    BOT_API_ROOT: messenger.apiRoot,
    FACILITATOR_IDS: String(SARA),
    OPERATOR_IDS: String(SARA),
    DATABASE_FILE: files.path('hamray.sqlite'),
    BACKUP_DIR: files.path('backups'),
    BACKUP_KEEP: '2',
  };
});
afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.kill();
    await run.ended;
  }
  await messenger.stop();
  files.remove();
});

async function start(its: Record<string, string> = {}, program = built): Promise<ProgramRun> {
  const run = runProgram(program, { ...env, ...its });
  runs.push(run);
  await run.polling;
  return run;
}

/** A start that is to fail. */
async function failedStart(its: Record<string, string> = {}) {
  const run = runProgram(built, { ...env, ...its });
  runs.push(run);
  const { code } = await run.ended;
  return { code, lines: run.logged().map(({ msg }) => msg) };
}

/** `npm run restore FILE`, after its build. */
function restore(...args: string[]): Promise<{ code: number | null; out: string; errors: string }> {
  const { PATH = '' } = process.env;
  const entry = join(dirname(built.entry), 'restore.js');
  const child = spawn(process.execPath, [entry, ...args], { env: { PATH, ...env } });
  const told = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    told.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told.errors += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...told })));
}

const copies = () => (existsSync(files.path('backups')) ? readdirSync(files.path('backups')) : []);
const fromBot = () => messenger.chat(SARA).filter(({ from }) => from === 'bot');

async function document(): Promise<ChatMessage> {
  return until(() => fromBot().find((message) => message.document !== undefined), 30_000);
}

describe('/backup', () => {
  test('sends a copy that is restored while the program is stopped, and not while it runs', async () => {
    const run = await start();
    messenger.send(SARA, '/backup');
    const sent = await document();
    expect(sent.document!.name).toMatch(/^hamray-\d{4}-\d\d-\d\d-\d{6}-asked\.sqlite$/);
    const copy = files.path('sent.sqlite');
    writeFileSync(copy, messenger.fileBytes(sent.document!)!);
    expect(findDatabaseFault(copy, join(built.folder, 'migrations'))).toBeNull();

    const refused = await restore(copy);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.errors).toMatch(/^DATABASE_FILE is .*; the program is running on it, .*\n$/);

    expect(await run.stop()).toBe(0);
    const restored = await restore(copy);
    expect(restored).toMatchObject({ code: 0, errors: '' });
    expect(restored.out).toMatch(
      /^.*hamray\.sqlite is restored from .*sent\.sqlite; it knows what was done until .*; what stood there is kept as .*-replaced\.sqlite\n$/,
    );
    await start();
    messenger.send(SARA, '/help');
    await until(() => fromBot().at(-1)!.html.includes('/backup'));
  });

  test('tells a facilitator who is no operator where the copy lies, and sends no file', async () => {
    await start({ OPERATOR_IDS: '7' });
    messenger.send(SARA, '/backup');
    const told = await until(
      () => fromBot().find(({ html }) => html.includes(files.path('backups'))),
      30_000,
    );
    expect(copies()).toEqual([expect.stringMatching(/-asked\.sqlite$/)]);
    expect(told.html).toContain(files.path('backups', copies()[0]!));
    expect(fromBot().filter((message) => message.document)).toEqual([]);
  });

  test('to anyone else is an unknown command', async () => {
    messenger.addPerson({ id: 7, firstName: 'رضا' });
    await start();
    messenger.send(7, '/something');
    messenger.send(7, '/backup');
    const answers = () => messenger.chat(7).filter(({ from }) => from === 'bot');
    await until(() => answers().length === 2);
    expect(answers()[1]!.html).toBe(answers()[0]!.html);
    expect(copies()).toEqual([]);
  });

  test('during which the program is killed is carried out at the next start; nothing half-written stays', async () => {
    const db = files.open('hamray.sqlite');
    fatten(db, 40);
    files.closeAll();
    const first = await start();
    messenger.send(SARA, '/backup');
    await until(() => copies().some((name) => name.endsWith('.part')), 30_000);
    first.kill();
    await first.ended;
    for (const name of copies().filter((one) => one.endsWith('.sqlite'))) {
      expect(findDatabaseFault(files.path('backups', name), join(built.folder, 'migrations'))).toBeNull();
    }
    await start();
    const sent = await document();
    expect(fromBot().filter((message) => message.document)).toHaveLength(1);
    expect(messenger.fileBytes(sent.document!)!.length).toBeGreaterThan(40_000_000);
    expect(copies().filter((name) => name.includes('.part'))).toEqual([]);
  });
});

describe('the nightly copy', () => {
  test('that was missed is made at the start, and the eldest beyond those kept are removed', async () => {
    const db = files.open('hamray.sqlite');
    saveState(db, 'backup_made_at', new Date(Date.now() - 3 * DAY).toISOString());
    files.closeAll();
    openDatabaseFile(files.path('backups', 'hamray-2020-01-01-033000.sqlite')).$client.close();
    for (const day of ['02', '03']) {
      copyFileSync(
        files.path('backups', 'hamray-2020-01-01-033000.sqlite'),
        files.path('backups', `hamray-2020-01-${day}-033000.sqlite`),
      );
    }
    const run = await start();
    await until(
      () => run.logged().some(({ msg }) => msg === 'old copies of the database were removed'),
      30_000,
    );
    expect(copies()).toEqual([
      'hamray-2020-01-03-033000.sqlite',
      expect.stringMatching(/^hamray-20[2-9]\d-\d\d-\d\d-\d{6}\.sqlite$/),
    ]);
    expect(await run.stop()).toBe(0);
    await start();
    expect(copies()).toHaveLength(2);
  });

  test.runIf(canMount())('that cannot be made is logged and told once', async () => {
    const db = files.open('hamray.sqlite');
    saveState(db, 'backup_made_at', new Date(Date.now() - 3 * DAY).toISOString());
    files.closeAll();
    const disk = mountSmallDisk(1);
    try {
      disk.fill();
      messenger.send(SARA, '/help');
      const run = await start({ BACKUP_DIR: disk.folder });
      const told = await until(() => fromBot().find(({ html }) => html.includes(disk.folder)), 30_000);
      expect(told.html).toContain('شبانه');
      expect(run.logged().filter(({ level }) => level === 'error')).toMatchObject([
        { kind: 'nightly', trouble: 'no-room' },
      ]);
    } finally {
      disk.remove();
    }
  });
});

describe('a restored round whose deadline has passed', () => {
  async function overdueCopy(): Promise<string> {
    const db = files.open('old.sqlite');
    const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }, db).join();
    study.at = new Date(Date.now() - 30 * DAY);
    study.open();
    files.closeAll();
    return files.path('old.sqlite');
  }

  test('is named as one that will close', async () => {
    const { code, out } = await restore(await overdueCopy());
    expect({ code, lines: out.split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(out).toContain('rounds whose deadline has passed: 1, closed at the next start');
  });

  test('is kept open where a time is given', async () => {
    const copy = await overdueCopy();
    expect((await restore(copy, 'tomorrow')).errors).toMatch(/`tomorrow`; expected such as `24h`/);
    const { out } = await restore(copy, '24h');
    expect(out).toMatch(/passed: 1, kept open until \d{4}-\d\d-\d\d \d\d:\d\d\n$/);
    const [round] = files.open('hamray.sqlite').select().from(rounds).all();
    expect(round!.state).toBe('open');
    expect(round!.deadline.getTime()).toBeGreaterThan(Date.now() + 0.9 * DAY);
  });
});

describe('an update', () => {
  /** A database from before the last migration. */
  function olderDatabase(): void {
    const journal = join(built.folder, 'migrations', 'meta', '_journal.json');
    const older = migrationsWith('SELECT 1', files.folder, join(built.folder, 'migrations'));
    const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'));
    const kept = { ...rest, entries: entries.slice(0, -1) };
    writeFileSync(join(older, 'meta', '_journal.json'), JSON.stringify(kept));
    files.open('hamray.sqlite', older);
    files.closeAll();
  }

  test('copies the database before it, once', async () => {
    olderDatabase();
    const run = await start();
    expect(copies()).toEqual([expect.stringMatching(/^hamray-.*-before-update\.sqlite$/)]);
    expect(await run.stop()).toBe(0);
    await start();
    expect(copies()).toHaveLength(1);
  });

  test('does not begin where the copy cannot be made', async () => {
    olderDatabase();
    writeFileSync(files.path('backups'), 'a file in the way');
    const before = readFileSync(files.path('hamray.sqlite'));
    expect(await failedStart()).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(
          /^BACKUP_DIR is `.*backups`, which cannot be written \(ENOTDIR\); expected a folder that/,
        ),
      ],
    });
    expect(readFileSync(files.path('hamray.sqlite')).equals(before)).toBe(true);
  });

  test('that was taken back is refused by the older program in one line', async () => {
    files.open('hamray.sqlite', migrationsWith('CREATE TABLE `later` (`id` integer)', files.folder));
    files.closeAll();
    expect(await failedStart()).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^DATABASE_FILE is `.*`; that is the database of a newer version/)],
    });
  });
});

describe('the program refuses in one line', () => {
  test('another program’s database', async () => {
    const client = new Sqlite(files.path('hamray.sqlite'));
    client.exec('CREATE TABLE notes (id)');
    client.close();
    expect(await failedStart()).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^DATABASE_FILE is `.*`; that is the database of another program/)],
    });
  });

  test.each([
    ['no file', [], /^FILE is missing; expected /],
    [
      'a file that is not there',
      ['/nowhere/copy.sqlite'],
      /^FILE is `\/nowhere\/copy\.sqlite`; there is no such file/,
    ],
    ['a file that is no database', [import.meta.filename], /^FILE is `.*`; that is no SQLite database/],
  ])('to restore %s', async (_what, args, words) => {
    const { code, out, errors } = await restore(...args);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(errors).toMatch(words);
    expect(errors.trimEnd()).not.toContain('\n');
    expect(existsSync(files.path('hamray.sqlite'))).toBe(false);
  });

  test('to restore a rehearsal’s copy for a live bot, or with a wrong setting', async () => {
    const db = files.open('rehearsal.sqlite');
    saveState(db, 'database_use', 'rehearsal');
    files.closeAll();
    const copy = files.path('rehearsal.sqlite');
    expect((await restore(copy)).errors).toMatch(
      /^FILE is .*; that is the database of a rehearsal program, expected that of a live one\n$/,
    );
    env['QUIET_HOURS'] = '22_8';
    expect((await restore(copy)).errors).toMatch(/^QUIET_HOURS is `22_8`/);
  });
});

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportStudy } from '../../../src/features/exporting/export-study.ts';
import { carryOutForgetting } from '../../../src/features/forgetting/carry-out-forgetting.ts';
import { forgetAnew } from '../../../src/features/forgetting/forget-anew.ts';
import { finishPreviewed, prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import { previewWorkbook } from '../../../src/features/workbooks/preview-workbook.ts';
import { NotYet } from '../../../src/jobs/not-yet.ts';
import { ensureAccount } from '../../../src/store/accounts.ts';
import { loadAllExperts, loadExperts, updateExpert } from '../../../src/store/experts.ts';
import { copyDatabase } from '../../../src/store/file/copy-database.ts';
import { projectFolder } from '../../../src/store/file/database.ts';
import { forgottenListOf } from '../../../src/store/file/forgotten-list.ts';
import { restoreDatabase } from '../../../src/store/file/restore-database.ts';
import { loadForgettings } from '../../../src/store/forgettings.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { questionnaires } from '../../../src/store/schema.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { LEFT_BLANK } from '../../fixtures/blank-chart.ts';
import {
  askToForget,
  carryOut,
  deliverAll,
  finish,
  forgettingJob,
  partsOf,
} from '../../fixtures/forgetting.ts';
import { DAY, draftOf, must, refusalOf, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { searchBytes } from '../../store/byte-search.ts';
import { DatabaseFiles } from '../../store/file/database-files.ts';

const NAMES = ['مهرانگیز‌نمونه', 'بهرام‌نمونه', 'ژاله‌نمونه'] as const;
const [FIRST, SECOND, THIRD] = NAMES;
const TABLE = `
             x  y
  ${FIRST}   5  4
  ${SECOND}  4  2
  ${THIRD}   1  4
`;
const needlesOf = (place: number) => [
  NAMES[place]!,
  `98912700000${place}`,
  `KEY-OF-EXPERT-${place}`,
  7_000_000_000_001 + place,
];
const ALL = [0, 1, 2].flatMap(needlesOf);

let files: DatabaseFiles;
let study: TestStudy;
let copy: string;

beforeEach(() => {
  files = new DatabaseFiles();
  const experts = Object.fromEntries(NAMES.map((name) => [name, 'A']));
  const db = files.open('hamray.sqlite');
  study = new TestStudy({ experts, items: { x: 'A', y: 'A' } }, db);
  for (const [place, { id, token }] of loadAllExperts(db, study.studyId).entries()) {
    updateExpert(db, id, { mobile: `98912700000${place}`, key: `KEY-OF-EXPERT-${place}`, role: 'استاد' });
    study.accept(token!, ensureAccount(db, 'telegram', 7_000_000_000_001 + place, study.at).id);
  }
  copy = files.path('copies', 'hamray-2026-11-28-100000.sqlite');
});
afterEach(() => files.remove());

/** A copy as `/backup` makes it. */
async function copied(): Promise<void> {
  await copyDatabase({
    source: files.path('hamray.sqlite'),
    target: copy,
    migrations: projectFolder('migrations'),
  });
}

async function forgotten(name?: string): Promise<void> {
  deliverAll(study);
  askToForget(study, name);
  await carryOut(study, files.path('backups'));
}

/** As `npm run restore` does it; nothing but the restored database is in the folder afterwards. */
async function restored(): Promise<number> {
  files.closeAll();
  const { forgottenAnew } = await restoreDatabase(
    {
      copy,
      file: files.path('hamray.sqlite'),
      use: null,
      forgetting: {
        folders: [files.path('backups'), files.path('copies')],
        remove: (tx, listed) => forgetAnew(tx, listed, partsOf(study).randomBelow),
      },
    },
    { at: study.at, zone: TEHRAN },
  );
  study = Object.assign(Object.create(study), { db: files.open('hamray.sqlite') });
  return forgottenAnew;
}

/** What the program's files tell, but for the older copy itself. */
function found(needles: readonly (string | number)[]): string[] {
  return searchBytes(files.folder, needles).filter((hit) => !hit.startsWith('copies/'));
}

async function exported(): Promise<(name: string) => string> {
  const { bytes } = await exportStudy(study.db, study.studyId, {
    now: study.at,
    zone: TEHRAN,
    ...LEFT_BLANK,
  });
  const unzipped = unzipSync(bytes);
  return (name) => Buffer.from(unzipped[name]!).toString('utf8');
}

describe('an older copy that is restored', () => {
  test('tells nothing of a study that was forgotten since, and its results are as they were', async () => {
    await study.playRound(TABLE);
    finish(study);
    await copied();
    study.pass(DAY);
    await forgotten();
    const later = await exported();
    const { forgottenAt } = study.study;
    study.pass(DAY);
    expect(await restored()).toBe(1);
    expect(found(ALL)).toEqual([]);
    const again = await exported();
    for (const name of ['results.json', 'answers.csv', 'answers-wide.csv', 'protocol.json']) {
      expect(again(name)).toBe(later(name));
    }
    expect(study.study).toMatchObject({ forgottenAt, state: 'finished' });
    expect(loadForgettings(study.db, study.studyId)[0]).toMatchObject({ scrubbedAt: study.at });
    files.closeAll();
    const [one] = searchBytes(files.path('copies'), [FIRST]);
    expect(one).toContain(FIRST);
  });

  test('of a lost database is told what to forget by the list beside the copies', async () => {
    finish(study);
    await copied();
    await forgotten();
    files.closeAll();
    for (const ending of ['', '-wal', '-shm']) rmSync(files.path(`hamray.sqlite${ending}`), { force: true });
    expect(await restored()).toBe(1);
    expect(found(ALL)).toEqual([]);
  });

  test('forgets also what was only asked for in the database that stood there: that had no way back', async () => {
    finish(study);
    await copied();
    deliverAll(study);
    askToForget(study);
    expect(await restored()).toBe(1);
    files.closeAll();
    rmSync(files.path('hamray-2026-11-28-100000-replaced.sqlite'));
    expect(found(ALL)).toEqual([]);
  });

  test('of a running study has one expert less, with the answers kept, and the others as they were', async () => {
    study.open().begin(FIRST, 77).rate(FIRST, 'x', 5);
    await copied();
    const code = study.expert(FIRST).pseudonym;
    await forgotten(FIRST);
    expect(await restored()).toBe(1);
    expect(found(needlesOf(0))).toEqual([]);
    expect(loadExperts(study.db, study.studyId).map(({ name }) => name)).toEqual([SECOND, THIRD]);
    study.answerAll(`x\n ${SECOND} 1\n ${THIRD} 2`);
    await study.close().judge();
    expect(study.results('A')['x']).toMatchObject({ n: 3 });
    const rows = (await exported())('answers.csv').split('\n');
    expect(rows.filter((row) => row.includes(`,${code},x,5,`))).toHaveLength(1);
  });

  test('in which a study was still running that is forgotten by now has it run on without anybody, to be ended', async () => {
    study.open().begin(FIRST, 77).rate(FIRST, 'x', 5);
    await copied();
    study.answerAll(TABLE).handIn(FIRST);
    await study.close().judge();
    finish(study);
    await forgotten();
    expect(await restored()).toBe(1);
    expect(found(ALL)).toEqual([]);
    expect(study.study.state).toBe('running');
    expect(study.db.select().from(questionnaires).all()).toHaveLength(3);
    await study.close().judge();
    expect(study.results('A')['x']).toMatchObject({ n: 1 });
    expect(refusalOf(study.tryOpen())).toBe('study.forgotten');
    const draft = draftOf({ experts: { تازه: 'A' }, items: { x: 'A', y: 'A' } });
    const { facilitator: accountId, at } = study;
    const { message } = study.run((tx) =>
      previewWorkbook(tx, { draft, warnings: [], accountId, at }, TEHRAN),
    );
    expect(message.html).toContain('نام خبرگان این مطالعه پاک شده است');
    study.run((tx) => {
      const { previewId } = must(prepareFinish(tx, { study: study.study, accountId, at }));
      expect(must(finishPreviewed(tx, { previewId, accountId, at })).letters).toBe(0);
    });
  });

  test('made between the rows and the bytes of a removal has the names in neither', async () => {
    finish(study);
    deliverAll(study);
    askToForget(study);
    deliverAll(study);
    const full = { ...partsOf(study), scrub: async () => 'full' as const };
    const { signal } = new AbortController();
    await expect(carryOutForgetting(askedJob(forgettingJob(study.db)), full, signal)).rejects.toThrow(NotYet);
    await copied();
    await restored();
    expect(loadForgettings(study.db, study.studyId)[0]).toMatchObject({ scrubbedAt: study.at });
    files.closeAll();
    rmSync(files.path('hamray-2026-11-28-100000-replaced.sqlite'));
    expect(found(ALL)).toEqual([]);
  });

  test('made before a removal that was asked for goes on with it', async () => {
    finish(study);
    deliverAll(study);
    askToForget(study);
    await copied();
    files.closeAll();
    for (const ending of ['', '-wal', '-shm']) rmSync(files.path(`hamray.sqlite${ending}`), { force: true });
    expect(await restored()).toBe(0);
    expect(loadQueuedJobs(study.db).map(({ kind }) => kind)).toEqual(['forget']);
    await carryOut(study, files.path('backups'));
    expect(found(ALL)).toEqual([]);
    expect(study.queued('reply')).toHaveLength(1);
  });

  test('keeps names of a study that only bears the number of a forgotten one', async () => {
    finish(study);
    await copied();
    const list = forgottenListOf({ source: files.path('hamray.sqlite'), folder: files.path('backups') });
    mkdirSync(files.path('backups'));
    const { studyId, at } = study;
    const other = {
      study: studyId,
      createdAt: new Date(1).toISOString(),
      expert: null,
      at: at.toISOString(),
    };
    const { createdAt } = study.study;
    const gone = { study: studyId, createdAt: createdAt.toISOString(), expert: 99, at: at.toISOString() };
    writeFileSync(list, JSON.stringify({ forgotten: [other, gone] }));
    expect(await restored()).toBe(0);
    expect(loadExperts(study.db, study.studyId)).toHaveLength(3);
  });

  test('is not put in place where the list of what to forget is damaged', async () => {
    await copied();
    mkdirSync(files.path('backups'));
    const list = forgottenListOf({ source: files.path('hamray.sqlite'), folder: files.path('backups') });
    writeFileSync(list, 'half');
    await expect(restored()).rejects.toMatchObject({
      about: 'place',
      message: expect.stringContaining(list),
    });
    expect(files.open('hamray.sqlite').$client.prepare('SELECT count(*) FROM experts').pluck().get()).toBe(3);
  });
});

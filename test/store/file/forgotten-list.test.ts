import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  DamagedList,
  forgottenListOf,
  keepForgottenList,
  readForgottenList,
} from '../../../src/store/file/forgotten-list.ts';
import { askToForget, carryOut, deliverAll, finish } from '../../fixtures/forgetting.ts';
import { DAY, TestStudy } from '../../fixtures/study.ts';
import { DatabaseFiles } from './database-files.ts';

let files: DatabaseFiles;
let study: TestStudy;
let place: { source: string; folder: string };
const experts = { مهرانگیز‌نمونه: 'A', بهرام‌نمونه: 'A' };
const [FIRST] = Object.keys(experts) as [string];

beforeEach(() => {
  files = new DatabaseFiles();
  study = new TestStudy({ experts, items: { x: 'A' } }, files.open('hamray.sqlite')).join();
  place = { source: files.path('hamray.sqlite'), folder: files.path('backups') };
});
afterEach(() => files.remove());

const list = () => readForgottenList(forgottenListOf(place));
const about = (expert: number | null) => ({
  study: study.studyId,
  createdAt: study.study.createdAt.toISOString(),
  expert,
  at: study.at.toISOString(),
});

test('the list beside the copies names studies and experts by their ids, and moments, and nothing else', async () => {
  const { id } = study.expert(FIRST);
  deliverAll(study);
  askToForget(study, FIRST);
  await carryOut(study, place.folder);
  const first = about(id);
  study.pass(DAY);
  finish(study);
  deliverAll(study);
  askToForget(study);
  await carryOut(study, place.folder);
  expect(list()).toEqual([first, about(null)]);
  expect(readdirSync(place.folder)).toEqual(['hamray.sqlite.forgotten.json']);
  expect(statSync(forgottenListOf(place)).mode & 0o777).toBe(0o600);
  const written = JSON.parse(readFileSync(forgottenListOf(place), 'utf8')) as { forgotten: object[] };
  for (const one of written.forgotten) {
    expect(Object.keys(one).toSorted()).toEqual(['at', 'createdAt', 'expert', 'study']);
  }
});

test('the list is written before «نام‌ها پاک شد» is said', async () => {
  deliverAll(study);
  askToForget(study, FIRST);
  // No folder can be made where a file stands.
  writeFileSync(files.path('file'), '');
  await expect(carryOut(study, files.path('file', 'backups'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  expect(study.queued('reply')).toEqual([]);
  await carryOut(study, place.folder);
  expect(list()).toHaveLength(1);
  expect(study.queued('reply').map(({ args }) => args.message.html)).toEqual([
    expect.stringContaining('نام‌ها پاک شد'),
  ]);
});

test('a missing list is written anew from the database, and a damaged one is put aside', async () => {
  const { id } = study.expert(FIRST);
  deliverAll(study);
  askToForget(study, FIRST);
  await carryOut(study, place.folder);
  const file = forgottenListOf(place);
  rmSync(file);
  keepForgottenList(study.db, place);
  expect(list()).toEqual([about(id)]);
  for (const damaged of ['{"forgotten":[{"study":1', '{"forgotten":[{"study":"1"}]}', '[]']) {
    writeFileSync(file, damaged);
    expect(list).toThrow(DamagedList);
    keepForgottenList(study.db, place);
    expect(list()).toEqual([about(id)]);
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe(damaged);
  }
});

test('the list keeps what a database that was replaced had removed', async () => {
  deliverAll(study);
  askToForget(study, FIRST);
  await carryOut(study, place.folder);
  const before = list();
  const other = files.open('other.sqlite');
  expect(keepForgottenList(other, place)).toEqual(before);
  expect(list()).toEqual(before);
});

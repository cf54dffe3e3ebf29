import { afterEach, beforeEach, expect, test } from 'vitest';
import { giveReason, removeReason } from '../../src/features/answering/give-reason.ts';
import { leaveStudy } from '../../src/features/leaving/leave-study.ts';
import { cancelWorkbook, previewWorkbook } from '../../src/features/workbooks/preview-workbook.ts';
import { draftOf, must, TEHRAN, TestStudy } from '../fixtures/study.ts';
import { searchBytes } from './byte-search.ts';
import { DatabaseFiles } from './file/database-files.ts';

let files: DatabaseFiles;

beforeEach(() => {
  files = new DatabaseFiles();
});

afterEach(() => {
  files.remove();
});

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } };
const REASON = 'این را به کسی نگویید: همکارم مخالف است';

function withReason(): { study: TestStudy; answerId: number } {
  const study = new TestStudy(words, files.open('live.sqlite')).join().open();
  study.begin('e1').rate('e1', 'x', 3);
  const answerId = study.answer('e1', 'x').id;
  must(study.run((tx) => giveReason(tx, answerId, REASON, study.press('e1'))));
  return { study, answerId };
}

test('a reason that was taken off, or withdrawn on leaving, is in no byte of the database', () => {
  for (const way of ['taken off', 'withdrawn'] as const) {
    files.remove();
    files = new DatabaseFiles();
    const { study, answerId } = withReason();
    files.closeAll();
    expect(searchBytes(files.folder, [REASON])).toEqual([`live.sqlite: ${REASON}`]);
    const again = Object.assign(Object.create(study), { db: files.open('live.sqlite') }) as TestStudy;
    const { studyId } = again;
    if (way === 'taken off') must(again.run((tx) => removeReason(tx, answerId, again.press('e1'))));
    else {
      const press = { ...again.press('e1'), studyId, withdrawRoundId: again.round.id };
      must(again.run((tx) => leaveStudy(tx, press)));
    }
    files.closeAll();
    expect(searchBytes(files.folder, [REASON])).toEqual([]);
  }
});

test('a workbook that was shown and cancelled is in no byte of the database', () => {
  const study = new TestStudy(words, files.open('live.sqlite'));
  const name = 'نام‌کسی‌که‌نیامد';
  const { facilitator: accountId, at } = study;
  const draft = draftOf({ ...words, experts: { ...words.experts, [name]: 'A' }, rules: { title: 'دیگر' } });
  const shown = { draft, warnings: [], accountId, at };
  const { message } = study.run((tx) => previewWorkbook(tx, shown, TEHRAN));
  const previewId = Number(message.buttons!.flat().at(-1)!.data!.split(':')[1]);
  must(study.run((tx) => cancelWorkbook(tx, { previewId, accountId, at })));
  files.closeAll();
  expect(searchBytes(files.folder, [name])).toEqual([]);
});

import { expect, test } from 'vitest';
import { listStudies } from '../../../src/features/overseeing/list-studies.ts';
import { chooseOwnStudy } from '../../../src/features/studies/choose-study.ts';
import { createStudy } from '../../../src/features/workbooks/create-study.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadExperts, loadSeats } from '../../../src/store/experts.ts';
import { loadItems } from '../../../src/store/items.ts';
import { loadActiveItems, loadPanels } from '../../../src/store/panels.ts';
import {
  loadChosenStudy,
  loadRoundPlan,
  loadScale,
  loadStudyFacilitators,
  rulesOf,
} from '../../../src/store/studies.ts';
import { draftOf, must, refusalOf, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const WORDS: StudyWords = {
  experts: { مریم: 'A', کاوه: 'A B', نادر: 'B' },
  items: { a: 'A', b: 'A B', c: 'B' },
  rounds: [
    { number: 1, kind: 'screening' },
    { number: 2, panelCodes: ['A'] },
  ],
  rules: { reminderHours: [48, 2.5], excludedAudiences: ['G2G'] },
  audiences: { c: 'G2G' },
};

function create(study: TestStudy, words: StudyWords, accountId = study.facilitator): number {
  let drawn = 0;
  const randomBelow = (limit: number) => {
    drawn += 7;
    return drawn % limit;
  };
  const random = { newToken: () => study.newToken(), randomBelow };
  return study.run((tx) => createStudy(tx, { draft: draftOf(words), accountId, at: study.at, random }));
}

test('every value of the workbook is stored, in its order', () => {
  const study = new TestStudy(WORDS);
  const { db, studyId } = study;
  const draft = draftOf(WORDS);
  expect(rulesOf(study.study)).toEqual(draft.rules);
  expect(loadScale(db, studyId)).toEqual(draft.scale);
  expect(loadRoundPlan(db, studyId)).toEqual(draft.rounds);
  expect(loadPanels(db, studyId).map(({ code, status }) => [code, status])).toEqual([
    ['A', 'active'],
    ['B', 'active'],
  ]);
  expect(loadItems(db, studyId).map(({ code, version }) => [code, version])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ]);
  const seats = loadSeats(db, studyId);
  const [a, b] = loadPanels(db, studyId).map(({ id }) => id);
  expect(loadExperts(db, studyId).map(({ id, name }) => [name, seats.get(id)])).toEqual([
    ['مریم', [a]],
    ['کاوه', [a, b]],
    ['نادر', [b]],
  ]);
  const active = loadActiveItems(db, studyId, study.study.excludedAudiences);
  expect(active.get(b!)).toEqual([study.itemId('b')]);
});

test('each expert has a link and a code of the own, and nobody has joined', () => {
  const experts = loadExperts(new TestStudy(WORDS).db, 1);
  expect(new Set(experts.map(({ token }) => token)).size).toBe(3);
  expect(new Set(experts.map(({ pseudonym }) => pseudonym)).size).toBe(3);
  expect(experts.every(({ accountId, joinedAt }) => accountId === null && joinedAt === null)).toBe(true);
});

test('the creator of a study runs it, and the log names no expert', () => {
  const study = new TestStudy(WORDS);
  expect(loadStudyFacilitators(study.db, study.studyId)).toEqual([study.facilitator]);
  const [created] = loadEvents(study.db, study.studyId);
  expect(created).toMatchObject({ kind: 'study.created', details: { panels: 2, experts: 3, items: 3 } });
});

test('the newest study is the chosen one until another is chosen, and again when a newer one is made', () => {
  const study = new TestStudy(WORDS);
  const chosen = () => loadChosenStudy(study.db, study.facilitator)?.id;
  const second = create(study, WORDS);
  expect(chosen()).toBe(second);
  must(study.run((tx) => chooseOwnStudy(tx, { accountId: study.facilitator, studyId: study.studyId })));
  expect(chosen()).toBe(study.studyId);
  const third = create(study, WORDS);
  expect(chosen()).toBe(third);
});

test('another facilitator’s study is listed apart, and is not run', () => {
  const study = new TestStudy(WORDS);
  const other = study.facilitatorsAccount();
  const press = { accountId: other, studyId: study.studyId };
  expect(refusalOf(study.run((tx) => chooseOwnStudy(tx, press)))).toBe('study.notYours');
  const list = study.run((tx) => listStudies(tx, other, 0));
  expect([list.own.length, list.others.length, list.chosenId]).toEqual([0, 1, null]);
});

import { describe, expect, test } from 'vitest';
import {
  addStudyFacilitator,
  chooseStudy,
  finishStudy,
  loadChosenStudy,
  loadProtocol,
  loadRoundPlan,
  loadScale,
  loadStudiesOf,
  loadStudiesOfOthers,
  loadStudyFacilitators,
  lockProtocol,
  needStudy,
  replaceRoundPlan,
  replaceScale,
  rulesOf,
  updateRules,
} from '../../src/store/studies.ts';
import { RULES } from '../fixtures/plain-rules.ts';
import { DAY, SCALE, TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A' }, items: { x: 'A' } };

test('a study’s rules, scale and plan come back as its workbook had them', () => {
  const rules = { reminderHours: [72, 0.5], excludedAudiences: ['G2G'], stabilityThreshold: 0.2 };
  const study = new TestStudy({
    ...words,
    rules,
    rounds: [{ number: 1, panelCodes: ['A'], openForDays: 2.5 }],
  });
  const { db, studyId } = study;
  expect(rulesOf(study.study)).toEqual({ ...RULES, ...rules });
  expect(loadScale(db, studyId)).toEqual(SCALE);
  const row = { number: 1, kind: 'likert', panelCodes: ['A'], openForDays: 2.5, question: '' };
  expect(loadRoundPlan(db, studyId)).toEqual([row]);
});

test('a later workbook replaces a study’s rules, scale and plan entirely', () => {
  const { db, studyId, study } = new TestStudy({ ...words, rounds: [{ number: 1 }] });
  updateRules(db, studyId, { ...rulesOf(study), title: 'عنوان تازه', reminderHours: [] });
  replaceScale(db, studyId, SCALE.slice(0, 2));
  replaceRoundPlan(db, studyId, []);
  expect(needStudy(db, studyId)).toMatchObject({ title: 'عنوان تازه', reminderHours: [], seed: study.seed });
  expect(loadScale(db, studyId)).toHaveLength(2);
  expect(loadRoundPlan(db, studyId)).toEqual([]);
});

describe('a study’s protocol', () => {
  test('is locked once, and sets the study going', () => {
    const { db, studyId } = new TestStudy(words);
    lockProtocol(db, studyId, '{"a":1}', 'hash');
    lockProtocol(db, studyId, '{"a":2}', 'other');
    expect(loadProtocol(db, studyId)).toBe('{"a":1}');
    expect(needStudy(db, studyId)).toMatchObject({
      protocolSha256: 'hash',
      state: 'running',
    });
  });
});

describe('a facilitator', () => {
  test('speaks of the newest own study until another is chosen', () => {
    const older = new TestStudy(words);
    const { db } = older;
    const newer = new TestStudy(words, db);
    const account = older.facilitatorsAccount();
    expect(loadChosenStudy(db, account)).toBeUndefined();
    for (const { studyId } of [older, newer]) addStudyFacilitator(db, studyId, account, older.at);
    expect(loadChosenStudy(db, account)?.id).toBe(newer.studyId);
    chooseStudy(db, account, older.studyId);
    expect(loadChosenStudy(db, account)?.id).toBe(older.studyId);
    chooseStudy(db, account, null);
    expect(loadChosenStudy(db, account)?.id).toBe(newer.studyId);
  });

  test('sees the own studies and those of others apart', () => {
    const own = new TestStudy(words);
    const other = new TestStudy(words, own.db);
    expect(loadStudiesOf(own.db, own.facilitator).map(({ id }) => id)).toEqual([own.studyId]);
    expect(loadStudiesOfOthers(own.db, own.facilitator).map(({ id }) => id)).toEqual([other.studyId]);
  });

  test('stands behind the study’s creator', () => {
    const study = new TestStudy(words);
    const second = study.facilitatorsAccount();
    addStudyFacilitator(study.db, study.studyId, second, new Date(study.at.getTime() + DAY));
    addStudyFacilitator(study.db, study.studyId, study.facilitator, study.at);
    expect(loadStudyFacilitators(study.db, study.studyId)).toEqual([study.facilitator, second]);
  });
});

test('a study that ended says when', () => {
  const study = new TestStudy(words);
  finishStudy(study.db, study.studyId, study.at);
  expect(study.study).toMatchObject({ state: 'finished', finishedAt: study.at });
});

test('a study that is not there is a fault of the program', () => {
  expect(() => needStudy(new TestStudy(words).db, 99)).toThrow('study 99');
});

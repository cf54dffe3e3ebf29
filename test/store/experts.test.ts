import { describe, expect, test } from 'vitest';
import { markUnreachable } from '../../src/store/accounts.ts';
import {
  enrolExpert,
  insertExpert,
  loadEnrolments,
  loadExpertByToken,
  loadExperts,
  loadExpertsByMobile,
  loadSeats,
  loadUnreachable,
  removeExpert,
  renewToken,
  replaceSeats,
  restoreExpert,
  updateExpert,
} from '../../src/store/experts.ts';
import { finishStudy } from '../../src/store/studies.ts';
import { must, TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'B A', e2: 'A' }, items: { x: 'A B' } };

test('an expert is stored as given, the rest as of somebody who was not heard of yet', () => {
  const study = new TestStudy(words);
  const { studyId, db } = study;
  const background = { post: 'مدیر', organisation: '', degree: 'دکترا', experience: '۱۲', gender: '' };
  const given = {
    position: 7,
    key: 'k',
    name: "o'n",
    role: 'نقش',
    mobile: null,
    pseudonym: 'AB23',
    token: 't',
  };
  const id = insertExpert(db, { studyId, ...given, background });
  const { id: e1, ...unheard } = study.expert('e1');
  expect(loadExperts(db, studyId).find((expert) => expert.id === id)).toEqual({
    ...unheard,
    id,
    ...given,
    background,
  });
  const panels = [study.panel('A').id, study.panel('B').id];
  for (const wanted of [panels, [panels[1]!], []]) {
    replaceSeats(db, id, wanted);
    expect(loadSeats(db, studyId).get(id) ?? []).toEqual(wanted);
    expect(loadSeats(db, studyId).get(e1)).toEqual(panels);
  }
});

describe('a personal link', () => {
  test('is forgotten once it is used', () => {
    const study = new TestStudy(words);
    const { id, token } = study.expert('e1');
    expect(loadExpertByToken(study.db, token!)?.id).toBe(id);
    enrolExpert(study.db, id, study.account(), study.at);
    expect(loadExpertByToken(study.db, token!)).toBeUndefined();
    expect(study.expert('e1').token).toBeNull();
  });

  test('that is renewed replaces the old one, and the account stays until it is used', () => {
    const study = new TestStudy(words).join('e1');
    const { accountId } = study.expert('e1');
    const token = study.newToken();
    renewToken(study.db, study.expert('e1').id, token);
    expect(loadExpertByToken(study.db, token)?.name).toBe('e1');
    expect(loadEnrolments(study.db, accountId!)).toHaveLength(1);
    must(study.accept(token, study.account()));
    expect(loadEnrolments(study.db, accountId!)).toEqual([]);
  });

  test('is void for an expert taken off, who comes back with a new one', () => {
    const study = new TestStudy(words);
    const { id, token } = study.expert('e1');
    removeExpert(study.db, id, study.at);
    expect(loadExpertByToken(study.db, token!)).toBeUndefined();
    expect(loadExperts(study.db, study.studyId).map(({ name }) => name)).toEqual(['e2']);
    const fresh = study.newToken();
    restoreExpert(study.db, id, fresh);
    expect(loadExpertByToken(study.db, fresh)).toMatchObject({ id, joinedAt: null, removedAt: null });
  });
});

test('an account is no two experts of one study', () => {
  const study = new TestStudy(words).join('e1');
  const { accountId } = study.expert('e1');
  expect(() => enrolExpert(study.db, study.expert('e2').id, accountId!, study.at)).toThrow(/UNIQUE/);
});

test('an account’s enrolments come newest study first, without those it left', () => {
  const older = new TestStudy(words);
  const newer = new TestStudy(words, older.db);
  const account = older.account();
  for (const study of [older, newer]) enrolExpert(older.db, study.expert('e1').id, account, older.at);
  const studies = () => loadEnrolments(older.db, account).map(({ studyId }) => studyId);
  expect(studies()).toEqual([newer.studyId, older.studyId]);
  older.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE study_id = ?').run(newer.studyId);
  expect(studies()).toEqual([older.studyId]);
});

test('a phone number finds experts of studies that go on', () => {
  const study = new TestStudy(words);
  updateExpert(study.db, study.expert('e1').id, { mobile: '989131234567' });
  const found = () => loadExpertsByMobile(study.db, '989131234567').map(({ name }) => name);
  expect(found()).toEqual(['e1']);
  finishStudy(study.db, study.studyId, study.at);
  expect(found()).toEqual([]);
});

test('seats stand in the panels’ order', () => {
  const study = new TestStudy(words);
  expect(loadSeats(study.db, study.studyId).get(study.expert('e1').id)).toEqual([
    study.panel('A').id,
    study.panel('B').id,
  ]);
});

test('an expert is unreachable while the account is', () => {
  const study = new TestStudy(words).join();
  markUnreachable(study.db, study.expert('e2').accountId!, 'blocked', study.at);
  expect(loadUnreachable(study.db, study.studyId)).toEqual(new Set([study.expert('e2').id]));
});

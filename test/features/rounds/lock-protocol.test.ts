import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { currentProtocol, lockStudyProtocol } from '../../../src/features/rounds/lock-protocol.ts';
import { loadProtocol, needStudy, updateRules } from '../../../src/store/studies.ts';
import { RULES, studyWith } from '../../fixtures/judged-study.ts';
import { type StudyWords, TestStudy } from '../../fixtures/study.ts';

const world = () =>
  studyWith({
    panels: { P1: 'یک', P2: 'دو' },
    experts: [
      { name: 'الف', pseudonym: 'A', panels: 'P1,P2' },
      { name: 'ب', pseudonym: 'B', panels: 'P1' },
    ],
    items: [{ code: 'S1', title: 'گویه', panels: 'P1,P2' }],
  });

test('the protocol tells panels with their seats, and items with their panels, but nobody', () => {
  const { db, studyId } = world();
  const { text, sha256 } = currentProtocol(db, studyId);
  const protocol = JSON.parse(text);
  expect(protocol.panels).toEqual([
    { code: 'P1', name: 'یک', seats: 2 },
    { code: 'P2', name: 'دو', seats: 1 },
  ]);
  expect(protocol.items[0]).toMatchObject({ code: 'S1', panels: ['P1', 'P2'] });
  expect(protocol.program.name).toBe('hamray');
  expect(text).not.toContain('الف');
  expect(sha256).toBe(createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex'));
});

test('until it is locked it follows the rules; from then on it stays as it was', () => {
  const { db, studyId } = world();
  const first = currentProtocol(db, studyId);
  updateRules(db, studyId, { ...RULES, neutralPoint: 2 });
  const locked = lockStudyProtocol(db, studyId);
  expect(locked.sha256).not.toBe(first.sha256);
  expect(loadProtocol(db, studyId)).toBe(locked.text);
  expect(needStudy(db, studyId)).toMatchObject({
    protocolSha256: locked.sha256,
    state: 'running',
  });
  updateRules(db, studyId, { ...RULES, neutralPoint: 4 });
  expect(currentProtocol(db, studyId)).toEqual(locked);
  expect(lockStudyProtocol(db, studyId)).toEqual(locked);
});

test('the rule is frozen of each kind of round that the study has, and of no other', () => {
  const rulesOf = (rounds: StudyWords['rounds']) => {
    const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' }, ...(rounds ? { rounds } : {}) });
    const { computations } = JSON.parse(currentProtocol(study.db, study.studyId).text);
    return Object.keys(computations).filter((name) => name.startsWith('item_kept'));
  };
  expect(rulesOf(undefined)).toEqual(['item_kept']);
  expect(rulesOf([{ number: 1, kind: 'cvr' }])).toEqual(['item_kept_in_cvr']);
  expect(
    rulesOf([
      { number: 1, kind: 'screening' },
      { number: 2, kind: 'cvi' },
      { number: 3, kind: 'ranking' },
      { number: 4, kind: 'likert' },
    ]),
  ).toEqual(['item_kept', 'item_kept_in_cvi', 'item_kept_in_ranking', 'item_kept_in_screening']);
});

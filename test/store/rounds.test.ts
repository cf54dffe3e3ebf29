import { describe, expect, test } from 'vitest';
import { removeExpert } from '../../src/store/experts.ts';
import { loadOutstanding } from '../../src/store/reminders.ts';
import {
  countHandedIn,
  loadAskingPanels,
  loadOpenRound,
  loadOpenRounds,
  loadOverdueRounds,
  loadPreviousPanelRound,
  loadProgress,
  loadRounds,
  loadSentSlots,
  loadSlotProgress,
  loadUnjudgedRounds,
  needRound,
  saveSlot,
  setDeadline,
} from '../../src/store/rounds.ts';
import { DAY, TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

describe('a round', () => {
  test('is open, then closed and waiting for its verdicts, then judged', async () => {
    const study = new TestStudy(words).join().open();
    expect(loadOpenRound(study.db, study.studyId)?.number).toBe(1);
    expect(loadOpenRounds(study.db)).toHaveLength(1);
    study.close();
    expect(loadOpenRound(study.db, study.studyId)).toBeUndefined();
    expect(loadUnjudgedRounds(study.db)).toEqual([{ roundId: study.round.id, studyId: study.studyId }]);
    await study.judge();
    expect(loadUnjudgedRounds(study.db)).toEqual([]);
    expect(loadRounds(study.db, study.studyId).map(({ state }) => state)).toEqual(['judged']);
  });

  test('is overdue from its deadline on', () => {
    const study = new TestStudy(words).open();
    const { deadline } = study.round;
    expect(loadOverdueRounds(study.db, new Date(deadline.getTime() - 1))).toEqual([]);
    expect(loadOverdueRounds(study.db, deadline)).toHaveLength(1);
  });

  test('whose deadline moves has its reminders reckoned from that moment', () => {
    const study = new TestStudy(words).open();
    const moved = new Date(study.at.getTime() + 9 * DAY);
    setDeadline(study.db, study.round.id, moved, new Date(study.at.getTime() + DAY));
    expect(study.round).toMatchObject({
      deadline: moved,
      remindersFrom: new Date(study.at.getTime() + DAY),
      openedAt: study.at,
    });
  });

  test('that is not there is a fault of the program', () => {
    const study = new TestStudy(words);
    expect(() => needRound(study.db, 99)).toThrow('round 99');
  });
});

test('a reminder slot counts once, and as soon as everybody’s reminder is queued', () => {
  const study = new TestStudy(words).open();
  const roundId = study.round.id;
  const save = (hours: number, reachedExpertId: number | null) =>
    saveSlot(study.db, { roundId, hours, sentAt: study.at, reachedExpertId });
  expect(loadSlotProgress(study.db, roundId, 24)).toBe(0);
  save(24, 7);
  expect(loadSlotProgress(study.db, roundId, 24)).toBe(7);
  expect(loadSentSlots(study.db, roundId)).toEqual([]);
  for (const hours of [24, 24, 0.5]) save(hours, null);
  expect(loadSentSlots(study.db, roundId).sort()).toEqual([0.5, 24]);
});

test('an item is asked by each of the expert’s panels, with the question put there', () => {
  const study = new TestStudy({
    ...words,
    rounds: [
      { number: 1, panelCodes: ['A'], question: 'در الف؟' },
      { number: 1, panelCodes: ['B'], question: 'در ب؟' },
    ],
  }).open();
  const asking = (name: string) =>
    loadAskingPanels(study.db, study.round.id, study.expert(name).id, study.itemId('s'), 'likert');
  expect(asking('e2')).toEqual([
    {
      panelName: 'پانل A',
      question: 'در الف؟',
      version: 1,
      panelId: study.panel('A').id,
      feedbackFromId: null,
    },
    {
      panelName: 'پانل B',
      question: 'در ب؟',
      version: 1,
      panelId: study.panel('B').id,
      feedbackFromId: null,
    },
  ]);
  expect(asking('e3').map(({ panelName }) => panelName)).toEqual(['پانل B']);
});

describe('those who owe a round', () => {
  const owing = (study: TestStudy) => loadOutstanding(study.db, study.round.id).length;

  test('have joined, are still there, and have not handed in', () => {
    const study = new TestStudy(words).join('e1', 'e2').open();
    expect(owing(study)).toBe(2);
    study.begin('e1').handIn('e1');
    expect(owing(study)).toBe(1);
    study.join('e3');
    expect(owing(study)).toBe(2);
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('e2');
    removeExpert(study.db, study.expert('e3').id, study.at);
    expect(owing(study)).toBe(0);
  });

  test('are told apart from who handed in, joined or not', () => {
    const study = new TestStudy(words).join('e1').open();
    study.begin('e1').handIn('e1');
    expect(countHandedIn(study.db, study.round.id)).toEqual({ all: 3, handedIn: 1 });
  });

  test('are listed panel by panel with how far they are', () => {
    const study = new TestStudy(words).join('e2').open();
    study.begin('e2').rate('e2', 's', 5);
    const rows = loadProgress(study.db, study.round.id);
    expect(rows.map(({ panelId, name }) => [panelId, name])).toEqual([
      [study.panel('A').id, 'e1'],
      [study.panel('A').id, 'e2'],
      [study.panel('B').id, 'e2'],
      [study.panel('B').id, 'e3'],
    ]);
    expect(rows[1]).toMatchObject({ begunAt: study.at, lastAnswerAt: study.at, handedInAt: null });
  });
});

describe('a panel’s previous round', () => {
  test('is its last one of the kind, past rounds that it skipped and kinds that differ', async () => {
    const study = new TestStudy({
      ...words,
      rounds: [
        { number: 1 },
        { number: 2, panelCodes: ['B'] },
        { number: 3, kind: 'screening' },
        { number: 4 },
      ],
      rules: { maxRounds: 4 },
    }).join();
    await study.playRound('x s\n e1 5 5');
    await study.playRound('s y\n e3 5 5');
    await study.playRound('x s\n e1 1 1\n e2 1 1');
    const previous = (code: string) =>
      loadPreviousPanelRound(study.db, study.panel(code).id, 'likert', 4)?.id;
    expect(previous('A')).toBe(study.panelRound('A', 1).id);
    expect(previous('B')).toBe(study.panelRound('B', 2).id);
    expect(loadPreviousPanelRound(study.db, study.panel('A').id, 'cvr', 4)).toBeUndefined();
    expect(loadPreviousPanelRound(study.db, study.panel('A').id, 'likert', 1)).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { removeExpert } from '../../src/store/experts.ts';
import { loadOutstandingAfter } from '../../src/store/reminders.ts';
import {
  loadOpenRound,
  loadOpenRounds,
  loadOverdueRounds,
  loadProgress,
  loadRounds,
  needRound,
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
    expect(loadRounds(study.db, study.studyId).map(({ state }) => state)).toEqual(['closed']);
    await study.judge();
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

describe('those who owe a round', () => {
  const owing = (study: TestStudy) =>
    loadOutstandingAfter(study.db, study.round.id, { after: 0, limit: 9 }).length;

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

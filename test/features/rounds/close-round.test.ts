import { describe, expect, test } from 'vitest';
import {
  closeOverdueRounds,
  closeRoundEarly,
  prepareClosing,
} from '../../../src/features/rounds/close-round.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { DAY, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A' }, items: { x: 'A' } };
const opened = () => new TestStudy(words).join().open();
const jobs = (study: TestStudy) => loadQueuedJobs(study.db).map(({ key, studyId }) => [key, studyId]);

function prepare(study: TestStudy) {
  return study.run((tx) =>
    prepareClosing(tx, { study: study.study, accountId: study.facilitator, at: study.at }),
  );
}

function press(study: TestStudy, previewId: number, accountId = study.facilitator) {
  return study.run((tx) => closeRoundEarly(tx, { previewId, accountId, at: study.at }));
}

describe('closing by itself', () => {
  test('comes at the deadline, not before', () => {
    const study = opened();
    study.pass(7 * DAY - 1);
    expect(closeOverdueRounds(study.db, study.at)).toBe(0);
    study.pass(1);
    expect(closeOverdueRounds(study.db, study.at)).toBe(1);
    expect(study.round).toMatchObject({ state: 'closed', closedBy: 'deadline' });
    expect(jobs(study)).toEqual([[`judge:${study.round.id}`, study.studyId]]);
  });

  test('was from the deadline on, however late the program comes to it', () => {
    const study = opened();
    study.pass(9 * DAY);
    closeOverdueRounds(study.db, study.at);
    expect(study.round.closedAt).toEqual(study.round.deadline);
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({ at: study.at, actor: 'program' });
  });

  test('happens once', () => {
    const study = opened();
    study.pass(7 * DAY);
    expect([closeOverdueRounds(study.db, study.at), closeOverdueRounds(study.db, study.at)]).toEqual([1, 0]);
    expect(jobs(study)).toHaveLength(1);
  });

  test('happens in every study whose time has come', () => {
    const one = opened();
    const other = new TestStudy(words, one.db).open({ when: { kind: 'span', ms: 8 * DAY } });
    const third = new TestStudy(words, one.db).open();
    one.pass(7 * DAY);
    expect(closeOverdueRounds(one.db, one.at)).toBe(2);
    expect([one, other, third].map((study) => study.round.state)).toEqual(['closed', 'open', 'closed']);
  });
});

describe('closing early', () => {
  test('refuses answers from the press on', () => {
    const study = opened();
    study.begin('e1').pass(DAY);
    study.close();
    expect(study.round).toMatchObject({ closedAt: study.at, closedBy: 'facilitator' });
    expect(refusalOf(study.tryPress('e1', 'x', { rating: 0 }))).toBe('round.closed');
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
      kind: 'round.closed',
      actor: 'facilitator',
      details: { round: 1, by: 'facilitator' },
    });
  });

  test('pressed at the deadline before the program came to it, was from the deadline on', () => {
    const study = opened();
    const { previewId } = must(prepare(study));
    study.pass(7 * DAY + 2000);
    must(press(study, previewId));
    expect(study.round.closedAt).toEqual(study.round.deadline);
  });

  test('pressed twice is told so', () => {
    const study = opened();
    const { previewId } = must(prepare(study));
    must(press(study, previewId));
    expect(refusalOf(press(study, previewId))).toBe('preview.done');
    expect(jobs(study)).toHaveLength(1);
  });

  test('shown before the deadline and pressed after it finds the round closed', () => {
    const study = opened();
    const { previewId } = must(prepare(study));
    study.pass(7 * DAY);
    closeOverdueRounds(study.db, study.at);
    expect(refusalOf(press(study, previewId))).toBe('round.closed');
  });

  test('needs an open round, and is the facilitator’s who was shown it', async () => {
    const study = opened();
    const { previewId } = must(prepare(study));
    expect(refusalOf(press(study, previewId, study.account()))).toBe('preview.gone');
    await study.close().judge();
    expect(refusalOf(prepare(study))).toBe('round.noneOpen');
  });

  test('does not close the next round by an old preview', async () => {
    const study = opened();
    const { previewId } = must(prepare(study));
    await study.close().judge();
    study.open();
    expect(refusalOf(press(study, previewId))).toBe('round.closed');
    expect(study.round.state).toBe('open');
  });
});

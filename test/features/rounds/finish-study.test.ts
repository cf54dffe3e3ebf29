import { describe, expect, test } from 'vitest';
import { cancelPreview } from '../../../src/features/rounds/cancel-preview.ts';
import { finishPreviewed, prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'B', e3: 'B' }, items: { x: 'A', y: 'B' } };

function prepare(study: TestStudy) {
  return study.run((tx) =>
    prepareFinish(tx, { study: study.study, accountId: study.facilitator, at: study.at }),
  );
}

function press(study: TestStudy, previewId: number, accountId = study.facilitator) {
  return study.run((tx) => finishPreviewed(tx, { previewId, accountId, at: study.at }));
}

function finish(study: TestStudy) {
  return must(press(study, must(prepare(study)).previewId));
}

describe('a study’s end', () => {
  test('finishes panels that are still active, and leaves the others what they are', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x\n e1 1');
    expect(['A', 'B'].map((code) => study.panel(code).status)).toEqual(['dropped', 'active']);
    finish(study);
    expect(['A', 'B'].map((code) => study.panel(code).status)).toEqual(['dropped', 'finished']);
    expect(study.study).toMatchObject({ state: 'finished', finishedAt: study.at });
  });

  test('does not count letters to who has blocked the bot; they wait', () => {
    const study = new TestStudy(words).join('e1', 'e2');
    markUnreachable(study.db, study.expert('e2').accountId!, 'blocked', study.at);
    expect(must(prepare(study))).toMatchObject({ letters: 1, unreachable: 1 });
    expect(finish(study).letters).toBe(1);
    expect(study.queued('closing-letter')).toHaveLength(2);
  });

  test('sends a closing letter to every expert who joined and has not left', () => {
    const study = new TestStudy(words).join('e1', 'e2');
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE name = ?').run('e2');
    expect(must(prepare(study)).letters).toBe(1);
    expect(finish(study).letters).toBe(1);
    expect(study.queued('closing-letter')).toMatchObject([
      { accountId: study.expert('e1').accountId, args: { expertId: study.expert('e1').id } },
    ]);
  });

  test('pressed twice sends no second letter', () => {
    const study = new TestStudy(words).join('e1');
    const { previewId } = must(prepare(study));
    must(press(study, previewId));
    expect(refusalOf(press(study, previewId))).toBe('preview.done');
    expect(study.queued('closing-letter')).toHaveLength(1);
  });

  test('waits for an open round, and for the verdicts of a closed one', async () => {
    const study = new TestStudy(words).join();
    const { previewId } = must(prepare(study));
    study.open();
    expect([refusalOf(prepare(study)), refusalOf(press(study, previewId))]).toEqual(
      Array(2).fill('finish.roundOpen'),
    );
    study.close();
    expect(refusalOf(prepare(study))).toBe('finish.judging');
    await study.judge();
    must(press(study, previewId));
  });

  test('comes once, and lets no round open after it', () => {
    const study = new TestStudy(words);
    finish(study);
    expect(refusalOf(prepare(study))).toBe('study.finished');
    expect(refusalOf(study.tryOpen())).toBe('study.finished');
  });

  test('is logged', () => {
    const study = new TestStudy(words).join();
    finish(study);
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
      kind: 'study.finished',
      details: { letters: 3 },
    });
  });
});

describe('«لغو»', () => {
  const cancel = (study: TestStudy, previewId: number, accountId = study.facilitator) =>
    cancelPreview(study.db, { previewId, accountId });

  test('gives up what was shown, for good', () => {
    const study = new TestStudy(words);
    const { previewId } = must(prepare(study));
    expect(must(cancel(study, previewId)).kind).toBe('finish');
    expect(refusalOf(press(study, previewId))).toBe('preview.gone');
    expect(study.study.state).toBe('preparing');
  });

  test('comes too late once it is done', () => {
    const study = new TestStudy(words);
    const { previewId } = must(prepare(study));
    must(press(study, previewId));
    expect(refusalOf(cancel(study, previewId))).toBe('preview.done');
  });

  test('is not for another’s preview', () => {
    const study = new TestStudy(words);
    const { previewId } = must(prepare(study));
    expect(refusalOf(cancel(study, previewId, study.account()))).toBe('preview.gone');
    must(press(study, previewId));
  });
});

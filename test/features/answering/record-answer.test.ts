import { describe, expect, test } from 'vitest';
import { keepAll } from '../../../src/features/answering/keep-all.ts';
import { recordAnswer } from '../../../src/features/answering/record-answer.ts';
import { DAY, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' } };
const begun = () => new TestStudy(words).join().open().begin('e1', 7);

/** What the card of an expert shows: an item's code, or another screen. */
function shown(study: TestStudy, name: string): string {
  const { screen, currentAnswerId } = study.questionnaire(name);
  if (screen !== 'item') return screen;
  return study.itemCode(study.answers(name).find(({ id }) => id === currentAnswerId)!.itemId);
}

describe('an answer', () => {
  test('is saved, and the card moves to the next open item', () => {
    const study = begun().rate('e1', 'x', 4);
    expect(study.answer('e1', 'x')).toMatchObject({
      state: 'rated',
      value: 4,
      how: 'chosen',
      answeredAt: study.at,
    });
    expect(shown(study, 'e1')).toBe('y');
    expect(study.questionnaire('e1').lastAnswerAt).toEqual(study.at);
  });

  test('to a later item leads on from there, then back to what was left open', () => {
    const study = begun().rate('e1', 'y', 4);
    expect(shown(study, 'e1')).toBe('z');
    expect(shown(study.rate('e1', 'z', 4), 'e1')).toBe('x');
  });

  test('to the last open item brings the overview', () => {
    expect(shown(begun().answerAll('x y z\n e1 5 - 3'), 'e1')).toBe('overview');
  });

  test('can be changed, also after handing in', () => {
    const study = begun().answerAll('x y z\n e1 5 4 3').handIn('e1').rate('e1', 'x', 1);
    expect(study.answer('e1', 'x').value).toBe(1);
    expect(study.questionnaire('e1').handedInAt).not.toBeNull();
    expect(shown(study, 'e1')).toBe('overview');
  });

  test('changed to «نظری ندارم» is no rating any more', () => {
    const study = begun().rate('e1', 'x', 4);
    must(study.tryPress('e1', 'x', 'noOpinion'));
    expect(study.answer('e1', 'x')).toMatchObject({ state: 'no_opinion', value: null });
  });

  test('pressed twice is one', () => {
    const study = begun().rate('e1', 'x', 4).rate('e1', 'x', 4);
    expect(study.answers('e1').filter(({ state }) => state === 'rated')).toHaveLength(1);
    expect(shown(study, 'e1')).toBe('y');
  });

  test('takes back the word that a further press hands in', () => {
    const study = begun();
    study.db.$client.exec('UPDATE questionnaires SET warned_of_open = 1');
    expect(study.rate('e1', 'x', 4).questionnaire('e1').warnedOfOpen).toBe(false);
  });

  test('has the time of its press, where it was read later', () => {
    const study = begun();
    const press = { ...study.press('e1'), pressedAt: new Date(study.at.getTime() - 60_000) };
    must(recordAnswer(study.db, study.answer('e1', 'x').id, { rating: 0 }, press));
    expect(study.answer('e1', 'x').answeredAt).toEqual(press.pressedAt);
  });
});

describe('an answer is refused', () => {
  const deadline = (study: TestStudy) => study.round.deadline.getTime();
  const pressAt = (study: TestStudy, pressed: number, handled = pressed) =>
    recordAnswer(
      study.db,
      study.answer('e1', 'x').id,
      { rating: 0 },
      {
        ...study.press('e1'),
        pressedAt: new Date(pressed),
        at: new Date(handled),
      },
    );

  test('from the deadline on, to the millisecond', () => {
    const study = begun();
    expect(refusalOf(pressAt(study, deadline(study)))).toBe('round.closed');
    expect(study.answer('e1', 'x').state).toBe('open');
    expect(refusalOf(pressAt(study, deadline(study) - 1))).toBeNull();
  });

  test('but not where the press came in time and is only read late', () => {
    const study = begun();
    expect(refusalOf(pressAt(study, deadline(study) - 1, deadline(study) + 60_000))).toBeNull();
  });

  test('once the round is closed', () => {
    const study = begun().close();
    expect(refusalOf(study.tryPress('e1', 'x', { rating: 0 }))).toBe('round.closed');
  });

  test('from another expert, and from an account that the expert no longer has', () => {
    const study = begun();
    const { id } = study.answer('e1', 'x');
    expect(refusalOf(recordAnswer(study.db, id, { rating: 0 }, study.press('e2')))).toBe('answer.notYours');
    const former = study.press('e1');
    study.moves('e1');
    expect(refusalOf(recordAnswer(study.db, id, { rating: 0 }, former))).toBe('answer.itemGone');
    expect(study.begin('e1').answer('e1', 'x').state).toBe('open');
  });

  test('off the scale, without a previous one to keep, or to an item that is not there', () => {
    const study = begun();
    expect(refusalOf(study.tryPress('e1', 'x', { rating: 5 }))).toBe('answer.offScale');
    expect(refusalOf(study.tryPress('e1', 'x', 'keep'))).toBe('answer.noPrevious');
    expect(refusalOf(recordAnswer(study.db, 999, { rating: 0 }, study.press('e1')))).toBe('answer.itemGone');
  });
});

test('a shared item answered once counts in both panels', () => {
  const study = new TestStudy({ experts: { both: 'A B' }, items: { s: 'A B' } }).join().open();
  study.begin('both').rate('both', 's', 5);
  expect(study.answers('both')).toHaveLength(1);
});

describe('keeping all previous ratings', () => {
  async function secondRound() {
    const study = new TestStudy(words).join();
    await study.playRound(`
          x  y  z
      e1  5  4  -
      e2  5  5  5
    `);
    return study.open().begin('e1', 7);
  }
  const press = (study: TestStudy) =>
    must(study.run((tx) => keepAll(tx, study.questionnaire('e1').id, study.press('e1'))));

  test('answers what was not yet touched, and shows it all before it is handed in', async () => {
    const study = (await secondRound()).rate('e1', 'x', 2);
    expect(press(study).kept).toBe(1);
    expect(study.answers('e1').map(({ value, how, state }) => [value, how, state])).toEqual([
      [2, 'chosen', 'rated'],
      [4, 'kept_in_bulk', 'rated'],
      [null, null, 'open'],
    ]);
    expect(study.questionnaire('e1')).toMatchObject({ screen: 'overview', handedInAt: null });
  });

  test('pressed twice keeps nothing more', async () => {
    const study = await secondRound();
    expect([press(study).kept, press(study).kept]).toEqual([2, 0]);
  });

  test('of which there are none makes nobody count as having answered', () => {
    const study = begun();
    expect(press(study).kept).toBe(0);
    expect(study.questionnaire('e1').lastAnswerAt).toBeNull();
  });

  test('is refused after the deadline, and to others', async () => {
    const study = await secondRound();
    const { id } = study.questionnaire('e1');
    expect(refusalOf(keepAll(study.db, id, study.press('e2')))).toBe('answer.notYours');
    study.pass(7 * DAY);
    expect(refusalOf(keepAll(study.db, id, study.press('e1')))).toBe('round.closed');
    expect(study.answers('e1').every(({ state }) => state === 'open')).toBe(true);
  });

  test('one by one is told from choosing', async () => {
    const study = await secondRound();
    must(study.tryPress('e1', 'y', 'keep'));
    expect(study.answer('e1', 'y')).toMatchObject({ value: 4, how: 'kept' });
    expect(refusalOf(study.tryPress('e1', 'z', 'keep'))).toBe('answer.noPrevious');
  });
});

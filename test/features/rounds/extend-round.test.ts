import { describe, expect, test } from 'vitest';
import type { When } from '../../../src/domain/when.ts';
import { sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import { extendRound, keepOverdueOpen } from '../../../src/features/rounds/extend-round.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, HOUR, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } };

function opened() {
  return new TestStudy(words).join().open().deliver('round-opened');
}

function extend(study: TestStudy, when: When) {
  return study.run((tx) =>
    extendRound(tx, { study: study.study, accountId: study.facilitator, when, at: study.at }),
  );
}

const span = (ms: number): When => ({ kind: 'span', ms });
const moment = (at: Date): When => ({ kind: 'moment', at });
const told = (study: TestStudy) => study.queued('deadline-moved').map(({ accountId }) => accountId);

describe('the deadline', () => {
  test('is moved on by a span, wherever in the round it is asked for', () => {
    const study = opened();
    const { deadline } = study.round;
    study.pass(3 * DAY + 12_345);
    must(extend(study, span(2 * DAY)));
    expect(study.round.deadline.getTime() - deadline.getTime()).toBe(2 * DAY);
  });

  test('is replaced by a moment, later or sooner', () => {
    const study = opened();
    for (const days of [30, 2]) {
      const at = new Date(study.at.getTime() + days * DAY);
      expect(must(extend(study, moment(at))).deadline).toEqual(at);
      expect(study.round.deadline).toEqual(at);
    }
  });

  test('is told to who can be reached; the others hear of it when they let the bot in again', () => {
    const study = opened();
    markUnreachable(study.db, study.expert('e2').accountId!, 'blocked', study.at);
    expect(must(extend(study, span(DAY))).told).toBe(1);
    expect(told(study)).toHaveLength(2);
  });

  test('is not moved into the past', () => {
    const study = opened();
    expect(refusalOf(extend(study, moment(study.at)))).toBe('when.past');
    expect(study.queued('deadline-moved')).toEqual([]);
  });

  test('is not moved once it has come, closed already or not', async () => {
    const study = opened();
    study.pass(7 * DAY);
    expect(refusalOf(extend(study, span(DAY)))).toBe('round.judging');
    study.close();
    expect(refusalOf(extend(study, span(DAY)))).toBe('round.judging');
  });

  test('moved keeps answers coming, and is logged', () => {
    const study = opened().begin('e1');
    must(extend(study, span(DAY)));
    study.pass(7.5 * DAY);
    expect(refusalOf(study.tryPress('e1', 'x', { rating: 0 }))).toBeNull();
    expect(loadEvents(study.db, study.studyId).some(({ kind }) => kind === 'round.extended')).toBe(true);
  });
});

describe('of a moved deadline', () => {
  test('experts hear who were told the old one and still owe their answers', () => {
    const study = opened().begin('e1').handIn('e1');
    expect(must(extend(study, span(DAY))).told).toBe(1);
    expect(told(study)).toEqual([study.expert('e2').accountId]);
  });

  test('experts whom the opening has not reached hear by the opening alone', () => {
    const study = new TestStudy(words).join('e1').open();
    expect(must(extend(study, span(DAY))).told).toBe(0);
    expect(told(study)).toEqual([]);
  });

  test('experts hear each time, also when it moves back to where it was', () => {
    const study = opened().begin('e1').handIn('e1');
    const { deadline } = study.round;
    const moves = [span(DAY), moment(deadline), span(DAY)];
    for (const when of moves) {
      study.pass(HOUR);
      must(extend(study, when));
    }
    expect(told(study)).toHaveLength(3);
  });
});

describe('reminders of a moved deadline', () => {
  const remind = (study: TestStudy) =>
    study.run((tx) => sendDueReminders(tx, study.at, study.surroundings)).queued > 0;

  test('come at their hours before the new one', () => {
    const study = opened();
    must(extend(study, span(3 * DAY)));
    study.pass(4 * DAY);
    expect(remind(study)).toBe(false);
    study.pass(3 * DAY);
    expect(remind(study)).toBe(true);
  });

  test('come once for each slot, extended or not', () => {
    const study = opened();
    study.pass(4 * DAY);
    expect(remind(study)).toBe(true);
    must(extend(study, span(7 * DAY)));
    study.pass(7 * DAY);
    expect(remind(study)).toBe(false);
    study.pass(2 * DAY);
    expect(remind(study)).toBe(true);
  });

  test('do not come late for an hour that the move has left behind', () => {
    const study = opened();
    study.pass(DAY);
    must(extend(study, moment(new Date(study.at.getTime() + 20 * HOUR))));
    expect(remind(study)).toBe(false);
    study.pass(17 * HOUR);
    expect(remind(study)).toBe(true);
  });

  test('still come at the quiet hours’ end where the deadline moved in the night by less', () => {
    const study = new TestStudy({ ...words, rules: { reminderHours: [12] } }).join();
    study.quietHours = { from: 22, to: 8 };
    // From Saturday 10:00 to Sunday 10:30: the slot's hour is 22:30, which waits until 8:00.
    study.open({ when: { kind: 'span', ms: 24.5 * HOUR } }).deliver('round-opened');
    study.pass(13 * HOUR);
    must(extend(study, span(10 * 60_000)));
    study.pass(9 * HOUR);
    expect(remind(study)).toBe(true);
  });
});

describe('rounds whose deadline came while the program was away', () => {
  const until = (study: TestStudy) => new Date(study.at.getTime() + DAY);
  const keep = (study: TestStudy) =>
    study.run((tx) => keepOverdueOpen(tx, { deadline: until(study), at: study.at }));

  test('can be kept open, and those who owe answers hear of it', () => {
    const study = opened().answerAll('x\n e1 5').handIn('e1');
    study.pass(8 * DAY);
    expect(keep(study)).toBe(1);
    expect(study.round.deadline).toEqual(until(study));
    expect(told(study)).toEqual([study.expert('e2').accountId]);
    expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
      kind: 'round.extended',
      actor: 'program',
    });
  });

  test('are no others: one with time left keeps its deadline', () => {
    const study = opened();
    study.pass(DAY);
    const { deadline } = study.round;
    expect(keep(study)).toBe(0);
    expect(study.round.deadline).toEqual(deadline);
  });
});

test('a deadline that nobody needs to be told of is not told to «۰ نفر»', async () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join().open();
  const chat = new TestChat(study);
  // Its opening is on its way, and brings the new deadline.
  const [untold] = await chat.writes(study.facilitator, '/extend 1d');
  expect(untold).toContain('خبر جداگانه‌ای به کسی نمی‌رود');
  study.deliver('round-opened');
  const [told] = await chat.writes(study.facilitator, '/extend 1d');
  expect(told).toContain('به ۱ نفر');
});

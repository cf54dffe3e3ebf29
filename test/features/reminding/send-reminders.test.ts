import { describe, expect, test } from 'vitest';
import { nextReminderAt, sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import { loadReminderEffect } from '../../../src/store/reminders.ts';
import { DAY, HOUR, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A' } };
const opened = () => new TestStudy(words).join('e1', 'e2').open();

const sendSome = (study: TestStudy) => study.run((tx) => sendDueReminders(tx, study.at, study.surroundings));
const sendDue = (study: TestStudy) => sendSome(study).queued;

describe('a reminder whose hour has come', () => {
  test('goes to those who joined and have not handed in', () => {
    const study = opened().begin('e1').handIn('e1');
    study.pass(4 * DAY);
    expect(sendDue(study)).toBe(1);
    expect(study.queued('reminder')).toMatchObject([
      {
        accountId: study.expert('e2').accountId,
        args: { questionnaireId: study.questionnaire('e2').id, slotHours: 72 },
      },
    ]);
  });

  test('goes out once, however often it is asked', () => {
    const study = opened();
    study.pass(4 * DAY);
    expect([sendDue(study), sendDue(study)]).toEqual([2, 0]);
    study.pass(5000);
    expect(sendDue(study)).toBe(0);
  });

  test('is used up though nobody was to be reminded', () => {
    const study = new TestStudy(words).open();
    study.pass(4 * DAY);
    expect(sendDue(study)).toBe(0);
    study.join('e1');
    study.pass(60_000);
    expect(sendDue(study)).toBe(0);
  });

  test('comes at each slot, and none after the deadline', () => {
    const study = opened();
    const sent: number[] = [];
    for (let hour = 0; hour <= 7 * 24; hour += 1) {
      if (sendDue(study) > 0) sent.push((study.round.deadline.getTime() - study.at.getTime()) / HOUR);
      study.pass(HOUR);
    }
    expect(sent).toEqual([72, 24, 3]);
  });

  test('is skipped where the program was down until the next one was near', () => {
    const study = opened();
    study.pass(7 * DAY - 25 * HOUR);
    expect(sendDue(study)).toBe(0);
    study.pass(HOUR);
    expect(sendDue(study)).toBe(2);
    expect(study.queued('reminder').every(({ args }) => args.slotHours === 24)).toBe(true);
  });

  test('comes to a large panel in several commits, to each expert once', () => {
    const experts = Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`e${at}`, 'A']));
    const study = new TestStudy({ experts, items: { x: 'A' } }).join().open();
    study.pass(4 * DAY);
    const sent = [sendSome(study), sendSome(study), sendSome(study), sendSome(study)];
    expect(sent.map(({ more }) => more)).toEqual([true, true, false, false]);
    expect(sent.reduce((sum, { queued }) => sum + queued, 0)).toBe(600);
    expect(new Set(study.queued('reminder').map(({ accountId }) => accountId)).size).toBe(600);
  });

  test('does not come in a closed round', () => {
    const study = opened();
    study.pass(DAY);
    study.close();
    study.pass(3 * DAY);
    expect(sendDue(study)).toBe(0);
  });

  test('is told beforehand', () => {
    const study = opened();
    const next = () => nextReminderAt(study.db, study.round, study.at, study.surroundings)?.getTime();
    expect(next()).toBe(study.at.getTime() + 4 * DAY);
    study.pass(7 * DAY - 2 * HOUR);
    expect(next()).toBeUndefined();
  });
});

describe('a reminder takes the place of the one before', () => {
  const shownBefore = () => {
    const study = opened();
    study.pass(4 * DAY);
    sendDue(study);
    study.deliver('reminder');
    study.pass(2 * DAY);
    return study;
  };
  const replaced = (study: TestStudy) =>
    study.queued('replaced-reminder').map(({ accountId, args }) => [accountId, args]);

  test('whose buttons are taken off, once the new one is there', () => {
    const study = shownBefore();
    sendDue(study);
    const [first, second] = study.queued('reminder').map(({ id }) => id);
    const rows = study.queued('replaced-reminder');
    expect(rows.map(({ accountId }) => accountId)).toEqual([
      study.expert('e1').accountId,
      study.expert('e2').accountId,
    ]);
    expect(rows[0]!.id).toBeGreaterThan(first!);
    expect(rows[1]!.id).toBeGreaterThan(second!);
    expect(new Set(rows.map(({ args }) => args.messageId)).size).toBe(2);
  });

  test('of its own expert alone, and where one was sent', () => {
    const study = opened();
    study.pass(4 * DAY);
    sendDue(study);
    expect(replaced(study)).toEqual([]);
  });
});

describe('of more than three slots', () => {
  const many = { ...words, rules: { reminderHours: [120, 96, 72, 24, 3] } };

  test('the last three remind', () => {
    const study = new TestStudy(many).join('e1').open();
    const sent: number[] = [];
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      if (sendDue(study) > 0) sent.push((study.round.deadline.getTime() - study.at.getTime()) / HOUR);
      study.pass(HOUR);
    }
    expect(sent).toEqual([72, 24, 3]);
  });

  test('the next one is told as the first of those', () => {
    const study = new TestStudy(many).open();
    const next = nextReminderAt(study.db, study.round, study.at, study.surroundings);
    expect(next?.getTime()).toBe(study.round.deadline.getTime() - 72 * HOUR);
  });
});

test('what reminders led to within a day is counted', () => {
  const study = opened();
  study.pass(4 * DAY);
  sendDue(study);
  study.deliver('reminder');
  const effect = () => loadReminderEffect(study.db, study.round.id);
  expect(effect()).toEqual({ sent: 2, answered: 0 });
  study.pass(HOUR);
  study.begin('e1').rate('e1', 'x', 4);
  expect(effect()).toEqual({ sent: 2, answered: 1 });
  study.pass(DAY);
  study.begin('e2').rate('e2', 'x', 4);
  expect(effect()).toEqual({ sent: 2, answered: 1 });
});

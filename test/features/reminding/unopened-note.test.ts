import { beforeEach, expect, test } from 'vitest';
import { reminding } from '../../../src/features/reminding/feature.ts';
import { composeUnopenedNote } from '../../../src/features/reminding/unopened-note.ts';
import { closeOverdueRounds } from '../../../src/features/rounds/close-round.ts';
import { DAY, HOUR, TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;

beforeEach(() => {
  study = new TestStudy({
    experts: { مریم: 'A', رضا: 'A', نرگس: 'A', حسن: 'A' },
    items: { x: 'A' },
  }).join('مریم', 'رضا', 'نرگس');
  study.open();
});

const tick = () => study.run((tx) => reminding.due(tx, study.at, { ...study.surroundings, backsUp: false }));
const notes = () => study.queued('unopened');
const text = () => composeUnopenedNote(study.db, study.round.id)?.html.replace(/[\u2066-\u2069]/g, '');

test('the note comes a day after the opening, once, to each facilitator of the study', () => {
  const colleague = study.colleague();
  study.pass(DAY - 1);
  tick();
  expect(notes()).toEqual([]);
  study.pass(1);
  expect(tick()).toMatchObject({ told: true });
  expect(notes().map(({ accountId }) => accountId)).toEqual([study.facilitator, colleague]);
  study.colleague();
  study.pass(DAY);
  tick();
  expect(notes()).toHaveLength(2);
});

test('the note names experts who have joined and not opened the round, and none who began, handed in or left', () => {
  study.pass(DAY);
  study.begin('مریم');
  expect(text()).toContain('۲ نفر از ۴ نفر هنوز پرسش‌نامه را باز نکرده است: رضا، نرگس');
  expect(text()).toContain('۱ نفر دیگر هنوز عضو نشده است');
  study.begin('رضا').begin('نرگس');
  expect(text()).toBeUndefined();
});

test('the note waits for the end of the quiet hours, and of a Friday without reminders', () => {
  // Opened on a Saturday at ten; the next day is quiet until noon.
  study.quietHours = { from: 22, to: 12 };
  study.pass(DAY);
  tick();
  expect(notes()).toEqual([]);
  study.pass(2 * HOUR);
  tick();
  expect(notes()).toHaveLength(1);
});

test('the note is not sent once the round is over', () => {
  study.pass(8 * DAY);
  tick();
  expect(notes()).toEqual([]);
  study.run((tx) => closeOverdueRounds(tx, study.at));
  expect(text()).toBeUndefined();
});

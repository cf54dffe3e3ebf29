import { expect, test } from 'vitest';
import { isLongUnopened, silenceSpread, silentDays } from '../../src/domain/owing.ts';

const at = (hours: number) => new Date(Date.UTC(2026, 10, 28) + hours * 3_600_000);
const owing = { openedAt: at(0), joinedAt: at(-50), begunAt: null, lastAnswerAt: null };

test('an expert counts as silent since the opening, since joining, or since the last action, whichever is latest', () => {
  expect(silentDays(owing, at(23.9))).toBe(0);
  expect(silentDays(owing, at(24))).toBe(1);
  expect(silentDays({ ...owing, joinedAt: at(10) }, at(33))).toBe(0);
  expect(silentDays({ ...owing, begunAt: at(20), lastAnswerAt: at(30) }, at(80))).toBe(2);
});

test('a questionnaire is long unopened two days after it came', () => {
  expect(isLongUnopened(owing, at(47.9))).toBe(false);
  expect(isLongUnopened(owing, at(48))).toBe(true);
  expect(isLongUnopened({ ...owing, joinedAt: at(40) }, at(60))).toBe(false);
  expect(isLongUnopened({ ...owing, begunAt: at(1) }, at(90))).toBe(false);
  expect(isLongUnopened({ ...owing, joinedAt: null }, at(90))).toBe(false);
});

test('the silent are counted by how long they have been', () => {
  expect(silenceSpread([0, 0, 1, 2, 9])).toEqual([2, 1, 2]);
});

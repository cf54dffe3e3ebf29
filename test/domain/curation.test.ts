import { describe, expect, test } from 'vitest';
import {
  checkLength,
  checkNew,
  hasTakenEffect,
  MOST_PARTS,
  readObjection,
  readTitles,
} from '../../src/domain/curation.ts';

const refused = (outcome: ReturnType<typeof readTitles>) => (outcome.ok ? null : outcome.refusal);

describe('a title that a facilitator writes', () => {
  test('is one line, without what is not seen', () => {
    expect(readTitles(' \u200f پرداخت\n قبض \u200b', 'one')).toEqual({ ok: true, titles: ['پرداخت قبض'] });
  });

  test.each(['', ' \n ', '\u200b\u200f', '\u3164'])('is not blank: %j', (typed) => {
    expect(refused(readTitles(typed, 'one'))).toEqual({ code: 'suggest.noText' });
  });

  test('has room on a phone, to the sign', () => {
    expect(readTitles('ن'.repeat(300), 'one').ok).toBe(true);
    expect(refused(readTitles('ن'.repeat(301), 'one'))).toEqual({
      ...{ code: 'title.tooLong', length: 301, limit: 300 },
    });
  });
});

describe('a split', () => {
  test('is a title a line; blank lines are none', () => {
    const typed = 'پرداخت قبض\n\n \u200f\r\n  صدور پروانه ';
    expect(readTitles(typed, 'several')).toEqual({ ok: true, titles: ['پرداخت قبض', 'صدور پروانه'] });
  });

  test.each(['', '\n\n', 'یک متن', 'یک متن\n\u200b'])('into nothing or one is none: %j', (typed) => {
    expect(refused(readTitles(typed, 'several'))).toEqual({ code: 'split.oneText' });
  });

  test('names the line that is too long, or comes twice in another spelling', () => {
    expect(refused(readTitles(`یک\n${'ن'.repeat(301)}`, 'several'))).toEqual({
      ...{ code: 'title.lineTooLong', line: 2, length: 301, limit: 300 },
    });
    expect(refused(readTitles('گویه‌ها\nدو\nگويه ها', 'several'))).toEqual({ code: 'title.twice', line: 3 });
  });

  test('is into no more than fit one message', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, at) => `گویهٔ ${at}`).join('\n');
    expect(readTitles(lines(MOST_PARTS), 'several').ok).toBe(true);
    expect(refused(readTitles(lines(MOST_PARTS + 1), 'several'))).toEqual({
      ...{ code: 'split.tooMany', limit: MOST_PARTS },
    });
  });
});

test('what was written is accepted as it is where a card has room for it', () => {
  expect(checkLength('ن'.repeat(300)).ok).toBe(true);
  expect(checkLength('ن'.repeat(1000))).toEqual({
    ...{ ok: false, refusal: { code: 'title.proposalTooLong', length: 1000, limit: 300 } },
  });
});

test('two items have no title in common, whatever its spelling', () => {
  const standing = [
    { code: 'x1', title: 'ثبت درخواست‌ها' },
    { code: null, title: 'صدور پروانه' },
  ];
  expect(checkNew(['ثبت درخواستها ها', 'دیگری'], standing).ok).toBe(true);
  expect(checkNew(['دیگری', 'ثبت درخواست ها'], standing)).toMatchObject({
    refusal: { code: 'title.stands', item: 'x1' },
  });
  expect(checkNew(['صدور پروانه'], standing)).toMatchObject({ refusal: { item: null } });
});

describe('a decision has taken effect', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 28, hour));
  const decided = { state: 'accepted', decidedAt: at(9), appliedAt: at(9) } as const;
  const study = (...hours: number[]) => ({ openedAt: hours.map(at), isFinished: false });

  test('once a round has opened since, or the study is over', () => {
    expect(hasTakenEffect(decided, study(7))).toBe(false);
    expect(hasTakenEffect(decided, study(7, 10))).toBe(true);
    expect(hasTakenEffect({ ...decided, state: 'rejected', appliedAt: null }, study(7, 10))).toBe(true);
    expect(hasTakenEffect(decided, { ...study(), isFinished: true })).toBe(true);
  });

  test('not while it waits for the end of the round in which it was made', () => {
    expect(hasTakenEffect({ ...decided, appliedAt: null }, study(9))).toBe(false);
    expect(hasTakenEffect({ ...decided, appliedAt: at(12) }, study(9))).toBe(false);
    expect(hasTakenEffect({ ...decided, appliedAt: at(12) }, study(9, 13))).toBe(true);
  });
});

test('what a proposer answers is seen, and short', () => {
  expect(readObjection(' نه ')).toEqual({ ok: true, text: 'نه' });
  expect(readObjection('\u200b').ok).toBe(false);
  expect(readObjection('ن'.repeat(501))).toMatchObject({ refusal: { length: 501, limit: 500 } });
});

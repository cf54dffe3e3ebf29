import { expect, test } from 'vitest';
import type { Deviation } from '../../src/domain/deviations.ts';
import { deviationText } from '../../src/workbook/deviation-text.ts';

const at = new Date('2026-11-28T06:30:00Z');
const told = (deviation: Omit<Deviation, 'at' | 'reason' | 'accountId'>) =>
  deviationText({ at, reason: null, accountId: 1, ...deviation }, 'Asia/Tehran').replace(
    /[\u2066-\u2069]/g,
    '',
  );

test('a departure by a workbook is told as its preview told it', () => {
  expect(told({ field: 'agreementThreshold', from: 0.7, to: null })).toBe(
    '«آستانهٔ توافق»: از «۰٫۷» به «به کار نمی‌رود»',
  );
  expect(told({ field: 'anonymity', from: 'coded', to: 'unlinked' })).toBe('«ناشناس»: از «بله» به «کامل»');
  expect(told({ field: 'itemAdded', code: 'S9', from: null, to: 'S9' })).toBe('۱ گویه افزوده می‌شود: S9');
  expect(told({ field: 'panelRemoved', code: 'P2', from: 'P2', to: null })).toContain('P2');
  expect(
    told({
      ...{ field: 'itemReworded', code: 'S1' },
      from: { title: 'یک', definition: '' },
      to: { title: 'دو', definition: 'شرح' },
    }),
  ).toBe('گویهٔ «S1»: عنوان از «یک» به «دو» گویهٔ «S1»: تعریف تغییر می‌کند.');
  expect(
    told({ field: 'itemMoved', code: 'S1', from: { panelCodes: ['P1'] }, to: { panelCodes: ['P1', 'P2'] } }),
  ).toContain('پانل‌ها از «P1» به «P1، P2»');
  const point = (value: number, label: string) => ({ value, label });
  expect(told({ field: 'scale', from: [point(1, 'کم')], to: [point(1, 'اندک')] })).toContain('اندک');
  const row = { number: 2, kind: 'likert', panelCodes: [], openForDays: null, question: '' };
  expect(told({ field: 'rounds', from: [], to: [row] })).toContain('دور ۲: لیکرت');
});

test('what was decided in chat is told by round, panel and item', () => {
  expect(told({ field: 'itemByHand', code: 'S1', from: 'dropped', to: 'kept' })).toBe(
    'گویهٔ «S1»: ماند (به تصمیم برگزارکننده؛ پیش از آن: کنار رفت)',
  );
  expect(told({ field: 'itemByHand', code: 'S1', panel: 'P1', from: 'kept', to: 'dropped' })).toContain(
    '«P1»',
  );
  const [s1, s2, s3] = ['S1', 'S2', 'S1_2'].map((code) => ({ code, title: code }));
  expect(told({ field: 'itemReplaced', code: 'S1', from: [s1, s2], to: [s3] })).toBe(
    'جای «S1، S2» را گویهٔ تازه گرفت: «S1_2»',
  );
  expect(told({ field: 'panelContinued', code: 'P1', round: 2, from: 'agreed', to: 'active' })).toMatch(
    /«P1» \(.*توافق.*\) در دور ۲/,
  );
  const ends = { from: '2026-11-28T06:30:00.000Z', to: '2026-11-29T06:30:00.000Z' };
  expect(told({ field: 'deadlineMoved', round: 1, ...ends })).toBe(
    'مهلت دور ۱: از شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰ به یکشنبه ۸ آذر ۱۴۰۵، ساعت ۱۰:۰۰',
  );
  expect(told({ field: 'closedEarly', round: 3, ...ends })).toBe(
    'دور ۳ پیش از مهلت (شنبه ۷ آذر ۱۴۰۵، ساعت ۱۰:۰۰) بسته شد.',
  );
});

test('a rule that there is no more is told as one of an earlier version', () => {
  expect(told({ field: 'anonymous' as Deviation['field'], from: true, to: false })).toContain('نسخهٔ پیشین');
});

import { expect, test } from 'vitest';
import { feedbackText } from '../../../src/kinds/choice/feedback.ts';
import { screening } from '../../../src/kinds/screening.ts';
import { panelOf } from '../../fixtures/panel.ts';

const [judged] = screening.judge(panelOf('x\n e1 1\n e2 1\n e3 0\n e4 1', { kind: 'screening' })).items;
const inWords = {
  gist: screening.gist,
  pointName: (value: number) => screening.words(value, []),
  answer: { id: 1, state: 'open', value: null, previousValue: 0 },
} as const;
const text = (spread: 'picture' | 'line' | 'none', longestName: number | null = null) =>
  feedbackText({ panelName: 'مالی', judged: judged! }, inWords, { longestName, spread });

test('words are told by their spread, and by one share where there is no room for it', () => {
  expect(text('picture')).toBe('دور قبل (۴ پاسخ):\nبله ▰▰▰▰▰▰▰▰ ۳\nخیر ▰▰▰ ۱ ◂ پاسخ شما');
  expect(text('line')).toBe('دور قبل (۴ پاسخ):\nبله (۳) · خیر (۱) ◂ پاسخ شما');
  expect(text('none')).toBe('دور قبل (۴ پاسخ): ۷۵ درصد «بله»');
});

test('a panel is named where there are several', () => {
  expect(text('line', 40)).toContain('دور قبل در پانل مالی (۴ پاسخ):');
  expect(text('none', 40)).toContain('دور قبل در پانل مالی (۴ پاسخ): ۷۵ درصد');
});

test('too few answers are no figure', () => {
  const unseen = { panelName: 'مالی', judged: null };
  expect(feedbackText(unseen, inWords, { longestName: null, spread: 'picture' })).not.toMatch(/▰|درصد/);
});

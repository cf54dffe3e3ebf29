import { expect, test } from 'vitest';
import { feedbackText } from '../../../src/kinds/choice/feedback.ts';
import { screening } from '../../../src/kinds/screening.ts';
import { panelOf } from '../../fixtures/panel.ts';

const [judged] = screening.judge(panelOf('x\n e1 1\n e2 1\n e3 0\n e4 1', { kind: 'screening' })).items;
const inWords = {
  gist: screening.gist,
  pointName: (value: number) => screening.words(value, []),
  choices: [
    { value: 1, label: 'بله' },
    { value: 0, label: 'خیر' },
  ],
  answer: { id: 1, state: 'open', value: null, previousValue: 0 },
} as const;
const text = (hasSpread: boolean, longestName: number | null = null) =>
  feedbackText({ panelName: 'مالی', judged: judged! }, inWords, { longestName, hasSpread });

test('words are told by their spread, and by one share where there is no room for it', () => {
  expect(text(true)).toBe('دور قبل (۴ پاسخ):\nبله ▰▰▰▰▰▰▰ ۳ نفر\nخیر ▰▰ ۱ نفر ◂ 🔵 پاسخ شما');
  expect(text(false)).toBe('دور قبل (۴ پاسخ): ۷۵ درصد «بله»');
});

test('a panel is named where there are several', () => {
  expect(text(true, 40)).toContain('دور قبل در پانل مالی (۴ پاسخ):');
  expect(text(false, 40)).toContain('دور قبل در پانل مالی (۴ پاسخ): ۷۵ درصد');
});

test('too few answers are no figure', () => {
  const unseen = { panelName: 'مالی', judged: null };
  expect(feedbackText(unseen, inWords, { longestName: null, hasSpread: true })).not.toMatch(/▰|درصد/);
});

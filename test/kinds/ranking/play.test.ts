import { expect, test } from 'vitest';
import type { CardAtPhone, InventedExpert } from '../../../src/kinds/play.ts';
import { orderPlay } from '../../../src/kinds/ranking/play.ts';

const EXPERT: InventedExpert = {
  ...{ seed: 1, expert: 0, temper: 'agreeing', round: 1, item: '', scaleLabels: [] },
};
const PART: CardAtPhone = {
  text: 'رتبه‌بندی · A · دور ۲\n\nترتیب شما تا اینجا\n۱. دوم\n\nهنوز جا نگرفته (۲)\n۱. نخست · پانل ۱٫۵ · شما ۱\n۳. سوم\n\nجای ۲ از ۳: شمارهٔ گویه را بزنید.',
  buttons: ['۱', '۳', 'برگرداندن', 'بعدی'],
};
const WHOLE: CardAtPhone = {
  text: 'رتبه‌بندی · A · دور ۲\n\nترتیب شما\n۱. دوم\n۲. نخست\n\n✅ ترتیب کامل است.',
  buttons: ['۱', '۲', 'برگرداندن', 'بعدی'],
};

test('an order is known by sight, until it can be handed in from its card', () => {
  expect(orderPlay.recognises(PART)).toBe(true);
  expect(orderPlay.recognises(WHOLE)).toBe(true);
  expect(orderPlay.recognises({ ...WHOLE, buttons: [...WHOLE.buttons, 'ثبت نهایی'] })).toBe(false);
  expect(orderPlay.recognises({ text: 'گویهٔ ۳ از ۴', buttons: ['کم', 'نظری ندارم', 'بعدی'] })).toBe(false);
});

test('an invented expert places the best of what is left, and leaves a whole order as it is', () => {
  const pressed = [0, 1, 2, 3, 4].map((expert) => orderPlay.next(PART, { ...EXPERT, expert }));
  expect(pressed.every((step) => 'press' in step && ['۱', '۳'].includes(step.press))).toBe(true);
  expect(orderPlay.next(PART, EXPERT)).toEqual(orderPlay.next(PART, EXPERT));
  expect(orderPlay.next(WHOLE, EXPERT)).toEqual({ press: 'بعدی' });
});

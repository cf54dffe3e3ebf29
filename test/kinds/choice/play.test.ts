import { expect, test } from 'vitest';
import { choicePlay } from '../../../src/kinds/choice/play.ts';
import type { InventedExpert } from '../../../src/kinds/play.ts';

const scaleLabels = ['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'];
const expert: InventedExpert = {
  ...{ seed: 1, expert: 3, temper: 'agreeing', round: 1, item: 'پارک', scaleLabels },
};
const rest = ['همان پاسخ دور قبل', 'نظری ندارم', 'نوشتن دلیل', 'بعدی'];
const press = (buttons: readonly string[], its: Partial<InventedExpert> = {}, text = 'پارک') => {
  const step = choicePlay.next({ text, buttons }, { ...expert, ...its });
  return 'press' in step ? step.press : null;
};
const manyPresses = (buttons: readonly string[], text?: string) =>
  new Set(Array.from({ length: 60 }, (_, at) => press(buttons, { expert: at }, text)));

test('a card is known by «نظری ندارم», whatever stands beside it', () => {
  expect(choicePlay.recognises({ text: '', buttons: ['بله', '✅ نظری ندارم'] })).toBe(true);
  expect(choicePlay.recognises({ text: '', buttons: ['ثبت نهایی', '۱', '۲'] })).toBe(false);
});

test('a point of the scale is pressed, in whatever order the card has them', () => {
  const pressed = manyPresses([...scaleLabels.toReversed(), ...rest]);
  expect(pressed.size).toBeGreaterThan(2);
  for (const label of pressed) expect([...scaleLabels, 'نظری ندارم']).toContain(label);
  expect(press([...scaleLabels.toReversed(), ...rest])).toBe(press([...scaleLabels, ...rest]));
});

test('words of another kind are what stands before «نظری ندارم», but for fixed labels', () => {
  for (const label of manyPresses(['بله', '🔵 خیر', ...rest])) {
    expect(['بله', '🔵 خیر', 'نظری ندارم']).toContain(label);
  }
});

test('of words that stand best first the kinder ones are pressed for what is worth more', () => {
  const counts = (buttons: readonly string[], label: string) =>
    Array.from({ length: 60 }, (_, at) => press([...buttons, ...rest], { expert: at })).filter(
      (pressed) => pressed === label,
    ).length;
  const points = ['غیرضروری', 'مفید ولی غیرضروری', 'ضروری'];
  const asScale = counts(points, 'ضروری');
  expect(counts(points.toReversed(), 'ضروری')).toBe(asScale);
  expect(counts(['بله', 'خیر'], 'بله')).toBeGreaterThan(counts(['بله', 'خیر'], 'خیر'));
});

test('an expert who leans towards the panel reads its mean on the card', () => {
  const buttons = [...scaleLabels, ...rest];
  const later = (mean: string) =>
    Array.from({ length: 40 }, (_, at) =>
      scaleLabels.indexOf(press(buttons, { expert: at, round: 2 }, `پارک\nمیانگین ${mean}`)!),
    ).reduce((sum, point) => sum + point, 0);
  expect(later('۴٫۹۰')).toBeGreaterThan(later('۱٫۱۰'));
});

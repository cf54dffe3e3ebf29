import { describe, expect, test } from 'vitest';
import { type SpreadForm, spreadPicture } from '../../../src/kinds/choice/spread.ts';
import { plainNumber } from '../../../src/texts/numerals.ts';

const form = (own: number | null = null): SpreadForm => ({
  ...{ order: [1, 2, 3], own, mark: '🔵', nameOf: plainNumber },
});
const counts = { 1: 0, 2: 1, 3: 12 };

describe('the picture', () => {
  test('has a line a point, in the order of the buttons, bars by the share of the largest', () => {
    expect(spreadPicture(counts, form())).toBe('۱ ▱ ۰\n۲ ▰ ۱ نفر\n۳ ▰▰▰▰▰▰▰▰ ۱۲ نفر');
    const fallen = { ...form(), order: [3, 1] };
    expect(spreadPicture(counts, fallen)).toBe('۳ ▰▰▰▰▰▰▰▰ ۱۲ نفر\n۱ ▱ ۰\n۲ ▰ ۱ نفر');
  });

  test('marks the own value, also where nobody else chose it', () => {
    expect(spreadPicture(counts, form(1))).toContain('۱ ▱ ۰ ◂ 🔵 پاسخ شما');
    expect(spreadPicture(counts, form(7))).not.toContain('◂');
  });

  test('is empty bars where nobody rated', () => {
    expect(spreadPicture({ 1: 0 }, form())).toBe('۱ ▱ ۰');
  });

  test('writes decimals and negative values as Persian does', () => {
    const picture = spreadPicture({ '-1.5': 1, '2.5': 1 }, form());
    expect(picture).toBe('\u2068\u200e\u2212۱٫۵\u2069 ▰▰▰▰▰▰ ۱ نفر\n۲٫۵ ▰▰▰▰▰▰ ۱ نفر');
  });
});

test('a point has its word where its number says nothing', () => {
  const words = {
    order: [3, 2, 1],
    own: 3,
    mark: '🔵',
    nameOf: (value: number) => ({ 1: 'نه', 2: 'شاید', 3: 'آری' })[value]!,
  };
  expect(spreadPicture(counts, words)).toBe('آری ▰▰▰▰▰▰▰ ۱۲ نفر ◂ 🔵 پاسخ شما\nشاید ▰ ۱ نفر\nنه ▱ ۰');
});

import { describe, expect, test } from 'vitest';
import { type SpreadForm, spreadLine, spreadPicture } from '../../../src/kinds/choice/spread.ts';
import { plainNumber } from '../../../src/texts/numerals.ts';

const form = (own: number | null = null): SpreadForm => ({ own, mark: '◂', nameOf: plainNumber });
const counts = { 1: 0, 2: 1, 3: 12 };

describe('the picture', () => {
  test('has a line a point, the highest first, bars by the share of the largest', () => {
    expect(spreadPicture(counts, form())).toBe('۳ ▰▰▰▰▰▰▰▰ ۱۲\n۲ ▰ ۱\n۱ ▱ ۰');
  });

  test('marks the own value, also where nobody else chose it', () => {
    expect(spreadPicture(counts, form(1))).toContain('۱ ▱ ۰ ◂');
    expect(spreadPicture(counts, form(7))).not.toContain('◂');
  });

  test('is empty bars where nobody rated', () => {
    expect(spreadPicture({ 1: 0 }, form())).toBe('۱ ▱ ۰');
  });

  test('writes decimals and negative values as Persian does', () => {
    const picture = spreadPicture({ '-1.5': 1, '2.5': 1 }, form());
    expect(picture).toBe('۲٫۵ ▰▰▰▰▰▰▰▰ ۱\n\u2068\u200e\u2212۱٫۵\u2069 ▰▰▰▰▰▰▰▰ ۱');
  });
});

test('the line has only what was chosen', () => {
  expect(spreadLine(counts, form(2))).toBe('۳ (۱۲) · ۲ (۱) ◂');
});

test('a point has its word where its number says nothing', () => {
  const words = { own: 3, mark: '◂', nameOf: (value: number) => ({ 1: 'نه', 2: 'شاید', 3: 'آری' })[value]! };
  expect(spreadPicture(counts, words)).toBe('آری ▰▰▰▰▰▰▰▰ ۱۲ ◂\nشاید ▰ ۱\nنه ▱ ۰');
  expect(spreadLine(counts, words)).toBe('آری (۱۲) ◂ · شاید (۱)');
});

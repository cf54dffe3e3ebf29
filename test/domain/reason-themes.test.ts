import { expect, test } from 'vitest';
import { countThemes, offeredTheme, type Theme } from '../../src/domain/reason-themes.ts';

const reasons = (...themes: (Theme | null)[]) => themes.map((theme) => ({ theme }));
const words = { law: ['قانون', 'آیین‌نامه'], cost: ['هزینه'], data: [] };

test('themes are counted by step, the most frequent first, an item once a theme; what is not sorted stands last', () => {
  const excluded = [
    { step: 1, reasons: reasons(null, 'cost', 'law', 'law', null, null) },
    { step: 1, reasons: reasons('law') },
    { step: 0, reasons: [] },
    { step: 2, reasons: reasons('cost') },
  ];
  expect(countThemes(excluded)).toEqual([
    { step: 1, theme: 'law', reasons: 3, items: 2 },
    { step: 1, theme: 'cost', reasons: 1, items: 1 },
    { step: 1, theme: null, reasons: 3, items: 1 },
    { step: 2, theme: 'cost', reasons: 1, items: 1 },
  ]);
  expect(countThemes([])).toEqual([]);
});

test('a theme is offered by the beginnings of words, however they are spelled, and only where one alone is meant', () => {
  expect(offeredTheme('با قانون‌های تازه نمی‌خواند.', words)).toBe('law');
  expect(offeredTheme('(آيين نامه اجازه نمي‌دهد)', words)).toBe(null);
  expect(offeredTheme('آيين‌نامه اجازه نمي‌دهد', words)).toBe('law');
  expect(offeredTheme('هزینهٔ آن زیاد است', words)).toBe('cost');
  expect(offeredTheme('قانون و هزینه', words)).toBe(null);
  expect(offeredTheme('بی‌قانونی', words)).toBe(null);
  expect(offeredTheme('', words)).toBe(null);
});

import { expect, test } from 'vitest';
import { drawPseudonym } from '../../src/domain/pseudonym.ts';

test('a code has four letters or digits that nobody takes for one another', () => {
  for (let from = 0; from < 31; from += 1) {
    let at = from;
    const code = drawPseudonym(new Set(), (limit) => at++ % limit);
    expect(code).toMatch(/^[A-Z0-9]{4}$/);
    expect(code).not.toMatch(/[ILO01]/);
  }
});

test('a code that is taken is drawn anew', () => {
  const draws = [0, 0, 0, 0, 1, 1, 1, 1];
  expect(drawPseudonym(new Set(['AAAA']), () => draws.shift()!)).toBe('BBBB');
});

test('a source that repeats itself ends in a longer code', () => {
  expect(drawPseudonym(new Set(['AAAA']), () => 0)).toBe('AAAAA');
});

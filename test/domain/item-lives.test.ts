import { describe, expect, test } from 'vitest';
import { type Forebear, heirsOf } from '../../src/domain/item-lives.ts';

const S7: Forebear = {
  ...{ id: 7, code: 'S7', position: 3, unit: 'خدمات شهری', audience: 'G2C', group: ['الف'], bounds: null },
  panelIds: [1, 2],
};
const S9: Forebear = { ...S7, id: 9, code: 'S9', position: 5, unit: 'فرهنگی', panelIds: [2, 3] };
const wordings = (...titles: string[]) => titles.map((title) => ({ title, definition: '' }));

describe('an item that takes another’s place', () => {
  test('stands where that stood, in its panels, under a code of its own', () => {
    const { id: _, ...place } = S7;
    expect(heirsOf([S7], wordings('متن تازه'), ['S7', 'S9'])).toEqual([
      { ...place, code: 'S7_2', title: 'متن تازه', definition: '', parents: [7] },
    ]);
  });

  test('of two takes the panels of both, and the first one’s unit', () => {
    expect(heirsOf([S9, S7], wordings('هر دو'), ['S7', 'S9'])).toMatchObject([
      { code: 'S9_2', unit: 'فرهنگی', position: 5, panelIds: [2, 3, 1], parents: [9, 7] },
    ]);
  });

  test('has a code that nothing else has, however it is written', () => {
    const codes = (parent: string, taken: readonly string[]) =>
      heirsOf([{ ...S7, code: parent }], wordings('یک', 'دو', 'سه'), taken).map(({ code }) => code);
    expect(codes('S7', ['S7', 's۷_۳'])).toEqual(['S7_2', 'S7_4', 'S7_5']);
    // Of an heir the next numbers, not numbers of numbers.
    expect(codes('S7_2', ['S7', 'S7_2'])).toEqual(['S7_3', 'S7_4', 'S7_5']);
    expect(codes('۱۲', ['۱۲'])).toEqual(['۱۲_2', '۱۲_3', '۱۲_4']);
  });
});

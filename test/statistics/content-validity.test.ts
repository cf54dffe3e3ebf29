import { expect, test } from 'vitest';
import { itemContentValidity, scaleContentValidity } from '../../src/statistics/content-validity.ts';
import { expectDigits, readVectors } from './vectors.ts';

interface Case {
  readonly ratings: readonly (readonly (number | null)[])[];
  readonly i_cvi: readonly (number | null)[];
  readonly s_cvi_ave: number;
  readonly s_cvi_ua: number;
}

test('I-CVI, S-CVI/Ave and S-CVI/UA agree with R to 12 digits', () => {
  for (const [at, { ratings, ...expected }] of readVectors<Case[]>('content-validity').entries()) {
    const indices = expected.i_cvi.map((_, item) => {
      const rated = ratings.flatMap((row) => row[item] ?? []);
      return itemContentValidity(rated.filter((rating) => rating >= 3).length, rated.length);
    });
    for (const [item, index] of indices.entries())
      expectDigits(index, expected.i_cvi[item]!, 12, `case ${at}, item ${item}`);
    const scale = scaleContentValidity(indices);
    expectDigits(scale.average, expected.s_cvi_ave, 12, `case ${at}, S-CVI/Ave`);
    expectDigits(scale.universalAgreement, expected.s_cvi_ua, 12, `case ${at}, S-CVI/UA`);
  }
});

test('I-CVI is null for an item that nobody rated', () => {
  expect(itemContentValidity(0, 0)).toBeNull();
});

test('S-CVI/Ave is the mean of the items, S-CVI/UA the share with full agreement', () => {
  expect(scaleContentValidity([1, 0.8, 0.6, 1])).toEqual({ average: 0.85, universalAgreement: 0.5 });
});

test('S-CVI leaves out an item that nobody rated', () => {
  expect(scaleContentValidity([1, null, 0.5])).toEqual({ average: 0.75, universalAgreement: 0.5 });
});

test('S-CVI is null without a rated item', () => {
  expect(scaleContentValidity([null])).toEqual({ average: null, universalAgreement: null });
  expect(scaleContentValidity([])).toEqual({ average: null, universalAgreement: null });
});

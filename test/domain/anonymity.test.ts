import { describe, expect, test } from 'vitest';
import { callExperts } from '../../src/domain/anonymity.ts';

const experts = [
  { id: 3, name: 'علی', pseudonym: 'B' },
  { id: 1, name: 'علی', pseudonym: 'C' },
  { id: 2, name: 'سارا', pseudonym: 'A' },
];

describe('in an anonymous study', () => {
  test('an expert is a code', () => {
    expect(callExperts(experts, true).get(1)).toEqual({ by: 'code', code: 'C' });
  });

  test('codes are listed in an order of their own, which tells nothing of the workbook', () => {
    expect([...callExperts(experts, true).keys()]).toEqual([2, 3, 1]);
  });
});

describe('in a named study', () => {
  test('namesakes are numbered as they came, in whatever order a later workbook has them', () => {
    const called = callExperts(experts, false);
    expect(called.get(1)).toEqual({ by: 'name', name: 'علی', ordinal: 1 });
    expect(called.get(3)).toEqual({ by: 'name', name: 'علی', ordinal: 2 });
    expect(called).toEqual(callExperts(experts.toReversed(), false));
  });
});

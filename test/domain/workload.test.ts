import { expect, test } from 'vitest';
import { minutesFor } from '../../src/domain/workload.ts';

test('items take whole minutes, three a minute, and never less than one', () => {
  expect([0, 1, 3, 4, 21, 60].map(minutesFor)).toEqual([1, 1, 1, 2, 7, 20]);
});

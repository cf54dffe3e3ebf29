import { expect, test } from 'vitest';
import { nextOpen } from '../../src/domain/next-step.ts';

const steps = (...open: boolean[]) => open.map((isOpen, position) => ({ position, isOpen }));

test('the next open step comes after the present one, else from the beginning, else there is none', () => {
  expect(nextOpen(steps(true, false, true), -1)?.position).toBe(0);
  expect(nextOpen(steps(true, false, true), 0)?.position).toBe(2);
  expect(nextOpen(steps(true, false, false), 1)?.position).toBe(0);
  expect(nextOpen(steps(false, false), 0)).toBeUndefined();
});

test('a step that is the only open one comes again', () => {
  expect(nextOpen(steps(false, true), 1)?.position).toBe(1);
});

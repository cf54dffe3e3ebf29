import { expect, test } from 'vitest';
import type { Clock } from '../src/clock.ts';
import { collectGarbage } from '../src/collect-garbage.ts';
import { collectWhenIdle } from '../src/collect-when-idle.ts';

test('garbage is collected once the work is over, and again only after more work', () => {
  let look = () => {};
  const clock: Pick<Clock, 'after'> = {
    after(_ms, run) {
      look = run;
      return () => {};
    },
  };
  let cpuMs = 900;
  let collections = 0;
  collectWhenIdle(
    clock,
    () => cpuMs,
    () => {
      collections += 1;
    },
  );
  const lookAfter = (worked: number) => {
    cpuMs += worked;
    look();
    return collections;
  };
  // Still starting; then at rest, ticking and polling.
  expect(lookAfter(600)).toBe(0);
  expect(lookAfter(20)).toBe(1);
  expect(lookAfter(20)).toBe(1);
  // At work, and at rest again.
  expect(lookAfter(3000)).toBe(1);
  expect(lookAfter(20)).toBe(2);
});

test('what nobody holds is gone when garbage was collected', async () => {
  const held = new WeakRef({ of: 'no further use' });
  // Whoever made or read it in this turn holds it until the turn ends.
  await new Promise((resolve) => setTimeout(resolve));
  collectGarbage();
  expect(held.deref()).toBeUndefined();
});

import type { Clock } from './clock.ts';
import { collectGarbage } from './collect-garbage.ts';

const LOOK_EVERY_MS = 5000;
/** Of processor time within that: ticks and polls take a fifth of it. */
const IDLE_BELOW_MS = 100;
/** Since it was collected last: less leaves little garbage. */
const WORTH_MS = 400;

/**
 * V8 collects garbage as it needs room for more: a program that has come to rest keeps what the work before has left,
 * after a start some 15 MB.
 *
 * @param cpuMs processor time of the program so far
 */
export function collectWhenIdle(
  { after }: Pick<Clock, 'after'>,
  cpuMs: () => number = processCpuMs,
  collect: () => void = collectGarbage,
): void {
  let seen = cpuMs();
  let collected = 0;
  const look = () => {
    const now = cpuMs();
    if (now - seen < IDLE_BELOW_MS && now - collected >= WORTH_MS) {
      collect();
      collected = cpuMs();
    }
    seen = cpuMs();
    after(LOOK_EVERY_MS, look);
  };
  after(LOOK_EVERY_MS, look);
}

function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

import type { Clock } from '../clock.ts';

/**
 * A messenger's own time, in milliseconds; it goes on over restarts: what waited while the program was down has aged.
 */
export type Timeline = Pick<Clock, 'elapsed' | 'after'>;

export function timelineOf({ now, elapsed, after }: Clock): Timeline {
  const begunAt = now().getTime() - elapsed();
  return { elapsed: () => begunAt + elapsed(), after };
}

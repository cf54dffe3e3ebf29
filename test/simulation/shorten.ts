import { playSchedule } from './run-schedule.ts';
import type { Schedule, Shape } from './schedule.ts';

/** A schedule that fails, and what does not hold in it. */
export interface Failing {
  readonly schedule: Schedule;
  readonly fault: string;
  /** How many schedules were played to find it. */
  readonly runs: number;
}

const EASIER: readonly Partial<Shape>[] = [
  { taskMs: 0 },
  { studies: 1 },
  { quiet: false },
  { messagesPerSecond: 0 },
  { anonymity: 'coded' },
  { atBale: 0 },
  { facilitatorAtBale: false },
  { experts: 2 },
  { items: 2 },
  { rounds: [['likert']] },
];
const TOLD_ALIKE = 40;

/**
 * Leaves out of a failing schedule what is not needed for the same to fail: all after the step in which it showed, then
 * halves, quarters … and single steps, and in the end what makes the study less simple. Steps are many and each is
 * readable, so this takes fewer runs than making each smaller.
 *
 * @param within ends it: after so many runs, or so long
 */
export async function shorten(
  { schedule, fault }: Omit<Failing, 'runs'>,
  within: { readonly runs: number; readonly ms: number },
): Promise<Failing> {
  const until = performance.now() + within.ms;
  let found = { schedule, fault };
  let runs = 0;
  const tryOut = async (candidate: Schedule): Promise<boolean> => {
    if (runs >= within.runs || performance.now() > until) return false;
    runs += 1;
    const faults = await playSchedule(candidate).then(
      (played) => played.faults,
      () => [],
    );
    const same = faults.find((one) => kindOf(one) === kindOf(fault));
    if (same !== undefined) found = { schedule: candidate, fault: same };
    return same !== undefined;
  };
  const shownIn = /^step (\d+) /.exec(fault);
  if (shownIn) await tryOut({ ...schedule, steps: schedule.steps.slice(0, Number(shownIn[1]) + 1) });
  for (let size = Math.ceil(found.schedule.steps.length / 2); size > 0; size = Math.floor(size / 2)) {
    for (let from = found.schedule.steps.length - size; from > -size; from -= size) {
      const { steps } = found.schedule;
      const left = [...steps.slice(0, Math.max(0, from)), ...steps.slice(Math.max(0, from + size))];
      if (left.length < steps.length) await tryOut({ ...found.schedule, steps: left });
    }
  }
  for (const easier of EASIER) {
    const { shape } = found.schedule;
    if (!isPartOf(shape, easier)) await tryOut({ ...found.schedule, shape: { ...shape, ...easier } });
  }
  return { ...found, runs };
}

/** What does not hold, wherever it showed. */
function kindOf(fault: string): string {
  return fault.slice(fault.indexOf(': ')).replace(/\d+/g, '#').slice(0, TOLD_ALIKE);
}

function isPartOf(shape: Shape, part: Partial<Shape>): boolean {
  return JSON.stringify({ ...shape, ...part }) === JSON.stringify(shape);
}

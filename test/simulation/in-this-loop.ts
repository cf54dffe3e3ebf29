import type { Clock } from '../../src/clock.ts';
import type { BackgroundTasks, RunInBackground } from '../../src/jobs/background.ts';
import { runTask } from '../../src/tasks.ts';
import { languageSpoken } from '../../src/texts/speaking.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** How tasks run beside a life of the program. */
export interface TaskRunning {
  readonly after: Clock['after'];
  /** How long one that may take long takes, of the study's time. */
  readonly ms: number;
  /** Hears that a task begins, and that it ends. */
  readonly passes: (moment: string) => void;
}

/** What may take long enough for other things to happen meanwhile. */
const SLOW: ReadonlySet<keyof BackgroundTasks> = new Set([
  ...(['judge-panel', 'read-workbook', 'copy-database', 'scrub-database', 'export-study'] as const),
]);

/**
 * Runs tasks in this loop, one after another, so that a seed repeats them. What a thread gets and gives is a copy, and
 * so it is here. Time waits for a task's work; how long it took is said by the schedule.
 */
export function tasksInThisLoop(time: SimulatedTime, { after, ms, passes }: TaskRunning): RunInBackground {
  let last: Promise<unknown> = Promise.resolve();
  return (name, input, told = () => {}, take) => {
    const language = languageSpoken();
    const run = async () => {
      passes(`begin ${name}`);
      if (ms > 0 && SLOW.has(name)) await new Promise<void>((resolve) => after(ms, resolve));
      const asked = { name, language, input: structuredClone(input) as never };
      const work = async () => runTask(asked, { told, hand: async (piece) => take?.(piece) });
      const made = structuredClone(await time.await(work()));
      passes(`end ${name}`);
      return made;
    };
    const output = last.then(run);
    last = output.catch(() => {});
    return output as ReturnType<RunInBackground>;
  };
}

import type { RunInBackground } from '../../src/jobs/background.ts';
import { runTask } from '../../src/tasks.ts';
import { languageSpoken } from '../../src/texts/speaking.ts';
import type { SimulatedTime } from './simulated-time.ts';

/**
 * Runs tasks in this loop, one after another, so that a seed repeats them. What a thread gets and gives is a copy, and
 * so it is here. Time waits for a task: how long one takes is no part of a schedule.
 */
export function tasksInThisLoop(time: SimulatedTime): RunInBackground {
  let last: Promise<unknown> = Promise.resolve();
  return (name, input, told = () => {}, take) => {
    const language = languageSpoken();
    const run = () =>
      runTask(
        { name, language, input: structuredClone(input) as never },
        { told, hand: async (piece) => take?.(piece) },
      );
    const output = last.then(run).then((made) => structuredClone(made));
    last = output.catch(() => {});
    return time.await(output) as ReturnType<RunInBackground>;
  };
}

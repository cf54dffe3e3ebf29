import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltProgram, copyBuiltProgram } from '../crash/built-program.ts';
import { FAULTS, METHODS, networkRun } from './network-run.ts';

/** `vitest --mode long`. */
const LONG = process.env['MODE'] === 'long';
const MINUTE = 60_000;
const SIZE = LONG
  ? { experts: 40, workMs: 3 * MINUTE, outageMs: 3 * MINUTE }
  : { experts: 12, workMs: 0.8 * MINUTE, outageMs: 0.5 * MINUTE };
const SEEDS = (process.env['SEEDS'] ?? (LONG ? '1 2 3 4 5 6' : '1')).split(' ').map(Number);

let built: BuiltProgram;
beforeAll(() => {
  built = copyBuiltProgram();
});
afterAll(() => built.remove());

test.each(SEEDS)(
  'everything arrives as promised through a network that breaks (seed %i)',
  {
    timeout: 600_000,
  },
  async (seed) => {
    const figures = await networkRun(built, { seed, share: 0.15, ...SIZE });
    const { injected, methods, answers, messages } = figures;
    const counted = (counts: ReadonlyMap<string, number>) =>
      [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
    const lines = [
      `seed ${seed}, faults: ${counted(injected)}`,
      `met by: ${counted(methods)}`,
      `answers acknowledged ${answers.acknowledged}, lost ${answers.lost.length}`,
      ...Object.entries(messages.byKind).map(
        ([kind, { due, arrived, twice, never }]) =>
          `${kind}: due ${due}, arrived ${arrived}, heard twice ${twice}, never ${never}`,
      ),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);

    expect(figures.faults).toEqual([]);
    expect(answers.acknowledged).toBeGreaterThan(0);
    for (const fault of FAULTS) expect([fault, injected.has(fault)]).toEqual([fault, true]);
    for (const method of METHODS) expect([method, methods.has(method)]).toEqual([method, true]);
  },
);

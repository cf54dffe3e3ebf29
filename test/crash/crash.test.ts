import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltProgram, copyBuiltProgram } from './built-program.ts';
import { crashFigures, killsByWindow } from './crash-figures.ts';
import { crashRun } from './crash-run.ts';
import { WINDOWS } from './kill-windows.ts';
import { killedWhileMigrating } from './killed-while-migrating.ts';

/** `vitest --mode long`. */
const LONG = process.env['MODE'] === 'long';
const MINUTE = 60_000;
const size = LONG
  ? { underLoad: 94, migrating: 6, atLeast: 5, withinMs: 60 * MINUTE, experts: 40 }
  : { underLoad: 9, migrating: 1, atLeast: 0, withinMs: 10 * MINUTE, experts: 24 };

let program: BuiltProgram;
beforeAll(() => {
  program = copyBuiltProgram();
});
afterAll(() => program.remove());

test('a program that is killed again and again loses no answer and says nothing twice but what was cut off', {
  timeout: size.withinMs,
}, async () => {
  const seed = LONG ? Number(process.env['SEED'] ?? Date.now() % 100_000) : 1;
  const figures = await crashRun(program, { kills: size.underLoad, seed, experts: size.experts });
  const migration = await killedWhileMigrating(program, { kills: size.migrating, seed });
  process.stdout.write(`seed ${seed}\n${crashFigures(figures, migration)}\n`);

  expect([...figures.faults, ...migration.faults]).toEqual([]);
  const kills = killsByWindow(figures, migration);
  for (const window of WINDOWS) expect([window, kills[window] >= size.atLeast]).toEqual([window, true]);
  expect(figures.answers.acknowledged).toBeGreaterThan(0);
});

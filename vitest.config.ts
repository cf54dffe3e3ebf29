import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/** Replaces a module for all that import it, so it shares its process with no other test. */
const REPLACES_MODULES = ['test/texts/pseudo-locale.test.ts'];

const run = {
  pool: 'forks' as const,
  // Limits that a busy machine does not reach: they end what would never end.
  ...{ testTimeout: 600_000, hookTimeout: 600_000 },
  // In MiB: whole programs run in a worker, and what they drop would be looked through ten times as often.
  execArgv: ['--max-semi-space-size=64'],
};

/** Databases of tests lie in memory where there is room: no test cuts the power, so none needs what a disk keeps. */
const MEMORY = '/dev/shm';
const ROOM = 2 ** 30;
const temporary = existsSync(MEMORY) && room(MEMORY) > ROOM ? { TMPDIR: MEMORY } : {};

function room(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

// Projects do not take the mode over by themselves; long forms of tests ask for it.
export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: 'test/build.ts',
    // More workers than processors: with as many, a quarter of two processors' time went by unused, in waits.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        // Importing the program takes longer than most files of tests, so a worker does it once.
        test: {
          ...run,
          env: { MODE: mode, ...temporary },
          name: 'shared',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: REPLACES_MODULES,
        },
      },
      { test: { ...run, env: { MODE: mode, ...temporary }, name: 'apart', include: REPLACES_MODULES } },
    ],
  },
}));

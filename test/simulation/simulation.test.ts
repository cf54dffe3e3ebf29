import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { playSchedule } from './run-schedule.ts';
import { type Schedule, schedule } from './schedule.ts';
import { createStatesMet, RARE_STATES, type StatesMet } from './tally-of-states.ts';

/*
 * The whole program in this process, under one seed, faster than life: docs/reliability.md. What failed once is kept
 * here as its shortest schedule, and played for ever.
 */

const LONG = process.env['MODE'] === 'long';
const MINUTES = Number(process.env['SIMULATE_MINUTES'] ?? 20);
const SEED = Number(process.env['SEED'] ?? 0) || freshSeed();
const FIXED_SEED = 20;
/** Under the seed of every run always the same studies, however fast the machine is. */
const FIXED_STUDIES = 20;
const SHRINKING_MS = 300_000;
const KEPT = join(import.meta.dirname, 'kept');

function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

const kept = readdirSync(KEPT).filter((name) => name.endsWith('.json'));
test.each(kept)('what failed once holds: %s', async (name) => {
  const { shape, steps } = JSON.parse(readFileSync(join(KEPT, name), 'utf8')) as Schedule;
  expect((await playSchedule({ shape, steps })).faults).toEqual([]);
});

test('a schedule that is played again goes the same way, call by call', async () => {
  const [one] = fc.sample(schedule, { seed: FIXED_SEED, numRuns: 1 });
  const first = await playSchedule(one!);
  expect(await playSchedule(one!)).toEqual(first);
});

const SEEDS: [string, number, number][] = [['the seed of every run', FIXED_SEED, FIXED_STUDIES]];
if (LONG) SEEDS.push(['a seed of its own', SEED, 1_000_000]);

test.each(SEEDS)('whatever happens under %s (%i), what must hold does', async (_, seed, numRuns) => {
  const met = createStatesMet();
  const played = { studies: 0, lived: 0 };
  const holds = fc.asyncProperty(schedule, async (one) => {
    const { faults, met: here, lived } = await playSchedule(one);
    for (const [what, times] of here) met.count(what, times);
    played.studies += 1;
    played.lived += lived;
    expect(faults).toEqual([]);
  });
  const began = performance.now();
  const most = { seed, numRuns };
  const within = numRuns === FIXED_STUDIES ? undefined : { interruptAfterTimeLimit: MINUTES * 60_000 };
  const found = await fc.check(holds, { ...most, ...within, endOnFailure: true });
  tell(met, played, performance.now() - began);
  if (!found.failed || found.counterexamplePath === null) return;
  const path = found.counterexamplePath;
  const shrunk = await fc.check(holds, { ...most, path, interruptAfterTimeLimit: SHRINKING_MS });
  const [shortest] = shrunk.counterexample ?? found.counterexample!;
  const file = join(KEPT, `seed-${seed}.json`);
  writeFileSync(file, `${JSON.stringify(shortest, null, 1)}\n`);
  expect((await playSchedule(shortest)).faults, `kept in ${file}; SEED=${seed} finds it again`).toEqual([]);
});

function tell(met: StatesMet, { studies, lived }: { studies: number; lived: number }, ms: number): void {
  const missed = RARE_STATES.filter((state) => !met.has(state));
  const lines = [
    `${studies} studies in ${Math.round(ms / 1000)} s, ${Math.round(lived / ms)} times faster than life`,
    ...(LONG ? [JSON.stringify(Object.fromEntries([...met].sort()))] : []),
    ...(missed.length > 0 ? [`not met: ${missed.join(', ')}`] : []),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

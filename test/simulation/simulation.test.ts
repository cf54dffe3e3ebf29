import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DIRECTED } from './directed-studies.ts';
import { playSchedule } from './run-schedule.ts';
import { type Schedule, schedule } from './schedule.ts';
import { shorten } from './shorten.ts';
import { createStatesMet, RARE_STATES } from './tally-of-states.ts';

/*
 * The whole program in this process, under one seed, faster than life: docs/reliability.md. What failed once is kept
 * here as its shortest schedule, and played for ever.
 */

const LONG = process.env['MODE'] === 'long';
const MINUTES = Number(process.env['SIMULATE_MINUTES'] ?? 20);
const FIXED_SEED = 20;
const OWN_SEED = Number(process.env['SEED'] ?? 0) || Math.floor(Math.random() * 2 ** 31);
/** Under the seed of every run always the same studies, however fast the machine is. */
const FIXED_STUDIES = 4;
/** A long run that is shorter than this may miss what is rare. */
const ENOUGH_STUDIES = 100;
const SHORTENING = { runs: 150, ms: 300_000 };
const KEPT = join(import.meta.dirname, 'kept');

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

test('studies that are led there meet every rare state, and what must hold does', async () => {
  const met = createStatesMet();
  for (const [name, directed] of Object.entries(DIRECTED)) {
    const played = await playSchedule(directed);
    expect(played.faults, name).toEqual([]);
    for (const [what, times] of played.met) met.count(what, times);
  }
  expect(missedIn(met)).toEqual([]);
});

test('whatever happens in the studies of every run, what must hold does', async () => {
  await holds(FIXED_SEED, { studies: FIXED_STUDIES, ms: Number.POSITIVE_INFINITY });
});

test.runIf(LONG)(
  `whatever happens under a seed of its own (SEED=${OWN_SEED}), what must hold does`,
  async () => {
    const met = await holds(OWN_SEED, { studies: Number.POSITIVE_INFINITY, ms: MINUTES * 60_000 });
    if ((met.get('studies') ?? 0) >= ENOUGH_STUDIES) expect(missedIn(met)).toEqual([]);
  },
);

const missedIn = (met: ReadonlyMap<string, number>) => RARE_STATES.filter((state) => !met.has(state));

/** Plays studies until one fails, which is kept as short as it can be made, or there were enough. */
async function holds(
  seed: number,
  most: { readonly studies: number; readonly ms: number },
): Promise<ReadonlyMap<string, number>> {
  const met = createStatesMet();
  const began = performance.now();
  let lived = 0;
  // The next study under a seed is the first under the next seed: a failure is found again without those before it.
  for (let at = 0; at < most.studies && performance.now() - began < most.ms; at += 1) {
    const [one] = fc.sample(schedule, { seed: seed + at, numRuns: 1 });
    const played = await playSchedule(one!);
    for (const [what, times] of played.met) met.count(what, times);
    met.count('studies');
    lived += played.lived;
    if (played.faults.length > 0) await keep(one!, played.faults, seed + at);
  }
  const ms = performance.now() - began;
  const studies = `${met.get('studies')} studies in ${Math.round(ms / 1000)} s`;
  const missed = LONG ? missedIn(met) : [];
  if (missed.length > 0) process.stderr.write(`not met under seed ${seed}: ${missed.join(', ')}\n`);
  const told = LONG ? `\n${JSON.stringify(Object.fromEntries([...met].sort()))}` : '';
  process.stderr.write(`seed ${seed}: ${studies}, ${Math.round(lived / ms)} times faster than life${told}\n`);
  return met;
}

async function keep(failing: Schedule, faults: readonly string[], seed: number): Promise<never> {
  const { schedule: shortest, fault } = await shorten({ schedule: failing, fault: faults[0]! }, SHORTENING);
  const file = join(KEPT, `seed-${seed}.json`);
  const toKeep =
    'Name this file for what it shows and commit it with the mend: every run plays it from then on.';
  const { shape, steps } = shortest;
  writeFileSync(file, `${JSON.stringify({ fault, toKeep, seed, shape, steps }, null, 1)}\n`);
  throw new Error(
    `${fault}\nkept in ${file} with ${steps.length} steps; SEED=${seed} finds it again. ${toKeep}`,
  );
}

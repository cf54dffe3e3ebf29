import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuiltProgram, buildProgram, PROJECT } from '../crash/built-program.ts';
import type { Benchmark } from './benchmark.ts';
import { median, rounded, table } from './figures.ts';
import { cpuOfTap, EVERYBODY, pauseFor, prepareRound, tapAtProgram } from './taps.ts';

const RUNS = 9;

const HOW = `Two builds take turns, ${RUNS} runs each, at taps as many as come, or as few as the items last; each opens a database of its own make. What counts is
the processor time of a tap, which a busy machine lengthens for both: the median of the runs' ratios, this build's to the other's.`;

interface Contender {
  readonly program: BuiltProgram;
  readonly prepared: string;
}

/**
 * @param other a checkout of the program with its packages, such as of the version before
 * @param items of the round that is tapped at
 */
export function weighAgainst(other: string, items: number): Benchmark {
  return async ({ say }) => {
    const folder = mkdtempSync(join(tmpdir(), 'hamray-weigh-'));
    const enter = async (project: string, name: string): Promise<Contender> => {
      const prepared = join(folder, `${name}.sqlite`);
      await prepareRound(prepared, project, items);
      return { program: buildProgram(project), prepared };
    };
    const ours = await enter(PROJECT, 'ours');
    const theirs = await enter(other, 'theirs');
    try {
      say(HOW);
      const pauseMs = pauseFor(items);
      const rows: string[][] = [];
      const ratios: number[] = [];
      for (let run = 1; run <= RUNS; run += 1) {
        const [their, our] = [await weigh(theirs, pauseMs), await weigh(ours, pauseMs)];
        ratios.push(our / their);
        rows.push([`run ${run}`, ...[our, their, our / their].map((value) => rounded(value, 3))]);
      }
      say(table([['', 'CPU ms/tap here', 'there', 'ratio'], ...rows]));
      say(`\na tap takes ${rounded(median(ratios), 3)} of the other build's processor time`);
    } finally {
      for (const { program } of [ours, theirs]) program.remove();
      rmSync(folder, { recursive: true });
    }
  };
}

async function weigh({ program, prepared }: Contender, pauseMs: number): Promise<number> {
  const file = `${prepared}-run`;
  copyFileSync(prepared, file);
  return cpuOfTap(await tapAtProgram(program, file, { people: EVERYBODY, pauseMs }));
}

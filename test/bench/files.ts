import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { PROJECT } from '../crash/built-program.ts';
import { createBenchStudy } from './bench-study.ts';
import type { Benchmark } from './benchmark.ts';
import { median, rounded, table } from './figures.ts';
import type { FileTaken } from './file-writer.ts';

const SIZE = { panels: 20, expertsPerPanel: 50, items: 978 };
/** What npm has of SheetJS; newer ones are not on it. */
const SHEET_JS = 'xlsx@0.18.5';
const RUNS = 3;
/** Of ten experts so many enter W: it is not the judging that is measured. */
const COMPLETE = 1;

/** The two largest files of an archive beside SheetJS, which writes the same rows. */
export const files: Benchmark = async ({ say }) => {
  const cache = join(PROJECT, 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  // Below node_modules, where the writer's packages are found.
  const folder = mkdtempSync(join(cache, 'hamray-files-'));
  try {
    say(HOW);
    const databaseFile = join(folder, 'study.sqlite');
    await prepare(databaseFile);
    const packages = installSheetJs(folder);
    if (packages === null) say(`SheetJS is left out: npm could not install ${SHEET_JS}`);
    const writer = compiledWriter(folder);
    for (const what of ['answers.csv', 'results.xlsx']) {
      const take = (by: string) =>
        taken(writer, [what, by, databaseFile, join(folder, what), packages ?? '']);
      const runs: { own: FileTaken; theirs: FileTaken | null }[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        runs.push({ own: await take('program'), theirs: packages === null ? null : await take('SheetJS') });
      }
      const own = middle(runs.map((run) => run.own));
      const theirs = packages === null ? null : middle(runs.map((run) => run.theirs!));
      say(`\n${what}`);
      say(table([COLUMNS, told('program', own), ...(theirs ? [told('SheetJS', theirs)] : [])]));
      if (theirs) say(ratios(own, theirs));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const { panels, expertsPerPanel, items } = SIZE;
const HOW = `answers.csv of ${panels} panels × ${expertsPerPanel} experts × ${items} items (${(panels * expertsPerPanel * items).toLocaleString('en')} answers) and results.xlsx of ${(panels * items).toLocaleString('en')} items × rounds, without pictures, each written
in a process of its own: by the program, which reads the rows as it writes them, and by SheetJS, which has the same rows given to it, so
that only its writing counts. Processor time; memory: the resident set at the most, above what it was before the study was read
(its results, and SheetJS's rows, count in it). The median of ${RUNS} runs, in turn.`;
const COLUMNS = ['', 'CPU s', 'MB at the most', 'file MB'];

async function prepare(file: string): Promise<void> {
  const study = createBenchStudy(file, SIZE);
  const roundId = study.open(86_400_000);
  study.answerAll(roundId, COMPLETE);
  await study.closeAndJudge(roundId);
  study.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  study.close();
}

/** @returns the folder of its packages; null: it cannot be had */
function installSheetJs(folder: string): string | null {
  const packages = join(folder, 'sheet-js');
  mkdirSync(packages);
  writeFileSync(join(packages, 'package.json'), '{}');
  const asked = ['install', '--ignore-scripts', '--no-audit', '--no-fund', SHEET_JS];
  try {
    execFileSync('npm', asked, { cwd: packages, stdio: 'pipe' });
    return packages;
  } catch {
    return null;
  }
}

/** Compiled as the program is: a compiler in its process would weigh too. */
function compiledWriter(folder: string): string {
  const outfile = join(folder, 'file-writer.mjs');
  buildSync({
    ...{ entryPoints: [resolve(import.meta.dirname, 'file-writer.ts')], outfile },
    ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' },
  });
  return outfile;
}

async function taken(writer: string, args: readonly string[]): Promise<FileTaken> {
  const child = fork(writer, args, { execArgv: ['--expose-gc', '--max-old-space-size=8192'] });
  const ended = once(child, 'exit');
  const [told] = await Promise.race([once(child, 'message'), ended.then(() => [null])]);
  await ended;
  if (told === null) throw new Error(`${args.slice(0, 2).join(' by ')} ended without a word`);
  return told as FileTaken;
}

function middle(runs: readonly FileTaken[]): FileTaken {
  const of = (figure: keyof FileTaken) => median(runs.map((run) => run[figure]));
  return { cpuSeconds: of('cpuSeconds'), peakMb: of('peakMb'), fileMb: of('fileMb') };
}

function told(by: string, { cpuSeconds, peakMb, fileMb }: FileTaken): string[] {
  return [by, rounded(cpuSeconds, 2), rounded(peakMb, 0), rounded(fileMb)];
}

function ratios(own: FileTaken, theirs: FileTaken): string {
  const times = (of: keyof FileTaken) => rounded(own[of] / theirs[of], 2);
  return `the program takes ${times('cpuSeconds')} times SheetJS's processor time and ${times('peakMb')} times its memory`;
}

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgePanel } from '../../src/kinds/all.ts';
import { permutationP } from '../../src/statistics/permutation-p.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import { findProgram } from '../find-program.ts';
import { panelOf } from '../fixtures/panel.ts';
import type { Benchmark } from './benchmark.ts';
import { median, rounded, table } from './figures.ts';

const [PANELS, EXPERTS, ITEMS, POINTS] = [7, 12, 168, 5];
const RUNS = 5;

/** What judging a round takes beside R's `vegan::kendall.global` on the same ratings. */
export const judging: Benchmark = async ({ say }) => {
  say(HOW);
  const panels = drawnRatings();
  const own = Array.from({ length: RUNS }, () => ({
    judging: cpuOf(() => panels.map((ratings) => judgePanel(panelOfRatings(ratings)))),
    permutation: cpuOf(() => panels.map((ratings) => permutationP(ratings, 1))),
  }));
  const whole = median(own.map((run) => run.judging));
  const rows = [
    ['', 'CPU s'],
    ['a whole judging', rounded(whole, 2)],
    ['its permutation tests alone', rounded(median(own.map((run) => run.permutation)), 2)],
  ];
  const byR = kendallGlobal(panels);
  if (typeof byR === 'string') {
    say(table(rows));
    say(`R is left out: ${byR}`);
    return;
  }
  say(table([...rows, ['vegan::kendall.global', rounded(byR.seconds, 2)]]));
  const apart = panels.map((ratings, at) =>
    Math.abs(judgePanel(panelOfRatings(ratings)).concordance!.w! / byR.ws[at]! - 1),
  );
  say(
    `R takes ${rounded(byR.seconds / whole)} times a whole judging; W differs by ${Math.max(...apart).toExponential(0)} of itself at most`,
  );
};

const HOW = `${PANELS} panels × ${EXPERTS} experts × ${ITEMS} items, 9,999 shuffles each. A whole judging is everything that is frozen of a round, on tables
in memory (the median of ${RUNS} runs); of R it is \`kendall.global\` alone, its start and the reading not counted.`;

type Ratings = readonly (readonly number[])[];

/** One row an expert: items differ in their leaning, experts in their mood. */
function drawnRatings(): Ratings[] {
  const random = seededRandom(1404);
  const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
  return times(PANELS, () => {
    const leanings = times(ITEMS, () => (random.next() * POINTS) / 2);
    const rate = (leaning: number) => 1 + Math.floor(leaning + (random.next() * POINTS) / 2);
    return times(EXPERTS, () => leanings.map(rate));
  });
}

function panelOfRatings(ratings: Ratings) {
  const none = ratings[0]!.map(() => 0);
  return panelOf('x y\n e1 1 2', {
    ...{ itemIds: none.map((_, at) => at + 1), expertIds: ratings.map((_, at) => at + 1), ratings },
    ...{ noOpinion: none, judges: none.map(() => null) },
    ...{ handedIn: ratings.map(() => true), inBulk: ratings.map((row) => row.map(() => false)) },
  });
}

/** In seconds. */
function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const SCRIPT = `
library(vegan)
panels <- lapply(commandArgs(TRUE), function(file) as.matrix(read.csv(file, header = FALSE)))
before <- proc.time()
ws <- sapply(panels, function(panel) kendall.global(panel, nperm = 9999)$Concordance_analysis[1, 1])
taken <- proc.time() - before
cat(sprintf("%.17g", c(taken[["user.self"]] + taken[["sys.self"]], ws)))
`;

/** @returns or why R cannot be asked */
function kendallGlobal(panels: readonly Ratings[]): { seconds: number; ws: number[] } | string {
  const rscript = findProgram(['Rscript']);
  if (rscript === null) return 'there is no Rscript in PATH';
  const folder = mkdtempSync(join(tmpdir(), 'hamray-judging-'));
  try {
    const files = panels.map((ratings, at) => {
      const file = join(folder, `${at}.csv`);
      // One row an item there.
      writeFileSync(file, ratings[0]!.map((_, item) => ratings.map((row) => row[item]).join()).join('\n'));
      return file;
    });
    const asked = spawnSync(rscript, ['--vanilla', '-e', SCRIPT, ...files], { encoding: 'utf8' });
    if (asked.status !== 0) return asked.stderr.trim();
    const [seconds = Number.NaN, ...ws] = asked.stdout.split(' ').map(Number);
    return { seconds, ws };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

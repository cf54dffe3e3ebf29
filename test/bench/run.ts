import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';
import { broadcast } from './broadcast.ts';
import { closing } from './closing.ts';
import { commands } from './commands.ts';
import { exporting } from './exporting.ts';
import { files } from './files.ts';
import { growth } from './growth.ts';
import { installing } from './installing.ts';
import { judging } from './judging.ts';
import { machine } from './machine.ts';
import { memory } from './memory.ts';
import { starting } from './starting.ts';
import { ITEMS, taps } from './taps.ts';
import { weighAgainst } from './weigh-against.ts';

/*
 * `npm run bench` runs all benchmarks, `npm run bench -- taps` those that are named; `--long` is their long form. `npm run bench -- taps
 * --against FOLDER` weighs this build against another (a checkout with its `node_modules`), of `--items` if not of 400. What they find is printed, and nothing else kept: docs/performance.md is written from it.
 */

const { values, positionals } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    against: { type: 'string' },
    items: { type: 'string' },
  },
  allowPositionals: true,
});
const BENCHMARKS: Readonly<Record<string, Benchmark>> =
  values.against === undefined
    ? {
        taps,
        broadcast,
        closing,
        commands,
        export: exporting,
        files,
        growth,
        judging,
        memory,
        install: installing,
        start: starting,
      }
    : {
        taps: weighAgainst(
          resolve(values.against),
          values.items === undefined ? ITEMS : Number(values.items),
        ),
      };
const unknown = positionals.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  const known = Object.keys(BENCHMARKS).join(', ');
  process.stderr.write(`No benchmark ${unknown.join(', ')}; there are: ${known}\n`);
  process.exit(1);
}

const say = (text: string) => void process.stdout.write(`${text}\n`);
say(`${machine()}; load ${loadavg()[0]!.toFixed(1)} at the start`);
for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  say(`\n${name}`);
  await benchmark({ say, long: values.long });
}

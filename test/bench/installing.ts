import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../crash/built-program.ts';
import type { Benchmark } from './benchmark.ts';
import { rounded, table } from './figures.ts';

const NEEDED = ['package.json', 'package-lock.json', '.npmrc'];
const DRIVER = 'src/store/file/node-20';
const LARGEST = 10;

/** What `npm ci --omit=dev` puts on the disk of a new machine. */
export const installing: Benchmark = async ({ say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-install-'));
  try {
    for (const name of [...NEEDED, `${DRIVER}/package.json`, `${DRIVER}/keep-driver.mjs`]) {
      cpSync(join(PROJECT, name), join(folder, name));
    }
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'pipe' });
    const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
    const packages = Object.entries<{ link?: boolean }>(lock.packages)
      .filter(([, { link }]) => !link)
      .map(([name]) => name);
    const sizes = packages.map((name) => [name, sizeOf(join(folder, name))] as const);
    const counted = new Set<number>();
    const whole = sizeOf(join(folder, 'node_modules'), counted) + sizeOf(join(folder, DRIVER), counted);
    say(`${rounded(whole)} MiB of disk, ${packages.length} packages; the largest, in MiB:`);
    const largest = sizes.toSorted(([, one], [, other]) => other - one).slice(0, LARGEST);
    say(table([['', 'MiB'], ...largest.map(([name, size]) => [name, rounded(size)])]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Blocks taken on the disk, in MiB; what has several names (esbuild's program has two) counts once. */
function sizeOf(path: string, counted = new Set<number>()): number {
  const stat = lstatSync(path);
  if (counted.has(stat.ino)) return 0;
  counted.add(stat.ino);
  const within = stat.isDirectory() ? readdirSync(path).map((name) => sizeOf(join(path, name), counted)) : [];
  return within.reduce((sum, size) => sum + size, (stat.blocks * 512) / 2 ** 20);
}

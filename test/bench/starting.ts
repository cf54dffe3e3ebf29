import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../crash/built-program.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';
import type { Benchmark } from './benchmark.ts';
import { median, rounded, table } from './figures.ts';

const RUNS = 5;

/** How soon `npm start` says its first line, once it was built. */
export const starting: Benchmark = async ({ say }) => {
  const folder = mkdtempSync(join(tmpdir(), 'hamray-start-'));
  const messenger = await startMessenger();
  const env = {
    ...process.env,
    ...{ BOT_TOKEN: TOKEN, BOT_API_ROOT: messenger.apiRoot, FACILITATOR_IDS: '1', LOG_LEVEL: 'error' },
    ...{ DATABASE_FILE: join(folder, 'hamray.sqlite'), BACKUP_DIR: join(folder, 'backups') },
  };
  try {
    execFileSync('npm', ['run', 'build', '--silent'], { cwd: PROJECT });
    const times: Record<string, number[]> = {
      'npm start': [],
      'node dist/main.js': [],
      'node, doing nothing': [],
    };
    for (let run = 0; run < RUNS; run += 1) {
      times['npm start']!.push(await firstLine(['npm', 'start', '--silent'], env));
      times['node dist/main.js']!.push(await firstLine(['node', 'dist/main.js'], env));
      times['node, doing nothing']!.push(await firstLine(['node', '-e', 'console.log()'], env));
    }
    say(
      `A live bot on a database of its own, built before, its messenger on this machine: from the command to its first line, the median of ${RUNS} runs.`,
    );
    const rows = Object.entries(times).map(([what, took]) => [what, rounded(median(took), 2)]);
    say(table([['', 's'], ...rows]));
  } finally {
    await messenger.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** In seconds. */
async function firstLine([command, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const began = performance.now();
  const child = spawn(command!, args, {
    cwd: PROJECT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const took = performance.now() - began;
  await end(child);
  return took / 1000;
}

function end(child: ChildProcess): Promise<unknown> {
  const ended = new Promise((resolve) => child.once('close', resolve));
  // npm and what it started.
  if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM');
  return ended;
}

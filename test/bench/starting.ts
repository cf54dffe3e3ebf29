import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildProgram, PROJECT, runProgram } from '../crash/built-program.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';
import type { Benchmark } from './benchmark.ts';
import { median, rounded, table } from './figures.ts';
import { TOKEN as BENCH_TOKEN, startBenchMessenger } from './messenger.ts';
import { EVERYBODY, prepareRound } from './taps.ts';

const RUNS = 5;
const UNDER_LOAD_MS = 2000;

/** How soon `npm start` says its first line, once it was built, and presses are answered again after a kill. */
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
    const again = await restartsUnderLoad(folder);
    say(
      `\nKilled while ${EVERYBODY.length} experts tap without a break, and started anew at once: from the kill to the first answer to a press,`,
    );
    say(
      `in seconds: ${again.map((seconds) => rounded(seconds, 2)).join('  ')}; median ${rounded(median(again), 2)}`,
    );
  } finally {
    await messenger.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** In seconds: a kill loses nothing, so the experts' presses wait at the messenger meanwhile. */
async function restartsUnderLoad(folder: string): Promise<number[]> {
  const program = buildProgram();
  const file = join(folder, 'tapped.sqlite');
  await prepareRound(file);
  const messenger = await startBenchMessenger();
  const run = () =>
    runProgram(program, {
      ...{ BOT_TOKEN: BENCH_TOKEN, BOT_API_ROOT: messenger.apiRoot, DATABASE_FILE: file },
      ...{ MESSAGES_PER_SECOND: '0', LOG_LEVEL: 'error' },
    });
  const answers = async () => (await messenger.measured()).acknowledged.length;
  const took: number[] = [];
  let running = run();
  try {
    await messenger.work({ people: EVERYBODY, pauseMs: 0 });
    while (took.length < RUNS) {
      await running.polling;
      await pause(UNDER_LOAD_MS);
      const began = performance.now();
      running.kill();
      await running.ended;
      await answers();
      running = run();
      while ((await answers()) === 0) await pause(2);
      took.push((performance.now() - began) / 1000);
    }
    return took;
  } finally {
    running.kill();
    await running.ended;
    await messenger.stop();
    program.remove();
  }
}

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

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from '../until.ts';

const PROJECT = resolve(import.meta.dirname, '../..');
const STARTS_WITHIN_MS = 120_000;

/** The built program as a newcomer starts it: no token, a database of its own. */
export interface RehearsingProgram {
  readonly url: string;
  /** What it wrote to standard error: at the level `warn` nothing, where all is well. */
  errors(): string;
  /** Asks it to end, and waits until it has. @returns its exit code */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Starts it again on its port and database, once it has ended. */
  startAgain(): Promise<void>;
  /** Ends it, however it stands, and removes what it kept. */
  remove(): Promise<void>;
}

/** @throws where it does not print its page's address in time */
export async function startRehearsingProgram(): Promise<RehearsingProgram> {
  if (!existsSync(join(PROJECT, 'dist/main.js'))) throw new Error('nothing is built: `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'rehearsing-'));
  const port = await freePort();
  let run = await startOnce(folder, port);
  return {
    url: run.url,
    errors: () => run.errors(),
    end: (signal = 'SIGTERM') => end(run, signal),
    async startAgain() {
      run = await startOnce(folder, port);
    },
    async remove() {
      await end(run, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Run {
  readonly child: ChildProcess;
  readonly url: string;
  errors(): string;
}

async function startOnce(folder: string, port: number): Promise<Run> {
  const { PATH = '', HOME = '' } = process.env;
  const own = { PORT: String(port), DATABASE_FILE: join(folder, 'rehearsal.sqlite'), LOG_LEVEL: 'warn' };
  const child = spawn('node', ['dist/main.js'], { cwd: PROJECT, env: { PATH, HOME, ...own } });
  const written = { out: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    written.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written.errors += chunk;
  });
  const url = await until(() => {
    if (child.exitCode !== null) throw new Error(`the program ended at its start: ${written.errors}`);
    return /^http:\S+$/m.exec(written.out)?.[0];
  }, STARTS_WITHIN_MS);
  return { child, url, errors: () => written.errors };
}

async function end({ child }: Run, signal: NodeJS.Signals): Promise<number | null> {
  const ended = new Promise<void>((resolveEnd) => {
    if (child.exitCode !== null || child.signalCode !== null) resolveEnd();
    else child.once('close', () => resolveEnd());
  });
  child.kill(signal);
  await ended;
  return child.exitCode;
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolvePort(port));
    });
  });
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '..', '..');
/** Below node_modules, where the program's packages are found. */
const buildsOf = (project: string) => resolve(project, 'node_modules', '.cache');

/** The program as `npm run build` makes it, in a folder of its own: other builds may go on meanwhile. */
export interface BuiltProgram {
  readonly entry: string;
  /** Its migrations, which may be added to. */
  readonly folder: string;
  remove(): void;
}

let built = 0;

/** @param project where the program's code and packages are */
export function buildProgram(project = PROJECT): BuiltProgram {
  return inOwnFolder(project, (dist) =>
    execFileSync('npm', ['run', 'build', '--silent', '--', `--outdir=${dist}`], { cwd: project }),
  );
}

/** What `test/build.ts` has built before all tests: building takes longer than most of them. */
export function copyBuiltProgram(): BuiltProgram {
  return inOwnFolder(PROJECT, (dist) =>
    cpSync(resolve(PROJECT, 'dist'), dist, { recursive: true, filter: (name) => !name.endsWith('.map') }),
  );
}

function inOwnFolder(project: string, putInto: (dist: string) => void): BuiltProgram {
  removeLeftBuilds(buildsOf(project));
  built += 1;
  const folder = resolve(buildsOf(project), `hamray-test-${process.pid}-${built}`);
  const dist = resolve(folder, 'dist');
  putInto(dist);
  for (const part of ['package.json', 'migrations']) {
    cpSync(resolve(project, part), resolve(folder, part), { recursive: true });
  }
  return {
    entry: resolve(dist, 'main.js'),
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** What test runs that were broken off could not remove themselves. */
function removeLeftBuilds(builds: string): void {
  if (!existsSync(builds)) return;
  for (const name of readdirSync(builds)) {
    const owner = /^hamray-test-(\d+)-/.exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) rmSync(resolve(builds, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** One run of the program in a process of its own. */
export interface ProgramRun {
  /** Resolves once it says that its messengers are in. */
  readonly polling: Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** SIGKILL, at once. */
  kill(): void;
  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null>;
  isRunning(): boolean;
  readonly pid: number;
  /** Lines of standard error, parsed. */
  logged(): readonly Record<string, unknown>[];
}

export function runProgram(
  { entry }: BuiltProgram,
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): ProgramRun {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, entry], {
    cwd: PROJECT,
    env: { PATH, HOME, QUIET_HOURS: 'none', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Record<string, unknown>[] = [];
  readLines(child.stderr!, (line) => lines.push(parsed(line)));
  const ended = new Promise<Awaited<ProgramRun['ended']>>((resolved) => {
    child.once('close', (code, signal) => resolved({ code, signal }));
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    polling: pollingOf(child, lines),
    ended,
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      child.kill('SIGTERM');
      return (await ended).code;
    },
    isRunning,
    pid: child.pid!,
    logged: () => lines,
  };
}

function pollingOf(child: ChildProcess, logged: readonly Record<string, unknown>[]): Promise<void> {
  const polling = new Promise<void>((resolved, rejected) => {
    readLines(child.stdout!, (line) => {
      if (/ is polling$| has its webhook set$/.test(line)) resolved();
    });
    child.once('close', () => rejected(new Error(`the program ended: ${JSON.stringify(logged.at(-1))}`)));
  });
  // A run that is killed before it polls is nobody's failure.
  polling.catch(() => {});
  return polling;
}

function readLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line !== '') take(line);
  });
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { level: 'error', msg: line };
  }
}

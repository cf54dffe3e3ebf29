import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { until } from '../until.ts';

const PROJECT = join(projectFolder('src'), '..');
const MINUTE = 60_000;
/** Its `npm ci` needs a network, and on Node 20 some minutes of a compiler. */
const LONG = process.env['MODE'] === 'long';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

function instructions(): Instruction[] {
  return readFileSync(join(projectFolder('docs'), 'deploy', 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ name: line.split(' ')[0]!, rest: line.slice(line.indexOf(' ') + 1) }));
}

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hamray-image-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** What a built image leaves: the folder that the program lies in, its environment, and its commands. */
interface Image {
  readonly folder: string;
  readonly env: Record<string, string>;
  readonly command: readonly string[];
  readonly health: readonly string[];
  readonly user: string | null;
}

/** Does what each instruction says, in a folder for each stage; the base image's Node is this one. */
function build(): Image {
  const stages = new Map<string, string>();
  let image: Image | null = null;
  const current = () => {
    if (!image) throw new Error('an instruction before FROM');
    return image;
  };
  for (const { name, rest } of instructions()) {
    if (name === 'FROM') {
      const stage = / AS (\w+)$/.exec(rest)?.[1] ?? 'last';
      const folder = join(root, stage);
      mkdirSync(folder);
      stages.set(stage, folder);
      image = { folder, env: {}, command: [], health: [], user: null };
      continue;
    }
    const { folder, env } = current();
    switch (name) {
      case 'COPY': {
        const [, from, paths] = /^(?:--from=(\w+) )?(.*)$/.exec(rest)!;
        const parts = paths!.split(' ');
        const target = parts.at(-1)!;
        for (const part of parts.slice(0, -1)) {
          const source = from ? part.replace('/srv/hamray', stages.get(from)!) : join(PROJECT, part);
          const into = target.endsWith('/') ? join(folder, target, basename(part)) : join(folder, target);
          // The list of what to leave out keeps packages of this machine away.
          cpSync(source, into, {
            recursive: true,
            filter: (path) => from !== undefined || basename(path) !== 'node_modules',
          });
        }
        break;
      }
      case 'RUN':
        // This machine need not have the image's account.
        execFileSync('sh', ['-c', rest.replace('-o node -g node ', '')], { cwd: folder, stdio: 'pipe' });
        break;
      case 'ENV':
        for (const pair of rest.split(' ')) env[pair.split('=')[0]!] = pair.split('=')[1]!;
        break;
      case 'CMD':
        image = { ...current(), command: JSON.parse(rest) };
        break;
      case 'HEALTHCHECK':
        image = { ...current(), health: JSON.parse(rest.slice(rest.indexOf('CMD ') + 4)) };
        break;
      case 'USER':
        image = { ...current(), user: rest };
        break;
      case 'WORKDIR':
        expect(rest).toBe('/srv/hamray');
        break;
      default:
        expect(['VOLUME', 'EXPOSE']).toContain(name);
    }
  }
  return current();
}

describe.skipIf(!LONG)('the commands of the Dockerfile, one by one', () => {
  test('make a bot that runs without root, says that it is well, and brings no compiler along', {
    timeout: 10 * MINUTE,
  }, async () => {
    const { folder, env, command, health, user } = build();
    expect(user).toBe('node');
    expect(existsSync(join(folder, 'node_modules', 'esbuild'))).toBe(false);
    expect(existsSync(join(folder, 'node_modules', 'typescript'))).toBe(false);
    const messenger = await startMessenger();
    const place = {
      PATH: process.env['PATH'] ?? '',
      ...env,
      HOST: '127.0.0.1',
      PORT: '18763',
      BOT_TOKEN: TOKEN,
      BOT_API_ROOT: messenger.apiRoot,
    };
    const run = (words: readonly string[]): ChildProcess =>
      spawn(words[0]!, words.slice(1), { cwd: folder, env: place, stdio: 'pipe' });
    const codeOf = (child: ChildProcess) => new Promise<number | null>((ended) => child.once('close', ended));
    const bot = run(command);
    const ended = codeOf(bot);
    try {
      await until(() => messenger.isPolled(), 2 * MINUTE);
      expect(await codeOf(run(health))).toBe(0);
      expect(await codeOf(run(['node', 'dist/doctor.js']))).toBe(0);
    } finally {
      bot.kill('SIGTERM');
      expect(await ended).toBe(0);
      await messenger.stop();
    }
    expect(await codeOf(run(health))).toBe(1);
  });
});

import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyDatabase } from '../../src/store/file/copy-database.ts';
import { projectFolder } from '../../src/store/file/database.ts';
import { startMessenger, type TestMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { until } from '../until.ts';
import { commandsBelow } from './commands-of-pages.ts';

/*
 * The pages' commands of an installation, as one script: in a folder of its own, with stand-ins for what would change
 * this machine (accounts, services, the clock) or fetch from elsewhere.
 */

const PROJECT = join(projectFolder('src'), '..');
const NOT_FETCHED = ['.git', 'node_modules', 'dist', 'data', 'docs/pictures', 'findings', 'test'];

/** `$ROOT` is the folder, `$PROJECT` this checkout; each says what it was asked for. */
const STAND_INS = {
  useradd: '',
  timedatectl: '',
  git: 'cp -a "$ROOT/source" "$3"',
  npm: 'case "$1" in run) exec "$NPM" "$@" </dev/null ;; ci) ln -s "$PROJECT/node_modules" node_modules ;; config) [ "$2" != get ] || echo "$told" ;; esac',
  runuser: 'shift 3; exec "$@"',
  systemctl: `if [ "$1" = stop ]; then
      kill "$(cat "$ROOT/pid")"; while kill -0 "$(cat "$ROOT/pid")" 2>/dev/null; do sleep 0.1; done
    elif [ "$1" != daemon-reload ]; then
      cd "$(sed -n 's/^WorkingDirectory=//p' "$ROOT/units/hamray.service" | sed "s#^/srv/hamray#$ROOT/hamray#")"
      $(sed -n 's#^ExecStart=/usr/bin/##p' "$ROOT/units/hamray.service") >"$ROOT/out" 2>"$ROOT/log" </dev/null &
      echo $! >"$ROOT/pid"
    fi`,
};

let root: string;
let messenger: TestMessenger;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'hamray-install-'));
  messenger = await startMessenger({ dialect: 'bale' });
  mkdirSync(join(root, 'bin'));
  mkdirSync(join(root, 'units'));
  for (const [name, does] of Object.entries(STAND_INS)) {
    const path = join(root, 'bin', name);
    writeFileSync(path, `#!/bin/sh -e\necho "${name} $*" >>"$ROOT/asked"\n${does}\n`);
    chmodSync(path, 0o755);
  }
  cpSync(PROJECT, join(root, 'source'), {
    recursive: true,
    filter: (path) => !NOT_FETCHED.includes(relative(PROJECT, path)),
  });
});

afterEach(async () => {
  if (existsSync(join(root, 'pid'))) {
    const pid = Number(readFileSync(join(root, 'pid'), 'utf8'));
    process.kill(pid, 'SIGTERM');
    await until(() => !isAlive(pid));
  }
  await messenger.stop();
  rmSync(root, { recursive: true, force: true });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Runs commands of a page, with what is typed into them. */
function run(commands: string, typed: string, cwd: string): Promise<{ stdout: string; stderr: string }> {
  const script = commands
    .replaceAll('/srv/hamray', join(root, 'hamray'))
    .replace('/etc/systemd/system/', `${join(root, 'units')}/`)
    .replaceAll('-o hamray -g hamray ', '');
  const input = join(root, 'typed');
  writeFileSync(input, typed);
  const { BOT_TOKEN: _, ...env } = process.env;
  // Not waited for in one go: the messenger answers from this process.
  return promisify(execFile)('sh', ['-eu', '-c', `exec <"${input}"\n${script}`], {
    cwd,
    env: {
      ...env,
      PATH: `${join(root, 'bin')}:${process.env['PATH']}`,
      NPM: join(process.execPath, '../npm'),
      ROOT: root,
      PROJECT,
    },
  });
}

test('the commands for a server in Iran, under systemd and of a restore leave a bot that polls Bale and that the doctor finds well', async () => {
  const [clock] = commandsBelow('iran.md', 'Clock and zone');
  const [packages] = commandsBelow('iran.md', 'Node and packages');
  const [settings] = commandsBelow('iran.md', 'Settings');
  const [install] = commandsBelow('operations.md', 'Under systemd');
  const typed = `${settings!.replace(/^BALE_TOKEN=.*$/m, `BALE_TOKEN=${TOKEN}`)}BALE_API_ROOT=${messenger.apiRoot}\n`;
  const installed = await run([clock, packages, install].join(''), typed, root);
  expect(installed).toMatchObject({ stderr: '', stdout: expect.stringContaining('Nothing is wrong') });
  await until(() => messenger.isPolled());

  const asked = readFileSync(join(root, 'asked'), 'utf8');
  expect(asked).toContain('timedatectl set-timezone Asia/Tehran\n');
  expect(asked).toMatch(/^npm ci\nnpm run build\nnpm prune --omit=dev$/m);
  expect(asked).toContain('systemctl enable --now hamray\n');
  const folder = join(root, 'hamray');
  const mode = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);
  expect([mode('data'), mode('.env'), mode('data/hamray.sqlite')]).toEqual(['700', '600', '600']);

  const [restore] = commandsBelow('operations.md', 'Restoring');
  const [, copy] = /npm run restore (\S+)/.exec(restore!)!;
  const source = join(folder, 'data/hamray.sqlite');
  await copyDatabase({ source, target: join(folder, copy!), migrations: join(folder, 'migrations') });
  const first = readFileSync(join(root, 'pid'), 'utf8');
  expect((await run(restore!, '', folder)).stdout).toContain('hamray-2026-12-01-033000.sqlite');
  expect(readFileSync(join(root, 'pid'), 'utf8')).not.toBe(first);
  expect(readdirSync(join(folder, 'data')).filter((name) => name.endsWith('-replaced.sqlite'))).toHaveLength(
    1,
  );
  await expect(run('node dist/doctor.js', '', folder)).resolves.toMatchObject({ stderr: '' });
});

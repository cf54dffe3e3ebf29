import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
  systemctl: `[ "$1" = enable ] || exit 0
    cd "$(sed -n 's/^WorkingDirectory=//p' "$ROOT/units/hamray.service" | sed "s#^/srv/hamray#$ROOT/hamray#")"
    $(sed -n 's#^ExecStart=/usr/bin/##p' "$ROOT/units/hamray.service") >"$ROOT/out" 2>"$ROOT/log" </dev/null &
    echo $! >"$ROOT/pid"`,
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

test('the commands for a server in Iran, and those under systemd, leave a bot that polls Bale and that the doctor finds well', async () => {
  const [clock] = commandsBelow('iran.md', 'Clock and zone');
  const [packages] = commandsBelow('iran.md', 'Node and packages');
  const [settings] = commandsBelow('iran.md', 'Settings');
  const [install] = commandsBelow('operations.md', 'Under systemd');
  const script = [clock, packages, install]
    .join('')
    .replaceAll('/srv/hamray', join(root, 'hamray'))
    .replace('/etc/systemd/system/', `${join(root, 'units')}/`)
    .replaceAll('-o hamray -g hamray ', '');
  const { BOT_TOKEN: _, ...env } = process.env;
  const typed = join(root, 'settings');
  writeFileSync(
    typed,
    `${settings!.replace(/^BALE_TOKEN=.*$/m, `BALE_TOKEN=${TOKEN}`)}BALE_API_ROOT=${messenger.apiRoot}\n`,
  );
  // Not waited for in one go: the messenger answers from this process.
  const done = promisify(execFile)('sh', ['-eu', '-c', `exec <"${typed}"\n${script}`], {
    cwd: root,
    env: {
      ...env,
      PATH: `${join(root, 'bin')}:${process.env['PATH']}`,
      NPM: join(process.execPath, '../npm'),
      ROOT: root,
      PROJECT,
    },
  });
  await expect(done).resolves.toMatchObject({
    stderr: '',
    stdout: expect.stringContaining('Nothing is wrong'),
  });
  await until(() => messenger.isPolled());

  const asked = readFileSync(join(root, 'asked'), 'utf8');
  expect(asked).toContain('timedatectl set-timezone Asia/Tehran\n');
  expect(asked).toMatch(/^npm ci\nnpm run build\nnpm prune --omit=dev$/m);
  expect(asked).toContain('systemctl enable --now hamray\n');
  const mode = (name: string) => (statSync(join(root, 'hamray', name)).mode & 0o777).toString(8);
  expect([mode('data'), mode('.env'), mode('data/hamray.sqlite')]).toEqual(['700', '600', '600']);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { findFaults } from '../../src/doctor/find-faults.ts';
import { startMessenger, TOKEN } from '../dialogs/bot-api.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hamray-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function faults(env: Record<string, string>, inFile: readonly string[] = []): Promise<string[]> {
  const places = { DATABASE_FILE: join(folder, 'hamray.sqlite'), BACKUP_DIR: join(folder, 'backups') };
  return findFaults(
    { env: { ...places, ...env }, inFile },
    { clock: systemClock(), runtime: { node: '22.1.0', zones: '2025c' }, newBoundary: () => 'boundary' },
  );
}

test('a live bot of which all is right, on both messengers', async () => {
  const { apiRoot, stop } = await startMessenger();
  const env = { BOT_TOKEN: TOKEN, BOT_API_ROOT: apiRoot, BALE_TOKEN: TOKEN, BALE_API_ROOT: apiRoot };
  expect(await faults({ ...env, FACILITATOR_IDS: '1,bale:2' })).toEqual([]);
  await stop();
});

test('all that is wrong is told at once, each in one line that names it', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const lines = await faults(
    {
      BOT_TOKEN: TOKEN,
      BOT_API_ROOT: 'http://127.0.0.1:1',
      BALE_TOKEN: 'nonsense',
      QUIET_HOURS: '22_8',
      TIMEZONE: 'Iran/Teheran',
      FACILITATOR_IDS: 'bale:2',
      WEBHOOK_URL: 'https://bot.example.org/hook',
      WEBHOOK_SECRET: 'a-Secret_of_the_webhook-0',
      PORT: `${port}`,
      BACKUP_DIR: 'package.json',
    },
    ['BOT_TOKEN', 'BOT_TOKN'],
  );
  taken.close();
  expect(lines.map((line) => /^[A-Z_]+/.exec(line)?.[0])).toEqual([
    'BALE_TOKEN',
    'TIMEZONE',
    'QUIET_HOURS',
    'BOT_TOKN',
    'FACILITATOR_IDS',
    'BACKUP_DIR',
    'PORT',
    'BOT_API_ROOT',
  ]);
  expect(lines.join('\n')).not.toContain(TOKEN.split(':')[1]);
});

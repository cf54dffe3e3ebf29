import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { systemDice } from '../../src/dice.ts';
import { createChatsFile } from '../../src/rehearsal/chats-file.ts';
import { createMessenger } from '../../src/rehearsal/messenger.ts';
import { TOKEN } from '../dialogs/bot-api.ts';

const fail = (error: unknown) => {
  throw error;
};
const folder = mkdtempSync(join(tmpdir(), 'chats-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kept = (path: string) => ({
  ...{ token: TOKEN, botUsername: 'b', clock: systemClock(), dice: systemDice() },
  chatsFile: createChatsFile(path, systemClock(), fail),
});

test('chats, files, waiting updates and the next ids outlive the program', async () => {
  const path = join(folder, 'rehearsal.sqlite.chats.json');
  const before = createMessenger(kept(path));
  before.addPerson({ id: 7, firstName: 'لیلا', phone: '989131234567' });
  before.send(7, '/start');
  const documentId = before.sendDocument(7, 'کار.xlsx', Buffer.from('bytes'));
  const updateId = before.core.updates.nextId();
  await before.stop();

  const after = createMessenger(kept(path));
  expect(after.people()).toEqual([{ id: 7, firstName: 'لیلا', phone: '989131234567' }]);
  expect(after.chat(7).map(({ id, html, sentAt }) => [id, html, sentAt instanceof Date])).toEqual([
    [1, '/start', true],
    [documentId, '', true],
  ]);
  expect(after.fileBytes(after.chat(7)[1]!.document!)?.toString()).toBe('bytes');
  expect(after.core.updates.pending()).toHaveLength(2);
  expect(after.core.updates.nextId()).toBeGreaterThan(updateId);
  expect(after.send(7, 'باز هم')).toBeGreaterThan(documentId);
});

import { afterEach, expect, test } from 'vitest';
import { createLog } from '../../src/log.ts';
import { removeOwnMenu, setEverybodysMenu, setOwnMenu } from '../../src/messengers/command-menu.ts';
import { introduce, startMessenger, type TestMessenger, TOKEN } from '../dialogs/bot-api.ts';
import { testBot } from '../fixtures/bot.ts';
import { manualClock } from '../manual-clock.ts';

const SARA = 501;
const log = createLog('silent');
const asking = { clock: manualClock(), random: () => 0, log, signal: new AbortController().signal };
let messenger: TestMessenger;
afterEach(() => messenger.stop());

/** A messenger that refuses changes of menus with a status, or makes them where it is 0. */
async function start(refuses: { with: number } = { with: 0 }) {
  messenger = await startMessenger({
    intercept: ({ method }) =>
      refuses.with !== 0 && /MyCommands/.test(method)
        ? { status: refuses.with, body: { ok: false, error_code: refuses.with, description: 'refused' } }
        : 'pass',
  });
  introduce(messenger, [SARA]);
  const { api } = testBot({ token: TOKEN, apiRoot: messenger.apiRoot });
  const shown = () => messenger.commandsFor(SARA).map(({ command }) => command);
  return { api, shown };
}

test('a chat sees its own menu in place of everybody’s, until it is removed', async () => {
  const { api, shown } = await start();
  expect(await setEverybodysMenu(api, [{ name: 'continue', text: 'ادامه' }], asking)).toBe('made');
  expect(await setOwnMenu(api, SARA, { entries: [{ name: 'open', text: 'دور' }], log })).toBe('made');
  expect(shown()).toEqual(['open']);
  expect(await removeOwnMenu(api, SARA, asking)).toBe('made');
  expect(shown()).toEqual(['continue']);
});

test('a refusal that would stand is told from a messenger that may answer later', async () => {
  const refuses = { with: 400 };
  const { api } = await start(refuses);
  const entries = [{ name: 'open', text: 'دور' }];
  expect(await setOwnMenu(api, SARA, { entries, log })).toBe('refused');
  expect(await removeOwnMenu(api, SARA, asking)).toBe('refused');
  refuses.with = 501;
  expect(await setOwnMenu(api, SARA, { entries, log })).toBe('refused');
  for (const status of [429, 500]) {
    refuses.with = status;
    expect(await setOwnMenu(api, SARA, { entries, log })).toBe('unanswered');
  }
});

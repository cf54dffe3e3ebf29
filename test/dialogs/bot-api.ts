import { type BotApiServer, startBotApiServer } from '../../src/rehearsal/bot-api-server.ts';
import { createMessenger, type Messenger } from '../../src/rehearsal/messenger.ts';
import type { MessengerOptions } from '../../src/rehearsal/messenger-core.ts';

export const TOKEN = '7100000001:rehearsal-token-of-the-tests';

export type TestMessenger = Messenger & Pick<BotApiServer, 'apiRoot'>;

/** Lets people be in touch with the bot already, as those are who have joined. */
export function introduce(messenger: Pick<Messenger, 'addPerson' | 'core'>, people: readonly number[]): void {
  for (const id of people) {
    messenger.addPerson({ id, firstName: `${id}` });
    messenger.core.chats.get(id)!.started = true;
  }
}

/** A messenger with a Bot API server on a free port; `stop` ends both. */
export async function startMessenger(options: Partial<MessengerOptions> = {}): Promise<TestMessenger> {
  const messenger = createMessenger({ token: TOKEN, botUsername: 'hamray_test_bot', ...options });
  const server = await startBotApiServer(messenger);
  return {
    ...messenger,
    apiRoot: server.apiRoot,
    async stop() {
      await messenger.stop();
      await server.stop();
    },
  };
}

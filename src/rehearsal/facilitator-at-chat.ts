import { plain } from '../texts/i18n.ts';
import type { ChatMessage } from './chats.ts';
import type { Messenger } from './messenger.ts';
import { hasButton, says } from './signs.ts';

/** The bot says at once that it is at work; a large file takes longer. */
export const REPLY_WITHIN_MS = 60_000;

/** The facilitator at the chat: types commands, sends a file back, presses what is previewed. */
export function createFacilitator(messenger: Messenger, facilitatorId: number) {
  const chat = () => messenger.chat(facilitatorId);
  const reply = <Seen>(after: number, look: (message: ChatMessage) => Seen | undefined | false) =>
    messenger.until(() => {
      for (const message of chat().filter(({ id, from }) => id > after && from === 'bot')) {
        const seen = look(message);
        if (seen) return seen;
      }
      return undefined;
    }, REPLY_WITHIN_MS);
  const askForDocument = (command: string) => {
    const askedAt = messenger.send(facilitatorId, command);
    return reply(askedAt, ({ document }) => document);
  };
  const press = async (after: number, label: string, sign: string) => {
    const preview = await reply(after, (message) => hasButton(message, label) && message);
    await messenger.press(facilitatorId, preview.id, label);
    await messenger.until(
      () => chat().some((message) => message.id > after && says(message, sign)),
      REPLY_WITHIN_MS,
    );
  };
  return {
    askForDocument,
    async createExample() {
      if (!messenger.chatState(facilitatorId).started) messenger.send(facilitatorId, '/start');
      const example = await askForDocument('/example');
      const bytes = messenger.fileBytes(example);
      if (!bytes) throw new Error(`the example ${example.name} is gone`);
      const sentAt = messenger.sendDocument(facilitatorId, example.name, bytes);
      await press(sentAt, plain('label.createStudy'), plain('rehearsal.sign.created'));
    },
    confirm: (command: string, label: string, sign: string) =>
      press(messenger.send(facilitatorId, command), label, sign),
  };
}

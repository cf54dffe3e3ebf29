import { plain } from '../texts/i18n.ts';
import type { ChatMessage } from './chats.ts';
import type { LocalMessenger } from './messenger.ts';
import { hasButton, says } from './said.ts';

/** The bot says at once that it is at work; a large file takes longer. */
export const REPLY_WITHIN_MS = 60_000;

/** An answer that is no preview says why there is none. */
const REFUSED_AFTER_MS = 3000;

/** The bot answered, and did not do what was asked for. */
export class Refused extends Error {}

/** The facilitator at the chat: types commands, sends a file back, presses what is previewed. */
export function createFacilitator(messenger: LocalMessenger, facilitatorId: number) {
  const chat = () => messenger.chat(facilitatorId);
  const reply = <Seen>(
    after: number,
    look: (message: ChatMessage) => Seen | undefined | false,
    withinMs = REPLY_WITHIN_MS,
  ) =>
    messenger.until(() => {
      for (const message of chat().filter(({ id, from }) => id > after && from === 'bot')) {
        const seen = look(message);
        if (seen) return seen;
      }
      return undefined;
    }, withinMs);
  const askForDocument = (command: string) => {
    const askedAt = messenger.send(facilitatorId, command);
    return reply(askedAt, ({ document }) => document);
  };
  /** The preview that a command brings. */
  const previewOf = async (after: number, label: string): Promise<ChatMessage> => {
    const answer = await reply(after, (message) => !says(message, plain('rehearsal.sign.atWork')) && message);
    if (hasButton(answer, label)) return answer;
    // It may be news that came between.
    return reply(after, (message) => hasButton(message, label) && message, REFUSED_AFTER_MS).catch(() => {
      throw new Refused();
    });
  };
  const press = async (after: number, label: string, sign: string) => {
    const preview = await previewOf(after, label);
    const { showAlert } = await messenger.press(facilitatorId, preview.id, label);
    if (showAlert) throw new Refused();
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

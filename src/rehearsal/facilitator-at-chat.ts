import type { Language } from '../domain/language.ts';
import { plain } from '../texts/i18n.ts';
import { LANGUAGE } from '../texts/speaking.ts';
import type { ChatMessage } from './chats.ts';
import type { LocalMessenger } from './messenger.ts';
import { hasButton, says } from './said.ts';

/**
 * The bot says at once that it is at work, and a large file takes longer. A machine with ten times as much to do takes
 * minutes, and a call that hangs on it has the bot wait for half a minute: who gives up then presses without effect.
 */
export const REPLY_WITHIN_MS = 300_000;

/** An answer that is neither a preview nor a refusal may be news that came between. */
const NEWS_FOR_MS = 10_000;

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
  const previewOf = async (after: number, labels: readonly string[]): Promise<ChatMessage> => {
    const isIt = (message: ChatMessage) => labels.some((label) => hasButton(message, label));
    const answer = await reply(after, (message) => !says(message, plain('rehearsal.sign.atWork')) && message);
    if (isIt(answer)) return answer;
    if (says(answer, plain('rehearsal.sign.refused'))) throw new Refused();
    return reply(after, (message) => isIt(message) && message, NEWS_FOR_MS).catch(() => {
      throw new Refused();
    });
  };
  const press = async (after: number, labels: readonly string[], sign: string) => {
    const preview = await previewOf(after, labels);
    const label = labels.find((each) => hasButton(preview, each))!;
    const { showAlert } = await messenger.press(facilitatorId, preview.id, label);
    if (showAlert) throw new Refused();
    await messenger.until(
      () => chat().some((message) => message.id > after && says(message, sign)),
      REPLY_WITHIN_MS,
    );
  };
  /** Presses what stands below a message. @returns the message that stands there then */
  const pressOn = async (seen: ChatMessage, label: string): Promise<ChatMessage> => {
    const { showAlert } = await messenger.press(facilitatorId, seen.id, label);
    if (showAlert) throw new Refused();
    return messenger.until(() => {
      const now = chat().findLast(({ from }) => from === 'bot');
      return now && (now.id !== seen.id || now.edits !== seen.edits) && now;
    }, REPLY_WITHIN_MS);
  };
  /** What is like something that stands, or waits, is merged with what it is most like. */
  const acceptOne = async (seen: ChatMessage): Promise<ChatMessage> => {
    const merge = plain('label.mergeProposal');
    if (!says(seen, plain('rehearsal.sign.alike')) || !hasButton(seen, merge)) {
      return pressOn(seen, plain('label.acceptProposal'));
    }
    const candidates = await pressOn(seen, merge);
    const preview = await pressOn(candidates, candidates.keyboard[0]![0]!.text);
    return pressOn(preview, plain('label.acceptProposal'));
  };
  return {
    askForDocument,
    /** Accepts what waits in `/suggestions`, one after another. */
    async acceptSuggestions() {
      const asked = messenger.send(facilitatorId, '/suggestions');
      let seen = await reply(asked, (message) => message);
      while (hasButton(seen, plain('label.acceptProposal'))) seen = await acceptOne(seen);
    },
    async createExample(language: Language) {
      const { started } = messenger.chatState(facilitatorId);
      if (!started && language !== LANGUAGE) messenger.send(facilitatorId, `/language ${language}`);
      if (!started) messenger.send(facilitatorId, '/start');
      const example = await askForDocument('/example');
      const bytes = messenger.fileBytes(example);
      if (!bytes) throw new Error(`the example ${example.name} is gone`);
      const sentAt = messenger.sendDocument(facilitatorId, example.name, bytes);
      await press(sentAt, [plain('label.createStudy')], plain('rehearsal.sign.created'));
    },
    /** @param labels of which the preview bears one */
    confirm: (command: string, labels: readonly string[], sign: string) =>
      press(messenger.send(facilitatorId, command), labels, sign),
  };
}

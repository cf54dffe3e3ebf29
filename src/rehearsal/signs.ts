import { plain } from '../texts/i18n.ts';
import { isLabelled } from '../texts/labelled.ts';
import type { ChatMessage, Press } from './chats.ts';
import type { Messenger } from './messenger.ts';
import { latinDigits } from './study-files.ts';

/**
 * What a person recognises in a chat with the bot: the words and labels that stay as they are, whatever
 * else a message says.
 */

/** What the facilitator's chat tells about the newest study. */
export interface StudySigns {
  readonly created: boolean;
  /** The newest round that was opened, 0: none. */
  readonly openedRound: number;
  /** Where its opening stands among the messages' ids: before whatever came of it. */
  readonly openedAt: number;
  readonly closedRound: number;
  /** The newest round whose result has come. */
  readonly summarizedRound: number;
  /** The last `/open` opened nothing: no panel goes on, and the reply names `/finish`. */
  readonly toldToFinish: boolean;
  readonly finished: boolean;
  /** A document came after the last closing, in answer to `/export`. */
  readonly exported: boolean;
}

/** The signs in the facilitator's chat, read anew only when that has changed. */
export function watchStudySigns(messenger: Messenger, facilitatorId: number): () => StudySigns {
  let known: StudySigns | null = null;
  messenger.onChange((change) => {
    if ('personId' in change && change.personId === facilitatorId) known = null;
  });
  return () => {
    known ??= readStudySigns(messenger.chat(facilitatorId), messenger.chatState(facilitatorId).presses);
    return known;
  };
}

function readStudySigns(chat: readonly ChatMessage[], presses: readonly Press[]): StudySigns {
  const created = chat.findLastIndex((message) => says(message, plain('rehearsal.sign.created')));
  const since = created < 0 ? [] : chat.slice(created);
  const opened = newestRound(since, (number) => plain('rehearsal.sign.opened', { number }));
  const closed = newestRound(since, (number) => plain('rehearsal.sign.closed', { number }));
  const asked = since.findLastIndex(({ from, text }) => from === 'person' && text.startsWith('/export'));
  return {
    created: created >= 0,
    openedRound: opened.round,
    openedAt: openingPress(opened.messageId, presses),
    closedRound: closed.round,
    summarizedRound: newestRound(since, (number) => plain('rehearsal.sign.summary', { number })).round,
    toldToFinish: isToldToFinish(since, opened.messageId),
    finished: since.some((message) => says(message, plain('rehearsal.sign.finished'))),
    exported: asked >= 0 && since.slice(asked).some(({ from, document }) => from === 'bot' && document),
  };
}

/** The highest round that a message tells of, and the first message that does. */
function newestRound(chat: readonly ChatMessage[], sign: (number: string) => string) {
  const pattern = new RegExp(sign('([۰-۹]+)'));
  let newest = { round: 0, messageId: 0 };
  for (const message of chat) {
    const round = message.from === 'bot' && pattern.exec(bare(message.text))?.[1];
    if (round && Number(latinDigits(round)) > newest.round) {
      newest = { round: Number(latinDigits(round)), messageId: message.id };
    }
  }
  return newest;
}

function isToldToFinish(chat: readonly ChatMessage[], openedAt: number): boolean {
  const asked = chat.findLast(({ from, text }) => from === 'person' && text.startsWith('/open'));
  if (!asked || asked.id < openedAt) return false;
  return chat.some(({ id, from, text }) => id > asked.id && from === 'bot' && text.includes('/finish'));
}

/** The first press on the preview that opened a round: experts may hear of the round before the facilitator does. */
function openingPress(toldIn: number, presses: readonly Press[]): number {
  const openings = presses.filter(({ label }) => isLabelled(label, plain('label.openRound')));
  const preview = openings.findLast(({ messageId }) => messageId <= toldIn)?.messageId;
  return openings.find(({ messageId }) => messageId === preview)?.order ?? toldIn;
}

/** Whether a message of the bot holds words, whatever marks of direction stand among them. */
export function says(message: ChatMessage, words: string): boolean {
  return message.from === 'bot' && bare(message.text).includes(words);
}

/** A text without the invisible marks that only steer its direction. */
export function bare(text: string): string {
  return text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

export function hasButton(message: ChatMessage, label: string): boolean {
  return message.keyboard.some((row) => row.some(({ text }) => isLabelled(text, label)));
}

/** The newest message of the bot that has one of the buttons. */
export function newestWith(chat: readonly ChatMessage[], ...labels: string[]): ChatMessage | undefined {
  return chat.findLast((message) => labels.some((label) => hasButton(message, label)));
}

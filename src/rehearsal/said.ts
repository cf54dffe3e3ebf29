import { isLabelled } from '../texts/labelled.ts';
import type { ChatMessage } from './chats.ts';

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

import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { PERSIAN } from '../../src/texts/persian.ts';

const NOTES: ReadonlySet<string> = new Set(Object.values(PERSIAN.facilitator.job.working));

/**
 * Whether a message answers: a job that takes longer than two seconds, as any may on a busy machine, first says that it
 * is at work. What it leads to takes the place of that message, or, where it is a document, comes after it.
 */
export function isAnswer({ from, text }: ChatMessage): boolean {
  return from === 'bot' && !NOTES.has(text);
}

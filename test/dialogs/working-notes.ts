import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { PERSIAN } from '../../src/texts/persian.ts';

const { working, done } = PERSIAN.facilitator.job;
const NOTES: ReadonlySet<string> = new Set([...Object.values(working), done]);
/** How far it is. */
const STEP = /^⏳ گام [۰-۹]+ از [۰-۹]+: /;

/**
 * Whether a message answers: a job that takes longer than two seconds, as any may on a busy machine, first says that it
 * is at work. What it leads to takes the place of that message, or, where it is a document, comes after it.
 */
export function isAnswer({ from, text }: ChatMessage): boolean {
  return from === 'bot' && !NOTES.has(text) && !STEP.test(text);
}

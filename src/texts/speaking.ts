import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '../domain/language.ts';

/** Spoken where nobody has said otherwise. */
export const LANGUAGE: Language = 'fa';

const spoken = new AsyncLocalStorage<Language>();

/**
 * Does work whose texts are in one language, also those that it puts together later. Said at the doors: where an update
 * comes in, where a message leaves, where a job or a task begins; what composes texts names no language.
 */
export function speaking<Result>(language: Language, work: () => Result): Result {
  // Node carries another through each promise and each call, from the first time on, and every tap pays for that.
  return language === languageSpoken() ? work() : spoken.run(language, work);
}

export function languageSpoken(): Language {
  return spoken.getStore() ?? LANGUAGE;
}

import { grouped } from '../../domain/grouped.ts';
import { offeredTheme } from '../../domain/reason-themes.ts';
import type { Message } from '../../messages/message.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { Study } from '../../store/studies.ts';
import { type Exclusion, loadExclusions } from './load-exclusions.ts';
import { loadFunnel } from './load-funnel.ts';
import type { MarkedReason } from './load-reasons.ts';
import { type ReasonWords, themeMessage, themeWords } from './themes-message.ts';

/** One reason for which items left, to be sorted, by its index among all. */
export function themeScreen(tx: Transaction, study: Study, place: number): Message {
  const all = loadReasonWords(tx, study);
  return themeMessage(study.id, all, Math.min(place, all.length - 1));
}

/** What follows a sorted reason: the next unsorted one; where none is left, the same one. */
export function nextThemeScreen(tx: Transaction, study: Study, place: number): Message {
  const all = loadReasonWords(tx, study);
  const next = all.findIndex(({ theme }, at) => theme === null && at > place);
  return themeMessage(
    study.id,
    all,
    next === -1 ? (firstUnsorted(all) ?? Math.min(place, all.length - 1)) : next,
  );
}

export function loadReasonWords(tx: Transaction, study: Study): ReasonWords[] {
  return reasonWordsOf(loadExclusions(tx, study, loadFunnel(tx, study)));
}

/** Reasons with the same words count as one; the most frequent stands first. */
export function reasonWordsOf(exclusions: readonly Exclusion[]): ReasonWords[] {
  const written = exclusions.flatMap(({ item, reasons }) => reasons.map((reason) => ({ item, ...reason })));
  return [...grouped(written, ({ mark }) => mark).values()]
    .map(wordsOf)
    .toSorted((one, other) => other.reasons - one.reasons || (one.text < other.text ? -1 : 1));
}

function wordsOf(written: readonly (MarkedReason & Pick<Exclusion, 'item'>)[]): ReasonWords {
  const { text, mark, theme } = written[0]!;
  return {
    ...{ text, mark, theme, reasons: written.length },
    offered: offeredTheme(text, themeWords()),
    isFacilitators: written.some(({ by }) => by === 'facilitator'),
    items: [...new Set(written.map(({ item }) => item))],
  };
}

/** Index of the first reason without a theme; null: each has one. */
export function firstUnsorted(all: readonly Pick<ReasonWords, 'theme'>[]): number | null {
  const place = all.findIndex(({ theme }) => theme === null);
  return place === -1 ? null : place;
}

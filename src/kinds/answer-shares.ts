import type { JudgedRound } from '../domain/judged-round.ts';
import type { ScalePoint } from '../domain/study-draft.ts';
import { kindOf } from './all.ts';

/** How a round's answers to each item are spread over what could be chosen. */
export interface AnswerShares {
  /** What could be chosen, the lowest first. */
  readonly choices: readonly string[];
  /** By item, in the order asked: how often each was chosen. */
  readonly rows: readonly { readonly title: string; readonly counts: readonly number[] }[];
}

/** Null where nothing is chosen from few: places and numbers; and where nobody answered. */
export function answerShares(
  { kind: name, items }: JudgedRound,
  scale: readonly ScalePoint[],
): AnswerShares | null {
  const kind = kindOf(name);
  const answered = items.filter(({ n }) => n > 0);
  const isChosen = kind.usesScale || kind.ratings === 'words';
  if (!isChosen || answered.length === 0) return null;
  const values = Object.keys(answered[0]!.counts).sort((one, other) => Number(one) - Number(other));
  return {
    choices: values.map((value) => kind.words(Number(value), scale)),
    rows: answered.map(({ title, counts }) => ({ title, counts: values.map((value) => counts[value] ?? 0) })),
  };
}

import type { JudgedRound } from '../domain/judged-round.ts';
import type { RoundKind, ScalePoint } from '../domain/study-draft.ts';
import { kindOf } from './all.ts';

/** How the answers to each item of a round are distributed over its choices. */
export interface AnswerShares {
  /** What could be chosen, the lowest first. */
  readonly choices: readonly string[];
  /** By item, in the order asked: how often each choice was taken. */
  readonly rows: readonly { readonly title: string; readonly counts: readonly number[] }[];
}

/** Whether its answers are choices from a few, neither places nor numbers. */
export function hasChoices(name: RoundKind): boolean {
  const { asks, usesScale, ratings } = kindOf(name);
  return usesScale || (asks !== 'proposals' && ratings === 'words');
}

/** Null where answers are no choices from a few, and where nobody answered. */
export function answerShares(
  { kind: name, items }: JudgedRound,
  scale: readonly ScalePoint[],
): AnswerShares | null {
  const kind = kindOf(name);
  const answered = items.filter(({ n }) => n > 0);
  if (!hasChoices(name) || answered.length === 0) return null;
  const values = Object.keys(answered[0]!.counts).sort((one, other) => Number(one) - Number(other));
  return {
    choices: values.map((value) => kind.words(Number(value), scale)),
    rows: answered.map(({ title, counts }) => ({ title, counts: values.map((value) => counts[value] ?? 0) })),
  };
}

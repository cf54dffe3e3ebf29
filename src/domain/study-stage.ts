import type { Refusal } from './refusals.ts';

/** Where a study stands, as far as its next step depends on it. */
export type StudyStage =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'open'; readonly number: number; readonly deadline: Date }
  /** Closed, with its verdicts still being computed. */
  | { readonly kind: 'judging'; readonly number: number }
  /** The next round may open for panels that are still active. */
  | { readonly kind: 'between'; readonly number: number }
  /** Every panel has agreed or is stable: another round only where the facilitator asks for it. */
  | { readonly kind: 'settled'; readonly number: number }
  /** No round is left to come. */
  | { readonly kind: 'exhausted'; readonly number: number }
  | { readonly kind: 'finished' };

export interface StagedStudy {
  readonly state: 'preparing' | 'running' | 'finished';
  readonly maxRounds: number;
  readonly rounds: readonly {
    readonly number: number;
    readonly state: 'opening' | 'open' | 'closed' | 'judged';
    readonly deadline: Date;
  }[];
  readonly panelStatuses: readonly ('active' | 'agreed' | 'stable' | 'dropped' | 'finished')[];
}

/**
 * @param study its rounds in the order of their numbers
 * @returns `number`: of the round that is open, or was the last
 */
export function stageOf({ state, maxRounds, rounds, panelStatuses }: StagedStudy): StudyStage {
  if (state === 'finished') return { kind: 'finished' };
  const last = rounds.at(-1);
  if (!last) return { kind: 'preparing' };
  const { number } = last;
  if (last.state === 'open' || last.state === 'opening')
    return { kind: 'open', number, deadline: last.deadline };
  if (last.state === 'closed') return { kind: 'judging', number };
  if (number >= maxRounds) return { kind: 'exhausted', number };
  if (panelStatuses.includes('active')) return { kind: 'between', number };
  const isSettled = panelStatuses.some((status) => status === 'agreed' || status === 'stable');
  return { kind: isSettled ? 'settled' : 'exhausted', number };
}

/** Why a command about the open round finds none, by where the study stands. */
export function whyNoneOpen(stage: StudyStage): Refusal {
  switch (stage.kind) {
    case 'preparing':
    case 'between':
      return { code: 'round.noneOpen' };
    case 'open':
    case 'judging':
      return { code: 'round.judging', number: stage.number };
    case 'settled':
      return { code: 'round.allSettled' };
    case 'exhausted':
      return { code: 'round.noneLeft' };
    case 'finished':
      return { code: 'study.finished' };
  }
}

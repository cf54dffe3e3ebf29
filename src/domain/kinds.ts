import type { RoundKind, ScalePoint } from './study-draft.ts';

/** A rating that an expert may choose: a point of the study's scale, or a fixed word of the kind of round. */
export type Choice =
  | { readonly value: number; readonly label: string }
  | { readonly value: number; readonly word: FixedWord };

export type FixedWord =
  | 'yes'
  | 'no'
  | 'essential'
  | 'useful'
  | 'unnecessary'
  | 'irrelevant'
  | 'somewhatRelevant'
  | 'relevant'
  | 'highlyRelevant';

/** Kinds in which each item is answered by one press. */
export type ChoiceKind = Extract<RoundKind, 'likert' | 'screening' | 'cvr' | 'cvi'>;

export function isChoiceKind(kind: RoundKind): kind is ChoiceKind {
  return kind === 'likert' || kind === 'screening' || kind === 'cvr' || kind === 'cvi';
}

/** What an expert chooses from, in the order shown. */
export function choicesOf(kind: RoundKind, scale: readonly ScalePoint[]): readonly Choice[] {
  switch (kind) {
    case 'likert':
      return scale;
    case 'screening':
      return [
        { value: 1, word: 'yes' },
        { value: 0, word: 'no' },
      ];
    case 'cvr':
      return [
        { value: 3, word: 'essential' },
        { value: 2, word: 'useful' },
        { value: 1, word: 'unnecessary' },
      ];
    case 'cvi':
      return [
        { value: 1, word: 'irrelevant' },
        { value: 2, word: 'somewhatRelevant' },
        { value: 3, word: 'relevant' },
        { value: 4, word: 'highlyRelevant' },
      ];
    case 'ranking':
    case 'brainstorming':
      return [];
  }
}

/** Whether this program can put a kind of round to experts yet. */
export function canBePut(kind: RoundKind): boolean {
  return isChoiceKind(kind);
}

/** Whether Kendall's W is told of a kind of round. */
export function hasConcordance(kind: RoundKind): boolean {
  return kind === 'likert' || kind === 'ranking';
}

import type { ScalePoint } from '../../domain/study-draft.ts';
import { plain, type TextKey } from '../../texts/i18n.ts';

/** A rating that an expert may choose, and its words on the button. */
export interface Choice {
  readonly value: number;
  readonly label: string;
}

/** What an expert chooses from under a study's scale, in the order shown. */
export type ChoicesOn = (scale: readonly ScalePoint[]) => readonly Choice[];

/** Choices in the kind's own words, independent of the study's scale. */
export function fixedChoices(words: readonly (readonly [value: number, key: TextKey])[]): ChoicesOn {
  return () => words.map(([value, key]) => ({ value, label: plain(key) }));
}

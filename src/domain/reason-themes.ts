import { foldText } from './digits.ts';

/** What a reason against an item is about; each reason has one theme. */
export const THEMES = ['law', 'liability', 'quality', 'cost', 'data', 'other'] as const;

export type Theme = (typeof THEMES)[number];

/** Why an item left, in its author's words. */
export interface ExclusionReason {
  readonly text: string;
  readonly by: 'expert' | 'facilitator';
  /** Null: nobody has sorted it yet. */
  readonly theme: Theme | null;
}

/** How often a theme was given for items that left at a step. */
export interface ThemeCount {
  readonly step: number;
  /** Null: reasons that nobody has sorted yet. */
  readonly theme: Theme | null;
  readonly reasons: number;
  /** Each item counts once per theme; one may have several themes, so these do not add up. */
  readonly items: number;
}

interface Excluded {
  readonly step: number;
  readonly reasons: readonly Pick<ExclusionReason, 'theme'>[];
}

/** The themes of items that left, by step and by descending frequency; what is not sorted yet stands last. */
export function countThemes(excluded: readonly Excluded[]): ThemeCount[] {
  return [...new Set(excluded.map(({ step }) => step))].flatMap((step) => {
    const there = excluded.filter((one) => one.step === step);
    const counts = [...THEMES, null].map((theme) => ({ step, ...countOf(theme, there) }));
    const inOrder = counts.toSorted(
      (one, other) =>
        Number(one.theme === null) - Number(other.theme === null) || other.reasons - one.reasons,
    );
    return inOrder.filter(({ reasons }) => reasons > 0);
  });
}

function countOf(theme: Theme | null, excluded: readonly Excluded[]): Omit<ThemeCount, 'step'> {
  const ofEach = excluded.map(({ reasons }) => reasons.filter((one) => one.theme === theme).length);
  return {
    theme,
    reasons: ofEach.reduce((sum, reasons) => sum + reasons, 0),
    items: ofEach.filter((reasons) => reasons > 0).length,
  };
}

/**
 * The theme that a reason's words point to, as a suggestion, never applied by itself; null where they point to none or
 * to several.
 *
 * @param words beginnings of words, by theme
 */
export function offeredTheme(
  text: string,
  words: Readonly<Partial<Record<Theme, readonly string[]>>>,
): Theme | null {
  const written = text.split(/[^\p{L}\p{M}\p{N}\u200c]+/u).map(foldText);
  const found = THEMES.filter((theme) =>
    (words[theme] ?? []).map(foldText).some((word) => written.some((one) => one.startsWith(word))),
  );
  return found.length === 1 ? found[0]! : null;
}

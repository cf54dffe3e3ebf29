import { foldText } from './digits.ts';
import type { Background } from './study-draft.ts';

export const BACKGROUND_FIELDS = ['post', 'organisation', 'degree', 'experience', 'gender'] as const;

/** How many experts gave one value; null: several values, each given by too few to be told apart. */
export interface BackgroundCell {
  readonly value: string | null;
  readonly experts: number;
}

export interface BackgroundRow {
  readonly field: keyof Background;
  readonly cells: readonly BackgroundCell[];
}

/** A cell with fewer experts could tell who they are. */
const LEAST_TOLD = 3;

/**
 * The experts' backgrounds in sums: by field, the most frequent value first. Cells under three are joined into one;
 * where that is still under three, the next smallest cell is joined too. A field that nobody filled in is left out.
 */
export function backgroundTable(experts: readonly (Background | null)[]): BackgroundRow[] {
  return BACKGROUND_FIELDS.flatMap((field) => {
    const cells = joined(counted(experts.flatMap((one) => one?.[field] || [])));
    return cells.length === 0 ? [] : [{ field, cells }];
  });
}

function counted(values: readonly string[]): BackgroundCell[] {
  const spelled = new Map<string, number>();
  for (const value of values) spelled.set(value, (spelled.get(value) ?? 0) + 1);
  const counts = new Map<string, { value: string; experts: number }>();
  for (const [value, experts] of spelled) {
    const known = counts.get(foldText(value));
    if (known) known.experts += experts;
    else counts.set(foldText(value), { value, experts });
  }
  return [...counts.values()].sort((one, other) => other.experts - one.experts);
}

function joined(cells: readonly BackgroundCell[]): BackgroundCell[] {
  let told = cells.filter(({ experts }) => experts >= LEAST_TOLD);
  const sumOf = (few: readonly BackgroundCell[]) => few.reduce((sum, { experts }) => sum + experts, 0);
  let few = cells.slice(told.length);
  if (few.length > 0 && sumOf(few) < LEAST_TOLD && told.length > 0) {
    few = [...few, told.at(-1)!];
    told = told.slice(0, -1);
  }
  return few.length === 0 ? told : [...told, { value: null, experts: sumOf(few) }];
}

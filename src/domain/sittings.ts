/** A questionnaire with more items is split into sittings of at most this many. */
export const MOST_A_SITTING = 40;

/** A step of a questionnaire, with the place of its items. */
export interface PlacedStep {
  readonly position: number;
  /** How many answers it asks. */
  readonly items: number;
  readonly panelId: number;
  readonly unit: string;
  /** Outermost level first. */
  readonly group: readonly string[];
}

/** Steps to be answered in one go, in the questionnaire's order. */
export interface Sitting {
  /** Positions of its first and its last step. */
  readonly first: number;
  readonly last: number;
  /** How many answers its steps ask. */
  readonly asked: number;
  readonly panelId: number;
  /** What all its items have in common: the unit, then levels of the group. */
  readonly path: readonly string[];
  /** The next level's names below that path, where the items have several. */
  readonly parts: readonly string[];
  /** Where one part was too large and had to be cut: which piece this is, of how many; null: not cut. */
  readonly piece: { readonly number: number; readonly of: number } | null;
}

/**
 * Divides a questionnaire at its natural borders: by panel, then, where a part is still too large, by unit, by group
 * and by levels below. Small neighbours are joined, as evenly as their borders allow. What no border divides is cut
 * into pieces of equal size.
 *
 * @param steps in their order
 * @returns empty where everything is one sitting; a step is never divided, however many items it asks
 */
export function sittingsOf(steps: readonly PlacedStep[]): Sitting[] {
  if (itemsIn(steps) <= MOST_A_SITTING) return [];
  return runsBy(steps, ({ panelId }) => panelId).flatMap((panel) => divided(panel, []));
}

function divided(steps: readonly PlacedStep[], path: readonly string[]): Sitting[] {
  if (itemsIn(steps) <= MOST_A_SITTING) return [sitting(steps, path)];
  const level = path.length;
  if (steps.every((step) => placeOf(step).length <= level)) return pieces(steps, path);
  const parts = runsBy(steps, (step) => placeOf(step)[level]);
  if (parts.length === 1) return divided(steps, placeOf(steps[0]!).slice(0, level + 1));
  return runsOfSmall(parts).flatMap((run) => {
    const [only] = run;
    const name = placeOf(only![0]!)[level];
    if (run.length === 1) return divided(only!, name === undefined ? path : [...path, name]);
    return evened(run).map((together) => sitting(together.flat(), path, level));
  });
}

/** Unit, then levels of the group. */
function placeOf({ unit, group }: PlacedStep): readonly string[] {
  return [unit, ...group];
}

function sitting(
  steps: readonly PlacedStep[],
  path: readonly string[],
  level: number | null = null,
  piece: Sitting['piece'] = null,
): Sitting {
  const [first] = steps;
  const parts = level === null ? [] : steps.map((step) => placeOf(step)[level] ?? '');
  return {
    ...{ first: first!.position, last: steps.at(-1)!.position, asked: itemsIn(steps) },
    ...{ panelId: first!.panelId, piece },
    path: path.filter((name) => name !== ''),
    parts: [...new Set(parts)].filter((name) => name !== ''),
  };
}

/** Joins runs of neighbours that each fit a sitting; a larger part stays by itself. */
function runsOfSmall(parts: readonly (readonly PlacedStep[])[]): (readonly PlacedStep[])[][] {
  const runs: (readonly PlacedStep[])[][] = [];
  let small: (readonly PlacedStep[])[] | null = null;
  for (const part of parts) {
    const isSmall = itemsIn(part) <= MOST_A_SITTING;
    if (isSmall && small) small.push(part);
    else runs.push([part]);
    if (!isSmall) small = null;
    else small ??= runs.at(-1)!;
  }
  return runs;
}

/** Puts parts together into as few sittings as possible, with the largest as small as possible. */
function evened(parts: readonly (readonly PlacedStep[])[]): (readonly PlacedStep[])[][] {
  const fewest = filled(parts, MOST_A_SITTING).length;
  let most = Math.max(...parts.map(itemsIn), Math.ceil(itemsIn(parts.flat()) / fewest));
  while (filled(parts, most).length > fewest) most += 1;
  return filled(parts, most);
}

function filled(parts: readonly (readonly PlacedStep[])[], most: number): (readonly PlacedStep[])[][] {
  const full: (readonly PlacedStep[])[][] = [];
  let room = 0;
  for (const part of parts) {
    const items = itemsIn(part);
    if (full.length === 0 || items > room) {
      full.push([]);
      room = most;
    }
    full.at(-1)!.push(part);
    room -= items;
  }
  return full;
}

/** Pieces whose sizes differ by one item at most. */
function pieces(steps: readonly PlacedStep[], path: readonly string[]): Sitting[] {
  const cut = evened(steps.map((step) => [step]));
  if (cut.length === 1) return [sitting(steps, path)];
  return cut.map((piece, at) => sitting(piece.flat(), path, null, { number: at + 1, of: cut.length }));
}

function runsBy(steps: readonly PlacedStep[], keyOf: (step: PlacedStep) => unknown): PlacedStep[][] {
  const runs: PlacedStep[][] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last && keyOf(last[0]!) === keyOf(step)) last.push(step);
    else runs.push([step]);
  }
  return runs;
}

function itemsIn(steps: readonly PlacedStep[]): number {
  return steps.reduce((sum, { items }) => sum + items, 0);
}

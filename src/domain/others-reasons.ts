import { seededRandom } from '../statistics/seeded-random.ts';

/** A reason that the facilitator let through, with the rating it was given for. */
export interface LetThroughReason {
  readonly value: number;
  readonly text: string;
}

/** Reasons as other experts read them: by side only, as in a small panel a rating may tell whose they are. */
export interface OthersReasons {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/**
 * Most reasons on each side. Both sides get as many, whatever the majority: minority reasons are what the others lack.
 */
const REASONS_A_SIDE = 2;

/**
 * Chooses which of a panel's reasons for an item are shown: up to two from above its median and two from below.
 *
 * @param reasons without the reader's own
 * @param median of the panel's ratings in that round; reasons for a rating at the median are on neither side
 * @param seed decides which are shown and in which order: neither may follow the list of experts
 */
export function chooseReasons(
  reasons: readonly LetThroughReason[],
  median: number,
  seed: number,
): OthersReasons {
  const mixed = seededRandom(seed).shuffle(reasons.toSorted(byText));
  const side = (isThere: (value: number) => boolean) =>
    mixed
      .filter(({ value }) => isThere(value))
      .slice(0, REASONS_A_SIDE)
      .map(({ text }) => text);
  return { above: side((value) => value > median), below: side((value) => value < median) };
}

function byText(one: LetThroughReason, other: LetThroughReason): number {
  return one.text < other.text ? -1 : one.text > other.text ? 1 : 0;
}

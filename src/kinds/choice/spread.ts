import { plainNumber } from '../../texts/numerals.ts';

const LONGEST_BAR = 8;
const FULL = '▰';
const EMPTY = '▱';

/**
 * The panel's answers as a small picture: a line a scale point, the highest first, with bars as long as the share of
 * the largest. It stands right to left and needs no fixed-width font.
 *
 * @param counts number of answers by scale value
 * @param own the expert's own previous value, marked where it stands
 * @param mark what marks it
 */
export function spreadPicture(counts: ReadonlyMap<number, number>, own: number | null, mark: string): string {
  const largest = Math.max(1, ...counts.values());
  return [...counts]
    .sort(([one], [other]) => other - one)
    .map(([value, count]) => {
      const length = count === 0 ? 0 : Math.max(1, Math.round((count / largest) * LONGEST_BAR));
      const bar = length === 0 ? EMPTY : FULL.repeat(length);
      const line = `${plainNumber(value)} ${bar} ${plainNumber(count)}`;
      return value === own ? `${line} ${mark}` : line;
    })
    .join('\n');
}

/** The same in one line without bars, where a card has no room for the picture: only points that somebody chose. */
export function spreadLine(counts: ReadonlyMap<number, number>, own: number | null, mark: string): string {
  return [...counts]
    .filter(([, count]) => count > 0)
    .sort(([one], [other]) => other - one)
    .map(([value, count]) => {
      const point = `${plainNumber(value)} (${plainNumber(count)})`;
      return value === own ? `${point} ${mark}` : point;
    })
    .join(' · ');
}

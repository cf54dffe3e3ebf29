import type { ItemJudgement } from '../../domain/judged-round.ts';
import { plainNumber } from '../../texts/numerals.ts';

type Counts = ItemJudgement['counts'];

export interface SpreadForm {
  readonly own: number | null;
  readonly mark: string;
  nameOf(value: number): string;
}

const LONGEST_BAR = 8;
const FULL = '▰';
const EMPTY = '▱';

/**
 * The panel's answers as a small picture: a line a scale point, the highest first, with bars as long as the share of
 * the largest. It stands right to left and needs no fixed-width font.
 *
 * @param counts number of answers by scale value, as text
 * @param form.own the expert's own previous value, marked where it stands
 * @param form.mark what marks it
 * @param form.nameOf a point: its number, or its word
 */
export function spreadPicture(counts: Counts, { own, mark, nameOf }: SpreadForm): string {
  const largest = Math.max(1, ...Object.values(counts));
  return highestFirst(counts)
    .map(([value, count]) => {
      const length = count === 0 ? 0 : Math.max(1, Math.round((count / largest) * LONGEST_BAR));
      const bar = length === 0 ? EMPTY : FULL.repeat(length);
      const line = `${nameOf(value)} ${bar} ${plainNumber(count)}`;
      return value === own ? `${line} ${mark}` : line;
    })
    .join('\n');
}

/** The same in one line without bars, where a card has no room for the picture: only points that somebody chose. */
export function spreadLine(counts: Counts, { own, mark, nameOf }: SpreadForm): string {
  return highestFirst(counts)
    .filter(([, count]) => count > 0)
    .map(([value, count]) => {
      const point = `${nameOf(value)} (${plainNumber(count)})`;
      return value === own ? `${point} ${mark}` : point;
    })
    .join(' · ');
}

function highestFirst(counts: Counts): [value: number, count: number][] {
  return Object.entries(counts)
    .map(([value, count]): [number, number] => [Number(value), count])
    .sort(([one], [other]) => other - one);
}

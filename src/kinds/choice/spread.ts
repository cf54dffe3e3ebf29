import type { ItemJudgement } from '../../domain/judged-round.ts';
import { html } from '../../texts/i18n.ts';
import { plainNumber } from '../../texts/numerals.ts';

type Counts = ItemJudgement['counts'];

export interface SpreadForm {
  /** Values in the order of the card's answers. */
  readonly order: readonly number[];
  readonly own: number | null;
  readonly mark: string;
  nameOf(value: number): string;
}

/** Most blocks of a bar beside a point's number; a word leaves less of the line. */
const LONGEST_BAR = 8;
const SHORTEST_BAR = 3;
const SIGNS_FOR_A_BLOCK = 3;
const FULL = '▰';
const EMPTY = '▱';

/**
 * The panel's answers as a small picture: a line a scale point, in the order of the buttons below, with bars as long as
 * the share of the largest. It stands right to left and needs no fixed-width font.
 *
 * @param counts number of answers by scale value, as text
 * @param form.own the expert's own previous value, marked where it stands
 * @param form.mark what marks it
 * @param form.nameOf a point: its number, or its word
 */
export function spreadPicture(counts: Counts, { order, own, mark, nameOf }: SpreadForm): string {
  const largest = Math.max(1, ...Object.values(counts));
  const longest = longestBar(inOrder(counts, order).map(([value]) => nameOf(value)));
  return inOrder(counts, order)
    .map(([value, count]) => {
      const length = count === 0 ? 0 : Math.max(1, Math.round((count / largest) * longest));
      const bar = length === 0 ? EMPTY : FULL.repeat(length);
      const line =
        count === 0
          ? `${nameOf(value)} ${bar} ${plainNumber(0)}`
          : html('expert.card.bar', { point: nameOf(value), bar, people: count });
      return value === own ? html('expert.card.ownBar', { line, mark }) : line;
    })
    .join('\n');
}

function longestBar(names: readonly string[]): number {
  const longest = Math.max(0, ...names.map((name) => Array.from(name).length));
  return Math.max(SHORTEST_BAR, LONGEST_BAR - Math.floor(longest / SIGNS_FOR_A_BLOCK));
}

/** A value that a later workbook took off the scale is no answer any more and comes last. */
function inOrder(counts: Counts, order: readonly number[]): [value: number, count: number][] {
  const place = (value: number) => (order.includes(value) ? order.indexOf(value) : order.length);
  return Object.entries(counts)
    .map(([value, count]): [number, number] => [Number(value), count])
    .sort(([one], [other]) => place(one) - place(other) || one - other);
}

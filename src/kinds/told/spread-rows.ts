import type { JudgedItem, JudgedRound } from '../../domain/judged-round.ts';
import { fateOf, type Mark, type Spread, type SpreadRow } from '../item-chart.ts';

/** How a kind of round tells where opinion lies on an item. */
export interface SpreadForm {
  /** Null where nobody rated it. */
  spread(item: JudgedItem): Spread | null;
  /** Of an item that somebody rated. */
  figure(item: JudgedItem): string;
  marks(item: JudgedItem): readonly Mark[];
  /** The highest stands first; left out: in the order asked. */
  orderOf?(item: JudgedItem): number;
}

/** The rows of the last round's items that somebody rated. @param rounds of one panel and kind, in their order */
export function spreadRows(rounds: readonly JudgedRound[], form: SpreadForm): SpreadRow[] {
  const { orderOf = () => 0 } = form;
  const byItem = rounds.map(({ items }) => new Map(items.map((item) => [item.itemId, item])));
  return (rounds.at(-1)?.items ?? [])
    .filter((item) => form.spread(item) !== null)
    .toSorted((one, other) => orderOf(other) - orderOf(one))
    .map((item) => ({
      ...{ title: item.title, fate: fateOf(item), figure: form.figure(item), marks: form.marks(item) },
      spreads: byItem.map((items) => {
        const asked = items.get(item.itemId);
        return asked ? form.spread(asked) : null;
      }),
    }));
}

/** The mean and a standard deviation to either side; the mean alone where there is none. */
export function spreadOfMean({ mean, sd }: JudgedItem): Spread | null {
  return mean === null ? null : { low: mean - (sd ?? 0), middle: mean, high: mean + (sd ?? 0) };
}

import type { JudgedItem, JudgedRound } from '../../domain/judged-round.ts';
import { fateOf, type Mark, type Spread, type SpreadRow } from '../item-chart.ts';

/** How a kind of round shows where opinion on an item lies. */
export interface SpreadForm {
  /** Null where nobody rated the item. */
  spread(item: JudgedItem): Spread | null;
  /** For an item that somebody rated. */
  figure(item: JudgedItem): string;
  marks(item: JudgedItem): readonly Mark[];
  /** Sort key: the highest stands first; absent: in the order asked. */
  orderOf?(item: JudgedItem): number;
}

/** A row for each item of the last round that somebody rated. @param rounds of one panel and kind, in order */
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

/** The mean with one standard deviation to either side; the mean alone where there is no standard deviation. */
export function spreadOfMean({ mean, sd }: JudgedItem): Spread | null {
  return mean === null ? null : { low: mean - (sd ?? 0), middle: mean, high: mean + (sd ?? 0) };
}

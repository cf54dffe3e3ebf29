/** Ratings as they come in: who rated what. It also lists items that nobody rated. */
export interface RatingTable<Rater, Item> {
  /** The items asked, none twice. */
  readonly items: readonly Item[];
  /** Each rater's ratings by item; an item that is not there was not rated. Ratings of other items are ignored. */
  readonly ratings: ReadonlyMap<Rater, ReadonlyMap<Item, number>>;
}

/** Raters with a rating of every item: the ones who enter W. */
export interface CompleteRaters<Rater> {
  readonly raters: readonly Rater[];
  /** One row a rater, in the order of `raters`; one column an item, in the order of the table's items. */
  readonly ratings: readonly (readonly number[])[];
}

/**
 * Picks the raters who rated every item, in the table's order.
 *
 * @returns nobody where no item was asked
 */
export function completeRaters<Rater, Item>({
  items,
  ratings,
}: RatingTable<Rater, Item>): CompleteRaters<Rater> {
  const complete = [...ratings].filter(
    ([, rated]) => items.length > 0 && items.every((item) => rated.has(item)),
  );
  return {
    raters: complete.map(([rater]) => rater),
    ratings: complete.map(([, rated]) => items.map((item) => rated.get(item)!)),
  };
}

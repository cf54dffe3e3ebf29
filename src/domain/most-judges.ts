/** One panel in a round: whom it asks, and about what. */
export interface AskingPanel<Panel, Expert, Item> {
  readonly panel: Panel;
  readonly experts: readonly Expert[];
  readonly items: readonly Item[];
}

/**
 * By panel: the number of judges that its best-covered item may have, counted over all panels that ask it, each judge
 * once.
 */
export function mostJudges<Panel, Expert, Item>(
  panels: readonly AskingPanel<Panel, Expert, Item>[],
): Map<Panel, number> {
  const askedBy = new Map<Item, number[]>();
  for (const [at, { items }] of panels.entries()) {
    for (const item of items) askedBy.set(item, [...(askedBy.get(item) ?? []), at]);
  }
  // Cached by set of panels: hundreds of items are asked by the same few.
  const counted = new Map<string, number>();
  const judgesOf = (places: readonly number[]): number => {
    const key = places.join();
    const known = counted.get(key) ?? new Set(places.flatMap((at) => panels[at]!.experts)).size;
    counted.set(key, known);
    return known;
  };
  return new Map(
    panels.map(({ panel, items }) => [
      panel,
      items.reduce((most, item) => Math.max(most, judgesOf(askedBy.get(item)!)), 0),
    ]),
  );
}

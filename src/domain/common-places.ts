import { averageRanks } from '../statistics/average-ranks.ts';

/** Experts' rankings: one row an expert, one column an item. */
interface Places {
  readonly itemIds: readonly number[];
  readonly ratings: readonly (readonly (number | null)[])[];
}

/**
 * A panel's rankings in this round and the one before, both reduced to the items of both: an item that left would shift
 * all behind it. Whoever did not rank all items has no places.
 */
export function overCommonItems<
  Panel extends Places & {
    readonly inBulk: readonly (readonly boolean[])[];
    readonly previous: Places | null;
  },
>(panel: Panel): Panel {
  const { previous, itemIds, inBulk } = panel;
  if (!previous) return panel;
  const common = itemIds.filter((itemId) => previous.itemIds.includes(itemId));
  return {
    ...panel,
    itemIds: common,
    ratings: placesAmong(panel, common),
    inBulk: inBulk.map((row) => common.map((itemId) => row[itemIds.indexOf(itemId)] ?? false)),
    previous: { ...previous, itemIds: common, ratings: placesAmong(previous, common) },
  };
}

function placesAmong({ itemIds, ratings }: Places, common: readonly number[]): (number | null)[][] {
  const columns = common.map((itemId) => itemIds.indexOf(itemId));
  return ratings.map((row) => {
    const places = columns.flatMap((column) => row[column] ?? []);
    return places.length === columns.length ? averageRanks(places) : columns.map(() => null);
  });
}

import { seededRandom } from '../statistics/seeded-random.ts';

/**
 * The order in which an expert is asked: panel by panel, and in a panel unit by unit as the workbook names them first.
 * Within a unit it is the workbook's, or the expert's own, drawn from the study's stored seed and so the same whenever it
 * is asked for; the units of a panel change places with it.
 *
 * @param seed null: the workbook's order. The expert counts by the code: the study's seed stands in protocol.json, and who
 *   could work out the order of somebody known would find the code whose answers break off along it
 */
export function askingOrder<Asked extends { readonly panelId: number; readonly unit: string }>(
  asked: readonly Asked[],
  seed: { readonly study: number; readonly expert: string; readonly round: number } | null,
): Asked[] {
  const panels = groupedBy(asked, ({ panelId }) => panelId).map((panel) =>
    groupedBy(panel, ({ unit }) => unit),
  );
  if (!seed) return panels.flat(2);
  const random = seededRandom(
    (seed.study ^ Math.imul(numberOf(seed.expert), 0x9e3779b1) ^ Math.imul(seed.round, 0x85ebca6b)) >>> 0,
  );
  return panels.flatMap((units) => random.shuffle(units).flatMap((unit) => random.shuffle(unit)));
}

/** FNV-1a, 32 bits. */
function numberOf(code: string): number {
  return [...code].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193), 0x811c9dc5);
}

function groupedBy<Thing>(things: readonly Thing[], key: (thing: Thing) => unknown): Thing[][] {
  const groups = new Map<unknown, Thing[]>();
  for (const thing of things) {
    const group = groups.get(key(thing));
    if (group) group.push(thing);
    else groups.set(key(thing), [thing]);
  }
  return [...groups.values()];
}

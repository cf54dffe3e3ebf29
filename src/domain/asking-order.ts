import { seededRandom } from '../statistics/seeded-random.ts';
import { MOST_A_SITTING } from './sittings.ts';

/**
 * The order in which an expert is asked: panel by panel, and in a panel unit by unit as the workbook names them first; of
 * what comes in sittings, in a unit group by group.
 * Within these it is the workbook's, or the expert's own, drawn from the study's stored seed and so the same whenever it
 * is asked for; units and groups change places with it.
 *
 * @param seed null: the workbook's order. The expert counts by the code: the study's seed stands in protocol.json, and who
 *   could work out the order of somebody known would find the code whose answers break off along it
 */
export function askingOrder<Asked extends AskedItem>(
  asked: readonly Asked[],
  seed: { readonly study: number; readonly expert: string; readonly round: number } | null,
): Asked[] {
  const panels = groupedBy(asked, ({ panelId }) => panelId);
  const deepest = asked.length > MOST_A_SITTING ? Math.max(...asked.map(({ group }) => group.length)) : 0;
  const borders: Border[] = [
    ({ unit }) => unit,
    ...Array.from(
      { length: deepest },
      (_, level): Border =>
        ({ group }) =>
          group[level],
    ),
  ];
  if (!seed) return panels.flatMap((panel) => ordered(panel, borders, (things) => things));
  const random = seededRandom(
    (seed.study ^ Math.imul(numberOf(seed.expert), 0x9e3779b1) ^ Math.imul(seed.round, 0x85ebca6b)) >>> 0,
  );
  return panels.flatMap((panel) => ordered(panel, borders, (things) => random.shuffle(things)));
}

/** An item and where it stands. */
interface AskedItem {
  readonly panelId: number;
  readonly unit: string;
  readonly group: readonly string[];
}

type Border = (item: AskedItem) => unknown;

function ordered<Asked extends AskedItem>(
  asked: readonly Asked[],
  [border, ...inner]: readonly Border[],
  mixed: <Thing>(things: readonly Thing[]) => readonly Thing[],
): Asked[] {
  if (!border) return [...mixed(asked)];
  return mixed(groupedBy(asked, border)).flatMap((part) => ordered(part, inner, mixed));
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

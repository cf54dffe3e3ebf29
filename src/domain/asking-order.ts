import { seededRandom } from '../statistics/seeded-random.ts';
import { grouped } from './grouped.ts';
import { MOST_A_SITTING } from './sittings.ts';

/**
 * The order in which an expert is asked: panel by panel, within a panel unit by unit in the order in which the workbook
 * first names them, and, where the questionnaire comes in sittings, within a unit group by group. Within these it is
 * the workbook's order, or the expert's own, which also reorders units and groups. That one is drawn from the study's
 * stored seed, so it is the same each time.
 *
 * @param seed null: the workbook's order. The draw uses the expert's code: the seed stands in protocol.json, so whoever
 *   could work out the order of a known person could find the code whose answers break off along it
 */
export function askingOrder<Asked extends AskedItem>(
  asked: readonly Asked[],
  seed: { readonly study: number; readonly expert: string; readonly round: number } | null,
): Asked[] {
  const panels = [...grouped(asked, ({ panelId }) => panelId).values()];
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

/** An item with its unit and its groups. */
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
  return mixed([...grouped(asked, border).values()]).flatMap((part) => ordered(part, inner, mixed));
}

/** FNV-1a, 32 bits. */
function numberOf(code: string): number {
  return [...code].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193), 0x811c9dc5);
}

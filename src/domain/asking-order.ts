import { seededRandom } from '../statistics/seeded-random.ts';

/**
 * The order in which an expert is asked: the workbook's, or one of the expert's own within each panel, drawn from the
 * study's stored seed and so the same whenever it is asked for.
 *
 * @param seed null: the workbook's order
 */
export function askingOrder<Asked extends { readonly panelId: number }>(
  asked: readonly Asked[],
  seed: { readonly study: number; readonly expert: number; readonly round: number } | null,
): Asked[] {
  if (!seed) return [...asked];
  const random = seededRandom(
    (seed.study ^ Math.imul(seed.expert, 0x9e3779b1) ^ Math.imul(seed.round, 0x85ebca6b)) >>> 0,
  );
  const byPanel = new Map<number, Asked[]>();
  for (const one of asked) byPanel.set(one.panelId, [...(byPanel.get(one.panelId) ?? []), one]);
  return [...byPanel.values()].flatMap((group) => random.shuffle(group));
}

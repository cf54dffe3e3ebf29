import { foldText } from './digits.ts';
import type { NumberBounds } from './number-bounds.ts';

/** How new items replace old ones: each way changes what is asked, so no answer carries over. */
export type Succession = 'reworded' | 'split' | 'merged';

/** Why an item left a panel. */
export type LeavingReason = 'below_rule' | 'removed' | 'by_hand' | 'workbook' | Succession;

/** An item that others replace. */
export interface Forebear {
  readonly id: number;
  readonly code: string;
  readonly position: number;
  readonly unit: string;
  readonly audience: string;
  readonly group: readonly string[];
  readonly bounds: NumberBounds | null;
  /** The panels that judge it now. */
  readonly panelIds: readonly number[];
}

/** What an item says. */
export interface Wording {
  readonly title: string;
  readonly definition: string;
}

/** A new item, to be stored. */
export interface Heir extends Wording, Omit<Forebear, 'id'> {
  readonly parents: readonly number[];
}

/**
 * The items that replace others: each is asked wherever one of its parents was, and takes the first parent's place in
 * the order, unit, audience, group and bounds.
 *
 * @param parents at least one
 * @param taken codes of the study's items and panels
 */
export function heirsOf(
  parents: readonly Forebear[],
  wordings: readonly Wording[],
  taken: readonly string[],
): Heir[] {
  const { code, position, unit, audience, group, bounds } = parents[0]!;
  const codes: string[] = [];
  for (const _wording of wordings) codes.push(heirCode(code, [...taken, ...codes]));
  return wordings.map(({ title, definition }, at) => ({
    ...{ title, definition, position, unit, audience, group, bounds },
    code: codes[at]!,
    panelIds: [...new Set(parents.flatMap(({ panelIds }) => panelIds))],
    parents: parents.map(({ id }) => id),
  }));
}

/** The first free code after the parent's: `S7_2`, then `S7_3`; no spreadsheet takes this for a number or a date. */
function heirCode(code: string, taken: readonly string[]): string {
  const folded = new Set(taken.map(foldText));
  const stem = code.replace(/_\d+$/, '');
  let number = 2;
  while (folded.has(foldText(`${stem}_${number}`))) number += 1;
  return `${stem}_${number}`;
}

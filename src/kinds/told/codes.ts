import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { listed } from '../../texts/listed.ts';

/** Most codes of items that a sentence names. */
const NAMED = 8;
const LONGEST_CODE = 20;

/** The first codes of some items, to stand in a sentence. */
export function codesOf(items: readonly string[]): string {
  const codes = items.slice(0, NAMED).map((code) => isolate(shorten(code, LONGEST_CODE)));
  return listed(items.length > NAMED ? [...codes, '…'] : codes);
}

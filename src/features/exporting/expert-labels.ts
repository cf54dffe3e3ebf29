import type { Called } from '../../domain/anonymity.ts';
import { spokenDigits } from '../../texts/numerals.ts';

/**
 * The label of each expert in the files of an export: the code, or the name, with « (۲)» after the second bearer of a
 * name. No two experts share a label, even where somebody's name is itself «… (۲)».
 */
export function expertLabels<Id>(called: ReadonlyMap<Id, Called>): Map<Id, string> {
  const taken = new Set(
    [...called.values()].flatMap((each) => (each.by === 'name' && each.ordinal === 1 ? [each.name] : [])),
  );
  const labels = [...called].map(([id, each]): [Id, string] => [id, labelOf(each, taken)]);
  return new Map(labels);
}

function labelOf(called: Called, taken: Set<string>): string {
  if (called.by === 'code') return called.code;
  if (called.ordinal === 1) return called.name;
  let { ordinal } = called;
  const numbered = () => `${called.name} (${spokenDigits(String(ordinal))})`;
  while (taken.has(numbered())) ordinal += 1;
  taken.add(numbered());
  return numbered();
}

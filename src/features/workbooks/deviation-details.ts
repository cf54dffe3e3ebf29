import type { Deviation } from '../../domain/deviations.ts';
import type { ChangedPart, StudyChange } from '../../domain/study-change.ts';

/** What a departure from the protocol is about: the field, what stood there, what stands there now. */
export function deviationDetails(
  part: ChangedPart,
  change: StudyChange,
): Pick<Deviation, 'field' | 'code' | 'from' | 'to'> {
  switch (part.part) {
    case 'rule': {
      const rule = change.rules.find(({ field }) => field === part.field);
      return { field: part.field, from: rule?.from ?? null, to: rule?.to ?? null };
    }
    case 'scale':
    case 'rounds':
      return { field: part.part, from: change[part.part]?.from ?? null, to: change[part.part]?.to ?? null };
    case 'expertMoved':
    case 'expertRemoved':
      // Experts' changes are no deviations; their names stand in no log of the protocol.
      return { field: part.part, from: part.id, to: null };
    case 'expertAdded':
      return { field: part.part, from: null, to: null };
    case 'panelAdded':
    case 'itemAdded':
      return { field: part.part, code: part.code, from: null, to: part.code };
    case 'panelRemoved':
    case 'itemRemoved':
      return { field: part.part, code: part.code, from: part.code, to: null };
    case 'itemReworded':
    case 'itemMoved':
    case 'itemRelabelled':
      return { field: part.part, code: part.code, ...itemEnds(part.part, part.code, change) };
  }
}

const PARTS = {
  itemReworded: ['reworded', ['title', 'definition']],
  itemMoved: ['moved', ['panelCodes']],
  itemRelabelled: ['relabelled', ['unit', 'audience', 'group']],
} as const;

function itemEnds(
  part: keyof typeof PARTS,
  code: string,
  { items }: StudyChange,
): { from: unknown; to: unknown } {
  const [list, fields] = PARTS[part];
  const found = items[list].find(({ from }) => from.code === code);
  const pick = (item: object | undefined) =>
    Object.fromEntries(
      fields.map((field) => [field, (item as Record<string, unknown> | undefined)?.[field]]),
    );
  return { from: pick(found?.from), to: pick(found?.to) };
}

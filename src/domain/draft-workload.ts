import type { RoundKind, StudyDraft } from './study-draft.ts';

/** How many items the experts of a study not stored yet are asked in its first round: the fewest and the most. */
export interface DraftWorkload {
  readonly least: number;
  readonly most: number;
}

/** @returns null where nobody is asked an item in the first round */
export function firstRoundWorkload(draft: StudyDraft): DraftWorkload | null {
  const excluded = draft.rules.excludedAudiences;
  const items = draft.items.filter(({ audience }) => !excluded.includes(audience));
  const kinds = new Map(draft.panels.map(({ code }) => [code, firstKind(draft, code)]));
  const loads = draft.experts.map(({ panelCodes }) => {
    const asked = new Set<string>();
    for (const [at, item] of items.entries()) {
      for (const code of panelCodes) {
        const kind = kinds.get(code);
        if (kind && item.panelCodes.includes(code)) asked.add(`${kind}:${at}`);
      }
    }
    return asked.size;
  });
  const working = loads.filter((load) => load > 0);
  return working.length === 0 ? null : { least: Math.min(...working), most: Math.max(...working) };
}

/** What a panel does in the first round; null where the plan leaves it out. */
function firstKind({ rules, rounds }: StudyDraft, panelCode: string): RoundKind | null {
  if (rounds.length === 0) return rules.kind;
  const first = rounds.filter(({ number }) => number === 1);
  const row =
    first.find(({ panelCodes }) => panelCodes.includes(panelCode)) ??
    first.find(({ panelCodes }) => panelCodes.length === 0);
  return row?.kind ?? null;
}

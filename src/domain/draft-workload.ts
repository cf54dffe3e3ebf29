import type { RoundKind, StudyDraft } from './study-draft.ts';

/** How many items the experts of a study not stored yet are asked in its first round: the fewest and the most. */
export interface DraftWorkload {
  readonly least: number;
  readonly most: number;
}

/** @returns null where nobody is asked an item in the first round */
export function firstRoundWorkload(draft: StudyDraft): DraftWorkload | null {
  const asked = itemsByPanel(draft);
  // Experts on the same panels are asked the same, and a large study has few such sets.
  const bySeats = new Map(draft.experts.map(({ panelCodes }) => [panelCodes.join('\n'), panelCodes]));
  const loads = [...bySeats.values()]
    .map((codes) => new Set(codes.flatMap((code) => asked.get(code) ?? [])).size)
    .filter((load) => load > 0);
  return loads.length === 0 ? null : { least: Math.min(...loads), most: Math.max(...loads) };
}

/** What each panel asks in the first round: an item in one kind of round is one thing, whichever panel asks it. */
function itemsByPanel(draft: StudyDraft): ReadonlyMap<string, readonly string[]> {
  const excluded = draft.rules.excludedAudiences;
  const asked = new Map<string, string[]>(draft.panels.map(({ code }) => [code, []]));
  const kinds = new Map(draft.panels.map(({ code }) => [code, firstKind(draft, code)]));
  for (const [at, { audience, panelCodes }] of draft.items.entries()) {
    if (excluded.includes(audience)) continue;
    for (const code of panelCodes) {
      const kind = kinds.get(code);
      if (kind) asked.get(code)?.push(`${kind}:${at}`);
    }
  }
  return asked;
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

import type { RoundKind, StudyDraft } from './study-draft.ts';

/** How many items each expert of a study not yet stored is asked in its first round: the least and the most. */
export interface DraftWorkload {
  readonly least: number;
  readonly most: number;
}

/** Whether an answer in a kind of round counts in its panel alone, so that each panel asks for its own. */
type CountsApart = (kind: RoundKind) => boolean;

/** @returns null where nobody is asked an item in the first round */
export function firstRoundWorkload(draft: StudyDraft, countsApart: CountsApart): DraftWorkload | null {
  const loads = firstRoundLoads(draft, countsApart)
    .map(({ items }) => items)
    .filter((items) => items > 0);
  return loads.length === 0 ? null : { least: Math.min(...loads), most: Math.max(...loads) };
}

/**
 * How many items the first round asks of experts by the panels they sit on: experts on the same panels are asked the
 * same, and a large study has few such sets.
 *
 * @returns one entry a set; `experts` are indices into the draft's experts
 */
export function firstRoundLoads(
  draft: StudyDraft,
  countsApart: CountsApart,
): readonly { readonly experts: readonly number[]; readonly items: number }[] {
  const asked = itemsByPanel(draft, countsApart);
  const bySeats = new Map<string, { panelCodes: readonly string[]; experts: number[] }>();
  for (const [at, { panelCodes }] of draft.experts.entries()) {
    const seats = [...panelCodes].sort().join('\n');
    const known = bySeats.get(seats);
    if (known) known.experts.push(at);
    else bySeats.set(seats, { panelCodes, experts: [at] });
  }
  return [...bySeats.values()].map(({ panelCodes, experts }) => ({
    experts,
    items: new Set(panelCodes.flatMap((code) => asked.get(code) ?? [])).size,
  }));
}

/**
 * What each panel asks in the first round. In most kinds of rounds an item is asked once, whichever of its panels asks.
 */
function itemsByPanel(draft: StudyDraft, countsApart: CountsApart): ReadonlyMap<string, readonly string[]> {
  const excluded = draft.rules.excludedAudiences;
  const asked = new Map<string, string[]>(draft.panels.map(({ code }) => [code, []]));
  const kinds = new Map(draft.panels.map(({ code }) => [code, firstKind(draft, code)]));
  for (const [at, { audience, panelCodes }] of draft.items.entries()) {
    if (excluded.includes(audience)) continue;
    for (const code of panelCodes) {
      const kind = kinds.get(code);
      if (kind) asked.get(code)?.push(`${kind}:${countsApart(kind) ? code : ''}:${at}`);
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

import { distance } from 'fastest-levenshtein';
import { foldText } from './digits.ts';
import { grouped } from './grouped.ts';
import type { ExpertDraft } from './study-draft.ts';

/** An expert as the study knows them. */
export interface CurrentExpert extends ExpertDraft {
  readonly id: number;
}

/** Why an expert of a workbook may or may not be one whom the study knows. */
type Doubt =
  /** The same mobile, but another `کد` and another name. */
  | 'sameMobileOtherKey'
  /** The same name on the same panels, but another `کد`. */
  | 'sameNameOtherKey'
  | 'sameNameOtherPanels'
  /** A name that differs by its spelling only, on the same panels. */
  | 'similarName'
  /** Several of one name on the same panels, with nothing to tell which is which. */
  | 'namesakes';

export interface UncertainExpert {
  /** The place among the workbook's experts, from 0. */
  readonly index: number;
  readonly draft: ExpertDraft;
  readonly candidates: readonly { readonly expert: CurrentExpert; readonly why: Doubt }[];
}

/** A facilitator's answers: index in the workbook to the known expert's id, or to null for a new expert. */
export type ExpertDecisions = ReadonlyMap<number, number | null>;

export interface ExpertMatching {
  readonly matched: readonly { readonly current: CurrentExpert; readonly draft: ExpertDraft }[];
  readonly added: readonly ExpertDraft[];
  /** Known experts whom the workbook no longer names; candidates of an open doubt are not among them. */
  readonly removed: readonly CurrentExpert[];
  readonly uncertain: readonly UncertainExpert[];
}

/**
 * Finds a workbook's experts among those whom the study knows: by `کد`, else by mobile, else by name and panels. What
 * is uncertain is returned as a doubt; the facilitator's answer comes back as a decision.
 */
export function matchExperts(
  current: readonly CurrentExpert[],
  drafts: readonly ExpertDraft[],
  decisions: ExpertDecisions = new Map(),
): ExpertMatching {
  const matching = new Matching(current, drafts);
  matching.byDecision(decisions);
  matching.byKey();
  matching.byMobile();
  matching.byNameAndPanels();
  return matching.result(decisions);
}

/** Each step takes pairs out of those left on both sides. */
class Matching {
  readonly #pairs = new Map<number, CurrentExpert>();
  readonly #namesakes = new Set<number>();
  readonly #drafts: readonly ExpertDraft[];
  readonly #known: readonly CurrentExpert[];
  readonly #leftKnown: Set<CurrentExpert>;
  readonly #leftDrafts: Set<number>;

  constructor(known: readonly CurrentExpert[], drafts: readonly ExpertDraft[]) {
    this.#known = known;
    this.#drafts = drafts;
    this.#leftKnown = new Set(known);
    this.#leftDrafts = new Set(drafts.keys());
  }

  byDecision(decisions: ExpertDecisions): void {
    for (const [index, id] of decisions) {
      const known = this.#known.find((expert) => expert.id === id);
      if (known && this.#leftKnown.has(known) && this.#leftDrafts.has(index)) this.#pair(index, known);
    }
  }

  byKey(): void {
    const byKey = new Map([...this.#leftKnown].map((expert) => [expert.key && foldText(expert.key), expert]));
    for (const index of [...this.#leftDrafts]) {
      const { key } = this.#drafts[index]!;
      const known = key && byKey.get(foldText(key));
      if (known && this.#leftKnown.has(known)) this.#pair(index, known);
    }
  }

  /** Another `کد` beside the same mobile is a renamed code only where the name is the same too. */
  byMobile(): void {
    for (const index of [...this.#leftDrafts]) {
      const draft = this.#drafts[index]!;
      const sharing = [...this.#leftKnown].filter((known) => draft.mobile && known.mobile === draft.mobile);
      const [known] = sharing;
      if (sharing.length !== 1 || !known) continue;
      if (!haveOtherKeys(known, draft) || haveOneName(known, draft)) this.#pair(index, known);
    }
  }

  byNameAndPanels(): void {
    const drafts = grouped([...this.#leftDrafts], (index) => nameAndPanels(this.#drafts[index]!));
    const known = grouped([...this.#leftKnown], nameAndPanels);
    for (const [name, indices] of drafts) {
      const alike = known.get(name);
      if (alike) this.#pairNamesakes(indices, alike);
    }
  }

  /**
   * Experts of one name on the same panels. Those alike in all else are paired in the workbook's order: it makes no
   * difference which is which, unless one of them has left the workbook.
   */
  #pairNamesakes(indices: readonly number[], known: readonly CurrentExpert[]): void {
    if (indices.length > 1 || known.length > 1) this.#pairTwins(indices, known);
    const leftIndices = indices.filter((index) => this.#leftDrafts.has(index));
    const leftKnown = known.filter((expert) => this.#leftKnown.has(expert));
    const [index] = leftIndices;
    const [expert] = leftKnown;
    if (index === undefined || !expert) return;
    const areTwo = leftIndices.length === 1 && leftKnown.length === 1;
    if (!areTwo) for (const each of leftIndices) this.#namesakes.add(each);
    else if (!haveOtherKeys(expert, this.#drafts[index]!)) this.#pair(index, expert);
  }

  #pairTwins(indices: readonly number[], known: readonly CurrentExpert[]): void {
    const twins = grouped(known, fingerprint);
    for (const [print, alike] of grouped(indices, (index) => fingerprint(this.#drafts[index]!))) {
      const knownAlike = twins.get(print) ?? [];
      if (knownAlike.length > alike.length) continue;
      knownAlike.forEach((expert, at) => {
        this.#pair(alike[at]!, expert);
      });
    }
  }

  result(decisions: ExpertDecisions): ExpertMatching {
    const uncertain: UncertainExpert[] = [];
    const added: ExpertDraft[] = [];
    for (const index of this.#leftDrafts) {
      const draft = this.#drafts[index]!;
      const candidates = decisions.get(index) === null ? [] : this.#candidates(index);
      if (candidates.length > 0) uncertain.push({ index, draft, candidates });
      else added.push(draft);
    }
    const asked = new Set(uncertain.flatMap(({ candidates }) => candidates.map(({ expert }) => expert)));
    return {
      matched: [...this.#pairs]
        .sort(([one], [other]) => one - other)
        .map(([index, current]) => ({ current, draft: this.#drafts[index]! })),
      added,
      removed: [...this.#leftKnown].filter((expert) => !asked.has(expert)),
      uncertain,
    };
  }

  #candidates(index: number): UncertainExpert['candidates'] {
    const draft = this.#drafts[index]!;
    return [...this.#leftKnown].flatMap((expert) => {
      const why = doubtBetween(expert, draft, this.#namesakes.has(index));
      return why ? [{ expert, why }] : [];
    });
  }

  #pair(index: number, known: CurrentExpert): void {
    this.#pairs.set(index, known);
    this.#leftDrafts.delete(index);
    this.#leftKnown.delete(known);
  }
}

function doubtBetween(known: CurrentExpert, draft: ExpertDraft, amongNamesakes: boolean): Doubt | null {
  const otherKeys = haveOtherKeys(known, draft);
  if (draft.mobile !== null && known.mobile === draft.mobile) return 'sameMobileOtherKey';
  if (nameAndPanels(known) === nameAndPanels(draft)) {
    if (otherKeys) return 'sameNameOtherKey';
    return amongNamesakes ? 'namesakes' : null;
  }
  if (otherKeys) return null;
  if (haveOneName(known, draft)) return 'sameNameOtherPanels';
  return panelsOf(known) === panelsOf(draft) && areSimilar(known.name, draft.name) ? 'similarName' : null;
}

/** Whether both have a `کد` and these differ: a missing code says nothing. */
function haveOtherKeys(one: ExpertDraft, other: ExpertDraft): boolean {
  return one.key !== null && other.key !== null && foldText(one.key) !== foldText(other.key);
}

function haveOneName(one: ExpertDraft, other: ExpertDraft): boolean {
  return foldText(one.name) === foldText(other.name);
}

function nameAndPanels(expert: ExpertDraft): string {
  return `${foldText(expert.name)}\n${panelsOf(expert)}`;
}

function panelsOf({ panelCodes }: ExpertDraft): string {
  return panelCodes.map(foldText).sort().join('\n');
}

function fingerprint({ key, role, mobile }: ExpertDraft): string {
  return [key ?? '', role, mobile ?? ''].map(foldText).join('\n');
}

/** Letters by which two spellings of one name may differ. */
const SPELLING = 2;

/**
 * A title before the name, or a typing error. Two people this alike are rare on one panel, and it only leads to a
 * question.
 */
function areSimilar(one: string, other: string): boolean {
  const [shorter, longer] = [foldText(one), foldText(other)].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  return longer.endsWith(shorter) || distance(shorter, longer) <= SPELLING;
}

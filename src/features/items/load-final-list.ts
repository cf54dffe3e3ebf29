import { grouped } from '../../domain/grouped.ts';
import { finalDecision, type ruledDecision } from '../../domain/hand-decision.ts';
import { kindOf } from '../../kinds/all.ts';
import { meanRating } from '../../statistics/mean-rating.ts';
import { standardDeviation } from '../../statistics/standard-deviation.ts';
import { loadDeviations } from '../../store/deviations.ts';
import type { Transaction } from '../../store/file/database.ts';
import { type Item, loadAllWordings, loadItems } from '../../store/items.ts';
import { loadPanels, type Panel } from '../../store/panels.ts';
import { loadRatingsOf } from '../../store/results.ts';
import { type FinalVerdict, loadFinals, loadRuledDecisions } from './load-verdicts.ts';

/** An item asked in a round with verdicts, with its outcome in the study. */
export interface FinalItem extends Pick<Item, 'code' | 'title' | 'unit'> {
  /** Panels that have a say, each with its last verdict. */
  readonly panels: readonly FinalPlace[];
  /** `open`: its panels differ, and nobody has decided. */
  readonly decided: ReturnType<typeof finalDecision>;
  /** Null: its panels differ. */
  readonly kept: boolean | null;
  /** The outcome without decisions by hand. */
  readonly ruled: ReturnType<typeof ruledDecision>;
  /** Reasons of all decisions by hand, including those reversed later. */
  readonly byHand: readonly string[];
  /**
   * Ratings of all panels, with each person counted once by their last rating; null where no kind that asked has
   * numbers.
   */
  readonly persons: PersonsRatings | null;
}

/** `mean` is null in kinds of rounds whose ratings are words. */
export interface FinalPlace
  extends Pick<FinalVerdict, 'round' | 'kind' | 'n' | 'mean' | 'w' | 'kept' | 'why' | 'ruled'> {
  readonly code: string;
  readonly name: string;
}

/** Null: nobody rated it; `sd`: fewer than two did. */
export interface PersonsRatings {
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
}

/** An item of the final list, the people not counted yet. */
export type FinalOutcome = Omit<FinalItem, 'persons'> & { readonly itemId: number };

/** The final list, in the items' order. */
export function loadFinalList(tx: Transaction, studyId: number): FinalItem[] {
  return loadFinalOutcomes(tx, studyId).map((outcome) => countPersons(tx, studyId, outcome));
}

/** Counts the people behind an item; what they rated in judged rounds no longer changes. */
export function countPersons(tx: Transaction, studyId: number, { itemId, ...item }: FinalOutcome): FinalItem {
  const verdicts = loadFinals(tx, studyId, itemId).get(itemId) ?? [];
  return { ...item, persons: personsOf(tx, itemId, verdicts) };
}

/** The same without the people, most of the work. */
export function loadFinalOutcomes(tx: Transaction, studyId: number): FinalOutcome[] {
  const finals = loadFinals(tx, studyId, null);
  const ruled = loadRuledDecisions(tx, studyId);
  const panels = new Map(loadPanels(tx, studyId).map((panel) => [panel.id, panel]));
  const byHand = grouped(
    loadDeviations(tx, studyId).filter(({ field }) => field === 'itemByHand'),
    ({ code }) => code,
  );
  return loadItems(tx, studyId).flatMap(({ id, code, title, unit }) => {
    const verdicts = finals.get(id);
    if (!verdicts) return [];
    const kept = new Set(verdicts.map((verdict) => verdict.kept));
    return {
      ...{ itemId: id, code, title, unit, decided: finalDecision(verdicts), ruled: ruled.get(id)! },
      kept: kept.size > 1 ? null : kept.has(true),
      byHand: [...new Set((byHand.get(code) ?? []).flatMap(({ reason }) => reason ?? []))],
      panels: verdicts.map((verdict) => placeOf(verdict, panels.get(verdict.panelId)!)),
    };
  });
}

function placeOf(
  { round, kind, n, mean, w, kept, why, ruled }: FinalVerdict,
  { code, name }: Panel,
): FinalPlace {
  const ofNumbers = kindOf(kind).ratings === 'numbers' ? mean : null;
  return { code, name, round, kind, n, mean: ofNumbers, w, kept, why, ruled };
}

/** An item's ratings, each person's last one. */
function personsOf(
  tx: Transaction,
  itemId: number,
  verdicts: readonly FinalVerdict[],
): PersonsRatings | null {
  const asking = verdicts
    .filter(({ kind }) => kindOf(kind).ratings === 'numbers')
    .toSorted((one, other) => one.round - other.round);
  if (asking.length === 0) return null;
  const ratings = new Map(asking.flatMap((verdict) => loadRatingsOf(tx, verdict, itemId)));
  const given = [...ratings.values()];
  return { n: given.length, mean: meanRating(given), sd: standardDeviation(given) };
}

/** An item's wordings, and the items it replaced. */
export interface WordedItem extends Pick<Item, 'code'> {
  readonly parents: readonly string[];
  readonly wordings: readonly {
    readonly version: number;
    readonly title: string;
    readonly at: Date;
    /** Empty: the item came with this wording. */
    readonly reason: string;
  }[];
}

export function loadWordedItems(tx: Transaction, studyId: number): WordedItem[] {
  const items = loadItems(tx, studyId);
  const codes = new Map(items.map(({ id, code }) => [id, code]));
  const wordings = loadAllWordings(tx, studyId);
  return items.map(({ id, code, parents }) => ({
    code,
    parents: parents.flatMap((parent) => codes.get(parent) ?? []),
    wordings: (wordings.get(id) ?? []).map(({ version, title, createdAt: at, reason }) => ({
      ...{ version, title, at, reason },
    })),
  }));
}

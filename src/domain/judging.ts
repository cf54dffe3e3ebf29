import { availableW } from '../statistics/available-w.ts';
import { completeRaters, type RatingTable } from '../statistics/complete-raters.ts';
import { concordance } from '../statistics/concordance.ts';
import { concordanceChange } from '../statistics/concordance-change.ts';
import { describeRatings, type RatingDescription } from '../statistics/describe-ratings.ts';
import { exactP } from '../statistics/exact-p.ts';
import { leaveOneOut } from '../statistics/leave-one-out.ts';
import { meanPairwiseSpearman } from '../statistics/mean-pairwise-spearman.ts';
import { permutationP } from '../statistics/permutation-p.ts';
import { overCommonItems } from './common-places.ts';
import { compareRounds, type RatedTwice, unchangedShare } from './compare-rounds.ts';
import type { Concordance, ItemJudgement, PanelJudgement } from './judged-round.ts';
import { type FrozenVersions, PERMUTATION, versionInForce } from './protocol.ts';
import type { RoundKind, StudyRules } from './study-draft.ts';
import { type ItemVerdict, judgePanel, NOBODY_RATED, stopRulesOf } from './verdict.ts';
import { type VerdictRules, verdictRulesOf } from './verdict-rules.ts';

/** What one panel answered in one closed round: a table of experts and items. */
export interface PanelAnswers {
  readonly itemIds: readonly number[];
  readonly expertIds: readonly number[];
  /** One row an expert, one column an item; null where the item was not rated. */
  readonly ratings: readonly (readonly (number | null)[])[];
}

/** Everything that a panel's verdict depends on. */
export interface PanelToJudge extends PanelAnswers {
  readonly kind: RoundKind;
  readonly roundNumber: number;
  /** Which round of its kind it was for the panel, from 1. */
  readonly roundOfKind: number;
  /** The values of the study's scale; empty where it has none. */
  readonly scale: readonly number[];
  /** How many experts said «no opinion», by item. */
  readonly noOpinion: readonly number[];
  /** Whether a rating was kept with all others by one press; rows and columns as in `ratings`. */
  readonly inBulk: readonly (readonly boolean[])[];
  /** Whether each expert handed the round in. */
  readonly handedIn: readonly boolean[];
  /** How many proposals each expert wrote, where the kind calls for them. */
  readonly ideas?: readonly number[];
  readonly rules: StudyRules;
  readonly versions: FrozenVersions;
  /**
   * By item: the ratings of all its judges, each counted once, where several panels judged it in the round and a drop
   * by one takes it from all; else null.
   */
  readonly judges: readonly (readonly number[] | null)[];
  /** The panel's last round of this kind, with the W then reported; null in its first. */
  readonly previous: (PanelAnswers & { readonly w: number | null }) | null;
  /** Seed of the permutation test. */
  readonly seed: number;
}

/** What a kind's rule depends on; the study's rules may be the real ones or hypothetical ones. */
export type Ruling = Pick<PanelToJudge, 'itemIds' | 'roundNumber' | 'scale' | 'versions'> & {
  readonly rules: VerdictRules;
};

/** How one kind of round judges differently from others. */
export interface JudgingRule {
  /** The ratings that could be given; `given`: any number, and only the values that occur are counted. */
  readonly ratings: readonly number[] | 'given';
  /** For an item that somebody rated. */
  verdict(answers: Answers): ItemVerdict;
  /** For an item that nobody rated; absent: it stays for want of answers. */
  readonly unrated?: ItemVerdict;
  /** Whether an item of several panels gets one verdict, from all its judges. */
  readonly pools: boolean;
  /** Whether each item is compared with the round before. */
  readonly compares: boolean;
  /** Whether W is computed. */
  readonly hasConcordance: boolean;
  /** Whether it ever drops items: only then does having none left end a panel. */
  readonly drops: boolean;
  /** The study's rules that the verdict on an item reads. */
  readonly reads: readonly (keyof VerdictRules)[];
  /** Whether ratings are places among the items asked: two rounds are then compared over the items of both. */
  readonly isOrder?: boolean;
}

/** An item's ratings, as a verdict reads them. */
export interface Answers {
  readonly n: number;
  /** Each value, as text, to its number of ratings. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * The answers that an item's verdict is based on: those of all its judges where several panels had one, else the
 * panel's own.
 */
export function answersOf({ counts, judgesCounts }: Pick<ItemJudgement, 'counts' | 'judgesCounts'>): Answers {
  const judged = judgesCounts ?? counts;
  return { n: Object.values(judged).reduce((sum, count) => sum + count, 0), counts: judged };
}

/** The verdict on an item, whether anybody rated it or not. */
export function judgeAnswers(
  answers: Answers,
  { verdict, unrated = NOBODY_RATED }: Pick<JudgingRule, 'verdict' | 'unrated'>,
): ItemVerdict {
  return answers.n === 0 ? unrated : verdict(answers);
}

/**
 * Judges one panel's closed round: every item's figures and verdict, the concordance, and what becomes of the panel.
 * Takes up to some seconds for a large panel (the permutation test): run it in a worker.
 */
export function judgePanelRound(panel: PanelToJudge, rule: JudgingRule): PanelJudgement {
  const items = panel.itemIds.map((itemId, column) => judgeItem(panel, rule, itemId, column));
  const complete = completeRaters(tableOf(panel));
  const twice = allRatedTwice(rule.isOrder ? overCommonItems(panel) : panel);
  const figures = rule.hasConcordance ? judgeConcordance(panel, complete.ratings, twice) : null;
  const rated = panel.ratings.map((row) => row.some((rating) => rating !== null));
  return {
    rules: verdictRulesOf(panel.rules),
    items,
    answered: rated.filter(Boolean).length,
    submitted: panel.handedIn.filter(Boolean).length,
    notHandedIn: rated.filter((has, row) => has && !panel.handedIn[row]).length,
    raters: complete.raters.length,
    concordance: figures,
    verdict: judgePanel(
      {
        roundNumber: panel.roundNumber,
        roundOfKind: panel.roundOfKind,
        isEmptied: rule.drops && items.every(({ kept }) => !kept),
        w: figures?.w ?? null,
        p: figures?.p ?? null,
        pPermutation: figures?.pPermutation ?? null,
        change: figures?.change ?? null,
      },
      stopRulesOf(panel.rules, panel.versions),
    ),
    unchangedShare: unchangedShare(twice.map(({ pair }) => pair)),
  };
}

function judgeItem(panel: PanelToJudge, rule: JudgingRule, itemId: number, column: number): ItemJudgement {
  const description = describe(
    panel.ratings.flatMap((row) => row[column] ?? []),
    rule,
  );
  const judges = panel.judges[column];
  const judgesCounts = judges ? describe(judges, rule).counts : null;
  const answers = answersOf({ ...description, judgesCounts: rule.pools ? judgesCounts : null });
  return {
    ...{ itemId, noOpinion: panel.noOpinion[column] ?? 0, ...description, judgesCounts },
    compared:
      rule.compares && panel.previous?.itemIds.includes(itemId)
        ? compareRounds(ratedTwice(panel, column))
        : null,
    ...judgeAnswers(answers, rule),
  };
}

function describe(ratings: readonly number[], { ratings: possible }: JudgingRule): RatingDescription {
  const counted = possible === 'given' ? [...new Set(ratings)].sort((one, other) => one - other) : possible;
  return describeRatings(ratings, counted);
}

function judgeConcordance(
  panel: PanelToJudge,
  complete: readonly (readonly number[])[],
  twice: readonly RatedTwice[],
): Concordance {
  const figures = concordance(complete);
  const change = panel.previous
    ? concordanceChange(
        { w: panel.previous.w, table: tableOf(panel.previous) },
        { w: figures.w, table: tableOf(panel) },
      )
    : NO_CHANGE;
  const { low, high } = leaveOneOut(complete);
  const spread = { wLow: low, wHigh: high, wChance: 1 / complete.length };
  return {
    ...figures,
    pPermutation: permutationP(complete, panel.seed, versionInForce(PERMUTATION, panel.versions)),
    pExact: exactP(complete),
    // All members of a concordance are null where W is.
    ...(figures.w === null
      ? { ...NO_CHANGE, wLow: null, wHigh: null, wChance: null, wAvailable: null, meanSpearmanPairwise: null }
      : {
          ...{ ...change, ...spread, wAvailable: availableW(panel.ratings) },
          meanSpearmanPairwise: meanPairwiseSpearman(complete),
        }),
    flatRaters: figures.w === null ? null : complete.filter(isFlat).length,
    keptInBulk: figures.w === null ? null : bulkShare(twice),
  };
}

function isFlat(ratings: readonly number[]): boolean {
  return ratings.every((rating) => rating === ratings[0]);
}

/** Share (0–1) of the unchanged ratings; 0 where none is unchanged, null where nobody rated an item twice. */
function bulkShare(rated: readonly RatedTwice[]): number | null {
  if (rated.length === 0) return null;
  const unchanged = rated.filter(({ pair: [before, now] }) => before === now);
  const inBulk = unchanged.filter(({ keptInBulk }) => keptInBulk).length;
  return unchanged.length === 0 ? 0 : inBulk / unchanged.length;
}

const NO_CHANGE = { change: null, changeCommon: null, commonRaters: null, commonItems: null };

function tableOf({ itemIds, expertIds, ratings }: PanelAnswers): RatingTable<number, number> {
  const rows = ratings.map((row) => new Map(row.flatMap((rating, column) => pair(itemIds[column]!, rating))));
  return { items: itemIds, ratings: new Map(expertIds.map((expertId, row) => [expertId, rows[row]!])) };
}

function pair(itemId: number, rating: number | null): [number, number][] {
  return rating === null ? [] : [[itemId, rating]];
}

function allRatedTwice(panel: PanelToJudge): RatedTwice[] {
  return panel.itemIds.flatMap((_, column) => ratedTwice(panel, column));
}

/** The ratings of those who also rated the item in the panel's last round of the kind. */
function ratedTwice(
  { previous, ratings, expertIds, itemIds, inBulk }: PanelToJudge,
  column: number,
): RatedTwice[] {
  if (!previous) return [];
  const columnBefore = previous.itemIds.indexOf(itemIds[column]!);
  const rowBefore = new Map(previous.expertIds.map((expertId, row) => [expertId, previous.ratings[row]!]));
  return ratings.flatMap((row, at) => {
    const before = rowBefore.get(expertIds[at]!)?.[columnBefore] ?? null;
    const now = row[column] ?? null;
    if (before === null || now === null) return [];
    return [{ pair: [before, now] as const, keptInBulk: inBulk[at]?.[column] ?? false }];
  });
}

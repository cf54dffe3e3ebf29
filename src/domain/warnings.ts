import { endShares } from '../statistics/end-shares.ts';
import { isSplit, POINTS_FOR_SPLIT } from '../statistics/is-split.ts';
import { minority } from '../statistics/minority.ts';
import type { Concordance, JudgedItem, JudgedRound } from './judged-round.ts';
import { missesAgreement, SIGNIFICANCE, type StopRules, showsStability } from './verdict.ts';

/**
 * Why a panel's figures should not be taken at face value; one sentence each in `texts`. Items are named by their
 * codes.
 */
export type Warning =
  /** Low W, although most items have agreement: W measures the order of items, not their level. */
  | { readonly code: 'orderWithoutLevel'; readonly agreed: number; readonly items: number }
  /** Ratings of some items lie far apart, whatever W is. */
  | ItemsWarning<'split'>
  /** W holds although answers move: experts may have traded places. */
  | { readonly code: 'answersMoving'; readonly unchangedShare: number }
  /** W changed only because items or raters did. */
  | { readonly code: 'changeFromItems' }
  /** W held only because items or raters changed. */
  | { readonly code: 'changeHidden' }
  /** W is based on few raters or few items. */
  | { readonly code: 'smallBase'; readonly raters: number; readonly items: number }
  /** The two p values lie on either side of the significance bound. */
  | { readonly code: 'pApart'; readonly p: number; readonly pPermutation: number }
  /** Opinion has settled without agreement; W may have reached its threshold and still be no more than chance. */
  | { readonly code: 'settledApart'; readonly w: number; readonly isBelow: boolean }
  /** Experts who rated all items the same: they have no order to agree on. */
  | { readonly code: 'flatRaters'; readonly experts: number }
  /** Few of those who answered rated every item. */
  | { readonly code: 'fewRaters'; readonly raters: number; readonly answered: number }
  /** W is no more than what chance alone gives. */
  | { readonly code: 'nearChance'; readonly w: number; readonly wChance: number }
  /** Items that stay although some experts firmly disagree. */
  | ItemsWarning<'firmMinority'>
  /** Many of the unchanged answers were kept with all others by one press. */
  | { readonly code: 'keptInBulk'; readonly share: number }
  /** Low W with a tiny p: the orders are not quite random, which is not agreement. */
  | { readonly code: 'smallP'; readonly w: number }
  /** Items that few of those who answered rated. */
  | ItemsWarning<'fewAnswers'>
  /** Items whose verdict one expert's absence would change. */
  | ItemsWarning<'hanging'>;

export interface ItemsWarning<Code extends string = 'split' | 'firmMinority' | 'fewAnswers' | 'hanging'> {
  readonly code: Code;
  readonly items: readonly string[];
}

const ABOUT_ITEMS: ReadonlySet<string> = new Set<ItemsWarning['code']>([
  'split',
  'firmMinority',
  'fewAnswers',
  'hanging',
]);

export function isAboutItems(warning: Warning): warning is Warning & ItemsWarning {
  return ABOUT_ITEMS.has(warning.code);
}

/** The figures that warnings are computed from. */
export type JudgedFigures = Pick<JudgedRound, 'answered' | 'raters' | 'unchangedShare' | 'verdict'> & {
  readonly concordance: Concordance;
  readonly items: readonly Pick<
    JudgedItem,
    'code' | 'n' | 'counts' | 'median' | 'q1' | 'q3' | 'kept' | 'ruled'
  >[];
};

type Item = JudgedFigures['items'][number];

/** How kinds of rounds differ here. */
export interface WarningRule {
  /** Whether each item is rated by itself, on a scale: only then do levels mean anything. */
  readonly hasLevels: boolean;
  /** Whether dropping one of an item's ratings would change its verdict; null where the kind drops nothing. */
  readonly hangs: ((item: Item) => boolean) | null;
}

/** Below it the order of items is hardly shared (Schmidt 1997). */
const LOW_W = 0.3;
/** A p below it is often taken for proof of agreement. */
const TINY_P = 0.001;
/** Agreement on an item: this share of answers at one end of the scale. */
const AGREEING_SHARE = 0.75;
/** A share of unchanged answers below it shows opinion still moving. */
export const UNCHANGED_ENOUGH = 0.7;
const FEWEST = 5;
/** Number of experts half the scale away from the median that makes a minority worth a warning. */
const FIRM = 2;
/** Where a study has no stability threshold, changes are measured against the usual one. */
const USUAL_STABILITY = 0.2;

/** What to bear in mind when reading a panel's round, in the order of the letters in `docs/warnings.md`. */
export function warningsOf(figures: JudgedFigures, stop: StopRules, rule: WarningRule): Warning[] {
  const { concordance, items } = figures;
  const level = rule.hasLevels ? levelWarnings(figures) : NO_LEVELS;
  const base = baseWarnings(figures);
  return [
    ...level.order,
    ...named(
      'split',
      items.filter((item) => rule.hasLevels && isSplit(item) === true),
    ),
    ...changeWarnings(figures, {
      ...stop,
      stabilityThreshold: stop.stabilityThreshold ?? USUAL_STABILITY,
    }),
    ...base.size,
    ...pWarnings(concordance),
    ...settledWarnings(figures, stop),
    ...base.experts,
    ...chanceWarnings(concordance),
    ...level.minority,
    ...bulkWarnings(figures),
    ...smallPWarnings(concordance),
    ...named(
      'fewAnswers',
      items.filter(({ n }) => n < figures.answered / 2),
    ),
    ...named(
      'hanging',
      items.filter((item) => rule.hangs?.(item) ?? false),
    ),
  ];
}

function named(code: ItemsWarning['code'], items: readonly Item[]): Warning[] {
  return items.length === 0 ? [] : [{ code, items: items.map((item) => item.code) }];
}

const NO_LEVELS = { order: [], minority: [] };

function levelWarnings({ concordance: { w }, items }: JudgedFigures) {
  const rated = items.filter(({ n }) => n > 0);
  const agreed = rated.filter(isAgreed).length;
  const isOrderOnly = w !== null && w < LOW_W && agreed > rated.length / 2;
  return {
    order: isOrderOnly ? [{ code: 'orderWithoutLevel', agreed, items: rated.length } as const] : [],
    minority: named(
      'firmMinority',
      items.filter((item) => item.kept && isFirm(item)),
    ),
  };
}

/** On a scale of few points half its range is only a step or two, which makes nobody firm. */
function isFirm({ counts, median }: Item): boolean {
  return Object.keys(counts).length >= POINTS_FOR_SPLIT && (minority(counts, median) ?? 0) >= FIRM;
}

function isAgreed({ counts }: Item): boolean {
  const { top, bottom } = endShares(counts);
  return Math.max(top ?? 0, bottom ?? 0) >= AGREEING_SHARE;
}

function changeWarnings(
  { concordance: { change, changeCommon }, unchangedShare }: JudgedFigures,
  stop: StopRules,
): Warning[] {
  if (change === null) return [];
  const held = showsStability({ change }, stop);
  const heldInCommon = changeCommon === null ? held : showsStability({ change: changeCommon }, stop);
  return [
    ...(held && unchangedShare !== null && unchangedShare < UNCHANGED_ENOUGH
      ? [{ code: 'answersMoving', unchangedShare } as const]
      : []),
    ...(!held && heldInCommon ? [{ code: 'changeFromItems' } as const] : []),
    ...(held && !heldInCommon ? [{ code: 'changeHidden' } as const] : []),
  ];
}

function baseWarnings({ concordance: { w, flatRaters }, raters, answered, items }: JudgedFigures) {
  const isSmall = w !== null && (raters < FEWEST || items.length < FEWEST);
  return {
    size: isSmall ? [{ code: 'smallBase', raters, items: items.length } as const] : [],
    experts: [
      ...(flatRaters ? [{ code: 'flatRaters', experts: flatRaters } as const] : []),
      ...(w !== null && 3 * raters < 2 * answered ? [{ code: 'fewRaters', raters, answered } as const] : []),
    ],
  };
}

function pWarnings({ p, pPermutation }: Concordance): Warning[] {
  if (p === null || pPermutation === null) return [];
  return p < SIGNIFICANCE === pPermutation < SIGNIFICANCE ? [] : [{ code: 'pApart', p, pPermutation }];
}

function settledWarnings({ concordance, verdict }: JudgedFigures, stop: StopRules): Warning[] {
  const { w } = concordance;
  if (w === null || verdict !== 'stable') return [];
  const why = missesAgreement(concordance, stop);
  return why === null ? [] : [{ code: 'settledApart', w, isBelow: why === 'below' }];
}

function chanceWarnings({ w, wChance, pPermutation }: Concordance): Warning[] {
  const isByChance = pPermutation !== null && pPermutation >= SIGNIFICANCE;
  return isByChance && w !== null && wChance != null ? [{ code: 'nearChance', w, wChance }] : [];
}

function bulkWarnings({ concordance: { keptInBulk } }: JudgedFigures): Warning[] {
  return keptInBulk != null && 3 * keptInBulk >= 1 ? [{ code: 'keptInBulk', share: keptInBulk }] : [];
}

function smallPWarnings({ w, p, pPermutation }: Concordance): Warning[] {
  const likelihood = pPermutation ?? p;
  return w !== null && w < LOW_W && likelihood !== null && likelihood < TINY_P ? [{ code: 'smallP', w }] : [];
}

import { type StopRules, showsStability } from './verdict.ts';

/** Why a panel's W should not be taken at its word; one sentence each in `texts`. */
export type Warning =
  /** Low W, though most items have agreement: W is about the order of items, not about their level. */
  | { readonly code: 'orderWithoutLevel' }
  /** Low W beside a tiny p: the orders are not quite random, which is not agreement. */
  | { readonly code: 'smallP'; readonly w: number }
  /** High W, though ratings of some items lie far apart: one order, two levels. */
  | { readonly code: 'levelsApart'; readonly items: number }
  /** W holds, though answers move: experts may trade places. */
  | { readonly code: 'answersMoving'; readonly unchangedShare: number }
  /** W changed only because items or raters did. */
  | { readonly code: 'changeFromItems' }
  /** W held only because items or raters changed. */
  | { readonly code: 'changeHidden' }
  /** W stands on few raters or few items. */
  | { readonly code: 'smallBase'; readonly raters: number; readonly items: number };

export interface JudgedFigures {
  readonly w: number | null;
  readonly p: number | null;
  /** Null: too large to be drawn. */
  readonly pPermutation: number | null;
  readonly change: number | null;
  readonly changeCommon: number | null;
  /** 0–1. */
  readonly unchangedShare: number | null;
  readonly raters: number;
  readonly items: readonly ItemSpread[];
}

export interface ItemSpread {
  readonly n: number;
  readonly q1: number | null;
  readonly q3: number | null;
  /** Number of answers by scale value, as text. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Below it the order of items is hardly shared; at the other it is shared strongly (Schmidt 1997). */
const LOW_W = 0.3;
const HIGH_W = 0.7;
/** A p below it is often taken for proof of agreement. */
const TINY_P = 0.001;
/** Agreement on an item: this share of answers on its two highest, or two lowest, points. */
const AGREEING_SHARE = 0.75;
/** With fewer points, two of them are half the scale or more. */
const POINTS_FOR_TWO = 4;
/** Quartiles this many steps of the scale apart leave an item split. */
const SPLIT_STEPS = 2;
/** Of a step: decimals of a scale have no exact binary form. */
const SAME = 1e-9;
const UNCHANGED_ENOUGH = 0.7;
const FEWEST = 5;
/** Where a study uses no stability threshold, changes are weighed by the usual one. */
const USUAL_STABILITY = 0.2;

/** What to bear in mind when reading a panel's round, in the order told. */
export function warningsOf(figures: JudgedFigures, scale: readonly number[], rules: StopRules): Warning[] {
  const stability = { ...rules, stabilityThreshold: rules.stabilityThreshold ?? USUAL_STABILITY };
  return [
    ...levelWarnings(figures, scale),
    ...changeWarnings(figures, stability),
    ...(figures.w !== null && (figures.raters < FEWEST || figures.items.length < FEWEST)
      ? [{ code: 'smallBase', raters: figures.raters, items: figures.items.length } as const]
      : []),
  ];
}

function levelWarnings({ w, p, pPermutation, items }: JudgedFigures, scale: readonly number[]): Warning[] {
  if (w === null) return [];
  const rated = items.filter(({ n }) => n > 0);
  const agreed = rated.filter((item) => isAgreed(item, scale)).length;
  const split = rated.filter((item) => isSplit(item, scale)).length;
  const likelihood = pPermutation ?? p;
  return [
    ...(w < LOW_W && likelihood !== null && likelihood < TINY_P ? [{ code: 'smallP', w } as const] : []),
    ...(w < LOW_W && agreed > rated.length / 2 ? [{ code: 'orderWithoutLevel' } as const] : []),
    ...(w >= HIGH_W && split > 0 ? [{ code: 'levelsApart', items: split } as const] : []),
  ];
}

function changeWarnings(
  { change, changeCommon, unchangedShare }: JudgedFigures,
  rules: StopRules,
): Warning[] {
  if (change === null) return [];
  const held = showsStability({ change }, rules);
  const heldInCommon = changeCommon === null ? held : showsStability({ change: changeCommon }, rules);
  return [
    ...(held && unchangedShare !== null && unchangedShare < UNCHANGED_ENOUGH
      ? [{ code: 'answersMoving', unchangedShare } as const]
      : []),
    ...(!held && heldInCommon ? [{ code: 'changeFromItems' } as const] : []),
    ...(held && !heldInCommon ? [{ code: 'changeHidden' } as const] : []),
  ];
}

function isAgreed({ n, counts }: ItemSpread, scale: readonly number[]): boolean {
  const ascending = scale.toSorted((a, b) => a - b);
  const ends = ascending.length < POINTS_FOR_TWO ? 1 : 2;
  const shareOf = (points: readonly number[]) =>
    points.reduce((sum, point) => sum + (counts[String(point)] ?? 0), 0) / n;
  return (
    shareOf(ascending.slice(-ends)) >= AGREEING_SHARE || shareOf(ascending.slice(0, ends)) >= AGREEING_SHARE
  );
}

function isSplit({ q1, q3 }: ItemSpread, scale: readonly number[]): boolean {
  if (q1 === null || q3 === null || scale.length < 2) return false;
  const step = (Math.max(...scale) - Math.min(...scale)) / (scale.length - 1);
  return q3 - q1 >= (SPLIT_STEPS - SAME) * step;
}

import type { JudgedItem } from '../domain/judged-round.ts';

/** What a panel's rounds of one kind say of its items, as it is drawn: a row an item, in the order shown. */
export type ItemChart = SpreadChart | CountChart;

/** Where opinion lies on an item and how wide it is, round beside round. */
export interface SpreadChart {
  readonly of: 'spreads';
  /** What a row's sign and line are. */
  readonly heading: string;
  /** Numbers of the rounds, the last one is told. */
  readonly rounds: readonly number[];
  /** Null: each item has a measure of its own. */
  readonly axis: Axis | null;
  readonly rows: readonly SpreadRow[];
}

/** How many spoke for an item, of all who answered. */
export interface CountChart {
  readonly of: 'counts';
  readonly heading: string;
  /** What the counted answers say. */
  readonly choice: string;
  readonly rows: readonly CountRow[];
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** What its two ends mean, in words. */
  readonly ends: readonly [string, string];
  /** A value that decides. */
  readonly mark: { readonly at: number; readonly name: string } | null;
}

interface Row {
  readonly title: string;
  /** What it comes to, in figures. */
  readonly figure: string;
  /** `below`: the rule does not keep it, and it goes on all the same. */
  readonly fate: 'stays' | 'leaves' | 'below';
  /** What is to be known of the item; the first is the gravest. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly of: 'split' | 'minority' | 'doubt';
  readonly text: string;
}

export interface SpreadRow extends Row {
  /** By round; null where it was not asked, or nobody rated it. */
  readonly spreads: readonly (Spread | null)[];
}

export interface CountRow extends Row {
  readonly answers: number;
  readonly speaking: number;
  /** So many keep the item; null where no number does. */
  readonly needed: number | null;
}

export interface Spread {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** What becomes of an item, as its row says. */
export function fateOf({ kept, left }: Pick<JudgedItem, 'kept' | 'left'>): Row['fate'] {
  if (left) return 'leaves';
  return kept ? 'stays' : 'below';
}

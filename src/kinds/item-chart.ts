import type { JudgedItem } from '../domain/judged-round.ts';

/** What a panel's rounds of one kind say of its items, to be drawn: a row an item, in the order shown. */
export type ItemChart = SpreadChart | CountChart;

/** Where opinion on an item lies and how wide it is, round beside round. */
export interface SpreadChart {
  readonly of: 'spreads';
  /** What the sign and the line of a row mean. */
  readonly heading: string;
  /** Numbers of the rounds; the figures in words are of the last one. */
  readonly rounds: readonly number[];
  /** Null: each item has a unit of its own. */
  readonly axis: Axis | null;
  readonly rows: readonly SpreadRow[];
}

/** How many spoke for an item, of all who answered. */
export interface CountChart {
  readonly of: 'counts';
  readonly heading: string;
  /** The choice that the counted answers took. */
  readonly choice: string;
  readonly rows: readonly CountRow[];
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  /** What the two ends mean, in words. */
  readonly ends: readonly [string, string];
  /** A value that decides, such as the neutral point. */
  readonly mark: { readonly at: number; readonly name: string } | null;
}

interface Row {
  readonly title: string;
  /** The row's result, in figures. */
  readonly figure: string;
  /** `below`: the rule does not keep the item, yet it goes on. */
  readonly fate: 'stays' | 'leaves' | 'below';
  /** Warnings about the item, the gravest first. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly of: 'split' | 'minority' | 'doubt';
  readonly text: string;
}

export interface SpreadRow extends Row {
  /** By round; null where the item was not asked, or nobody rated it. */
  readonly spreads: readonly (Spread | null)[];
}

export interface CountRow extends Row {
  readonly answers: number;
  readonly speaking: number;
  /** The number of answers that keeps the item; null where no number does. */
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

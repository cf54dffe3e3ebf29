import type { Told } from './told.ts';

/** The summary of a judged round, as its facilitators read it. */
export interface RoundSummary extends SummaryFrame {
  readonly panels: readonly PanelPart[];
}

/** A round's summary without its panels. */
export interface SummaryFrame {
  readonly title: string;
  readonly round: number;
  readonly closedAt: Date;
  readonly closedBy: 'deadline' | 'facilitator';
  readonly zone: string;
  /** How many were asked the open question (what to add or remove), and how many answered; null: not known. */
  readonly openQuestion?: { readonly asked: number; readonly wrote: number } | null;
  /** What came of the round's reminders; null: not known. */
  readonly reminders?: { readonly sent: number; readonly answered: number } | null;
  /** Names of the panels that took no part in the round. */
  readonly absent: readonly string[];
  /** Whether closing cards were sent before, and already told what each panel's closing comes to. */
  readonly afterCards: boolean;
  /** The number of departures from the protocol so far. */
  readonly deviations: number;
  /** Null: a later round or the end of the study has overtaken it. */
  readonly next: NextStep | null;
}

/** What a round's summary says of one panel, line by line. */
export interface PanelPart {
  /** Which panel it is, and who took part. */
  readonly head: readonly string[];
  /** What the closing comes to, and its warnings. */
  readonly advice: readonly string[];
  /** Whether the panel's closing card has already told the advice. */
  readonly hasCard: boolean;
  /** All else. @param listLength most items of each list */
  rest(listLength: number): readonly Told[];
}

/** What comes after the round by the rules. */
export type NextStep =
  | { readonly step: 'open'; readonly panels: number; readonly round: number }
  /** Every panel has settled; some may be taken into another round. */
  | { readonly step: 'openOrFinish'; readonly round: number }
  /** `differing`: number of items on which panels differ and nobody has decided; `kept`: number on the final list. */
  | { readonly step: 'finish'; readonly differing?: number; readonly kept?: number };

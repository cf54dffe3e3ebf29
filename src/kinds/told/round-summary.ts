/** A judged round, as its facilitators read it. */
export interface RoundSummary extends SummaryFrame {
  readonly panels: readonly PanelPart[];
}

/** What a round's summary says but for its panels. */
export interface SummaryFrame {
  readonly title: string;
  readonly round: number;
  readonly closedAt: Date;
  readonly closedBy: 'deadline' | 'facilitator';
  readonly zone: string;
  /** How many were asked what is to be added or removed, and how many wrote something; null: that is not known. */
  readonly openQuestion?: { readonly asked: number; readonly wrote: number } | null;
  /** Names of panels that took no part. */
  readonly absent: readonly string[];
  /** Closing cards have gone before, and told what panels' closings come to. */
  readonly afterCards: boolean;
  /** How many departures from the protocol there are so far. */
  readonly deviations: number;
  /** Null: a later round or the study's end has overtaken it. */
  readonly next: NextStep | null;
}

/** What a round's summary says of one panel, by line. */
export interface PanelPart {
  /** Which panel, and who took part. */
  readonly head: readonly string[];
  /** What the closing comes to, and its warnings. */
  readonly advice: readonly string[];
  /** Whether a closing card has told the advice, where cards go before. */
  readonly hasCard: boolean;
  /** @param listLength most items of each list */
  rest(listLength: number): readonly string[];
}

/** What the rules say comes after the round. */
export type NextStep =
  | { readonly step: 'open'; readonly panels: number; readonly round: number }
  /** Every panel has settled; some may be taken along. */
  | { readonly step: 'openOrFinish'; readonly round: number }
  /** `differing`: items on which panels differ, and nobody has decided; `kept`: those on the final list. */
  | { readonly step: 'finish'; readonly differing?: number; readonly kept?: number };

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
  /** Names of panels that took no part. */
  /** How many were asked what is to be added or removed, and how many wrote something; null: that is not known. */
  readonly openQuestion?: { readonly asked: number; readonly wrote: number } | null;
  readonly absent: readonly string[];
  /** How many departures from the protocol there are so far. */
  readonly deviations: number;
  /** Null: a later round or the study's end has overtaken it. */
  readonly next: NextStep | null;
}

/** What a round's summary says of one panel, by line. @param listLength most items of each list */
export type PanelPart = (listLength: number) => readonly string[];

/** What the rules say comes after the round. */
export type NextStep =
  | { readonly step: 'open'; readonly panels: number; readonly round: number }
  /** Every panel has settled; some may be taken along. */
  | { readonly step: 'openOrFinish'; readonly round: number }
  /** `differing`: items on which panels differ, and nobody has decided; `kept`: those on the final list. */
  | { readonly step: 'finish'; readonly differing?: number; readonly kept?: number };

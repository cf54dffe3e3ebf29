import type { JudgedPanel } from '../domain/judging.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { ItemReason, PanelStatus, StopRules } from '../domain/verdict.ts';

/** A judged round, as its facilitators read it. */
export interface RoundSummary extends SummaryFrame {
  readonly panels: readonly PanelSummary[];
}

/** What a round's summary says but for its panels. */
export interface SummaryFrame {
  readonly title: string;
  readonly round: number;
  readonly closedAt: Date;
  readonly closedBy: 'deadline' | 'facilitator';
  readonly zone: string;
  readonly rules: StopRules;
  readonly neutralPoint: number | null;
  /** Names of panels that took no part. */
  readonly absent: readonly string[];
  /** Null: a later round or the study's end has overtaken it. */
  readonly next: NextStep | null;
}

export interface PanelSummary {
  readonly code: string;
  readonly name: string;
  readonly kind: RoundKind;
  readonly invited: number;
  readonly answered: number;
  readonly submitted: number;
  readonly notHandedIn: number;
  readonly raters: number;
  readonly concordance: JudgedPanel['concordance'];
  readonly unchangedShare: number | null;
  readonly verdict: PanelStatus;
  /** The panel's last round of the same kind; null in its first. */
  readonly previousRound: number | null;
  /** Ratings that could be given. */
  readonly scale: readonly number[];
  readonly items: readonly ItemSummary[];
}

export interface ItemSummary {
  readonly title: string;
  readonly n: number;
  readonly mean: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
  readonly noOpinion: number;
  readonly counts: ReadonlyMap<number, number>;
  readonly kept: boolean;
  readonly why: ItemReason;
}

/** What the rules say comes after the round. */
export type NextStep =
  | { readonly step: 'open'; readonly panels: number; readonly round: number }
  /** Every panel has settled; some may be taken along. */
  | { readonly step: 'openOrFinish'; readonly round: number }
  | { readonly step: 'finish' };

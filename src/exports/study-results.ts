import type { JudgedPanel } from '../domain/judging.ts';
import type { RoundKind } from '../domain/study-draft.ts';
import type { ItemReason, PanelStatus } from '../domain/verdict.ts';

/** Everything that a study's closed rounds left, as the files of its export tell it. */
export interface StudyResults {
  readonly title: string;
  /** How many rounds are closed and judged. */
  readonly rounds: number;
  /** Hexadecimal, of the bytes of `protocol.json`. */
  readonly protocolSha256: string;
  readonly panels: readonly PanelResults[];
}

export interface PanelResults {
  readonly code: string;
  readonly name: string;
  readonly status: PanelStatus;
  /** Those it took part in, in their order. */
  readonly rounds: readonly RoundResults[];
}

export interface RoundResults {
  /** The study's round: a panel may skip one. */
  readonly number: number;
  readonly kind: RoundKind;
  readonly openedAt: Date;
  /** The moment from which answers were refused. */
  readonly closedAt: Date;
  readonly invited: number;
  readonly answered: number;
  readonly submitted: number;
  readonly notHandedIn: number;
  readonly raters: number;
  /** Null in kinds that have none, and where nothing of it was frozen. */
  readonly concordance: JudgedPanel['concordance'];
  /** 0–1; null without two rounds. */
  readonly unchangedShare: number | null;
  /** The panel's status after the round. */
  readonly verdict: PanelStatus;
  /** In the order asked. */
  readonly items: readonly ItemFigures[];
}

export interface ItemFigures {
  readonly code: string;
  /** As it was worded in that round. */
  readonly title: string;
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly q1: number | null;
  readonly q3: number | null;
  readonly noOpinion: number;
  /** How many said that they stand by an answer that differed from the panel's. */
  readonly standBy: number;
  /** Number of answers by scale value, as text; zeros too. */
  readonly counts: Readonly<Record<string, number>>;
  readonly kept: boolean;
  readonly why: ItemReason;
}

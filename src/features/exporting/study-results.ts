import type { Attrition } from '../../domain/attrition.ts';
import type { Deviation } from '../../domain/deviations.ts';
import type { FunnelStep } from '../../domain/funnel.ts';
import type { JudgedRound } from '../../domain/judged-round.ts';
import type { PanelStatus } from '../../domain/verdict.ts';
import type { RatingDescription } from '../../statistics/describe-ratings.ts';
import type { KeptComposition } from '../../store/compositions.ts';
import type { OpenQuestion } from '../../store/open-question.ts';
import type { Exclusion } from '../funnel/load-exclusions.ts';
import type { FinalItem, WordedItem } from '../items/load-final-list.ts';

/** Everything that a study's closed rounds left, as the files of its export tell it. */
export interface StudyResults {
  readonly title: string;
  /** How many rounds are closed and judged. */
  readonly rounds: number;
  /** Hexadecimal, of the bytes of `protocol.json`. */
  readonly protocolSha256: string;
  readonly panels: readonly PanelResults[];
  /** From the protocol that the first opening locked, in their order. */
  readonly deviations: readonly Deviation[];
  /** How many were asked what is to be added or removed, and how many wrote something, by the round's number. */
  readonly openQuestions: ReadonlyMap<number, OpenQuestion>;
  /** How many items came to each step and left at it. */
  readonly funnel: readonly FunnelStep[];
  /** Those that left, in the steps' order. */
  readonly exclusions: readonly Exclusion[];
  /** What becomes of each item that a round with verdicts asked. */
  readonly final: readonly FinalItem[];
  /** Who its experts are, in sums. */
  readonly composition: KeptComposition;
  /** Every item, with its wordings and whose place it took. */
  readonly items: readonly WordedItem[];
}

export interface PanelResults {
  readonly code: string;
  readonly name: string;
  readonly status: PanelStatus;
  /** Of its experts. */
  readonly seats: number;
  /** Those it took part in, in their order. */
  readonly rounds: readonly RoundResults[];
  /** From each of them to the next. */
  readonly attrition: readonly PanelAttrition[];
}

/** Between two rounds of a panel, by their numbers. */
export interface PanelAttrition extends Attrition {
  readonly from: number;
  readonly to: number;
}

export interface RoundResults extends JudgedRound {
  /** How many said of an item that they stand by an answer that differed from the panel's, by its id; none: nobody. */
  readonly standingBy: ReadonlyMap<number, number>;
  readonly byRole: readonly RoleResults[];
}

/** What those of one role said, item by item. */
export interface RoleResults {
  readonly role: string;
  /** Those who answered. */
  readonly experts: number;
  readonly items: readonly (RatingDescription & { readonly code: string; readonly title: string })[];
}

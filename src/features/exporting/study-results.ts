import type { Attrition } from '../../domain/attrition.ts';
import type { BesideFigures } from '../../domain/beside-figures.ts';
import type { Deviation } from '../../domain/deviations.ts';
import type { FunnelStep } from '../../domain/funnel.ts';
import type { JudgedRound } from '../../domain/judged-round.ts';
import type { PanelStatus } from '../../domain/verdict.ts';
import type { RatingDescription } from '../../statistics/describe-ratings.ts';
import type { KeptComposition } from '../../store/compositions.ts';
import type { OpenQuestion } from '../../store/open-question.ts';
import type { ReminderEffect } from '../../store/reminders.ts';
import type { Exclusion } from '../funnel/load-exclusions.ts';
import type { FinalItem, WordedItem } from '../items/load-final-list.ts';

/** All results of a study's closed rounds, as the files of its export tell them. */
export interface StudyResults {
  readonly title: string;
  /** Nobody gave these answers: every file says so. */
  readonly isRehearsal?: boolean;
  /** How many rounds are closed and judged. */
  readonly rounds: number;
  /** Hexadecimal, over the bytes of `protocol.json`. */
  readonly protocolSha256: string;
  readonly panels: readonly PanelResults[];
  /** Departures from the protocol locked by the first opening, in order of time. */
  readonly deviations: readonly Deviation[];
  /** How many were asked what to add or remove, and how many wrote something, by round number. */
  readonly openQuestions: ReadonlyMap<number, OpenQuestion>;
  /** What came of reminders, by round number. */
  readonly reminders: ReadonlyMap<number, ReminderEffect>;
  /** How many items reached each step, and how many left at it. */
  readonly funnel: readonly FunnelStep[];
  /** The items that left, in the order of the steps. */
  readonly exclusions: readonly Exclusion[];
  /** What becomes of each item that was asked in a round with verdicts. */
  readonly final: readonly FinalItem[];
  /** Who the experts are, in sums. */
  readonly composition: KeptComposition & { readonly onSeveralPanels: number };
  /** The unit of measure of an item's numbers, by its code; absent: it has none. */
  readonly measures: ReadonlyMap<string, string>;
  /** Every item, with its wordings and the items it replaced. */
  readonly items: readonly WordedItem[];
}

export interface PanelResults {
  readonly code: string;
  readonly name: string;
  readonly status: PanelStatus;
  /** Number of experts with a seat. */
  readonly seats: number;
  /** The rounds it took part in, in order. */
  readonly rounds: readonly RoundResults[];
  /** From each of these rounds to the next. */
  readonly attrition: readonly PanelAttrition[];
}

/** Between two rounds of a panel, given by their numbers. */
export interface PanelAttrition extends Attrition {
  readonly from: number;
  readonly to: number;
}

export interface RoundResults extends JudgedRound {
  /** How many stand by an answer that differed from the panel's, by item id; absent: nobody. */
  readonly standingBy: ReadonlyMap<number, number>;
  readonly byRole: readonly RoleResults[];
  readonly beside: BesideFigures;
}

/** What the experts of one role said, item by item. */
export interface RoleResults {
  readonly role: string;
  /** How many of them answered. */
  readonly experts: number;
  readonly items: readonly (RatingDescription & { readonly code: string; readonly title: string })[];
}

/**
 * What one workbook says, before anything of it is stored: the study's rules and lists, with panels referred to by
 * their codes. A draft exists only where the whole workbook is valid.
 */

import type { Anonymity } from './anonymity.ts';
import { foldText } from './digits.ts';
import type { Language } from './language.ts';
import type { NumberBounds } from './number-bounds.ts';

/** What experts do in a panel's round. */
export type RoundKind = 'brainstorming' | 'screening' | 'cvr' | 'cvi' | 'likert' | 'ranking' | 'numeric';

/** A point of the rating scale. */
export interface ScalePoint {
  readonly value: number;
  readonly label: string;
}

/** The sheet `مطالعه`. Hours and days may be fractions. */
export interface StudyRules {
  readonly title: string;
  readonly question: string;
  readonly guidance: string;
  readonly organiser: string;
  readonly contact: string;
  /** An ethics committee's own wording in place of the program's consent; empty: the program's. */
  readonly consent: string;
  /** The kind of every round, where there is no round plan. */
  readonly kind: RoundKind;
  /** Items whose mean is at or below it are dropped. Null: the study has no scale. */
  readonly neutralPoint: number | null;
  /**
   * What keeps an item in a Likert round: a mean above the neutral point, or enough ratings in the two highest points.
   */
  readonly keepsBy: 'mean' | 'agreeing';
  /** The per cent of ratings in the two highest points that is enough. */
  readonly agreeingPerCent: number;
  /** Earlier Likert rounds judge items as well, but drop none. */
  readonly dropsFromRound: number;
  /** The per cent of yes that keeps an item in a screening round; null: more than half. */
  readonly yesPerCent: number | null;
  /** From this many rounds of one kind on, agreement and stability end a panel. */
  readonly minRounds: number;
  readonly maxRounds: number;
  /** Stability is a change of W below this; null: not used. */
  readonly stabilityThreshold: number | null;
  /** Agreement is a W at or above this; null: not used. */
  readonly agreementThreshold: number | null;
  readonly openForDays: number;
  /** Hours before the deadline, largest first, no hour twice. */
  readonly reminderHours: readonly number[];
  readonly fridayReminders: boolean;
  /** An item with fewer answers gets no feedback. */
  readonly minAnswersForFeedback: number;
  readonly shuffledItems: boolean;
  readonly anonymity: Anonymity;
  /** Days after the study's end at which its experts' names are removed for good; null: never automatically. */
  readonly forgetAfterDays: number | null;
  /** Of what experts and facilitators read in this study. */
  readonly language: Language;
  /** Audience classes whose items leave before any round. */
  readonly excludedAudiences: readonly string[];
}

export interface PanelDraft {
  readonly code: string;
  readonly name: string;
}

/** An expert's background besides the role, used only for sums over all experts. Empty: not said. */
export interface Background {
  readonly post: string;
  readonly organisation: string;
  readonly degree: string;
  readonly experience: string;
  readonly gender: string;
}

/** A row of the sheet `ترکیب`: how many seats a panel should have. */
export interface PlannedSeats {
  readonly panelCode: string;
  /** Role that the experts must have; empty: any. */
  readonly role: string;
  readonly seats: number;
}

/** A row of the sheet `معیارها`: what an expert must fulfil. */
export interface Criterion {
  readonly text: string;
  /** Role to which it applies; empty: all experts. */
  readonly role: string;
  /** Whether the consent asks to confirm it. */
  readonly toConfirm: boolean;
}

/** What a report needs and only people know, in the order of the sheet `گزارش`. */
export const REPORT_PROPERTIES = [
  ...(['ethicsCode', 'registration', 'directedBy', 'team', 'aim', 'audience', 'findingExperts'] as const),
  ...(['sourceOfItems', 'pilot', 'reward', 'conflicts', 'funder', 'endorsedBy', 'whyThreshold'] as const),
  ...(['intelligence', 'events'] as const),
] as const;

export type ReportProperty = (typeof REPORT_PROPERTIES)[number];

/** A row of the sheet `گزارش`. */
export interface ReportFact {
  readonly property: ReportProperty;
  readonly text: string;
}

export interface ExpertDraft {
  /** The workbook's `کد`; null where it gives none. */
  readonly key: string | null;
  readonly name: string;
  readonly role: string;
  readonly panelCodes: readonly string[];
  /** International digits without plus (`989131234567`); null where it gives none. */
  readonly mobile: string | null;
  /** Absent: the workbook says nothing of it. */
  readonly background?: Background;
}

export interface ItemDraft {
  readonly code: string;
  readonly title: string;
  readonly definition: string;
  readonly unit: string;
  readonly audience: string;
  /** Place in a tree of processes, outermost level first; empty: none. */
  readonly group: readonly string[];
  readonly panelCodes: readonly string[];
  /** Bounds of the number that a round asks for; absent: none are named. */
  readonly bounds?: NumberBounds;
}

/** A row of the sheet `دورها`. */
export interface RoundPlan {
  readonly number: number;
  readonly kind: RoundKind;
  /** Empty: all panels that are active. */
  readonly panelCodes: readonly string[];
  /** Null: as the study's rules say. */
  readonly openForDays: number | null;
  /** Empty: the study's question. */
  readonly question: string;
}

/** Rules that experts consent to: no default may change them unnoticed by the facilitator. */
export type PromisedRule = 'anonymity' | 'forgetAfterDays';

export interface StudyDraft {
  readonly rules: StudyRules;
  /** Those that the workbook does not name: an existing study keeps its own instead of taking the default. */
  readonly unnamed?: readonly PromisedRule[];
  readonly scale: readonly ScalePoint[];
  readonly panels: readonly PanelDraft[];
  readonly experts: readonly ExpertDraft[];
  readonly items: readonly ItemDraft[];
  /** Empty: every round is of `rules.kind`. */
  readonly rounds: readonly RoundPlan[];
  /** Absent: the workbook says nothing of it. */
  readonly composition?: readonly PlannedSeats[];
  readonly criteria?: readonly Criterion[];
  readonly report?: readonly ReportFact[];
}

/** The kinds of rounds that a study has: those of its plan, or the one of every round. */
export function kindsIn(
  { kind }: Pick<StudyRules, 'kind'>,
  plan: readonly Pick<RoundPlan, 'kind'>[],
): readonly RoundKind[] {
  return plan.length === 0 ? [kind] : [...new Set(plan.map((row) => row.kind))];
}

/** Where an audience cell names several classes. */
const AUDIENCE_SEPARATORS = /[،,؛;/]/;

/** Whether an item leaves before any round: all its audience classes are excluded ones. */
export function leavesByAudience(
  { audience }: Pick<ItemDraft, 'audience'>,
  excludedAudiences: readonly string[],
): boolean {
  const excluded = excludedAudiences.map(foldText);
  const classes = audience
    .split(AUDIENCE_SEPARATORS)
    .map(foldText)
    .filter((name) => name !== '');
  return classes.length > 0 && classes.every((name) => excluded.includes(name));
}

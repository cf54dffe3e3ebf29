import { type Outcome, refuse } from './refusals.ts';
import { seenText } from './seen-text.ts';

/** What the rules of answering need to know of an expert's round. */
export interface OpenQuestionnaire {
  readonly roundNumber: number;
  readonly roundOpen: boolean;
  readonly deadline: Date;
}

/** An expert's answer to one item as it stands. */
export interface OwnAnswer {
  readonly id: number;
  readonly state: 'open' | 'rated' | 'no_opinion';
  readonly value: number | null;
  /** The expert's rating in the last round of this kind that asked the item. */
  readonly previousValue: number | null;
}

/** One item put to one expert. */
export interface AskedItem extends Omit<OwnAnswer, 'id'> {
  /** The ratings that may be given, in the order shown. */
  readonly ratings: readonly number[];
}

/**
 * How an answer was given, so that stability is not an artefact of a button. `paper`: a facilitator typed it from a
 * form.
 */
export type AnswerOrigin = 'chosen' | 'kept' | 'kept_in_bulk' | 'paper';

export interface Answered {
  readonly state: 'rated' | 'no_opinion';
  readonly value: number | null;
  readonly how: AnswerOrigin;
}

/** Longest reason that still fits a card beside its item. */
export const REASON_LIMIT = 700;

/**
 * Whether answers are still taken at a moment: up to the deadline, not at it.
 *
 * @param at when the expert pressed, as far as it is known
 */
export function takesAnswers(questionnaire: OpenQuestionnaire | null, at: Date): Outcome {
  if (!questionnaire) return refuse({ code: 'answer.notYours' });
  if (!questionnaire.roundOpen || at >= questionnaire.deadline) {
    return refuse({ code: 'round.closed', number: questionnaire.roundNumber });
  }
  return { ok: true };
}

/** Rates an item by the place of a rating on its scale, or says why not. */
export function rate(item: AskedItem | null, place: number): Outcome<{ answered: Answered }> {
  if (!item) return refuse({ code: 'answer.itemGone' });
  const value = item.ratings[place];
  if (value === undefined) return refuse({ code: 'answer.offScale' });
  // Pressing the previous rating on the scale is a choice like any other.
  return { ok: true, answered: { state: 'rated', value, how: 'chosen' } };
}

/** Leaves an item unanswered on purpose: it is counted separately and enters no figure. */
export function haveNoOpinion(item: AskedItem | null): Outcome<{ answered: Answered }> {
  if (!item) return refuse({ code: 'answer.itemGone' });
  return { ok: true, answered: { state: 'no_opinion', value: null, how: 'chosen' } };
}

/** Gives the expert's own previous rating again. */
export function keepPrevious(
  item: AskedItem | null,
  how: 'kept' | 'kept_in_bulk' = 'kept',
): Outcome<{ answered: Answered }> {
  if (!item) return refuse({ code: 'answer.itemGone' });
  if (item.previousValue === null || !item.ratings.includes(item.previousValue)) {
    return refuse({ code: 'answer.noPrevious' });
  }
  return { ok: true, answered: { state: 'rated', value: item.previousValue, how } };
}

/** Checks a typed reason. The limit counts characters as messengers do (UTF-16 units). */
export function readReason(text: string): Outcome<{ reason: string }> {
  const reason = seenText(text);
  if (reason === '') return refuse({ code: 'reason.noText' });
  if (reason.length > REASON_LIMIT) return refuse({ code: 'reason.tooLong', limit: REASON_LIMIT });
  return { ok: true, reason };
}

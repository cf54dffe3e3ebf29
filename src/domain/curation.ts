import { foldText } from './digits.ts';
import { type ProposalState, TITLE_LIMIT } from './proposals.ts';
import { type Outcome, refuse } from './refusals.ts';
import { seenText } from './seen-text.ts';

/** What a facilitator turns a proposal into, in their own words: one item, or several. */
export type Into = 'one' | 'several';

/** Most items from one proposal: with the proposal's own words, their titles still fit one message. */
export const MOST_PARTS = 10;

/** Longest objection of a proposer to a decision: it stands beside the proposal. */
const OBJECTION_LIMIT = 500;

/** A title that an item has, or will have. */
export interface StandingTitle {
  /** Null: a proposal that was accepted but has not taken effect yet. */
  readonly code: string | null;
  readonly title: string;
}

/** Reads the titles that a facilitator typed for a proposal: one text, or several, a line each. */
export function readTitles(typed: string, into: Into): Outcome<{ titles: readonly string[] }> {
  if (into === 'one') {
    const title = oneLine(typed);
    if (title === '') return refuse({ code: 'suggest.noText' });
    const { length } = title;
    return length > TITLE_LIMIT
      ? refuse({ code: 'title.tooLong', length, limit: TITLE_LIMIT })
      : { ok: true, titles: [title] };
  }
  const titles = typed.split('\n').map(oneLine);
  return checkParts(titles.filter((title) => title !== ''));
}

function oneLine(typed: string): string {
  return seenText(typed.replace(/\s+/g, ' '));
}

function checkParts(titles: readonly string[]): Outcome<{ titles: readonly string[] }> {
  if (titles.length < 2) return refuse({ code: 'split.oneText' });
  if (titles.length > MOST_PARTS) return refuse({ code: 'split.tooMany', limit: MOST_PARTS });
  const long = titles.findIndex(({ length }) => length > TITLE_LIMIT);
  if (long >= 0) {
    const { length } = titles[long]!;
    return refuse({ code: 'title.lineTooLong', line: long + 1, length, limit: TITLE_LIMIT });
  }
  const folded = titles.map(foldText);
  const twice = folded.findIndex((title, at) => folded.indexOf(title) < at);
  return twice >= 0 ? refuse({ code: 'title.twice', line: twice + 1 }) : { ok: true, titles };
}

/** Checks that a proposal can become an item as it was written. */
export function checkLength(text: string): Outcome {
  const { length } = text;
  return length > TITLE_LIMIT
    ? refuse({ code: 'title.proposalTooLong', length, limit: TITLE_LIMIT })
    : { ok: true };
}

/** Checks that no item has one of these titles in any spelling: two alike could not be told apart on a card. */
export function checkNew(titles: readonly string[], standing: readonly StandingTitle[]): Outcome {
  const wanted = new Set(titles.map(foldText));
  const same = standing.find(({ title }) => wanted.has(foldText(title)));
  return same ? refuse({ code: 'title.stands', item: same.code }) : { ok: true };
}

/** What decides whether a decision can still be changed. */
export interface Decided {
  readonly state: ProposalState;
  readonly decidedAt: Date | null;
  readonly appliedAt: Date | null;
}

/**
 * Whether a decision has taken effect: a round has opened since, or the study is over. Until then it can be changed.
 */
export function hasTakenEffect(
  { state, decidedAt, appliedAt }: Decided,
  { openedAt, isFinished }: { openedAt: readonly Date[]; isFinished: boolean },
): boolean {
  if (isFinished) return true;
  // What waits for the end of the open round was decided after its opening.
  const since = state === 'accepted' ? appliedAt : decidedAt;
  return since !== null && openedAt.some((opened) => opened >= since);
}

/** Checks a proposer's objection to a decision. */
export function readObjection(typed: string): Outcome<{ text: string }> {
  const text = seenText(typed);
  const { length } = text;
  if (text === '') return refuse({ code: 'suggest.noText' });
  if (length > OBJECTION_LIMIT) return refuse({ code: 'suggest.tooLong', length, limit: OBJECTION_LIMIT });
  return { ok: true, text };
}

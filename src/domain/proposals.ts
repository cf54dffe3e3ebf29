import { foldText } from './digits.ts';
import { type Outcome, refuse } from './refusals.ts';
import { seenText } from './seen-text.ts';

/**
 * What an expert may propose: an item to add or to remove, a comment on the study; an idea of a brainstorming round.
 */
export type ProposalKind = 'add' | 'remove' | 'comment' | 'idea';

export type ProposalState = 'new' | 'accepted' | 'rejected' | 'withdrawn';

/**
 * Longest title of an item: it stands in full on a phone's card. Counted in characters as messengers do (UTF-16 units).
 */
export const TITLE_LIMIT = 300;

/** Longest text of a proposal. Where an idea is too long for a title, the facilitator words one. */
export const TEXT_LIMITS: Readonly<Record<ProposalKind, number>> = {
  add: TITLE_LIMIT,
  idea: 1000,
  remove: 700,
  comment: 1000,
};

/** Longest reason for a rejection: one opening message holds several. */
const DECISION_REASON_LIMIT = 300;

/** Most ideas of one expert in one panel's round: a list longer than a card is no use. */
export const MOST_IDEAS = 50;

/** Most proposals of one expert that may wait for a decision: more must be a mistake or misuse. */
export const MOST_WAITING = 20;

/** Whether accepting it makes an item. */
export function isAddition(kind: ProposalKind): boolean {
  return kind === 'add' || kind === 'idea';
}

/** Checks a typed proposal. What becomes an item's title must be one line. */
export function readProposal(typed: string, kind: ProposalKind): Outcome<{ text: string }> {
  const text = seenText(isAddition(kind) ? typed.replace(/\s+/g, ' ') : typed);
  return withinLimit(text, TEXT_LIMITS[kind]);
}

/**
 * Checks an idea written while the same expert's other ideas for the panel are listed.
 *
 * @param listed in the order of the list
 * @param corrected index of the idea that it replaces; null: it is a new one
 */
export function readIdea(
  typed: string,
  listed: readonly string[],
  corrected: number | null = null,
): Outcome<{ text: string }> {
  const read = readProposal(typed, 'idea');
  if (!read.ok) {
    const { refusal } = read;
    return refusal.code === 'suggest.tooLong' ? refuse({ ...refusal, code: 'idea.tooLong' }) : read;
  }
  const folded = foldText(read.text);
  const same = listed.findIndex((text, at) => at !== corrected && foldText(text) === folded);
  if (same >= 0) return refuse({ code: 'idea.twice', number: same + 1 });
  return corrected === null && listed.length >= MOST_IDEAS
    ? refuse({ code: 'idea.tooMany', limit: MOST_IDEAS })
    : read;
}

/** Checks why a proposal was rejected, as its author will read it. */
export function readDecisionReason(typed: string): Outcome<{ text: string }> {
  return withinLimit(seenText(typed), DECISION_REASON_LIMIT);
}

function withinLimit(text: string, limit: number): Outcome<{ text: string }> {
  if (text === '') return refuse({ code: 'suggest.noText' });
  if (text.length > limit) return refuse({ code: 'suggest.tooLong', length: text.length, limit });
  return { ok: true, text };
}

/**
 * Decides on a proposal. Repeating the same decision changes nothing; another one is refused, as the author may have
 * been told.
 *
 * @returns `isNew`: false where it was already decided so
 */
export function decideOn(
  state: ProposalState,
  decision: 'accepted' | 'rejected',
): Outcome<{ isNew: boolean }> {
  if (state === 'new') return { ok: true, isNew: true };
  if (state === decision) return { ok: true, isNew: false };
  return refuse({ code: 'suggest.decided' });
}

/** The first code of the form P1, P2 … that no item and no panel has. */
export function proposedItemCode(taken: readonly string[]): string {
  const folded = new Set(taken.map(foldText));
  let number = 1;
  while (folded.has(foldText(`P${number}`))) number += 1;
  return `P${number}`;
}

/** At least so many experts must sit on the same panels before these may be shown beside a proposal. */
const ALIKE_AT_LEAST = 3;

/**
 * The panels that an expert's proposal is meant for: those the expert sits on. Where few sit on exactly these, the set
 * would tell who it is; then only the largest of them.
 *
 * @param own panels of the expert, in the study's order
 * @param seated experts on each panel of the study, by panel
 */
export function panelsMeant(
  own: readonly number[],
  seated: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  if (own.length < 2 || countAlike(own, seated) >= ALIKE_AT_LEAST) return own;
  const size = (panelId: number) => seated.get(panelId)?.length ?? 0;
  return [own.reduce((largest, panelId) => (size(panelId) > size(largest) ? panelId : largest))];
}

/** How many experts sit on exactly these panels. */
function countAlike(own: readonly number[], seated: ReadonlyMap<number, readonly number[]>): number {
  const sitsOn = (expertId: number, panelId: number) => seated.get(panelId)?.includes(expertId) ?? false;
  return (seated.get(own[0]!) ?? []).filter((expertId) =>
    [...seated.keys()].every((panelId) => sitsOn(expertId, panelId) === own.includes(panelId)),
  ).length;
}

import type { OwnAnswer } from '../../domain/answering.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { averageRanks } from '../../statistics/average-ranks.ts';
import type { PanelChange, PanelPress, PanelTaken } from '../kind.ts';

/*
 * An order of a panel's items as its expert makes it. An answer's value is its place, 1 for the first; while one item
 * has none, all are open.
 */

/** Answers that have a place, in the order of places. */
export function placedOf<Answer extends Pick<OwnAnswer, 'value'>>(asked: readonly Answer[]): Answer[] {
  return asked
    .filter(({ value }) => value !== null)
    .toSorted((one, other) => (one.value ?? 0) - (other.value ?? 0));
}

export function isWhole(asked: readonly Pick<OwnAnswer, 'state'>[]): boolean {
  return asked.every(({ state }) => state === 'rated');
}

/** The expert's order of the round before over these items; null where one of them had no place. */
export function previousOrder<Answer extends Pick<OwnAnswer, 'previousValue'>>(
  asked: readonly Answer[],
): Answer[] | null {
  if (asked.some(({ previousValue }) => previousValue === null)) return null;
  return asked.toSorted((one, other) => (one.previousValue ?? 0) - (other.previousValue ?? 0));
}

/**
 * The answer whose place «برگرداندن» takes back: the last one chosen. The last item of a whole order got its place
 * automatically and loses it too.
 */
export function lastChosen<Answer extends OwnAnswer>(asked: readonly Answer[]): Answer | undefined {
  const placed = placedOf(asked);
  return isWhole(asked) && placed.length > 1 ? placed.at(-2) : placed.at(-1);
}

/** What a press does to an order. Pressing twice, or on an older card, changes nothing beyond what the button said. */
export function takeOrder(
  asked: readonly OwnAnswer[],
  { answerId, pressed }: PanelPress,
): Outcome<PanelTaken> {
  const answer = asked.find(({ id }) => id === answerId);
  if (!answer) return refuse({ code: 'answer.itemGone' });
  if (pressed === 'keep') return keepPrevious(asked);
  if (pressed === 'noOpinion') return haveNoOpinion(asked);
  if (pressed === 'choose') return shown(isWhole(asked) ? answerId : null);
  if (pressed === 'add') return add(asked, answer);
  if (pressed === 'takeBack') return takeBack(asked, answer);
  return move(asked, answer, pressed.place);
}

function add(asked: readonly OwnAnswer[], answer: OwnAnswer): Outcome<PanelTaken> {
  const placed = placedOf(asked);
  if (placed.includes(answer)) return shown();
  const left = asked.filter((other) => other !== answer && !placed.includes(other));
  // Once a single item is left, its place is certain.
  return ordered(asked, [...placed, answer, ...(left.length === 1 ? left : [])]);
}

function takeBack(asked: readonly OwnAnswer[], answer: OwnAnswer): Outcome<PanelTaken> {
  const placed = placedOf(asked);
  return answer === lastChosen(asked) ? ordered(asked, placed.slice(0, placed.indexOf(answer))) : shown();
}

function move(asked: readonly OwnAnswer[], answer: OwnAnswer, place: number): Outcome<PanelTaken> {
  if (!isWhole(asked) || place < 1 || place > asked.length) return shown();
  if (answer.value === place) return shown(answer.id);
  const others = placedOf(asked).filter((other) => other !== answer);
  return ordered(asked, others.toSpliced(place - 1, 0, answer), { chosenId: answer.id });
}

/** Offered only while nothing is placed: a press on an older card must not undo the work of many taps. */
function haveNoOpinion(asked: readonly OwnAnswer[]): Outcome<PanelTaken> {
  if (placedOf(asked).length > 0) return refuse({ code: 'order.begun' });
  const changes = asked.map(({ id: answerId }): PanelChange => {
    return { answerId, state: 'no_opinion', value: null, how: 'chosen' };
  });
  return { ok: true, changes, shows: 'next' };
}

function keepPrevious(asked: readonly OwnAnswer[]): Outcome<PanelTaken> {
  const order = previousOrder(asked);
  if (!order) return refuse({ code: 'answer.noPrevious' });
  const placed = placedOf(asked);
  if (placed.length === 0) return ordered(asked, order, 'next', 'kept');
  const isSame = placed.length === order.length && placed.every((answer, at) => answer === order[at]);
  return isSame ? { ok: true, changes: [], shows: 'next' } : refuse({ code: 'order.begun' });
}

function shown(chosenId: number | null = null): Outcome<PanelTaken> {
  return { ok: true, changes: [], shows: { chosenId } };
}

function ordered(
  asked: readonly OwnAnswer[],
  order: readonly OwnAnswer[],
  shows: PanelTaken['shows'] = { chosenId: null },
  how: 'chosen' | 'kept' = 'chosen',
): Outcome<PanelTaken> {
  const whole = order.length === asked.length;
  const changes = asked.map((answer): PanelChange => {
    const place = order.indexOf(answer) + 1;
    return {
      answerId: answer.id,
      state: whole ? 'rated' : 'open',
      value: place === 0 ? null : place,
      how: whole ? how : null,
    };
  });
  return { ok: true, changes, shows };
}

/**
 * Mean places among the items still left: whole orders of more items are recomputed over these.
 *
 * @param ratings one row an expert, one column an item: places in any order that was whole
 * @returns the mean place of each column; empty where there is no row
 */
export function meanPlaces(ratings: readonly (readonly number[])[]): number[] {
  const [first] = ratings;
  if (!first) return [];
  const ranks = ratings.map(averageRanks);
  return first.map((_, column) => ranks.reduce((sum, row) => sum + row[column]!, 0) / ranks.length);
}

import { describe, expect, test } from 'vitest';
import type { OwnAnswer } from '../../../src/domain/answering.ts';
import type { PanelPress } from '../../../src/kinds/kind.ts';
import { meanPlaces, takeOrder } from '../../../src/kinds/ranking/order.ts';

const open = (id: number, previousValue: number | null = null): OwnAnswer => ({
  ...{ id, state: 'open', value: null, previousValue },
});

/** Presses one after the other, each on the newest card. */
function press(asked: readonly OwnAnswer[], ...presses: PanelPress[]): readonly OwnAnswer[] {
  return presses.reduce((now, each) => {
    const outcome = takeOrder(now, each);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    const changes = new Map(outcome.changes.map((change) => [change.answerId, change]));
    return now.map((answer) => ({ ...answer, ...changes.get(answer.id), id: answer.id }));
  }, asked);
}

const add = (answerId: number): PanelPress => ({ answerId, pressed: 'add' });
const takeBack = (answerId: number): PanelPress => ({ answerId, pressed: 'takeBack' });
const move = (answerId: number, place: number): PanelPress => ({ answerId, pressed: { place } });
const places = (asked: readonly OwnAnswer[]) => asked.map(({ value }) => value);
const states = (asked: readonly OwnAnswer[]) => [...new Set(asked.map(({ state }) => state))];

const FOUR = [open(1), open(2), open(3), open(4)];

describe('an order', () => {
  test('grows by a press for each place, and counts nowhere before it is whole', () => {
    const part = press(FOUR, add(3), add(1));
    expect(places(part)).toEqual([2, null, 1, null]);
    expect(states(part)).toEqual(['open']);
  });

  test('places the last item left by itself', () => {
    const whole = press(FOUR, add(3), add(1), add(4));
    expect(places(whole)).toEqual([2, 4, 1, 3]);
    expect(states(whole)).toEqual(['rated']);
  });

  test('of one item is whole by its one press', () => {
    expect(places(press([open(1)], add(1)))).toEqual([1]);
  });

  test('is not changed by a second press of the same', () => {
    expect(places(press(FOUR, add(3), add(3)))).toEqual([null, null, 1, null]);
    const part = press(FOUR, add(3), add(1), takeBack(1), takeBack(1));
    expect(places(part)).toEqual([null, null, 1, null]);
    expect(places(press(FOUR, add(3), add(1), add(4), move(4, 1), move(4, 1)))).toEqual([3, 4, 2, 1]);
  });

  test('gives the last place back, and with it the one that came by itself', () => {
    const whole = press(FOUR, add(3), add(1), add(4));
    const part = press(whole, takeBack(4));
    expect(places(part)).toEqual([2, null, 1, null]);
    expect(states(part)).toEqual(['open']);
    expect(places(press([open(1)], add(1), takeBack(1)))).toEqual([null]);
  });

  test('moves an item, and the others make room', () => {
    const whole = press(FOUR, add(1), add(2), add(3));
    expect(places(press(whole, move(4, 1)))).toEqual([2, 3, 4, 1]);
    expect(places(press(whole, move(1, 4)))).toEqual([4, 1, 2, 3]);
  });

  test('moves nothing out of its places, nor before it is whole', () => {
    const whole = press(FOUR, add(1), add(2), add(3));
    expect(places(press(whole, move(1, 0), move(4, 5)))).toEqual([1, 2, 3, 4]);
    expect(places(press(FOUR, add(1), move(1, 2)))).toEqual([1, null, null, null]);
  });

  test('shows what is chosen to be moved, once it is whole', () => {
    const whole = press(FOUR, add(1), add(2), add(3));
    const choose: PanelPress = { answerId: 2, pressed: 'choose' };
    expect(takeOrder(whole, choose)).toEqual({ ok: true, changes: [], shows: { chosenId: 2 } });
    expect(takeOrder(FOUR, choose)).toMatchObject({ shows: { chosenId: null } });
    expect(takeOrder(whole, move(2, 1))).toMatchObject({ shows: { chosenId: 2 } });
  });

  test('is refused for an item that is not on the card', () => {
    expect(takeOrder(FOUR, add(9))).toMatchObject({ ok: false, refusal: { code: 'answer.itemGone' } });
  });
});

describe('one tap', () => {
  const keep: PanelPress = { answerId: 1, pressed: 'keep' };
  const noOpinion: PanelPress = { answerId: 1, pressed: 'noOpinion' };
  // An item that stood second then has left since.
  const before = [open(1, 4), open(2, 1), open(3, 3)];

  test('keeps the order of the round before over the items that are left', () => {
    const kept = takeOrder(before, keep);
    expect(kept).toMatchObject({ ok: true, shows: 'next' });
    expect(places(press(before, keep))).toEqual([3, 1, 2]);
    expect(kept.ok && kept.changes.map(({ how }) => how)).toEqual(['kept', 'kept', 'kept']);
  });

  test('keeps none where an item has come since, or there was none', () => {
    expect(takeOrder([...before, open(4)], keep)).toMatchObject({ refusal: { code: 'answer.noPrevious' } });
    expect(takeOrder(FOUR, keep)).toMatchObject({ refusal: { code: 'answer.noPrevious' } });
  });

  test('says that the expert has no opinion, and an order may be begun all the same', () => {
    const none = press(FOUR, noOpinion, noOpinion);
    expect(states(none)).toEqual(['no_opinion']);
    const part = press(none, add(2));
    expect([places(part), states(part)]).toEqual([[null, 1, null, null], ['open']]);
  });

  test('undoes no order: on an older card it is refused', () => {
    const part = press(before, add(1));
    expect(takeOrder(part, noOpinion)).toMatchObject({ refusal: { code: 'order.begun' } });
    expect(takeOrder(part, keep)).toMatchObject({ refusal: { code: 'order.begun' } });
    expect(takeOrder(press(before, keep), keep)).toEqual({ ok: true, changes: [], shows: 'next' });
  });
});

test('mean places are reckoned anew over the items that are left', () => {
  // Of five places those of three items: rank(c(1, 4, 2)), rank(c(5, 2, 3)) and rank(c(2, 3, 1)) in R.
  expect(
    meanPlaces([
      [1, 4, 2],
      [5, 2, 3],
      [2, 3, 1],
    ]),
  ).toEqual([2, 7 / 3, 5 / 3]);
  expect(meanPlaces([])).toEqual([]);
});

import { expect, test } from 'vitest';
import { funnelOf, type ItemLife, leftAt, standingAfter } from '../../src/domain/funnel.ts';

type Place = ItemLife['places'][number];

const before = (panelId: number, asked: Place['asked'] = null): Place => ({ panelId, asked, left: null });
const gone = (panelId: number, round: number | null, asked: Place['asked'] = null): Place => ({
  ...{ panelId, asked },
  left: { why: 'below_rule', round },
});
const rated = (round: number) => ({ round, sifts: false });
const sifted = (round: number) => ({ round, sifts: true });

function life(places: ItemLife['places'], more: Partial<ItemLife> = {}): ItemLife {
  return { leftOut: false, entersAt: 0, places, ...more };
}

test('an item leaves the funnel at the round in which its last panel loses it', () => {
  expect(leftAt(life([gone(1, 1), gone(2, 2)]), [1, 2])).toBe(2);
  expect(leftAt(life([gone(1, 1), before(2)]), [1, 2])).toBeNull();
});

test('a panel that sifted it for all has passed it on once another has judged it', () => {
  expect(leftAt(life([before(1, sifted(1)), gone(2, 2, rated(2))]), [1, 2])).toBe(2);
  expect(leftAt(life([before(1, sifted(1)), before(2)]), [1])).toBeNull();
  expect(leftAt(life([before(1, sifted(1))]), [1])).toBeNull();
  expect(leftAt(life([before(1, sifted(2)), gone(2, 1, sifted(1))]), [1, 2])).toBeNull();
  // A panel that has rated it, and settled, has it still.
  expect(leftAt(life([before(1, rated(1)), gone(2, 2, rated(2))]), [1, 2])).toBeNull();
});

test('what an unjudged round has dropped is told as standing', () => {
  expect(leftAt(life([gone(1, 2)]), [1])).toBeNull();
});

test('one that was taken off between rounds left at the last round that asked it, or before any', () => {
  expect(leftAt(life([gone(1, null, rated(2))]), [1, 2])).toBe(2);
  expect(leftAt(life([gone(1, null)]), [1, 2])).toBe(0);
});

test('an audience leaves before any round, or after the round that asked it last', () => {
  expect(leftAt(life([before(1)], { leftOut: true }), [1])).toBe(0);
  expect(leftAt(life([before(1, rated(1))], { leftOut: true }), [1, 2])).toBe(1);
});

test('the steps of a funnel add up: what stays, and what is new since, goes on', () => {
  const lives = [
    ...Array.from({ length: 3 }, () => life([before(1)], { leftOut: true })),
    ...Array.from({ length: 4 }, () => life([gone(1, 1), gone(2, 1)])),
    ...Array.from({ length: 2 }, () => life([gone(1, 2)])),
    life([before(1)]),
    // Born of a proposal after round 1, of one before the next round, and one that was taken back before its round.
    life([before(2)], { entersAt: 2 }),
    life([before(2)], { entersAt: 3 }),
    life([gone(2, 1)], { entersAt: 2 }),
  ];
  const steps = funnelOf(lives, [1, 2]);
  expect(steps).toEqual([
    { step: 0, entered: 10, left: 3 },
    { step: 1, entered: 7, left: 4 },
    { step: 2, entered: 4, left: 2 },
  ]);
  expect(standingAfter(steps, [0, 1, 2])).toEqual([10, 7, 3, 2]);
  expect(standingAfter(steps, [2])).toEqual([10, 2]);
});

test('a number that was passed over is no step, and what was born in between enters at the next', () => {
  const lives = [life([gone(1, 1)]), life([before(1)]), life([before(1)], { entersAt: 3 })];
  expect(funnelOf(lives, [1, 3])).toEqual([
    { step: 0, entered: 2, left: 0 },
    { step: 1, entered: 2, left: 1 },
    { step: 3, entered: 2, left: 0 },
  ]);
});

test('before any round there is the first step alone, also without an item', () => {
  expect(funnelOf([], [])).toEqual([{ step: 0, entered: 0, left: 0 }]);
  expect(funnelOf([life([before(1)])], [])).toEqual([{ step: 0, entered: 1, left: 0 }]);
});

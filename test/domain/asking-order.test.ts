import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askingOrder } from '../../src/domain/asking-order.ts';

const asked = Array.from({ length: 24 }, (_, itemId) => ({
  ...{ itemId, panelId: itemId < 12 ? 1 : 2 },
  ...{ unit: '', group: [] as string[] },
}));
const seed = { study: 77, expert: 'K3', round: 1 };
const ids = (order: readonly { itemId: number }[]) => order.map(({ itemId }) => itemId);

test('without a seed the workbook’s order stands', () => {
  expect(askingOrder(asked, null)).toEqual(asked);
});

describe('where a panel has several units', () => {
  const units = ['a', 'b', 'a', 'c', 'b', 'a'];
  const mixed = units.map((unit, itemId) => ({ itemId, panelId: 1, unit, group: [] as string[] }));

  test('the items of a unit stay together, as the workbook names them first', () => {
    expect(ids(askingOrder(mixed, null))).toEqual([0, 2, 5, 1, 4, 3]);
  });

  test('so they do in an own order, in which units change places too', () => {
    const orders = Array.from({ length: 40 }, (_, expert) =>
      askingOrder(mixed, { ...seed, expert: `K${expert}` })
        .map(({ unit }) => unit)
        .join(''),
    );
    for (const order of orders) expect(order).toMatch(/^(aaa|bb|c){3}$/);
    expect(new Set(orders).size).toBe(6);
  });

  test('a unit that two panels share is asked in each by itself', () => {
    const shared = [...mixed, { itemId: 6, panelId: 2, unit: 'a', group: [] }];
    expect(ids(askingOrder(shared, null))).toEqual([0, 2, 5, 1, 4, 3, 6]);
  });
});

describe('what comes in sittings', () => {
  const tree = Array.from({ length: 60 }, (_, itemId) => ({
    ...{ itemId, panelId: 1, unit: 'a' },
    group: [`g${itemId % 3}`, `h${itemId % 6}`],
  }));
  const groups = (order: readonly { group: readonly string[] }[]) =>
    order.map(({ group }) => group.join('')).filter((name, at, all) => name !== all[at - 1]);

  test('is asked group by group, level by level', () => {
    expect(groups(askingOrder(tree, null))).toEqual(['g0h0', 'g0h3', 'g1h1', 'g1h4', 'g2h2', 'g2h5']);
  });

  test('also in an own order, in which groups change places', () => {
    const order = groups(askingOrder(tree, seed));
    expect(order).toHaveLength(6);
    expect(order).not.toEqual(groups(askingOrder(tree, null)));
  });

  test('and is not, where it is answered at one go', () => {
    expect(askingOrder(tree.slice(0, 40), null)).toEqual(tree.slice(0, 40));
  });
});

describe('with a seed an expert has an own order', () => {
  test('the same whenever it is asked for', () => {
    expect(askingOrder(asked, seed)).toEqual(askingOrder(asked, seed));
  });

  test('another than the workbook’s, than another expert’s and than in another round', () => {
    const orders = [
      asked,
      askingOrder(asked, seed),
      askingOrder(asked, { ...seed, expert: 'K4' }),
      askingOrder(asked, { ...seed, round: 2 }),
      askingOrder(asked, { ...seed, study: 78 }),
    ];
    expect(new Set(orders.map((order) => ids(order).join())).size).toBe(orders.length);
  });

  test('in which the items of a panel stay together, the panels as they were', () => {
    expect(askingOrder(asked, seed).map(({ panelId }) => panelId)).toEqual(
      asked.map(({ panelId }) => panelId),
    );
  });

  test('of the same items, whatever the seed', () => {
    const seeds = fc.record({
      study: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      expert: fc.string(),
      round: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(seeds, (any) => {
        expect(ids(askingOrder(asked, any)).sort((one, other) => one - other)).toEqual(ids(asked));
      }),
    );
  });
});

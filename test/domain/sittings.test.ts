import { expect, test } from 'vitest';
import { MOST_A_SITTING, type PlacedStep, type Sitting, sittingsOf } from '../../src/domain/sittings.ts';

/** Steps of one item each, from how many there are of each place: panel, unit and group parted by `/`. */
function stepsOf(...places: readonly (readonly [place: string, steps: number])[]): PlacedStep[] {
  return places
    .flatMap(([place, steps]) => Array<string>(steps).fill(place))
    .map((place, position) => {
      const [panel, unit = '', ...group] = place.split('/');
      return { position, items: 1, panelId: Number(panel), unit, group };
    });
}

const sizes = (sittings: readonly Sitting[]) => sittings.map(({ first, last }) => last - first + 1);
const names = (sittings: readonly Sitting[]) =>
  sittings.map(({ path, parts, piece }) => [
    ...path,
    ...(parts.length > 0 ? [parts.join('+')] : []),
    ...(piece ? [`${piece.number} of ${piece.of}`] : []),
  ]);

test('forty items are one sitting, one more comes in two', () => {
  expect(sittingsOf(stepsOf(['1/a', 20], ['2/b', 20]))).toEqual([]);
  expect(sizes(sittingsOf(stepsOf(['1/a', 20], ['2/b', 21])))).toEqual([20, 21]);
});

test('panels are borders first, then units, then groups; small neighbours go together evenly', () => {
  const sittings = sittingsOf(
    stepsOf(['1/a/x', 10], ['1/a/y', 35], ['1/b', 8], ['1/c', 8], ['1/d', 30], ['2/a', 3]),
  );
  expect(names(sittings)).toEqual([['a', 'x'], ['a', 'y'], ['b+c'], ['d'], []]);
  expect(sizes(sittings)).toEqual([10, 35, 16, 30, 3]);
  expect(sittings.map(({ panelId }) => panelId)).toEqual([1, 1, 1, 1, 2]);
});

test('what no border divides is cut into pieces of a size', () => {
  const sittings = sittingsOf(stepsOf(['1', 100]));
  expect(names(sittings)).toEqual([['1 of 3'], ['2 of 3'], ['3 of 3']]);
  expect(sizes(sittings)).toEqual([34, 34, 32]);
  expect(names(sittingsOf(stepsOf(['1/a/x', 41])))).toEqual([
    ['a', 'x', '1 of 2'],
    ['a', 'x', '2 of 2'],
  ]);
});

test('items of a level that names no deeper one stand beside those that do', () => {
  const sittings = sittingsOf(stepsOf(['1/a', 5], ['1/a/x', 30], ['1/a/y', 30], ['1', 2]));
  expect(names(sittings)).toEqual([['a', 'x'], ['a', 'y'], []]);
  expect(sizes(sittings)).toEqual([35, 30, 2]);
});

test('a step is never divided: a panel that is asked at once is a sitting by itself', () => {
  const asked = { panelId: 3, unit: '', group: [] };
  const steps = [...stepsOf(['1/a', 30]), { position: 30, items: 50, ...asked }];
  expect(sittingsOf(steps).map(({ first, last }) => [first, last])).toEqual([
    [0, 29],
    [30, 30],
  ]);
});

test('978 items in a tree of three levels come in sittings that leave none out and none too large', () => {
  const steps = Array.from({ length: 978 }, (_, position): PlacedStep => {
    const process = Math.floor((position * 202) / 978);
    const group = Math.floor((position * 52) / 978);
    const macro = Math.floor((position * 15) / 978);
    return { position, items: 1, panelId: 1, unit: '', group: [`M${macro}`, `G${group}`, `P${process}`] };
  });
  const sittings = sittingsOf(steps);
  expect(sittings.map(({ first }) => first)).toEqual([
    0,
    ...sittings.slice(0, -1).map(({ last }) => last + 1),
  ]);
  expect(sittings.at(-1)!.last).toBe(977);
  expect(Math.max(...sizes(sittings))).toBeLessThanOrEqual(MOST_A_SITTING);
  expect(Math.min(...sizes(sittings))).toBeGreaterThanOrEqual(10);
  expect(sittings.length).toBeLessThanOrEqual(35);
  for (const { path } of sittings) expect(path.length).toBeGreaterThan(0);
});

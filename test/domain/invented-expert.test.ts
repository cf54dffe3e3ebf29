import { describe, expect, test } from 'vitest';
import { judge, planAnswering, remarksOf, type Temper, temperOf } from '../../src/domain/invented-expert.ts';
import { kendallW } from '../../src/statistics/kendall-w.ts';

const SEED = 1404;
const POINTS = 5;

const panelOf = (temper: Temper, size = 200) =>
  Array.from({ length: size }, (_, expert) => ({ expert, temper }));

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('tempers', () => {
  test('of 48 experts most agree, and every temper is there', () => {
    const tempers = Array.from({ length: 48 }, (_, expert) => temperOf(SEED, expert));
    const counted = (temper: Temper) => tempers.filter((other) => other === temper).length;
    expect(counted('agreeing')).toBe(34);
    expect(counted('split')).toBe(4);
    expect(counted('lazy')).toBe(4);
    expect(counted('late')).toBe(4);
    expect(counted('silent')).toBe(2);
  });

  test('a late expert waits for a reminder, a silent one for nothing', () => {
    const plan = (temper: Temper, reminded: boolean) =>
      planAnswering({ seed: SEED, expert: 3, temper }, 1, reminded);
    expect(plan('late', false).takesPart).toBe(false);
    expect(plan('late', true)).toMatchObject({ takesPart: true, share: 1, handsIn: true });
    expect(plan('silent', true).takesPart).toBe(false);
  });

  test('lazy experts leave a part open and never keep answers before there are any', () => {
    const first = panelOf('lazy').map(({ expert }) =>
      planAnswering({ seed: SEED, expert, temper: 'lazy' }, 1, false),
    );
    expect(first.every(({ share, keepsAll }) => share < 1 && !keepsAll)).toBe(true);
    const second = panelOf('lazy').map(({ expert }) =>
      planAnswering({ seed: SEED, expert, temper: 'lazy' }, 2, false),
    );
    const keeping = second.filter(({ keepsAll }) => keepsAll);
    expect(keeping.length).toBeGreaterThan(50);
    expect(keeping.length).toBeLessThan(150);
    expect(keeping.every(({ handsIn }) => handsIn)).toBe(true);
  });
});

describe('remarks', () => {
  const remarks = (temper: Temper) => panelOf(temper).map((one) => remarksOf({ seed: SEED, ...one }, 1));

  test('a few of those who answer everything say why or propose, and who keeps an own pole says why more often', () => {
    const reasons = (temper: Temper) => remarks(temper).filter(({ reasonAt }) => reasonAt !== null).length;
    expect(reasons('agreeing')).toBeGreaterThan(10);
    expect(reasons('split')).toBeGreaterThan(2 * reasons('agreeing'));
    const proposing = remarks('agreeing').filter(({ proposes }) => proposes).length;
    expect(proposing).toBeGreaterThan(2);
    expect(proposing).toBeLessThan(30);
  });

  test('who hands in with the least effort writes nothing', () => {
    const nothing = { reasonAt: null, proposes: false };
    expect(remarks('lazy').every((one) => one.reasonAt === null && !one.proposes)).toBe(true);
    expect(remarks('silent')[0]).toEqual(nothing);
  });
});

describe('judgements', () => {
  const ratings = (temper: Temper, item: string, round: number, panelMean: number | null = null) =>
    panelOf(temper).flatMap(({ expert }) => {
      const point = judge({ seed: SEED, expert, temper, item, round, points: POINTS, panelMean });
      return point === null ? [] : [point + 1];
    });
  const spread = (values: readonly number[]) =>
    Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)));

  test('are the same each time for the same seed and differ for another', () => {
    const once = (seed: number) =>
      Array.from({ length: 40 }, (_, expert) =>
        judge({ seed, expert, temper: 'agreeing', item: 'خدمت', round: 1, points: POINTS, panelMean: null }),
      );
    expect(once(1)).toEqual(once(1));
    expect(once(1)).not.toEqual(once(2));
  });

  test('agreeing experts draw together from round to round', () => {
    const spreads = [1, 2, 3].map((round) => spread(ratings('agreeing', 'صدور پروانه', round)));
    expect(spreads[1]!).toBeLessThan(spreads[0]! * 0.75);
    expect(spreads[2]!).toBeLessThan(spreads[1]!);
  });

  test('agreeing experts lean towards the mean they were shown', () => {
    const low = mean(ratings('agreeing', 'صدور پروانه', 2, 1));
    const high = mean(ratings('agreeing', 'صدور پروانه', 2, 5));
    expect(high - low).toBeGreaterThan(0.8);
  });

  test('split experts keep their pole to the end', () => {
    const spreads = [1, 3].map((round) => spread(ratings('split', 'صدور پروانه', round)));
    expect(Math.abs(spreads[0]! - spreads[1]!)).toBeLessThan(0.1);
  });

  test('stay on the scale, whatever its length', () => {
    for (const points of [2, 3, 5, 7, 11]) {
      const places = panelOf('split').map(({ expert }) =>
        judge({
          seed: SEED,
          expert,
          temper: 'split',
          item: `خدمت ${expert}`,
          round: 1,
          points,
          panelMean: null,
        }),
      );
      expect(places.every((place) => place !== null && place >= 0 && place < points)).toBe(true);
      expect(new Set(places).size).toBe(points);
    }
  });
});

test('over three rounds of seven panels W rises, and some items leave in every round', () => {
  const perRound = [1, 2, 3].map(() => ({ w: [] as number[], dropped: 0 }));
  for (let panel = 0; panel < 7; panel += 1) {
    let items = Array.from({ length: 11 }, (_, item) => `خدمت ${item} پانل ${panel}`);
    let means = new Map<string, number>();
    for (const [index, result] of perRound.entries()) {
      const rows = Array.from({ length: 12 }, (_, seat) => (seat < 6 ? seat : 6 + panel * 6 + seat - 6)).map(
        (expert) => {
          const temper = temperOf(SEED, expert);
          if (planAnswering({ seed: SEED, expert, temper }, index + 1, true).share < 1) return [];
          return items.map((item) =>
            judge({
              seed: SEED,
              expert,
              temper,
              item,
              round: index + 1,
              points: 5,
              panelMean: means.get(item) ?? null,
            }),
          );
        },
      );
      const whole = rows.filter((row): row is number[] => row.length > 0 && !row.includes(null));
      result.w.push(kendallW(whole) ?? 0);
      const meanOf = (at: number) => mean(rows.flatMap((row) => (row[at] == null ? [] : [row[at] + 1])));
      means = new Map(items.map((item, at) => [item, meanOf(at)]));
      result.dropped += items.filter((item) => means.get(item)! <= 3).length;
      items = items.filter((item) => means.get(item)! > 3);
    }
  }
  const [first, second, third] = perRound.map(({ w }) => mean(w));
  expect(second!).toBeGreaterThan(first!);
  expect(third!).toBeGreaterThan(second!);
  expect(perRound.every(({ dropped }) => dropped > 2)).toBe(true);
});

import { describe, expect, test } from 'vitest';
import type { JudgedRound } from '../../../src/domain/judged-round.ts';
import { frozenVersions } from '../../../src/domain/protocol.ts';
import { ranking } from '../../../src/kinds/ranking/ranking.ts';
import { toldLines } from '../../../src/kinds/told/told.ts';
import { panelOf } from '../../fixtures/panel.ts';
import { expectDigits, readVectors } from '../../statistics/vectors.ts';

const judge = (table: string, its: Parameters<typeof panelOf>[1] = {}) =>
  ranking.judge(panelOf(table, { kind: 'ranking', scale: [], ...its }));

/*
 * x <- rbind(c(1, 2, 3, 4, 5), c(2, 1, 3, 5, 4), c(1, 3, 2, 4, 5), c(3, 1, 2, 5, 4))
 * m <- nrow(x); n <- ncol(x); r <- colSums(x)
 * W <- 12 * sum((r - mean(r))^2) / (m^2 * (n^3 - n))                # no ties: no correction
 * c(W, m * (n - 1) * W, 1 - pchisq(m * (n - 1) * W, n - 1))         # 0.7875 12.6 0.01340502487
 * colMeans(x); apply(x, 2, sd); apply(x, 2, median); apply(x, 2, quantile, c(0.25, 0.75), type = 7)
 * c(mean(cor(t(x), method = "spearman")[upper.tri(diag(m))]), (m * W - 1) / (m - 1))  # 0.7166666666666667 twice
 * # W of x[-1, ], x[-2, ], x[-3, ], x[-4, ]: 0.7777777777777778 0.7777777777777778 0.8444444444444444 0.8444444444444444
 */
const TABLE = 'a b c d e\n e1 1 2 3 4 5\n e2 2 1 3 5 4\n e3 1 3 2 4 5\n e4 3 1 2 5 4';

describe('judging a ranking round', () => {
  test('takes W on the places, as R does', () => {
    const { concordance, raters } = judge(TABLE);
    expect(raters).toBe(4);
    expect(concordance).toMatchObject({ df: 4, flatRaters: 0, wChance: 0.25, change: null });
    expect(concordance!.w).toBeCloseTo(0.7875, 14);
    expect(concordance!.wUncorrected).toBeCloseTo(0.7875, 14);
    expect(concordance!.chi2).toBeCloseTo(12.6, 12);
    expect(concordance!.p).toBeCloseTo(0.013_405_024_872_311, 14);
    expect(concordance!.meanSpearman).toBeCloseTo(0.716_666_666_666_666_7, 14);
    expect(concordance!.meanSpearmanPairwise).toBeCloseTo(0.716_666_666_666_666_7, 14);
    expect(concordance!.wLow).toBeCloseTo(0.777_777_777_777_777_8, 14);
    expect(concordance!.wHigh).toBeCloseTo(0.844_444_444_444_444_4, 14);
  });

  test('describes each item by its places, and counts every place there is', () => {
    const [first, second] = judge(TABLE).items;
    expect(first).toMatchObject({ n: 4, mean: 1.75, median: 1.5, q1: 1, q3: 2.25 });
    expect(first!.sd).toBeCloseTo(Math.sqrt(11 / 12), 14);
    expect(first!.counts).toEqual({ 1: 2, 2: 1, 3: 1, 4: 0, 5: 0 });
    expect(second).toMatchObject({ mean: 1.75, compared: null, judgesCounts: null });
  });

  test('keeps every item, also where nobody gave an order', () => {
    const judged = judge('a b\n e1 . .\n e2 . .');
    expect(judged.items.map(({ kept, why, n }) => [kept, why, n])).toEqual([
      [true, 'all_stay', 0],
      [true, 'all_stay', 0],
    ]);
    expect(judged).toMatchObject({ answered: 0, raters: 0, verdict: 'active', unchangedShare: null });
    expect(judged.concordance).toMatchObject({ w: null, p: null, change: null, wLow: null, wChance: null });
  });

  test('has no W of one expert, nor of one item', () => {
    expect(judge('a b\n e1 1 2').concordance?.w).toBeNull();
    expect(judge('a\n e1 1\n e2 1').concordance?.w).toBeNull();
  });

  test('ends a panel by agreement and by stability, from the least number of its own rounds on', () => {
    const same = 'a b c d e\n e1 1 2 3 4 5\n e2 1 2 3 4 5\n e3 1 2 3 5 4\n e4 1 2 3 4 5\n e5 1 2 4 3 5';
    expect(judge(same).verdict).toBe('agreed');
    const rules = { ...panelOf(same).rules, minRounds: 2, maxRounds: 5 };
    expect(judge(same, { rules }).verdict).toBe('active');
    expect(judge(same, { rules, roundNumber: 3, roundOfKind: 1 }).verdict).toBe('active');
    expect(judge(same, { rules, roundNumber: 3, roundOfKind: 2 }).verdict).toBe('agreed');
    const previous = { ...panelOf(TABLE), w: 0.75 };
    const apart = { ...rules, agreementThreshold: null };
    expect(judge(TABLE, { rules: apart, roundOfKind: 2, previous }).verdict).toBe('stable');
  });
});

describe('two rounds', () => {
  // The item of the id 2 has left; the others stand as they did, each place behind it one less.
  const before = panelOf('a b c d\n e1 1 2 3 4\n e2 2 1 4 3\n e3 4 3 2 1');
  const now = { itemIds: [1, 3, 4], previous: { ...before, w: 0.3 } };

  test('are compared over the items of both: who kept the order has changed no place', () => {
    const judged = judge('a c d\n e1 1 2 3\n e2 1 3 2\n e3 3 2 1', now);
    expect(judged.unchangedShare).toBe(1);
    const moved = judge('a c d\n e1 1 2 3\n e2 1 3 2\n e3 1 2 3', now);
    expect(moved.unchangedShare).toBeCloseTo(7 / 9, 14);
  });

  test('differ in W as each was reported, and over what they share', () => {
    const { concordance } = judge('a c d\n e1 1 2 3\n e2 1 3 2\n e3 3 2 1', now);
    // W now: rank sums 5 7 6 of three experts, 12 * 2 / (9 * 24); the same over the common items before.
    expect(concordance!.w).toBeCloseTo(1 / 9, 14);
    expect(concordance!.change).toBeCloseTo(1 / 9 - 0.3, 14);
    expect(concordance).toMatchObject({ commonRaters: 3, commonItems: 3 });
    expect(concordance!.changeCommon).toBeCloseTo(0, 14);
  });

  test('of which one was kept in bulk are told apart', () => {
    const inBulk = [[true, true, true], [], []];
    const judged = judge('a c d\n e1 1 2 3\n e2 1 2 3\n e3 1 2 3', { ...now, inBulk });
    // Of five unchanged places three.
    expect(judged.concordance?.keptInBulk).toBeCloseTo(3 / 5, 14);
  });
});

test('a ranking round is told by mean places, the best first, and never says that items leave', () => {
  const judged = judge(TABLE);
  const round: JudgedRound = {
    ...{
      panelRoundId: 1,
      panel: { id: 1, code: 'A', name: 'A' },
      number: 1,
      kind: 'ranking',
      ideas: 0,
      roundOfKind: 1,
      onPaper: { answers: 0, experts: 0 },
    },
    ...{
      openedAt: new Date(0),
      closedAt: new Date(1),
      invited: 4,
      previousNumber: null,
      previousW: null,
      ...judged,
    },
    items: judged.items.map((item, at) => ({
      ...item,
      ...{
        code: `S${at + 1}`,
        title: 'abcde'[at]!,
        ruled: { kept: true, why: 'all_stay' as const },
        left: false,
        wilcoxonHolm: null,
        measure: '',
      },
    })),
  };
  const study = { kind: 'ranking', scale: [], versions: frozenVersions(undefined), maxRounds: 3 } as const;
  const told = toldLines(ranking.told(round, study, 10))
    .join('\n')
    .replace(/[\u2066-\u2069]/g, '');
  const lines = [...told.matchAll(/^• (\S) \((.*)\)$/gm)].map(([, title, figures]) => `${title} ${figures}`);
  expect(lines[0]).toBe('a میانگین جا ۱٫۷۵ از ۵، انحراف معیار ۰٫۹۶، ۴ پاسخ');
  expect(lines.map(([title]) => title)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(told).toContain('۰٫۷۸');
  expect(told).not.toContain('نقطهٔ خنثی');
});

test('a rating is told as its place, and an item by its mean place among so many', () => {
  expect(ranking.words(3, [])).toBe('۳');
  expect(ranking.gist(judge(TABLE).items[0]!)).toEqual({ place: 1.75, of: 5, median: 1.5 });
  expect(ranking.gist(judge('a b\n e1 . .').items[0]!)).toBeNull();
});

test('an expert’s list says how far the order is', () => {
  const progress = (its: object) =>
    ranking.progress({ panelName: 'A', isOpen: true, asked: 5, missing: 5, noOpinion: 0, ideas: 0, ...its });
  expect(progress({})).toEqual({ title: 'رتبه‌بندی A', answer: null });
  expect(progress({ missing: 2 })).toMatchObject({ title: '۳ از ۵ · رتبه‌بندی A', answer: null });
  expect(progress({ missing: 2 }).note).toContain('کامل نیست (۳ از ۵)');
  expect(progress({ isOpen: false, missing: 0 })).toMatchObject({ answer: 'ترتیب کامل' });
  expect(progress({ isOpen: false, missing: 0, noOpinion: 5 })).toMatchObject({ answer: 'نظری ندارم' });
});

interface Orders {
  readonly raters: readonly string[];
  readonly items: readonly string[];
  readonly places: readonly (readonly (number | null)[])[];
  readonly w: number | null;
  readonly means: readonly (number | null)[];
}

interface TwoOrders {
  readonly previous: Orders;
  readonly current: Orders;
  readonly change: number | null;
  readonly change_common: number | null;
  readonly unchanged: number | null;
}

test('agrees with R to 12 digits: W on places, mean places, and both over the items of two rounds', () => {
  const idOf = (name: string) => Number(name.replace('new', '99').slice(-2).replace(/\D/, ''));
  const tableOf = ({ raters, items, places }: Orders) => ({
    ...{ itemIds: items.map(idOf), expertIds: raters.map(idOf), ratings: places },
    ...{ noOpinion: items.map(() => 0), judges: items.map(() => null) },
    ...{ inBulk: raters.map(() => []), handedIn: raters.map(() => true) },
  });
  for (const [at, { previous, current, ...expected }] of readVectors<TwoOrders[]>('ranking').entries()) {
    const { items, concordance, unchangedShare } = ranking.judge(
      panelOf('x\n e1 1', {
        ...{ kind: 'ranking', scale: [], roundOfKind: 2, ...tableOf(current) },
        previous: { ...tableOf(previous), w: previous.w },
      }),
    );
    expectDigits(concordance!.w, current.w, 12, `case ${at}: w`);
    for (const [column, { mean }] of items.entries())
      expectDigits(mean, current.means[column]!, 12, `case ${at}: mean place ${column}`);
    expectDigits(unchangedShare, expected.unchanged, 12, `case ${at}: unchanged`);
    if (current.w === null) continue;
    expect(concordance!.change === null, `case ${at}: change`).toBe(expected.change === null);
    expect(concordance!.change ?? 0).toBeCloseTo(expected.change ?? 0, 12);
    expect(concordance!.changeCommon ?? 0).toBeCloseTo(expected.change_common ?? 0, 12);
  }
});

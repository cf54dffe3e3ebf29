import { describe, expect, test } from 'vitest';
import { type JudgingRule, judgePanelRound, type PanelToJudge } from '../../src/domain/judging.ts';
import { verdictBy } from '../../src/domain/verdict.ts';
import { permutationP } from '../../src/statistics/permutation-p.ts';
import { panelOf } from '../fixtures/panel.ts';

const BY_MEAN: JudgingRule = {
  ratings: [1, 2, 3, 4, 5],
  verdict: ({ n, counts }) =>
    verdictBy(Object.entries(counts).reduce((sum, [value, count]) => sum + Number(value) * count, 0) / n > 3),
  pools: false,
  compares: true,
  hasConcordance: true,
  drops: true,
  reads: [],
};
const judge = (table: string, its: Partial<PanelToJudge> = {}, rule: Partial<JudgingRule> = {}) =>
  judgePanelRound(panelOf(table, its), { ...BY_MEAN, ...rule });

describe('a round judged by the mean', () => {
  const table = `
        x  y  z  v
    e1  5  3  1  .
    e2  4  3  -  .
    e3  .  3  2  .
  `;

  test('describes each item by every answer that counts', () => {
    const [x, y, z, v] = judge(table).items;
    expect(x).toMatchObject({ itemId: 1, n: 2, mean: 4.5, noOpinion: 0, kept: true, why: 'above_rule' });
    expect(x!.counts).toEqual({ 1: 0, 2: 0, 3: 0, 4: 1, 5: 1 });
    expect(y).toMatchObject({ n: 3, mean: 3, sd: 0, kept: false, why: 'below_rule' });
    expect(z).toMatchObject({ n: 2, mean: 1.5, noOpinion: 1 });
    expect(v).toMatchObject({ n: 0, mean: null, sd: null, kept: true, why: 'no_answers' });
  });

  test('counts who answered, who handed in, and who rated every item', () => {
    const some = `
        x  y
    e1  5  4
    e2  5  .
    e3  -  -
    e4  .  .
  `;
    const judged = judge(some, { handedIn: [true, false, true, true] });
    expect(judged).toMatchObject({ answered: 2, submitted: 3, notHandedIn: 1, raters: 1 });
  });

  test('lets only experts with a rating of every item into W', () => {
    const complete = `
        x  y  z
    e1  5  4  2
    e2  5  3  4
  `;
    const incomplete = `${complete}    e3  1  .  5\n    e4  1  3  -`;
    const { w, chi2, df } = judge(complete).concordance!;
    expect(judge(incomplete).concordance).toMatchObject({ w, chi2, df });
    expect(w).toBeGreaterThan(0);
  });

  test('has a concordance of nulls where W is undefined', () => {
    const none = {
      w: null,
      wUncorrected: null,
      chi2: null,
      df: null,
      p: null,
      pPermutation: null,
      meanSpearman: null,
      change: null,
      changeCommon: null,
      ...{ commonRaters: null, commonItems: null, wLow: null, wHigh: null },
      ...{ wChance: null, wAvailable: null, meanSpearmanPairwise: null, flatRaters: null, keptInBulk: null },
      pExact: null,
    };
    expect(judge('x y\n e1 5 4\n e2 4 .').concordance).toEqual(none);
    expect(judge('x\n e1 5\n e2 4').concordance).toEqual(none);
    expect(judge('x y\n e1 5 5\n e2 4 4').concordance).toEqual(none);
  });

  test('counts raters who gave every item one rating', () => {
    const flat = 'x y z\n e1 4 4 4\n e2 5 3 1\n e3 4 3 2\n e4 2 2 .';
    expect(judge(flat).concordance).toMatchObject({ flatRaters: 1 });
  });

  test('tells how much of what is unchanged was kept at one press', () => {
    const before = panelOf('x y\n e1 5 4\n e2 5 3\n e3 4 1');
    const inBulk = [
      [true, true],
      [false, false],
      [true, false],
    ];
    const again = (table: string) =>
      judge(table, { roundOfKind: 2, inBulk, previous: { ...before, w: 0.5 } }).concordance?.keptInBulk;
    expect(again('x y\n e1 5 4\n e2 5 1\n e3 4 2')).toBe(3 / 4);
    expect(again('x y\n e1 4 3\n e2 4 1\n e3 5 2')).toBe(0);
    expect(judge('x y\n e1 4 3\n e2 4 1\n e3 5 2').concordance?.keptInBulk).toBeNull();
  });

  test('that nobody answered drops nothing', () => {
    const judged = judge('x y\n e1 . .\n e2 . .');
    expect(judged).toMatchObject({ answered: 0, raters: 0, verdict: 'active', unchangedShare: null });
    expect(judged.items.every((item) => item.why === 'no_answers')).toBe(true);
  });

  test('ends a panel that agrees, or has no item left', () => {
    const agreeing = `
        x  y  z  u  v
    e1  5  4  3  2  1
    e2  5  4  3  2  1
    e3  5  4  3  2  1
  `;
    expect(judge(agreeing)).toMatchObject({ concordance: { w: 1 }, verdict: 'agreed' });
    expect(judge('x y\n e1 2 1\n e2 1 2').verdict).toBe('dropped');
  });

  test('has the same permutation test for the same seed, drawn as the version in force has it', () => {
    const complete = [
      [5, 4, 2],
      [3, 4, 1],
      [5, 2, 4],
    ];
    const mixed = `
        x  y  z
    e1  5  4  2
    e2  3  4  1
    e3  5  2  4
  `;
    const pOf = (seed: number) => judge(mixed, { seed }).concordance!.pPermutation;
    expect(pOf(5)).toBe(pOf(5));
    expect(pOf(5)! * 10_000).toBeCloseTo(Math.round(pOf(5)! * 10_000), 9);
    const frozen = { form: 2, named: { p_permutation: 1 } };
    const ofItsProtocol = judge(mixed, { seed: 5, versions: frozen }).concordance!.pPermutation;
    expect(ofItsProtocol).toBe(permutationP(complete, 5, 1));
    expect(pOf(5)).toBe(permutationP(complete, 5));
    expect(ofItsProtocol).not.toBe(pOf(5));
  });
});

describe('a later round', () => {
  const before = `
        x  y  z
    e1  5  4  2
    e2  5  3  4
    e3  4  5  1
  `;
  const previous = (w: number | null = 0.25) => ({ ...panelOf(before), w });
  const again = `
        x  y
    e1  5  4
    e2  5  3
    e4  5  1
  `;

  test('tells the change from the W that was reported, and anew over what is common', () => {
    const { concordance } = judge(again, { previous: previous() });
    expect(concordance!.change).toBeCloseTo(concordance!.w! - 0.25, 12);
    // e1 and e2 rated x and y in both rounds, alike.
    expect(concordance!.changeCommon).toBe(0);
  });

  test('has no change where a W is undefined', () => {
    expect(judge(again, { previous: previous(null) }).concordance).toMatchObject({ change: null });
    const flat = judge('x y\n e1 5 5\n e2 4 4', { previous: previous() }).concordance;
    expect(flat).toMatchObject({ change: null, changeCommon: null });
  });

  test('tells which share of ratings equals the expert’s own previous one', () => {
    const moved = `
        x  y  z
    e1  5  5  .
    e2  5  3  -
    e9  1  1  1
  `;
    expect(judge(moved, { previous: previous() }).unchangedShare).toBe(3 / 4);
  });

  test('tells of each item how those moved who rated it in both', () => {
    const moved = `
        x  y  n
    e1  5  5  1
    e2  4  3  1
    e3  .  5  1
    e9  1  1  1
  `;
    const inBulk = [
      [false, false, false],
      [false, true, false],
      [false, false, false],
      [false, false, false],
    ];
    const previousTable = { ...panelOf('x y\n e1 5 4\n e2 5 3\n e3 4 5'), w: null };
    const [x, y, n] = judge(moved, { previous: previousTable, inBulk }).items;
    expect(x!.compared).toMatchObject({ unchanged: 0.5, unchangedChosen: 0.5, wilcoxonP: 1 });
    expect(y!.compared).toMatchObject({ unchanged: 2 / 3, unchangedChosen: 0.5, wilcoxonLeast: 1 });
    expect(y!.compared!.kappa).toBeCloseTo(1 - (3 * 1) / 9, 12);
    // It was not asked before.
    expect(n!.compared).toBeNull();
    expect(judge(moved).items[0]!.compared).toBeNull();
    expect(judge(moved, { previous: previousTable }, { compares: false }).items[0]!.compared).toBeNull();
  });

  test('tells what W hangs on', () => {
    const panel = 'x y z\n e1 3 2 1\n e2 3 2 1\n e3 3 2 1\n e4 1 2 3';
    expect(judge(panel).concordance).toMatchObject({ wLow: 1 / 9, wHigh: 1, wChance: 0.25 });
    expect(judge(panel).concordance!.meanSpearmanPairwise).toBeCloseTo(0, 12);
    const { concordance } = judge(panel, { previous: { ...panelOf(panel), w: 0.25 } });
    expect(concordance).toMatchObject({ commonRaters: 4, commonItems: 3 });
  });

  test('is stable by the size of its change alone', () => {
    const { w } = judge(again).concordance!;
    expect(judge(again, { previous: previous(w! + 0.1) }).verdict).toBe('stable');
    expect(judge(again, { previous: previous(w! - 0.3) }).verdict).not.toBe('stable');
  });
});

describe('a kind of round', () => {
  const table = `
        x  y
    e1  2  1
    e2  1  2
  `;

  test('has its own rule, asked of every item that somebody rated', () => {
    const verdict: JudgingRule['verdict'] = ({ counts }) => ({ kept: counts[1]! > 0, why: 'above_rule' });
    const { items } = judge('x y z\n e1 2 1 .', {}, { verdict });
    expect(items.map(({ kept, why }) => [kept, why])).toEqual([
      [false, 'above_rule'],
      [true, 'above_rule'],
      [true, 'no_answers'],
    ]);
  });

  test('without concordance is told none, and ends no panel by it', () => {
    const alike = 'x y\n e1 5 4\n e2 5 4\n e3 5 4\n e4 5 4\n e5 5 4\n e6 5 4';
    expect(judge(alike).verdict).toBe('agreed');
    expect(judge(alike, {}, { hasConcordance: false })).toMatchObject({
      ...{ concordance: null, verdict: 'active', raters: 6 },
    });
  });

  test('that drops nothing leaves no panel empty, also one that has no items', () => {
    expect(judge(table).verdict).toBe('dropped');
    const keeping: Partial<JudgingRule> = { drops: false };
    expect(judge(table, {}, keeping).verdict).not.toBe('dropped');
    const without = { itemIds: [], ratings: [[], []], noOpinion: [] };
    expect(judge(table, without, keeping).verdict).toBe('active');
  });

  test('that pools gives an item of several panels one verdict, from all its judges', () => {
    const shared = { judges: [[5, 5, 5, 1, 1], null] };
    const pooled = judge('x y\n e1 1 4\n e2 1 4', shared, { pools: true }).items;
    expect(pooled.map(({ kept }) => kept)).toEqual([true, true]);
    expect(pooled[0]).toMatchObject({ n: 2, mean: 1, judgesCounts: { 1: 2, 2: 0, 5: 3 } });
    expect(pooled[1]!.judgesCounts).toBeNull();
    // Under an earlier version each panel judged by its own answers; all judges' are told all the same.
    const [alone] = judge('x y\n e1 1 4\n e2 1 4', shared).items;
    expect(alone).toMatchObject({ kept: false, judgesCounts: { 5: 3 } });
  });

  test('that pools has no verdict on an item that no judge rated, and one where others did', () => {
    const verdictOn = (judges: number[]) => judge('x\n e1 -', { judges: [judges] }, { pools: true }).items[0];
    expect(verdictOn([])).toMatchObject({ kept: true, why: 'no_answers' });
    expect(verdictOn([1])).toMatchObject({ n: 0, kept: false, why: 'below_rule' });
  });
});

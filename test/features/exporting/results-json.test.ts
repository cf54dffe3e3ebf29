import { expect, test } from 'vitest';
import type { Deviation } from '../../../src/domain/deviations.ts';
import { resultsJson } from '../../../src/features/exporting/results-json.ts';
import type { RoundResults, StudyResults } from '../../../src/features/exporting/study-results.ts';
import type { Exclusion } from '../../../src/features/funnel/load-exclusions.ts';
import type { FinalItem } from '../../../src/features/items/load-final-list.ts';
import { NOTHING_BESIDE } from '../../fixtures/beside.ts';
import { RULES } from '../../fixtures/plain-rules.ts';
import { joined } from './pieces.ts';

const round: RoundResults = {
  panelRoundId: 1,
  panel: { id: 1, code: 'P1', name: 'خدمات' },
  number: 1,
  kind: 'likert',
  openedAt: new Date('2026-11-01T08:00:00Z'),
  closedAt: new Date('2026-11-08T08:00:00Z'),
  onPaper: { answers: 0, experts: 0 },
  invited: 12,
  answered: 11,
  submitted: 10,
  notHandedIn: 1,
  raters: 9,
  ideas: 0,
  concordance: {
    w: 79 / 84,
    wUncorrected: 0.1 + 0.2,
    chi2: 8.464285714285714,
    df: 3,
    p: 1.25e-299,
    pPermutation: 0.0001,
    meanSpearman: -0.05,
    change: null,
    changeCommon: null,
  },
  unchangedShare: null,
  verdict: 'active',
  previousNumber: null,
  previousW: null,
  roundOfKind: 1,
  rules: RULES,
  standingBy: new Map([[7, 2]]),
  byRole: [],
  beside: NOTHING_BESIDE,
  items: [
    {
      itemId: 7,
      code: 'S1',
      title: 'یک "نقل"',
      n: 2,
      mean: 3.3333333333333335,
      sd: null,
      median: 3,
      q1: 3,
      q3: 4,
      noOpinion: 1,
      counts: { '0.5': 0, '1': 2 },
      judgesCounts: null,
      compared: null,
      kept: true,
      why: 'above_rule',
      ruled: { kept: true, why: 'above_rule' },
      ...{ rule_kept: true, rule_why: 'above_rule' },
      left: false,
      wilcoxonHolm: null,
      measure: '',
    },
  ],
};

const exclusions: readonly Exclusion[] = [
  {
    item: {
      ...{ id: 1, code: 'S1', title: 'الف', unit: '', audience: 'G2C', group: ['راه', 'پل'] },
      ...{ leftOut: false, entersAt: 0, places: [] },
    },
    step: 1,
    causes: [
      { why: 'below_rule', round: 1, panel: { code: 'P1', name: 'خدمات' }, rule: 'کم', figures: null },
      { why: 'by_hand' },
    ],
    reasons: [
      { text: 'خلاف قانون', by: 'expert', theme: 'law', mark: 1 },
      { text: 'گران', by: 'facilitator', theme: null, mark: 2 },
    ],
  },
];

const place = { round: 1, kind: 'likert', w: null, why: 'above_rule' } as const;
const ruled = { kept: true, why: 'above_rule' } as const;
const final: readonly FinalItem[] = [
  {
    ...{ code: 'S1', title: 'الف', unit: 'راه', decided: 'by_hand', kept: null, ruled: 'open' },
    byHand: ['قانون'],
    persons: { n: 1, mean: 4.25, sd: null },
    panels: [
      { ...place, code: 'P1', name: 'خدمات', n: 1, mean: 4.25, kept: true, ruled },
      { ...place, code: 'P2', name: 'فرهنگ', n: 0, mean: null, kept: false, why: 'by_hand', ruled },
    ],
  },
];
const wording = { version: 1, title: 'تازه', at: new Date('2026-11-01T08:00:00Z'), reason: 'دلیل' };
const items = [{ code: 'S1_2', parents: ['S1'], wordings: [wording] }];

async function read(rounds: readonly RoundResults[], deviations: readonly Deviation[] = []) {
  const study: StudyResults = {
    title: 'آینده',
    rounds: rounds.length,
    deviations,
    funnel: [
      { step: 0, entered: 3, left: 1 },
      { step: 1, entered: 2, left: 1 },
    ],
    ...{ exclusions, final, items },
    composition: { persons: 9, seats: { 1: 12, 2: 4 }, background: null, onSeveralPanels: 1, forgotten: 1 },
    measures: new Map(),
    openQuestions: new Map([[1, { asked: 9, wrote: 2 }]]),
    reminders: new Map(),
    protocolSha256: 'ab',
    panels: [
      { code: 'P1', name: 'خدمات', status: 'agreed', seats: 12, attrition: [], rounds },
      { code: 'P2', name: 'فرهنگ', status: 'active', seats: 0, attrition: [], rounds: [] },
    ],
  };
  return JSON.parse(await joined(resultsJson(study, 'Asia/Tehran')));
}

test('a study before its first closing is valid and empty', async () => {
  expect(await read([])).toEqual({
    study: { title: 'آینده', rounds: 0, protocol_sha256: 'ab' },
    panels: [
      { code: 'P1', name: 'خدمات', status: 'agreed', seats: 12, attrition: [], rounds: [] },
      { code: 'P2', name: 'فرهنگ', status: 'active', seats: 0, attrition: [], rounds: [] },
    ],
    reminders: [],
    composition: { persons: 9, seats: 16, on_several_panels: 1, background: null, forgotten: 1 },
    final: [
      {
        ...{ code: 'S1', title: 'الف', unit: 'راه', decided: 'by_hand', kept: null, rule_decided: 'open' },
        by_hand: ['قانون'],
        persons: { n: 1, mean: 4.25, sd: null, why_null: { sd: 'one_answer' } },
        panels: [
          {
            ...{
              code: 'P1',
              round: 1,
              kind: 'likert',
              n: 1,
              mean: 4.25,
              w: null,
              kept: true,
              why: 'above_rule',
            },
            ...{ rule_kept: true, rule_why: 'above_rule', why_null: {} },
          },
          {
            ...{
              code: 'P2',
              round: 1,
              kind: 'likert',
              n: 0,
              mean: null,
              w: null,
              kept: false,
              why: 'by_hand',
            },
            ...{ rule_kept: true, rule_why: 'above_rule', why_null: { mean: 'no_answers' } },
          },
        ],
      },
    ],
    items: [
      {
        ...{ code: 'S1_2', parents: ['S1'] },
        wordings: [{ ...wording, at: '2026-11-01T11:30:00.000+03:30' }],
      },
    ],
    deviations: [],
    open_question: [{ round: 1, asked: 9, wrote: 2 }],
    funnel: [
      { step: 'audience', entered: 3, left: 1 },
      { step: 'round 1', entered: 2, left: 1 },
    ],
    themes: [
      { step: 'round 1', theme: 'law', reasons: 1, items: 1 },
      { step: 'round 1', theme: null, reasons: 1, items: 1 },
    ],
    exclusions: [
      {
        ...{ code: 'S1', title: 'الف', unit: '', group: ['راه', 'پل'], audience: 'G2C', step: 'round 1' },
        ...{ why: ['below_rule', 'by_hand'], panels: ['P1'] },
        decided_by: [{ by: 'panel', panel: 'P1', round: 1 }, { by: 'facilitator' }],
        reasons: [
          { text: 'خلاف قانون', by: 'expert', theme: 'law' },
          { text: 'گران', by: 'facilitator', theme: null },
        ],
      },
    ],
  });
});

test('why a W is undefined stands beside it in the final list too', async () => {
  const { final: list } = await read([{ ...round, concordance: { ...round.concordance!, w: null } }]);
  expect(list[0].panels[0].why_null).toEqual({ w: 'one_item' });
});

test('departures from the protocol stand in their order, named as in the protocol, without their author', async () => {
  const at = new Date('2026-11-08T08:00:00Z');
  const deadline = { from: '2026-11-08T08:00:00.000Z', to: '2026-11-09T08:00:00.000Z' };
  const { deviations } = await read(
    [],
    [
      { at, accountId: 3, field: 'neutralPoint', from: 3, to: 3.5, reason: 'نظر استاد راهنما' },
      { at, accountId: null, field: 'deadlineMoved', round: 1, ...deadline, reason: null },
    ],
  );
  expect(deviations).toEqual([
    {
      at: '2026-11-08T11:30:00.000+03:30',
      ...{ field: 'neutral_point', from: 3, to: 3.5, reason: 'نظر استاد راهنما' },
    },
    {
      at: '2026-11-08T11:30:00.000+03:30',
      ...{ field: 'deadline_moved', round: 1, reason: null },
      ...{ from: '2026-11-08T11:30:00.000+03:30', to: '2026-11-09T11:30:00.000+03:30' },
    },
  ]);
});

test('every figure comes back to its last bit', async () => {
  const results = await read([round, { ...round, number: 3 }]);
  const [first, third] = results.panels[0].rounds;
  expect(third.number).toBe(3);
  expect(first).toMatchObject({
    kind: 'likert',
    opened_at: '2026-11-01T11:30:00.000+03:30',
    closed_at: '2026-11-08T11:30:00.000+03:30',
    invited: 12,
    answered: 11,
    submitted: 10,
    raters: 9,
  });
  expect(first.kendall).toEqual({
    w: 79 / 84,
    w_uncorrected: 0.30000000000000004,
    chi2: 8.464285714285714,
    df: 3,
    p: 1.25e-299,
    p_permutation: 0.0001,
    mean_spearman: -0.05,
    change: null,
    change_common: null,
    // Of a round that an earlier version judged.
    ...{ w_low: null, w_high: null, w_chance: null, w_available: null, mean_spearman_pairwise: null },
    ...{ common_raters: null, common_items: null, flat_raters: null, kept_in_bulk: null, p_exact: null },
    why_null: { change: 'not_asked_before', change_common: 'not_asked_before' },
  });
  expect(first.items).toEqual([
    {
      ...{ code: 'S1', title: 'یک "نقل"', n: 2, mean: 3.3333333333333335, sd: null, median: 3, q1: 3, q3: 4 },
      ...{
        no_opinion: 1,
        stand_by: 2,
        counts: { '0.5': 0, '1': 2 },
        kept: true,
        why: 'above_rule',
      },
      ...{ rule_kept: true, rule_why: 'above_rule' },
      // Figures of other kinds.
      // Of two points, in its first round.
      ...{ top2: null, bottom2: null, iqr: 1, cv: null, split: null, minority: 2 },
      ...{ unchanged: null, unchanged_chosen: null, kappa: null, wilcoxon_p: null, wilcoxon_least: null },
      ...{ wilcoxon_holm: null, fuzzy: null, top2_low: null, top2_high: null },
      ...{ agrees_top70: null, agrees_top75: null, agrees_top80: null, agrees_iqr: null, agrees_cos: null },
      ...{ yes_low: null, yes_high: null, essential_low: null, essential_high: null },
      ...{ relevant_low: null, relevant_high: null },
      ...{ yes: null, no: null, essential: null, cvr: null, critical: null, lawshe: null },
      ...{ relevant: null, critical_relevant: null, i_cvi: null, kappa_star: null, all_judges: null },
      why_null: {
        ...{ sd: 'one_answer', cv: 'not_ratio', top2: 'few_points', bottom2: 'few_points' },
        ...{ split: 'few_points', unchanged: 'not_asked_before', unchanged_chosen: 'not_asked_before' },
        ...{ kappa: 'not_asked_before', wilcoxon_p: 'not_asked_before' },
        ...{ wilcoxon_least: 'not_asked_before', wilcoxon_holm: 'not_asked_before' },
        ...{ top2_low: 'few_points', top2_high: 'few_points', fuzzy: 'few_points' },
        ...{ agrees_top70: 'few_points', agrees_top75: 'few_points', agrees_top80: 'few_points' },
        ...{ agrees_iqr: 'few_points', agrees_cos: 'few_points' },
      },
    },
  ]);
  expect(first).toMatchObject({ s_cvi_ave: null, s_cvi_ua: null });
});

test('an item of several panels has its own figures, and those of all its judges', async () => {
  const [item] = round.items;
  const judged = { ...item!, n: 5, counts: { 1: 1, 2: 0, 3: 4 }, judgesCounts: { 1: 3, 2: 0, 3: 12 } };
  const asked = { ...round, kind: 'cvr', concordance: null, items: [judged] } as const;
  const [told] = (await read([asked])).panels[0].rounds[0].items;
  expect(told).toMatchObject({ n: 5, mean: null, essential: 4, cvr: 0.6, critical: 5, lawshe: 0.99 });
  expect(told.all_judges).toEqual({
    ...{ n: 15, essential: 12, cvr: 0.6, critical: 12, lawshe: 0.49 },
    ...{
      essential_low: expect.closeTo(0.5481455128483065, 12),
      essential_high: expect.closeTo(0.9295245065301844, 12),
    },
    counts: { 1: 3, 2: 0, 3: 12 },
  });
});

test('where W is undefined all that stands on it is null', async () => {
  const concordance = { ...round.concordance!, w: null, df: 3, changeCommon: 0.1 };
  const { kendall } = (await read([{ ...round, concordance }])).panels[0].rounds[0];
  const { why_null: why, ...figures } = kendall;
  expect(Object.keys(figures)).toHaveLength(19);
  expect(Object.values(figures).every((figure) => figure === null)).toBe(true);
  // The one item that it has.
  expect(new Set(Object.values(why))).toEqual(new Set(['one_item']));
});

test('a change that is undefined tells by what: the round before, or the common ground', async () => {
  const second = { ...round, number: 2, previousNumber: 1 };
  const why = async (previousW: RoundResults['previousW'], figures: object) => {
    const concordance = { ...round.concordance!, ...figures };
    const { panels } = await read([{ ...second, previousW, concordance }]);
    const { change, change_common: common } = panels[0].rounds[0].kendall.why_null;
    return [change, common];
  };
  const none = { change: null, changeCommon: null };
  expect(await why({ w: null, raters: 1, items: 4 }, { ...none, commonRaters: 1, commonItems: 4 })).toEqual([
    'one_rater',
    'few_common',
  ]);
  expect(await why({ w: null, raters: 5, items: 4 }, { ...none, commonRaters: 5, commonItems: 4 })).toEqual([
    'all_equal',
    'all_equal',
  ]);
  expect(await why({ w: null, raters: 5, items: 1 }, { ...none, commonRaters: 5, commonItems: 1 })).toEqual([
    'one_item',
    'few_common',
  ]);
});

test('W from ratings with gaps stands beside W', async () => {
  const concordance = { ...round.concordance!, wAvailable: 0.5 };
  expect((await read([{ ...round, concordance }])).panels[0].rounds[0].kendall.w_available).toBe(0.5);
});

test('answers in words have a number and counts, and no mean or spread', async () => {
  for (const kind of ['screening', 'cvr', 'cvi'] as const) {
    const [item] = (await read([{ ...round, kind, concordance: null }])).panels[0].rounds[0].items;
    expect(item).toMatchObject({ n: 2, no_opinion: 1, counts: { '1': 2 }, kept: true });
    expect(item).toMatchObject({ mean: null, sd: null, median: null, q1: null, q3: null });
  }
});

test('a kind without concordance has none', async () => {
  const screened = { ...round, kind: 'screening', concordance: null } as const;
  expect((await read([screened])).panels[0].rounds[0].kendall).toBeNull();
});

test('every null figure of a kind has its reason', async () => {
  const [item] = round.items;
  const asked = (its: Partial<typeof item>, kind: RoundResults['kind'] = 'likert', more = {}) =>
    read([{ ...round, kind, items: [{ ...item!, ...its }], ...more }]).then(
      ({ panels }) => panels[0].rounds[0],
    );
  const none = { n: 0, mean: null, sd: null, median: null, q1: null, q3: null };
  const five = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  const compared = { unchanged: 1, unchangedChosen: null, kappa: null, wilcoxonP: null, wilcoxonLeast: null };
  const [unrated] = (await asked({ ...none, counts: five, compared: { ...compared, unchanged: null } }))
    .items;
  expect(new Set(Object.values(unrated.why_null))).toEqual(new Set(['no_answers']));
  const [same] = (await asked({ n: 2, mean: 5, sd: 0, counts: { ...five, 5: 2 }, compared })).items;
  expect(same.why_null).toEqual({
    ...{ unchanged_chosen: 'all_in_bulk', kappa: 'all_equal' },
    ...{ wilcoxon_holm: 'nobody_changed', wilcoxon_p: 'nobody_changed', wilcoxon_least: 'nobody_changed' },
  });
  const four = { concordance: null };
  const [few] = (await asked({ n: 4, counts: { 1: 0, 2: 0, 3: 4 } }, 'cvr', four)).items;
  expect(few.why_null).toEqual({ critical: 'none_enough', lawshe: 'not_printed' });
  const unjudged = await asked({ ...none, counts: { 1: 0, 2: 0, 3: 0, 4: 0 } }, 'cvi', four);
  expect(unjudged.why_null).toEqual({
    ...{ s_cvi_ave: 'no_answers', s_cvi_ua: 'no_answers', unchanged: 'not_asked_before' },
  });
});

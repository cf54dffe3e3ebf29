import { expect, test } from 'vitest';
import type { PanelToJudge } from '../../../src/domain/judging.ts';
import { frozenVersions } from '../../../src/domain/protocol.ts';
import type { WhyNull } from '../../../src/domain/why-null.ts';
import { resultsJson } from '../../../src/features/exporting/results-json.ts';
import type { RoundResults } from '../../../src/features/exporting/study-results.ts';
import { kindOf } from '../../../src/kinds/all.ts';
import { toldLines } from '../../../src/kinds/told/told.ts';
import { bare } from '../../../src/rehearsal/said.ts';
import { NOTHING_BESIDE } from '../../fixtures/beside.ts';
import { panelOf } from '../../fixtures/panel.ts';
import { joined } from './pieces.ts';

const AT = new Date('2026-11-01T08:00:00Z');

/** A panel's round, judged and exported: what `results.json` has of it, and what its summary says. */
async function judged(table: string, its: Partial<PanelToJudge> = {}) {
  const panel = panelOf(table, its);
  const kind = kindOf(panel.kind);
  const judgement = kind.judge(panel);
  const round: RoundResults = {
    ...judgement,
    ...{ panelRoundId: 1, panel: { id: 1, code: 'P1', name: 'خدمات' }, kind: panel.kind, ideas: 0 },
    ...{ number: panel.roundNumber, roundOfKind: panel.roundOfKind, openedAt: AT, closedAt: AT },
    ...{
      invited: panel.expertIds.length,
      onPaper: { answers: 0, experts: 0 },
      standingBy: new Map(),
      byRole: [],
      beside: NOTHING_BESIDE,
    },
    previousNumber: panel.previous && 1,
    previousW: panel.previous && {
      ...{
        w: panel.previous.w,
        raters: panel.previous.expertIds.length,
        items: panel.previous.itemIds.length,
      },
    },
    items: judgement.items.map((item, at) => ({
      ...{ ...item, code: `S${at + 1}`, title: `گویهٔ ${at + 1}`, left: false },
      ...{ ruled: { kept: item.kept, why: item.why }, wilcoxonHolm: null, measure: '' },
    })),
  };
  const pieces = resultsJson(
    {
      ...{ title: 'آینده', rounds: 1, deviations: [], funnel: [], exclusions: [], final: [], items: [] },
      composition: { persons: 0, seats: {}, background: [], onSeveralPanels: 0, forgotten: 0 },
      ...{ measures: new Map(), openQuestions: new Map(), reminders: new Map(), protocolSha256: 'ab' },
      panels: [{ code: 'P1', name: 'خدمات', status: 'active', seats: 0, rounds: [round], attrition: [] }],
    },
    'Asia/Tehran',
  );
  const study = { kind: panel.kind, scale: [], versions: frozenVersions(undefined), maxRounds: 9 };
  return {
    json: JSON.parse(await joined(pieces)).panels[0].rounds[0],
    summary: bare(toldLines(kind.told(round, study, 10)).join('\n')),
  };
}

/** The same panel's ratings of the round before. */
function before(table: string, w: number | null): Partial<PanelToJudge> {
  const { itemIds, expertIds, ratings } = panelOf(table);
  return { roundNumber: 2, roundOfKind: 2, previous: { itemIds, expertIds, ratings, w } };
}

const FOUR = 'x y\n e1 5 4\n e2 4 3\n e3 5 3\n e4 3 4';
const LARGE = `${Array.from({ length: 100 }, (_, at) => `i${at}`).join(' ')}\n${Array.from(
  { length: 201 },
  (_, row) => ` e${row + 1} ${Array.from({ length: 100 }, (_, at) => 1 + ((row + at) % 5)).join(' ')}`,
).join('\n')}`;

/** Of W and what stands on it: the figure, the reason, and the sentence of the summary that says it. */
const OF_W: readonly [string, WhyNull, string, string, Partial<PanelToJudge>][] = [
  ['w', 'one_rater', 'کمتر از دو خبره به همهٔ گویه‌ها پاسخ داده‌اند', 'x y\n e1 5 4\n e2 3 .', {}],
  ['w', 'one_item', 'پانل کمتر از دو گویه داشت', 'x\n e1 5\n e2 4', {}],
  ['w', 'all_equal', 'هر خبره به همهٔ گویه‌ها امتیاز یکسان داده است', 'x y\n e1 5 5\n e2 4 4', {}],
  ['change', 'not_asked_before', 'این نخستین دور پانل از این نوع است', FOUR, {}],
  ['change', 'all_equal', 'W در یکی از دو دور تعریف نشده است', FOUR, before('x y\n e1 5 5\n e2 4 4', null)],
  [
    ...['change_common', 'few_common', 'با گویه‌ها و خبرگان مشترک دو دور محاسبه‌پذیر نیست', FOUR],
    before('x y\n e7 5 4\n e8 4 3', 1),
  ] as never,
  [
    'w_low',
    'few_raters',
    'با کمتر از ۴ خبره گفته نمی‌شود که W چقدر به یک نفر بسته است',
    'x y\n e1 5 4\n e2 4 3',
    {},
  ],
  ['p_permutation', 'too_large', 'آزمون جایگشتی برای پانلی به این بزرگی اجرا نمی‌شود', LARGE, {}],
];

test.each(OF_W)(
  '%s is undefined for %s, and the summary says so',
  async (figure, reason, sentence, table, its) => {
    const { json, summary } = await judged(table, its);
    expect(json.kendall[figure]).toBeNull();
    expect(json.kendall.why_null[figure]).toBe(reason);
    expect(summary).toContain(sentence);
    expect(summary).not.toMatch(/NaN|undefined|null/);
  },
);

const SAME = before('x\n e1 5\n e2 5', null);
/** Of an item `x`. */
const OF_ITEM: readonly [string, WhyNull, string, Partial<PanelToJudge>][] = [
  ['mean', 'no_answers', 'x y\n e1 . 4\n e2 - 3', {}],
  ['sd', 'one_answer', 'x\n e1 4\n e2 -', {}],
  ['split', 'few_points', 'x\n e1 1\n e2 3', { scale: [1, 2, 3] }],
  ['top2', 'few_points', 'x\n e1 1\n e2 3', { scale: [1, 2, 3] }],
  ['top2', 'too_large', 'x\n e1 1\n e2 3', { scale: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }],
  ['cv', 'not_ratio', 'x\n e1 1\n e2 3', { scale: [0, 1, 2, 3, 4] }],
  ['cv', 'not_ratio', 'x\n e1 -1\n e2 3', { kind: 'numeric', scale: [] }],
  ['unchanged', 'not_asked_before', 'x\n e1 1\n e2 3', {}],
  ['unchanged', 'few_common', 'x\n e1 .\n e3 3', SAME],
  ['unchanged_chosen', 'all_in_bulk', 'x\n e1 5\n e2 5', { ...SAME, inBulk: [[true], [true]] }],
  ['kappa', 'all_equal', 'x\n e1 5\n e2 4', SAME],
  ['wilcoxon_p', 'nobody_changed', 'x\n e1 5\n e2 5', SAME],
  ['wilcoxon_least', 'nobody_changed', 'x\n e1 5\n e2 5', SAME],
  ['critical', 'none_enough', 'x\n e1 3\n e2 3\n e3 3\n e4 3', { kind: 'cvr' }],
  ['lawshe', 'not_printed', 'x\n e1 3\n e2 3\n e3 3\n e4 3', { kind: 'cvr' }],
  ['critical_relevant', 'too_few', 'x\n e1 4\n e2 4', { kind: 'cvi' }],
];

test.each(OF_ITEM)('%s of an item is undefined for %s', async (figure, reason, table, its) => {
  const { json } = await judged(table, its);
  const [item] = json.items;
  expect(item[figure]).toBeNull();
  expect(item.why_null[figure]).toBe(reason);
});

import { describe, expect, test } from 'vitest';
import type { JudgedRound } from '../../../src/domain/judged-round.ts';
import type { PanelToJudge } from '../../../src/domain/judging.ts';
import { frozenVersions } from '../../../src/domain/protocol.ts';
import { judgePanel, kindOf } from '../../../src/kinds/all.ts';
import { seededRandom } from '../../../src/statistics/seeded-random.ts';
import { RULES } from '../../fixtures/plain-rules.ts';
import { SCALE } from '../../fixtures/study.ts';

/*
 * Simulated panels, judged as a study's are: for each warning of docs/warnings.md one in which it is due and one in which it
 * is not, and one for each line of its table of advice.
 */

type Rows = readonly (readonly (number | null)[])[];
type Rate = (item: number, expert: number, random: () => number) => number | null;

function panel(experts: number, items: number, rate: Rate, seed = 1): Rows {
  const { next } = seededRandom(seed);
  return Array.from({ length: experts }, (_, expert) =>
    Array.from({ length: items }, (__, item) => rate(item, expert, next)),
  );
}

/** All agree on the order of the items, and no two of them tie but now and then. */
const inOrder: Rate = (item, _, random) => Math.max(1, 5 - Math.floor(item / 2) - (random() < 0.1 ? 1 : 0));
const atRandom: Rate = (_, __, random) => 1 + Math.floor(random() * 5);
const fourOrFive: Rate = (_, __, random) => 4 + Math.floor(random() * 2);

interface Played {
  readonly before?: Rows;
  readonly inBulk?: (item: number, expert: number) => boolean;
  readonly rules?: Partial<PanelToJudge['rules']>;
  /** Columns of the round before that are asked no more. */
  readonly left?: number;
  readonly maxRounds?: number;
}

function judged(now: Rows, { before, inBulk, rules, left = 0 }: Played = {}): JudgedRound {
  const itemIds = now[0]!.map((_, at) => at + 1);
  const expertIds = now.map((_, at) => at + 1);
  const earlier = (rows: Rows, ids: readonly number[]) => ({ itemIds: ids, expertIds, ratings: rows });
  const all = [...itemIds, ...Array.from({ length: left }, (_, at) => itemIds.length + at + 1)];
  const common = {
    kind: 'likert' as const,
    ...{ expertIds, scale: [1, 2, 3, 4, 5], handedIn: now.map(() => true) },
    rules: {
      ...RULES,
      minRounds: 1,
      maxRounds: 5,
      stabilityThreshold: 0.2,
      agreementThreshold: 0.7,
      ...rules,
    },
    ...{ versions: frozenVersions(undefined), seed: 1 },
  };
  const of = (rows: Rows, ids: readonly number[], number: number, previous: PanelToJudge['previous']) =>
    judgePanel({
      ...common,
      ...{ roundNumber: number, roundOfKind: number, itemIds: ids, ratings: rows, previous },
      ...{ noOpinion: ids.map(() => 0), judges: ids.map(() => null) },
      inBulk: rows.map((row, expert) => row.map((_, item) => inBulk?.(item, expert) ?? false)),
    });
  const first = before && of(before, all, 1, null);
  const number = before ? 2 : 1;
  const result = of(
    now,
    itemIds,
    number,
    before && first ? { ...earlier(before, all), w: first.concordance!.w } : null,
  );
  return {
    ...result,
    ...{
      panelRoundId: 1,
      panel: { id: 1, code: 'A', name: 'A' },
      kind: 'likert',
      number,
      roundOfKind: number,
    },
    items: result.items.map((item, at) => ({
      ...{
        ...item,
        ruled: item,
        code: `x${at + 1}`,
        title: '',
        left: false,
        wilcoxonHolm: null,
        measure: '',
      },
    })),
  } as unknown as JudgedRound;
}

/** What the closing card says below its picture: the advice, then the warnings. */
function closing(now: Rows, played: Played = {}): string[] {
  const study = {
    kind: 'likert',
    ...{ scale: SCALE, versions: frozenVersions(undefined) },
    maxRounds: played.maxRounds ?? 5,
  } as const;
  return kindOf('likert')
    .advice(judged(now, played), study)
    .map((line) => line.replace(/<[^>]*>|[\u2066-\u2069]/g, ''));
}

const ORDER = panel(8, 8, inOrder);
const NOISE = panel(10, 8, atRandom, 3);
const hasWarning = (lines: readonly string[], words: string) =>
  lines.some((line) => line.startsWith('⚠️') && line.includes(words));

/** Letter, words of its sentence, a panel in which it is due, and one in which it is not. */
const WARNINGS: readonly (readonly [letter: string, words: string, due: string[], not: string[]])[] = [
  ['a', 'هم‌نظری دربارهٔ ترتیب گویه‌ها را می‌سنجد', closing(panel(12, 10, fourOrFive)), closing(ORDER)],
  [
    'b',
    'پراکنده است',
    closing(
      panel(10, 8, (item, expert, random) =>
        item === 0 ? (expert < 5 ? 5 : 1) : inOrder(item, expert, random),
      ),
    ),
    closing(ORDER),
  ],
  [
    'c',
    'نظرها هنوز جابه‌جا می‌شود',
    closing(panel(10, 8, atRandom, 5), { before: NOISE }),
    closing(NOISE, { before: NOISE }),
  ],
  [
    'd',
    'با گویه‌ها و خبرگان مشترک، W ثابت است',
    closing(
      ORDER.map((row) => row.slice(0, 3)),
      { before: ORDER, left: 5 },
    ),
    closing(ORDER, { before: ORDER }),
  ],
  ['e', 'با کمتر از ۵ خبره یا ۵ گویه', closing(panel(4, 8, inOrder)), closing(ORDER)],
  ['f', 'دو آزمون یکی نمی‌گویند', closing(panel(4, 2, (item) => 5 - item)), closing(ORDER)],
  [
    'g',
    'ثبات، توافق نیست',
    closing(NOISE, { before: NOISE }),
    closing(ORDER, { before: ORDER, rules: { agreementThreshold: null } }),
  ],
  [
    'h',
    'به همهٔ گویه‌ها یک امتیاز داده‌اند',
    closing(panel(8, 8, (item, expert, random) => (expert === 0 ? 4 : inOrder(item, expert, random)))),
    closing(ORDER),
  ],
  [
    'i',
    'دیگران به همهٔ گویه‌ها پاسخ نداده‌اند',
    closing(
      panel(8, 8, (item, expert, random) =>
        expert < 3 && item === expert ? null : inOrder(item, expert, random),
      ),
    ),
    closing(
      panel(8, 8, (item, expert, random) =>
        expert < 2 && item === expert ? null : inOrder(item, expert, random),
      ),
    ),
  ],
  ['j', 'روشن بالاتر نیست', closing(NOISE), closing(ORDER)],
  [
    'k',
    'حداقل دو خبره نصف طیف یا بیشتر از میانه دورند',
    closing(
      panel(10, 8, (item, expert, random) => (item === 0 && expert < 2 ? 1 : inOrder(item, expert, random))),
    ),
    closing(
      panel(10, 8, (item, expert, random) => (item === 0 && expert < 1 ? 1 : inOrder(item, expert, random))),
    ),
  ],
  [
    'l',
    'با یک دکمه و یک‌جا تکرار شده است',
    closing(ORDER, { before: ORDER, inBulk: (_, expert) => expert < 3 }),
    closing(ORDER, { before: ORDER, inBulk: (_, expert) => expert < 2 }),
  ],
  [
    'm',
    'معناداری به معنای توافق نیست',
    closing(
      panel(20, 30, (item, _, random) => Math.min(5, 1 + Math.floor(random() * 4) + (item < 8 ? 1 : 0))),
    ),
    closing(NOISE),
  ],
  [
    'n',
    'کمتر از نیمی از پاسخ‌دهندگان امتیاز داده‌اند',
    closing(
      panel(8, 8, (item, expert, random) =>
        item === 0 && expert < 5 ? null : inOrder(item, expert, random),
      ),
    ),
    closing(
      panel(8, 8, (item, expert, random) =>
        item === 0 && expert < 4 ? null : inOrder(item, expert, random),
      ),
    ),
  ],
  [
    'o',
    'بدون پاسخ او وارونه می‌شد',
    closing(
      panel(8, 8, (item, expert, random) =>
        item === 0 ? (expert === 0 ? 4 : 3) : inOrder(item, expert, random),
      ),
    ),
    closing(panel(8, 9, (item) => [5, 5, 4, 4, 5, 2, 2, 1, 1][item]!)),
  ],
];

test('there is a study for each letter', () => {
  expect(WARNINGS.map(([letter]) => letter).join('')).toBe('abcdefghijklmno');
});

test.each(WARNINGS)('(%s) «%s» is said where it is due, and not where it is not', (_, words, due, not) => {
  expect([words, hasWarning(due, words), hasWarning(not, words)]).toEqual([words, true, false]);
});

test('(d) is also due where W held only because items left', () => {
  // Of eight, fewer and fewer order five items the other way round; three more, which all put last, then leave.
  const turned = (reversed: number) =>
    panel(8, 5, (item, expert) => (expert < reversed ? 1 + item : 5 - item));
  const before = turned(2).map((row) => [...row, 1, 1, 1]);
  const now = turned(1);
  const { change, changeCommon } = judged(now, { before, left: 3 }).concordance!;
  expect(Math.abs(change!)).toBeLessThan(0.2);
  expect(changeCommon).toBeCloseTo(0.3125, 12);
  const words = 'با گویه‌ها و خبرگان مشترک، W تغییر کرده است';
  expect(hasWarning(closing(now, { before, left: 3 }), words)).toBe(true);
  expect(hasWarning(closing(ORDER, { before: ORDER }), words)).toBe(false);
});

describe('each line of the table of advice has a study that gets it', () => {
  const clear = panel(10, 6, (item) => [5, 5, 4, 4, 2, 1][item]!);
  const split = panel(10, 6, (item, expert) => (item === 0 && expert < 2 ? 1 : [5, 5, 4, 4, 2, 1][item]!));
  const middling = panel(
    10,
    8,
    (item, _, random) => Math.max(1, Math.min(5, 5 - Math.floor(item / 2) + Math.floor(random() * 4) - 2)),
    4,
  );
  const advice = (...of: Parameters<typeof closing>) => closing(...of)[0]!;

  test('dropped: stop', () => {
    expect(advice(panel(6, 6, () => 2))).toContain('توصیه: پایان. گویه‌ای در این پانل نمانده است.');
  });
  test('agreed, and nothing speaks against it: stop', () => {
    expect(advice(clear)).toContain('توصیه: پایان. پانل به توافق رسیده است');
  });
  test('agreed, with a firm minority on an item that stays: look again', () => {
    expect(advice(split)).toMatch(/توصیه: بازبینی\. W به توافق رسیده است، ولی ۱ گویه .*x1/);
  });
  test('stable while answers move, rounds left: go on; at the last round stop', () => {
    const moving = { before: NOISE };
    const now = panel(10, 8, atRandom, 5);
    expect(advice(now, moving)).toContain('توصیه: یک دور دیگر. W ثابت مانده، ولی پاسخ‌ها هنوز جابه‌جا می‌شود.');
    expect(advice(now, { ...moving, maxRounds: 2 })).toContain('توصیه: پایان، بدون توافق');
  });
  test('stable otherwise: stop', () => {
    const rules = { agreementThreshold: null };
    expect(advice(clear, { before: clear, rules })).toContain(
      'توصیه: پایان. نظر پانل دیگر چندان تغییر نمی‌کند.',
    );
  });
  test('stable, W under its threshold or not above chance: stop, without agreement', () => {
    expect(advice(middling, { before: middling })).toContain('توصیه: پایان، بدون توافق.');
    expect(advice(NOISE, { before: NOISE })).toContain('توصیه: پایان، بدون توافق.');
  });
  test('active: go on; at the last round stop', () => {
    expect(advice(middling)).toContain('توصیه: دور بعد.');
    expect(advice(middling, { rules: { maxRounds: 1 }, maxRounds: 1 })).toContain(
      'توصیه: پایان. دور دیگری در پیش نیست',
    );
  });
});

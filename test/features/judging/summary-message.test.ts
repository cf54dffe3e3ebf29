import { describe, expect, test } from 'vitest';
import type { JudgedItem, JudgedRound } from '../../../src/domain/judged-round.ts';
import { frozenVersions } from '../../../src/domain/protocol.ts';
import type { StudyRules } from '../../../src/domain/study-draft.ts';
import type { ItemVerdict } from '../../../src/domain/verdict.ts';
import { summaryMessages } from '../../../src/features/judging/summary-message.ts';
import type { ToldStudy } from '../../../src/kinds/kind.ts';
import { panelPart } from '../../../src/kinds/told/panel-part.ts';
import type { RoundSummary } from '../../../src/kinds/told/round-summary.ts';
import { decimal } from '../../../src/texts/numerals.ts';
import { NOTHING_BESIDE } from '../../fixtures/beside.ts';
import { FIRST_VERSIONS } from '../../fixtures/panel.ts';
import { RULES } from '../../fixtures/plain-rules.ts';
import { SCALE } from '../../fixtures/study.ts';

function item(title: string, mean: number | null, over: Partial<JudgedItem> = {}): JudgedItem {
  const kept = mean === null || mean > 3;
  const why = mean === null ? 'no_answers' : kept ? 'above_rule' : 'below_rule';
  const n = mean === null ? 0 : 12;
  const figures = { n, mean, sd: null, median: mean, q1: 4, q3: 4, noOpinion: 0, counts: { 3: n } };
  const verdict: ItemVerdict = { kept, why, ...over };
  const ruled = { kept: verdict.kept, why: verdict.why };
  const judged = {
    judgesCounts: null,
    compared: null,
    ...verdict,
    ruled,
    left: !ruled.kept,
    wilcoxonHolm: null,
    measure: '',
  };
  return { itemId: 1, code: title, title, ...figures, ...judged, ...over };
}

const CONCORDANCE = {
  ...{ w: 0.6543, wUncorrected: 0.6, chi2: 30, df: 5, p: 0.00001, pPermutation: 0.0001, meanSpearman: 0.6 },
  ...{ change: null, changeCommon: null },
};

const PANEL: JudgedRound = {
  panelRoundId: 1,
  panel: { id: 1, code: 'P1', name: 'خدمات شهری' },
  ...{ number: 1, openedAt: new Date('2026-11-23T14:30:00Z'), closedAt: new Date('2026-11-30T14:30:00Z') },
  kind: 'likert',
  ...{
    onPaper: { answers: 0, experts: 0 },
    invited: 12,
    answered: 11,
    submitted: 9,
    notHandedIn: 2,
    raters: 10,
    ideas: 0,
  },
  concordance: CONCORDANCE,
  unchangedShare: null,
  verdict: 'active',
  previousNumber: null,
  previousW: null,
  roundOfKind: 1,
  rules: { ...RULES, stabilityThreshold: 0.2, agreementThreshold: 0.7 },
  items: [
    item('یک', 4.5),
    item('دو', 2.25),
    item('سه', null),
    item('چهار', 3.5, { noOpinion: 2 }),
    item('پنج', 4.75),
    item('شش', 4),
  ],
};

const STUDY: ToldStudy = { kind: 'likert', scale: SCALE, versions: frozenVersions(undefined), maxRounds: 4 };

const ROUND: RoundSummary = {
  title: 'آینده <شهر>',
  round: 1,
  closedAt: new Date('2026-11-30T14:30:00Z'),
  closedBy: 'deadline',
  zone: 'Asia/Tehran',
  panels: [],
  absent: [],
  deviations: 0,
  afterCards: false,
  next: { step: 'open', panels: 1, round: 2 },
};

function told(
  panel: Partial<JudgedRound>,
  round: Partial<RoundSummary> = {},
  rules: Partial<StudyRules> = {},
  versions = STUDY.versions,
  beside = NOTHING_BESIDE,
): string {
  const number = round.round ?? PANEL.number;
  const judged = {
    ...{ ...PANEL, number, roundOfKind: number, ...panel },
    rules: { ...PANEL.rules, ...rules },
  };
  const part = panelPart(judged, beside, { ...STUDY, versions });
  const messages = summaryMessages({ ...ROUND, panels: [part], ...round });
  expect(messages).toHaveLength(1);
  return messages[0]!.html;
}

test('where raters are under two thirds of those who answered, W from ratings with gaps is told too', () => {
  const concordance = { ...PANEL.concordance!, wAvailable: 0.4125 };
  const gaps = (raters: number, answered: number) => told({ concordance, raters, answered });
  expect(gaps(5, 9)).toMatch(/با پاسخ‌های ناقص هم: W = ۰٫۴۱[۲۳].*هیچ حکمی/);
  expect(gaps(6, 9)).not.toContain('با پاسخ‌های ناقص');
  expect(told({ raters: 5, answered: 9 })).not.toContain('با پاسخ‌های ناقص');
});

test('where the shuffles’ p is near 0.05, p is counted, or said to lie within their error', () => {
  const p = (pPermutation: number, pExact: number | null) =>
    told({ concordance: { ...PANEL.concordance!, pPermutation, pExact } });
  expect(p(0.055, 0.0512)).toContain('p دقیق ۰٫۰۵۱۲ است.');
  expect(p(0.045, 0.05003)).toContain('p دقیق ۰٫۰۵۰۰۳ است، در سوی دیگر ۰٫۰۵.');
  expect(p(0.045, null)).toContain('خطای تصادفی');
  expect(p(0.0449, 0.0451)).not.toMatch(/p دقیق|خطای تصادفی/);
  expect(p(0.0551, null)).not.toMatch(/p دقیق|خطای تصادفی/);
});

describe('what a panel’s figures are', () => {
  const folded = (text: string) => /<blockquote expandable>([\s\S]*)<\/blockquote>/.exec(text)![1]!;

  test('folds away below what it comes to', () => {
    const text = told({});
    expect(folded(text)).toContain('ضریب هماهنگی کندال');
    expect(folded(text)).toContain('پنج (میانگین ۴٫۷۵)');
    expect(folded(text)).not.toContain('توصیه');
    expect(text).toContain('توصیه: دور بعد');
    expect(text.match(/<blockquote expandable>/g)).toHaveLength(1);
  });

  test('folds away with what a closing card has told before', () => {
    const text = told({}, { afterCards: true });
    expect(folded(text)).toMatch(/^🧭 <b>توصیه/);
    expect(folded(text)).toContain('⚠️');
    expect(text.split('<blockquote')[0]).toContain('۱۱ نفر از ۱۲ خبره');
  });

  test('stands open where no card could tell it, and is short', () => {
    const ideas = { kind: 'brainstorming', items: [], concordance: null, ideas: 4 } as const;
    const text = told(ideas, { afterCards: true });
    expect(text).toContain('۴ پیشنهاد');
    expect(text).not.toContain('blockquote');
  });
});

describe('a round', () => {
  test('is told by its number, its study, and when and how it closed', () => {
    const text = told({});
    expect(text).toContain('خلاصهٔ دور ۱');
    expect(text).toContain('آینده &lt;شهر&gt;');
    expect(text).toContain('دور ۱ بسته شد، چون مهلت به پایان رسید: دوشنبه ۹ آذر ۱۴۰۵، ساعت ۱۸:۰۰');
  });

  test('tells how many answered, handed in, stayed silent, and that all saved answers count', () => {
    const text = told({});
    expect(text).toContain('۱۱ نفر از ۱۲ خبره پاسخ داده‌اند (۹ ثبت نهایی)؛ ۱ نفر بی‌پاسخ');
    expect(text).toContain('پاسخ‌های ۲ نفر ثبت نهایی نشده بود، ولی در محاسبه آمده است');
    expect(text).toContain('در ۱ گویه «نظری ندارم» هم گفته شد: چهار (۲ نفر)');
  });

  test('names panels that took no part, and the next step', () => {
    const text = told({}, { absent: ['فرهنگی', 'ترافیک'] });
    expect(text).toContain('در این دور نبودند: فرهنگی، ترافیک');
    expect(text).toContain('۱ پانل به دور ۲ می‌رود. آن را با /open باز کنید');
    expect(told({}, { next: { step: 'finish' } })).toContain('/finish');
    expect(told({}, { next: { step: 'openOrFinish', round: 3 } })).toContain('ادامه با این پانل');
    expect(told({}, { next: null })).not.toContain('گام بعد');
  });
});

describe('the concordance', () => {
  test('has its name, a word for its strength, what it stands on, and both p', () => {
    const text = told({});
    expect(text).toContain('ضریب هماهنگی کندال (W): <b>۰٫۶۵۴</b>، هماهنگی متوسط');
    expect(text).toContain('بر پایهٔ ۱۰ خبره که به هر ۶ گویه پاسخ داده‌اند');
    expect(text).not.toContain('با پاسخ‌های ناقص');
    expect(text).toContain('(p): کمتر از ۰٫۰۰۱؛ با آزمون جایگشتی: کمتر از ۰٫۰۰۱');
    expect(text).toContain('نخستین دور');
  });

  test('without a permutation test has one p, and says why', () => {
    const concordance = { ...CONCORDANCE, p: 0.03, pPermutation: null };
    expect(told({ concordance })).toContain('(p): ۰٫۰۳۰؛ آزمون جایگشتی برای پانلی به این بزرگی اجرا نمی‌شود.');
  });

  test.each([
    [{ raters: 1 }, 'کمتر از دو خبره به همهٔ گویه‌ها پاسخ داده‌اند (اکنون ۱ نفر)'],
    [{ items: [item('یک', 4)] }, 'پانل کمتر از دو گویه داشت'],
    [{}, 'هر خبره به همهٔ گویه‌ها امتیاز یکسان داده است'],
  ])('that is undefined is told with its reason (%#)', (over, reason) => {
    const text = told({ concordance: { ...CONCORDANCE, w: null, p: null }, ...over });
    expect(text).toContain(`محاسبه‌پذیر نیست: ${reason}`);
    expect(text).not.toContain('NaN');
  });

  test('shows both changes side by side, and says so where they disagree about stability', () => {
    const disagreeing = { ...CONCORDANCE, change: -0.25, changeCommon: 0.05 };
    const text = told({ concordance: disagreeing, previousNumber: 1, unchangedShare: 0.5 }, { round: 2 });
    expect(text).toContain('تغییر W از دور ۱: <b>\u2068\u200e\u2212۰٫۲۵۰\u2069</b>');
    expect(text).toContain('مشترک دو دور: <b>\u2068\u200e+۰٫۰۵۰\u2069</b>');
    expect(text).toContain('۵۰ درصد پاسخ‌ها همان پاسخ دور قبل');
    expect(text).toContain('یکی نمی‌گویند');
    const agreeing = { ...disagreeing, change: -0.3, changeCommon: -0.3 };
    expect(told({ concordance: agreeing, previousNumber: 1 })).not.toContain('یکی نمی‌گویند');
  });

  test('says where a change cannot be told', () => {
    expect(told({ previousNumber: 1 })).toContain('تغییر W از دور ۱: محاسبه‌پذیر نیست');
    const concordance = { ...CONCORDANCE, change: 0.1 };
    expect(told({ concordance, previousNumber: 1 })).toContain(
      'با گویه‌ها و خبرگان مشترک دو دور محاسبه‌پذیر نیست',
    );
  });
});

describe('items', () => {
  test('are listed as kept, highest mean first, as dropped, and those that nobody rated', () => {
    const text = told({});
    expect(text).toContain('۵ گویه ماند');
    expect(text.indexOf('پنج (میانگین ۴٫۷۵)')).toBeLessThan(text.indexOf('یک (میانگین ۴٫۵۰)'));
    expect(text).toMatch(/به ۱ گویه از این‌ها کسی پاسخ نداد؛ برای همین مانده است:\n• سه\n/);
    expect(text).toMatch(/۱ گویه کنار رفت:\n• دو \(میانگین ۲٫۲۵\)<\/blockquote>\n/);
  });

  test('beyond the first dozen are counted, with where to find them', () => {
    const many = Array.from({ length: 40 }, (_, at) => item(`گویهٔ بلند و گویا با شمارهٔ ${at}`, 4));
    const text = told({ items: many });
    expect(text).toContain('۴۰ گویه ماند');
    expect(text).toContain('و ۲۸ مورد دیگر، در /export');
  });
});

describe('what the rules say', () => {
  const agreeing = { ...CONCORDANCE, w: 0.82, p: 0.001, change: 0.01, changeCommon: 0.01 };

  test('before the least number of rounds agreement and stability are told, but end nothing', () => {
    const text = told({ concordance: agreeing, previousNumber: 1 });
    expect(text).toContain('نشانهٔ توافق: W به آستانهٔ ۰٫۷ رسیده است');
    expect(text).toContain('نشانهٔ ثبات: تغییر W کمتر از ۰٫۲ است');
    expect(text).toContain('حداقل تا دور ۲ ادامه دارد');
  });

  test('from then on they end the panel', () => {
    const text = told({ concordance: agreeing, previousNumber: 1, verdict: 'agreed' }, { round: 2 });
    expect(text).toContain('نشانهٔ توافق');
    expect(text).toContain('پانل به توافق رسید');
    expect(text).not.toContain('پیشنهاد');
  });

  test('in the last round nothing is said of a next one', () => {
    for (const verdict of ['agreed', 'stable'] as const) {
      const text = told({ concordance: agreeing, previousNumber: 1, verdict }, { round: 4 });
      expect(text).toContain('کار پانل تمام شد.');
      expect(text).not.toContain('دور بعد');
      expect(text).not.toContain('/open می‌توانید');
    }
  });

  test('W at its threshold by chance is no agreement', () => {
    const text = told({ concordance: { ...agreeing, pPermutation: 0.05 } });
    expect(text).toContain('ولی p (آزمون جایگشتی) کمتر از ۰٫۰۵ نیست');
    expect(text).not.toContain('نشانهٔ توافق');
    const large = told({ concordance: { ...agreeing, p: 0.05, pPermutation: null } });
    expect(large).toContain('ولی معناداری (p) کمتر از ۰٫۰۵ نیست');
  });

  test('opinion that settled without agreement bears no tick', () => {
    const settled = (figures: object) =>
      told({ concordance: { ...agreeing, ...figures }, previousNumber: 1 });
    const below = settled({ w: 0.4 });
    expect(below).toContain(
      'نشانهٔ ثبات، بدون توافق: تغییر W کمتر از ۰٫۲ است، ولی W به آستانهٔ ۰٫۷ نرسیده است.',
    );
    expect(below).not.toContain('✅');
    const byChance = settled({ pPermutation: 0.05 });
    expect(byChance).toContain('نشانهٔ ثبات، بدون توافق: تغییر W کمتر از ۰٫۲ است، ولی چنین W‌ای از سر تصادف');
    expect(byChance).not.toContain('✅');
  });

  test('the verdict stands before the figures', () => {
    const text = told({ concordance: agreeing, previousNumber: 1, verdict: 'agreed' }, { round: 2 });
    expect(text.indexOf('پانل به توافق رسید')).toBeGreaterThan(-1);
    expect(text.indexOf('پانل به توافق رسید')).toBeLessThan(text.indexOf('ضریب هماهنگی کندال'));
  });

  test('a study goes on under the rule of its protocol, and hears where today’s would say otherwise', () => {
    const disputed = { ...agreeing, p: 0.046, pPermutation: 0.125 };
    const text = told({ concordance: disputed }, {}, {}, FIRST_VERSIONS);
    expect(text).toContain('نشانهٔ توافق');
    expect(text).toContain('با آزمون جایگشتی، دربارهٔ توافق حکم دیگری می‌داد');
    expect(told({ concordance: agreeing }, {}, {}, FIRST_VERSIONS)).not.toContain('دربارهٔ توافق حکم');
    expect(told({ concordance: disputed })).not.toContain('حکم دیگری');
  });

  test('the least number of rounds is that of the kind', () => {
    const second = { concordance: agreeing, roundOfKind: 1 };
    expect(told(second, { round: 2 })).toContain(
      'این دور ۱ِ پانل از این نوع است و پانل حداقل تا دور ۲ِ آن ادامه دارد',
    );
    expect(told(second, { round: 2 }, {}, FIRST_VERSIONS)).not.toContain('از این نوع است و');
  });

  test('before the round that drops, items below the rule go on', () => {
    const items = PANEL.items.map((each) => ({ ...each, left: false }));
    const text = told({ concordance: null, items }, {}, { dropsFromRound: 2 });
    expect(text).toContain('۱ گویه به حد نرسید، ولی هنوز کنار نمی‌رود (حذف گویه از دور ۲ است)');
    expect(text).toContain('⏭ ۶ گویه به دور بعد می‌رود');
  });

  test('where enough must agree, each item is told by how many did', () => {
    const rules = { keepsBy: 'agreeing', agreeingPerCent: 75 } as const;
    const counts = { 1: 1, 2: 0, 3: 2, 4: 5, 5: 4 };
    const text = told({ items: [item('یک', 3.92, { counts })] }, {}, rules);
    expect(text).toContain('(۹ موافق از ۱۲ پاسخ، میانگین ۳٫۹۲)');
  });

  test('a threshold that is not used is not told', () => {
    const rules = { agreementThreshold: null, stabilityThreshold: null };
    const text = told({ concordance: agreeing, previousNumber: 1 }, {}, rules);
    expect(text).not.toContain('نشانهٔ');
    expect(text).toContain('⏭ ۵ گویه به دور بعد می‌رود');
  });

  test('other kinds of rounds have their kind in the heading, and neither W nor means', () => {
    const text = told({ kind: 'screening', concordance: null });
    expect(text).toContain('غربال');
    expect(text).not.toContain('کندال');
    expect(text).not.toContain('میانگین');
  });
});

describe('a round of screening or validity', () => {
  const validity = (kind: JudgedRound['kind'], items: readonly JudgedItem[], versions = STUDY.versions) =>
    told({ kind, concordance: null, items }, {}, {}, versions);
  const said = (title: string, counts: Record<string, number>, over: Partial<JudgedItem> = {}) =>
    item(title, 3.5, { n: Object.values(counts).reduce((sum, count) => sum + count, 0), counts, ...over });
  const below = { kept: false, why: 'below_rule' } as const;

  test('tells how many said yes and no, and a tie as a tie', () => {
    const text = validity('screening', [
      said('یک', { 1: 9, 0: 3 }),
      said('دو', { 1: 4, 0: 4 }, below),
      said('سه', { 1: 2, 0: 9 }, below),
    ]);
    expect(text).toContain('(۹ بله، ۳ خیر)');
    expect(text).toContain('(۴ بله، ۴ خیر: رأی برابر)');
    expect(text).toContain('(۲ بله، ۹ خیر)');
  });

  test('tells CVR, the number asked for, and Lawshe’s printed value where he printed one', () => {
    const text = validity('cvr', [
      said('یک', { 3: 10, 2: 2, 1: 0 }),
      said('دو', { 3: 3, 2: 13, 1: 0 }, below),
    ]);
    expect(text).toContain('(۱۰ «ضروری» از ۱۲ پاسخ، حد لازم ۱۰، CVR ۰٫۶۷، جدول لاوشه ۰٫۵۶)');
    expect(text).toContain(`(۳ «ضروری» از ۱۶ پاسخ، حد لازم ۱۲، CVR ${decimal(-0.625, 2)})`);
  });

  test('names what has too few answers for a verdict, and the least number of them', () => {
    const text = validity('cvr', [said('یک', { 3: 4, 2: 0, 1: 0 }, { why: 'too_few' })]);
    expect(text).toContain('۱ گویه از این‌ها کمتر از ۵ پاسخ داشت');
    expect(text).toContain('(۴ «ضروری» از ۴ پاسخ، CVR ۱٫۰۰)');
  });

  test('tells the validity of each item and of the whole list', () => {
    const text = validity('cvi', [said('یک', { 4: 5, 3: 2, 2: 2, 1: 0 }), said('دو', { 4: 9 })]);
    expect(text).toContain('(۷ «مرتبط» از ۹ پاسخ، حد لازم ۷، I-CVI ۰٫۷۸، کاپا ۰٫۷۶)');
    expect(text).toContain('S-CVI/Ave <b>۰٫۸۹</b> و S-CVI/UA <b>۰٫۵۰</b>، بر پایهٔ ۲ گویه');
    expect(text).not.toContain('بیش از ۱۰ داور');
  });

  test('tells the verdict of all judges first, and says that beyond ten the bound is an extension', () => {
    const judgesCounts = { 4: 12, 3: 0, 2: 3, 1: 0 };
    const text = validity('cvi', [said('یک', { 4: 2, 3: 0, 2: 3, 1: 0 }, { judgesCounts })]);
    expect(text).toContain('همهٔ داوران: ۱۲ «مرتبط» از ۱۵ پاسخ، حد لازم ۱۲');
    expect(text).toContain('؛ این پانل: ۲ «مرتبط» از ۵ پاسخ');
    expect(text).toContain('برای بیش از ۱۰ داور');
  });

  test('under an earlier rule names what today’s would judge otherwise', () => {
    const items = [
      said('یک', { 4: 7, 3: 0, 2: 2, 1: 0 }, { code: 'S1', ...below }),
      said('دو', { 4: 4, 3: 0, 2: 1, 1: 0 }, { code: 'S2' }),
      said('سه', { 4: 9, 3: 0, 2: 0, 1: 0 }, { code: 'S3' }),
    ];
    const text = validity('cvi', items, FIRST_VERSIONS);
    expect(text).toContain('قاعدهٔ امروزِ برنامه دربارهٔ ۲ گویه حکم دیگری می‌داد');
    expect(text).toMatch(/S1.*S2/);
    expect(text).not.toContain('S3');
    expect(validity('cvi', items)).not.toContain('حکم دیگری');
  });
});

describe('a large study', () => {
  const items = Array.from({ length: 168 }, (_, at) =>
    item(
      `${'خدمت شهری بسیار دراز & <پیچیده> '.repeat(3)}${at}`,
      at % 3 === 0 ? 2.5 : at % 7 === 0 ? null : 4.25,
    ),
  );
  const panels = Array.from({ length: 7 }, (_, at) => ({
    ...PANEL,
    panel: { id: at, code: `P${at}`, name: `پانل ${at}` },
    items,
  }));
  const absent = Array.from({ length: 60 }, (_, at) => `پانل بسیار دراز شمارهٔ ${at} که نبود`);
  const messages = summaryMessages({
    ...ROUND,
    title: 'عنوان '.repeat(100),
    panels: panels.map((panel) => panelPart(panel, NOTHING_BESIDE, STUDY)),
    absent,
  });

  test('comes in messages that fit, each with its place and its heading', () => {
    expect(messages.length).toBeGreaterThan(1);
    for (const [at, { html }] of messages.entries()) {
      expect(html.length).toBeLessThanOrEqual(4000);
      expect(html).toContain('خلاصهٔ دور ۱');
      expect(html).toContain(`بخش ${'۰۱۲۳۴۵۶۷۸۹'[at + 1]} از ${'۰۱۲۳۴۵۶۷۸۹'[messages.length]}`);
    }
  });

  test('leaves no panel out and tears none apart', () => {
    const all = messages.map(({ html }) => html).join('\n');
    expect(all.match(/▪️/g)).toHaveLength(7);
    for (const { html } of messages) {
      expect(html.match(/▪️/g)?.length ?? 0).toBe(html.match(/⏭/g)?.length ?? 0);
    }
  });
});

test('a round that no panel took part in is told all the same', () => {
  expect(told({}, { panels: [] })).toContain('خلاصهٔ دور ۱');
});

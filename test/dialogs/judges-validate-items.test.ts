import ExcelJS from 'exceljs';
import { afterEach, expect, test } from 'vitest';
import { bare } from '../../src/rehearsal/said.ts';
import { type PlayedStudy, playStudy } from './played-study.ts';
import { tableLines } from './table-lines.ts';
import type { Chatting } from './two-messengers.ts';

const TITLES = ['نظافت', 'آموزش', 'سلامت', 'ایمنی', 'اشتغال', 'ورزش', 'هنر', 'سفر', 'مسکن'];
const SHEETS = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'خدمات شهر'],
    ['پرسش', 'این خدمت چقدر لازم است؟'],
  ],
  دورها: [
    ['شماره', 'نوع', 'پانل‌ها'],
    ...['روایی CVR', 'روایی CVI', 'لیکرت'].map((kind, at) => [at + 1, kind, null]),
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    ...['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'].map((label, at) => [at + 1, label]),
  ],
};

/** Fifteen: five of each role. */
function judgesOn(panels: readonly [string, string, string]) {
  const roles = ['استاد', 'مدیر', 'کارشناس'];
  return Array.from({ length: 15 }, (_, at) => {
    const of = Math.floor(at / 5);
    return [`E${at + 1}`, `داور ${at + 1}`, roles[of]!, panels[of]!, null];
  });
}

let study: PlayedStudy;
afterEach(async () => {
  expect(study.both.complaints).toEqual([]);
  await study.both.stop();
});

async function readFiles() {
  const files = await study.files();
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.from(files['results.xlsx']!) as never);
  return { results: JSON.parse(Buffer.from(files['results.json']!).toString()), workbook };
}

/** Rows of a sheet under their headers. */
function rowsOf(sheet: ExcelJS.Worksheet): Record<string, unknown>[] {
  // Both count from 1.
  const [headers, ...rows] = (sheet.getSheetValues() as unknown[][]).slice(1).map((row) => row.slice(1));
  return rows.map((row) =>
    Object.fromEntries(headers!.map((header, at) => [String(header), row[at] ?? null])),
  );
}

/** So many of n judges speak for an item; the others have no opinion of it. */
type Votes = readonly (readonly [speaking: number, n: number])[];

async function judgeAll(judge: Chatting, at: number, votes: Votes, words: (at: number) => [string, string]) {
  await study.press(judge, 'شروع پاسخ‌گویی');
  const [speaking, otherwise] = words(at);
  for (const [least, n] of votes)
    await study.press(judge, at < least ? speaking : at < n ? otherwise : 'نظری ندارم');
  await study.press(judge, 'ثبت نهایی');
}

const ESSENTIAL = (at: number): [string, string] => ['ضروری', at % 2 ? 'غیرضروری' : 'مفید ولی غیرضروری'];
const RELEVANT = (at: number): [string, string] => [
  at % 2 ? 'کاملاً مرتبط' : 'مرتبط',
  at % 2 ? 'نامرتبط' : 'تا حدی مرتبط',
];

test('fifteen judges on one panel validate items by the exact rules, which then are rated', async () => {
  study = await playStudy({
    ...SHEETS,
    پانل‌ها: [
      ['کد', 'نام'],
      ['P1', 'داوران'],
    ],
    خبرگان: [['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'], ...judgesOn(['P1', 'P1', 'P1'])],
    گویه‌ها: [['کد', 'عنوان', 'پانل‌ها'], ...TITLES.map((title, at) => [`S${at + 1}`, title, 'P1'])],
  });
  const { experts, facilitator, says } = study;

  // binom.test asks for 12 of 15, 8 of 9, 5 of 5; no number of 4 is enough.
  await study.open();
  const essential: Votes = [
    [15, 15],
    [12, 15],
    [11, 15],
    [8, 9],
    [7, 9],
    [5, 5],
    [4, 5],
    [4, 4],
    [0, 0],
  ];
  for (const [at, judge] of experts.entries()) await judgeAll(judge, at, essential, ESSENTIAL);
  const first = tableLines(await study.close());
  expect(first.slice(first.indexOf('🟢'), first.indexOf('💡')).trim().split('\n')).toEqual([
    '🟢 ۶ گویه ماند:',
    '• نظافت (۱۵ «ضروری» از ۱۵ پاسخ، حد لازم ۱۲، CVR ۱٫۰۰، جدول لاوشه ۰٫۴۹)',
    '• ورزش (۵ «ضروری» از ۵ پاسخ، حد لازم ۵، CVR ۱٫۰۰، جدول لاوشه ۰٫۹۹)',
    '• ایمنی (۸ «ضروری» از ۹ پاسخ، حد لازم ۸، CVR ۰٫۷۸، جدول لاوشه ۰٫۷۸)',
    '• آموزش (۱۲ «ضروری» از ۱۵ پاسخ، حد لازم ۱۲، CVR ۰٫۶۰، جدول لاوشه ۰٫۴۹)',
    '⚪️ ۱ گویه از این‌ها کمتر از ۵ پاسخ داشت و درباره‌اش حکمی داده نشد؛ برای همین مانده است:',
    '• سفر (۴ «ضروری» از ۴ پاسخ، CVR ۱٫۰۰)',
    '⚪️ به ۱ گویه از این‌ها کسی پاسخ نداد؛ برای همین مانده است:',
    '• مسکن',
    '🔻 ۳ گویه کنار رفت:',
    '• هنر (۴ «ضروری» از ۵ پاسخ، حد لازم ۵، CVR ۰٫۶۰، جدول لاوشه ۰٫۹۹)',
    '• اشتغال (۷ «ضروری» از ۹ پاسخ، حد لازم ۸، CVR ۰٫۵۶، جدول لاوشه ۰٫۷۸)',
    '• سلامت (۱۱ «ضروری» از ۱۵ پاسخ، حد لازم ۱۲، CVR ۰٫۴۷، جدول لاوشه ۰٫۴۹)',
  ]);
  expect(bare(await says(facilitator, '/item S2'))).toContain('🟢 ماند (به حد لازم رسید)');
  expect(bare(await says(facilitator, '/item S8'))).toContain(
    'حد لازم «ضروری»: محاسبه‌پذیر نیست، چون با این تعداد پاسخ هیچ عددی بس نیست.\nمقدار جدول لاوشه: محاسبه‌پذیر نیست',
  );

  // Lynn and Polit & Beck: 7 of 9 is enough, 4 of 5 is not; of 15 at least 7/9; of 2 nothing is said.
  await study.open();
  const relevant: Votes = [
    [12, 15],
    [11, 15],
    [7, 9],
    [4, 5],
    [5, 5],
    [2, 2],
  ];
  for (const [at, judge] of experts.entries()) await judgeAll(judge, at, relevant, RELEVANT);
  const second = tableLines(await study.close());
  expect(second).toContain(
    'S-CVI/Ave ۰٫۸۵ و S-CVI/UA ۰٫۳۳، بر پایهٔ ۶ گویه‌ای که پاسخ داشت.\nبرای بیش از ۱۰ داور، منبع‌ها حد لازمی نداده‌اند',
  );
  expect(second.slice(second.indexOf('🟢'), second.indexOf('💡')).trim().split('\n')).toEqual([
    '🟢 ۴ گویه ماند:',
    '• سفر (۵ «مرتبط» از ۵ پاسخ، حد لازم ۵، I-CVI ۱٫۰۰، کاپا ۱٫۰۰)',
    '• نظافت (۱۲ «مرتبط» از ۱۵ پاسخ، حد لازم ۱۲، I-CVI ۰٫۸۰، کاپا ۰٫۸۰)',
    '• ایمنی (۷ «مرتبط» از ۹ پاسخ، حد لازم ۷، I-CVI ۰٫۷۸، کاپا ۰٫۷۶)',
    '⚪️ ۱ گویه از این‌ها کمتر از ۳ پاسخ داشت و درباره‌اش حکمی داده نشد؛ برای همین مانده است:',
    '• مسکن (۲ «مرتبط» از ۲ پاسخ، I-CVI ۱٫۰۰، کاپا ۱٫۰۰)',
    '🔻 ۲ گویه کنار رفت:',
    '• ورزش (۴ «مرتبط» از ۵ پاسخ، حد لازم ۵، I-CVI ۰٫۸۰، کاپا ۰٫۷۶)',
    '• آموزش (۱۱ «مرتبط» از ۱۵ پاسخ، حد لازم ۱۲، I-CVI ۰٫۷۳، کاپا ۰٫۷۲)',
  ]);

  // What is left is rated on the scale.
  await study.open();
  for (const [at, judge] of experts.entries()) {
    await study.press(judge, 'شروع پاسخ‌گویی');
    for (const label of ['خیلی زیاد', 'زیاد', at % 3 ? 'زیاد' : 'متوسط', 'کم'])
      await study.press(judge, label);
    await study.press(judge, 'ثبت نهایی');
  }
  const third = tableLines(await study.close());
  expect(third).toContain(
    '• نظافت (۵٫۰۰، ۰٫۰۰، ۱۵)\n• ایمنی (۴٫۰۰، ۰٫۰۰، ۱۵)\n• سفر (۳٫۶۷، ۰٫۴۹، ۱۵)\n🔻 ۱ گویه کنار رفت:\n• مسکن (۲٫۰۰، ۰٫۰۰، ۱۵)',
  );
  const { results, workbook } = await readFiles();
  const [cvr, cvi] = results.panels[0].rounds;
  const told = ({ items }: { items: Record<string, unknown>[] }, ...keys: string[]) =>
    items.map((item) => [item['code'], ...keys.map((key) => item[key])]);
  expect(told(cvr, 'n', 'essential', 'critical', 'lawshe', 'kept', 'why')).toEqual([
    ['S1', 15, 15, 12, 0.49, true, 'above_rule'],
    ['S2', 15, 12, 12, 0.49, true, 'above_rule'],
    ['S3', 15, 11, 12, 0.49, false, 'below_rule'],
    ['S4', 9, 8, 8, 0.78, true, 'above_rule'],
    ['S5', 9, 7, 8, 0.78, false, 'below_rule'],
    ['S6', 5, 5, 5, 0.99, true, 'above_rule'],
    ['S7', 5, 4, 5, 0.99, false, 'below_rule'],
    ['S8', 4, 4, null, null, true, 'too_few'],
    ['S9', 0, 0, null, null, true, 'no_answers'],
  ]);
  expect(told(cvi, 'n', 'relevant', 'critical_relevant', 'kept', 'why')).toEqual([
    ['S1', 15, 12, 12, true, 'above_rule'],
    ['S2', 15, 11, 12, false, 'below_rule'],
    ['S4', 9, 7, 7, true, 'above_rule'],
    ['S6', 5, 4, 5, false, 'below_rule'],
    ['S8', 5, 5, 5, true, 'above_rule'],
    ['S9', 2, 2, null, true, 'too_few'],
  ]);
  expect(cvi.s_cvi_ave).toBeCloseTo((12 / 15 + 11 / 15 + 7 / 9 + 4 / 5 + 1 + 1) / 6, 12);
  expect(cvi.s_cvi_ua).toBeCloseTo(1 / 3, 12);
  expect(results.final.map(({ code, decided }: Record<string, string>) => `${code} ${decided}`)).toEqual([
    ...['S1 kept', 'S2 dropped', 'S3 dropped', 'S4 kept', 'S5 dropped', 'S6 dropped', 'S7 dropped'],
    ...['S8 kept', 'S9 dropped'],
  ]);
  expect(results.funnel.map(({ entered, left }: Record<string, number>) => [entered, left])).toEqual([
    ...[
      [9, 0],
      [9, 3],
      [6, 2],
      [4, 1],
    ],
  ]);
  const rows = rowsOf(workbook.getWorksheet('P1')!);
  expect(rows.slice(0, 3).map((row) => [row['تعداد «ضروری»'], row['حد لازم «ضروری»'], row['چرا']])).toEqual([
    ...[
      [15, 12, 'به حد لازم رسید'],
      [12, 12, 'به حد لازم رسید'],
      [11, 12, 'به حد لازم نرسید'],
    ],
  ]);
}, 180_000);

test('fifteen judges as three panels give an item of all of them one verdict', async () => {
  study = await playStudy({
    ...SHEETS,
    پانل‌ها: [
      ['کد', 'نام'],
      ['A', 'استادان'],
      ['B', 'مدیران'],
      ['C', 'کارشناسان'],
    ],
    خبرگان: [['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'], ...judgesOn(['A', 'B', 'C'])],
    گویه‌ها: [
      ['کد', 'عنوان', 'پانل‌ها'],
      ...['A,B,C', 'A,B,C', 'A', 'B', 'C'].map((panels, at) => [`S${at + 1}`, TITLES[at]!, panels]),
    ],
  });
  const { experts, facilitator, press, says } = study;
  await study.open();
  for (const [at, judge] of experts.entries()) {
    const [of, panel] = [at % 5, Math.floor(at / 5)];
    await press(judge, 'شروع پاسخ‌گویی');
    // Of the first four of five in each panel: each panel alone would drop it. Of the second 5, 3 and 3.
    await press(judge, of < 4 ? 'ضروری' : 'غیرضروری');
    await press(judge, of < [5, 3, 3][panel]! ? 'ضروری' : 'مفید ولی غیرضروری');
    await press(judge, of < [4, 5, 4][panel]! ? 'ضروری' : panel === 2 ? 'نظری ندارم' : 'غیرضروری');
    await press(judge, 'ثبت نهایی');
  }
  const summary = tableLines(await study.close());
  const all = 'همهٔ داوران: ۱۲ «ضروری» از ۱۵ پاسخ، حد لازم ۱۲، CVR ۰٫۶۰، جدول لاوشه ۰٫۴۹';
  const fallen = 'همهٔ داوران: ۱۱ «ضروری» از ۱۵ پاسخ، حد لازم ۱۲، CVR ۰٫۴۷، جدول لاوشه ۰٫۴۹';
  expect(summary.split(all)).toHaveLength(4);
  expect(summary.split(fallen)).toHaveLength(4);
  expect(summary).toContain(`• آموزش (${fallen}؛ این پانل: ۵ «ضروری» از ۵ پاسخ`);
  expect(bare(await says(facilitator, '/item S2')).split('پس از دور ۱ کنار رفت')).toHaveLength(4);

  await study.open();
  for (const [at, judge] of experts.entries()) {
    await press(judge, 'شروع پاسخ‌گویی');
    await press(judge, at % 5 < 4 ? 'مرتبط' : 'نامرتبط');
    if (at >= 5) await press(judge, 'کاملاً مرتبط');
    await press(judge, 'ثبت نهایی');
  }
  expect(tableLines(await study.close())).toContain(
    '• نظافت (همهٔ داوران: ۱۲ «مرتبط» از ۱۵ پاسخ، حد لازم ۱۲، I-CVI ۰٫۸۰، کاپا ۰٫۸۰؛ این پانل: ۴ «مرتبط» از ۵ پاسخ، حد لازم ۵، I-CVI ۰٫۸۰، کاپا ۰٫۷۶)',
  );

  const { results } = await readFiles();
  const rounds = results.panels.map((panel: { rounds: unknown[] }) => panel.rounds);
  const verdicts = rounds.map(([{ items }]: [{ items: Record<string, unknown>[] }]) =>
    items.map(({ code, essential, why, all_judges: judges }) => [
      ...[code, essential, why, (judges as { essential: number } | null)?.essential ?? null],
    ]),
  );
  expect(verdicts).toEqual([
    [
      ['S1', 4, 'above_rule', 12],
      ['S2', 5, 'below_rule', 11],
      ['S3', 4, 'below_rule', null],
    ],
    [
      ['S1', 4, 'above_rule', 12],
      ['S2', 3, 'below_rule', 11],
      ['S4', 5, 'above_rule', null],
    ],
    [
      ['S1', 4, 'above_rule', 12],
      ['S2', 3, 'below_rule', 11],
      ['S5', 4, 'too_few', null],
    ],
  ]);
  expect(rounds[0][1].items[0].all_judges).toMatchObject({
    n: 15,
    relevant: 12,
    critical_relevant: 12,
    i_cvi: 0.8,
  });
  expect(results.final.map(({ decided }: { decided: string }) => decided)).toEqual([
    ...['kept', 'dropped', 'dropped', 'kept', 'kept'],
  ]);
}, 180_000);

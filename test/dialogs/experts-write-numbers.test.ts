import { afterEach, expect, test } from 'vitest';
import { bare } from '../../src/rehearsal/said.ts';
import { type PlayedStudy, playStudy } from './played-study.ts';
import { tableLines } from './table-lines.ts';
import type { Chatting } from './two-messengers.ts';

let study: PlayedStudy;
afterEach(async () => {
  expect(study.both.complaints).toEqual([]);
  await study.both.stop();
});

const cardOf = (expert: Chatting) =>
  bare(expert.seen().findLast(({ keyboard }) => keyboard.length > 0)!.text);

/** In all writings that people have for numbers; a row an expert. */
const WRITTEN = [
  ['۱۴۰۵', '۱۲٫۵ درصد', '1,234,567', '-2/5'],
  ['١٤١٠', '١٢٫٥', '۱٬۲۰۰', '۱٫۵'],
  ['1408', '12/5', '0.75', '0'],
  ['۱۴۲۰', '۴۰٪', '۲۰۰۰', '−۱'],
  ['1430', '100', '5000 میلیون تومان', '+3'],
] as const;

test('three kinds of rounds go on side by side, and numbers are written, bounded and fed back', async () => {
  study = await playStudy({
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', 'خدمات شهر'],
      ['پرسش', 'این خدمت چقدر لازم است؟'],
      ['حداقل دورها', 2],
    ],
    دورها: [
      ['شماره', 'نوع', 'پانل‌ها', 'پرسش'],
      ...[1, 2].flatMap((round) => [
        [round, 'رتبه‌بندی', 'A', 'کدام مهم‌تر است؟'],
        [round, 'لیکرت', 'B', null],
        [round, 'عددی', 'C', 'برآورد شما چیست؟'],
      ]),
    ],
    طیف: [
      ['مقدار', 'برچسب'],
      ...['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'].map((label, at) => [at + 1, label]),
    ],
    پانل‌ها: [
      ['کد', 'نام'],
      ['A', 'اولویت'],
      ['B', 'لزوم'],
      ['C', 'برآورد'],
    ],
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
      ...WRITTEN.map((_, at) => [`E${at + 1}`, `خبره ${at + 1}`, '', 'A,B,C', null]),
    ],
    گویه‌ها: [
      ['کد', 'عنوان', 'کمینه', 'بیشینه', 'یکا', 'پانل‌ها'],
      ['S1', 'نظافت', null, null, null, 'A,B'],
      ['S2', 'آموزش', null, null, null, 'A,B'],
      ['N1', 'سال بهره‌برداری', 1400, '۱۴۳۰', null, 'C'],
      ['N2', 'سهم خودرو', 0, 100, 'درصد', 'C'],
      ['N3', 'هزینه', '۰/۵', null, 'میلیون تومان', 'C'],
      ['N4', 'تغییر دما', null, null, null, 'C'],
    ],
  });
  const { experts, facilitator, press, says } = study;
  const [first, second] = experts as [Chatting, Chatting];
  const refusedTo = async (expert: Chatting, text: string) => bare(await says(expert, text));

  await study.open();
  for (const [at, expert] of experts.entries()) {
    await press(expert, 'شروع پاسخ‌گویی');
    await press(expert, at < 4 ? '۱' : '۲');
    await press(expert, 'بعدی');
    await press(expert, '۴ زیاد');
    await press(expert, at % 2 ? '۴ زیاد' : '۵ خیلی زیاد');
    if (expert === first) {
      const outside = '⚠️ این عدد بیرون از بازهٔ ۱۴۰۰ تا ۱۴۳۰ است و ثبت نشد؛ لطفاً دوباره بنویسید.';
      for (const text of ['۱۴۳۱', '1399/99', '-1405']) expect(await refusedTo(first, text)).toBe(outside);
      for (const text of ['۱۴۰۵ ۱۴۰۶', '1/2/3', 'حدود ۱۴۰۵'])
        expect(await refusedTo(first, text)).toContain('این پیام عدد نیست و ثبت نشد. لطفاً فقط عدد بنویسید');
    }
    for (const [item, number] of WRITTEN[at]!.entries()) {
      if (expert === second && item === 1)
        expect(await refusedTo(second, '۱۰۰٫۰۱')).toContain('بیرون از بازهٔ ۰ تا ۱۰۰ درصد است و ثبت نشد');
      if (expert === second && item === 2)
        expect(await refusedTo(second, '۰٫۴۹')).toContain('از ۰٫۵ میلیون تومان کمتر است و ثبت نشد');
      await says(expert, number);
    }
    expect(cardOf(expert)).toContain('به همهٔ گویه‌ها پاسخ داده‌اید (۸ گویه)');
    await press(expert, 'ثبت نهایی');
  }
  const summary = tableLines(await study.close());
  expect(summary).toContain('(پانل A، رتبه‌بندی)');
  expect(summary).toContain('• نظافت (۱٫۲۰، ۰٫۴۵، ۵)');
  expect(summary).toContain('• آموزش (۴٫۶۰، ۰٫۵۵، ۵)');
  const numbers = summary.slice(summary.indexOf('(پانل C، عددی)'), summary.indexOf('💡'));
  expect(numbers.split('\n').filter((line) => line.startsWith('•'))).toEqual([
    '• سال بهره‌برداری (۱۴۱۰، ۱۴۰۸ تا ۱۴۲۰، ۵)',
    '• سهم خودرو (۱۲٫۵ درصد، ۱۲٫۵ تا ۴۰، ۵)',
    '• هزینه (۲۰۰۰ میلیون تومان، ۱۲۰۰ تا ۵۰۰۰، ۵)',
    '• تغییر دما (۰، −۱ تا ۱٫۵، ۵)',
  ]);
  expect(bare(await says(facilitator, '/item N2'))).toContain('پاسخ‌ها: ۱۲٫۵: ۳ نفر، ۴۰: ۱ نفر، ۱۰۰: ۱ نفر');

  await study.open();
  await press(first, 'شروع پاسخ‌گویی');
  expect(cardOf(first)).toContain('۱. نظافت · پانل ۱٫۲ · شما ۱');
  await press(first, 'بعدی');
  expect(cardOf(first)).toContain('میانگین ۴٫۰۰ · میانه ۴');
  await press(first, 'بعدی');
  await press(first, 'بعدی');
  expect(cardOf(first)).toContain('دور قبل (۵ پاسخ): میانه ۱۴۱۰؛ نیمی از پاسخ‌ها میان ۱۴۰۸ و ۱۴۲۰ بود.');
  expect(cardOf(first)).toContain('پاسخ شما در دور قبل: ۱۴۰۵');
  await press(first, 'همان پاسخ دور قبل');
  expect(cardOf(first)).toMatch(/میانه ۱۲٫۵ درصد؛ (?:.|\n)*پاسخ شما در دور قبل: ۱۲٫۵ درصد/);
  await says(first, '۱۵');
  expect(cardOf(first)).toContain('پاسخ شما در دور قبل: ۱٬۲۳۴٬۵۶۷ میلیون تومان');
  await press(first, 'نظری ندارم');
  await press(first, 'نظری ندارم');
  for (const [at, expert] of experts.entries()) {
    if (expert !== first) await press(expert, 'شروع پاسخ‌گویی');
    // 3 is no point of the scale beside a median of 0: only ratings on it are counted.
    if (at === 4) expect(cardOf(expert)).toContain('فاصلهٔ یک واحد یا بیشتر با میانه: هیچ گویه');
    await press(expert, 'همهٔ پاسخ‌ها مانند دور قبل');
    await press(expert, 'ثبت نهایی');
  }
  await study.close();
  expect(bare(await says(first, '/history'))).toContain(
    '• سال بهره‌برداری\nپاسخ شما: ۱۴۰۵ · پانل: میانه ۱۴۱۰ (چارک‌ها ۱۴۰۸ و ۱۴۲۰)',
  );
  await says(facilitator, '/finish');
  await press(facilitator, 'پایان مطالعه');
  const letter = bare((await first.reads('گرامی')).text);
  expect(letter).toContain('• سال بهره‌برداری: میانه ۱۴۱۰، پاسخ شما ۱۴۰۵');
  expect(letter).toContain('• نظافت: میانگین جا ۱٫۲۰ از ۲، جای شما ۱');

  const { panels } = JSON.parse(Buffer.from((await study.files())['results.json']!).toString());
  const [[ranking], [likert], [one, two]] = panels.map(({ rounds }: { rounds: unknown[] }) => rounds);
  expect([ranking.kind, likert.kind, one.kind]).toEqual(['ranking', 'likert', 'numeric']);
  // Places 1, 1, 1, 1, 2: rank sums 6 and 9, W = 12 · 4.5 / (5² · 6).
  expect(ranking.kendall.w).toBeCloseTo(0.36, 12);
  expect(one).toMatchObject({ kendall: null, raters: 5, answered: 5 });
  expect(one.items[0]).toMatchObject({
    ...{ code: 'N1', n: 5, mean: 1414.6, median: 1410, q1: 1408, q3: 1420, why: 'all_stay', no_opinion: 0 },
    counts: { 1405: 1, 1408: 1, 1410: 1, 1420: 1, 1430: 1 },
  });
  expect(one.items[3]).toMatchObject({ mean: 0.2, cv: null, why_null: { cv: 'not_ratio' } });
  expect(two.items.map(({ n, no_opinion: none }: Record<string, number>) => [n, none])).toEqual([
    ...[
      [5, 0],
      [5, 0],
      [4, 1],
      [4, 1],
    ],
  ]);
}, 180_000);

import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { type SeededRandom, seededRandom } from '../../src/statistics/seeded-random.ts';
import { describeWhere } from '../describe-where.ts';
import { type PlayedStudy, playStudy } from '../dialogs/played-study.ts';
import { HAVEN_MISSING, recomputed } from './statistics-programs.ts';

/** What the panels A and B do; beside the first three C ranks and D writes numbers. */
const ROUNDS = ['روایی CVR', 'روایی CVI', 'غربال', 'لیکرت', 'لیکرت', 'لیکرت'];
const EXPERTS = ['A,B,C', 'A,B,C,D', 'A,C,D', 'A,C', 'A,C,D', 'A,C', 'B,D', 'B,D', 'B,C', 'B', 'B,C', 'B'];
const ITEMS = [
  ...[...Array<string>(6).fill('A,B'), ...Array<string>(3).fill('A'), ...Array<string>(3).fill('B')],
  ...[...Array<string>(5).fill('C'), ...Array<string>(3).fill('D')],
];

const SHEETS = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'آزمون عددها'],
    ['پرسش', 'چه اندازه؟'],
    ['ناشناس', 'خیر'],
    ['حداقل دورها', 6],
  ],
  دورها: [
    ['شماره', 'نوع', 'پانل‌ها'],
    ...ROUNDS.flatMap((kind, at) => [
      [at + 1, kind, 'A,B'],
      ...(at < 3
        ? [
            [at + 1, 'رتبه‌بندی', 'C'],
            [at + 1, 'عددی', 'D'],
          ]
        : []),
    ]),
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    ...['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'].map((label, at) => [at + 1, label]),
  ],
  پانل‌ها: [['کد', 'نام'], ...['A', 'B', 'C', 'D'].map((code) => [code, `پانل ${code}`])],
  خبرگان: [
    ['نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ...EXPERTS.map((panels, at) => [`خبرهٔ ${at + 1}`, '', panels, null]),
  ],
  گویه‌ها: [
    ['کد', 'عنوان', 'کمینه', 'بیشینه', 'پانل‌ها'],
    ...ITEMS.map((panels, at) => [`S${at + 1}`, `گویهٔ ${at + 1}`, null, null, panels]),
  ],
};

describeWhere(HAVEN_MISSING, 'R reckons every figure of an export anew', () => {
  test('W, items, validity, and what changed between rounds, from answers.csv to 12 digits', async () => {
    const files = await playedFiles();
    const told = recomputed(files);
    const [, compared] = /^(\d+) compared\n$/.exec(told) ?? [];
    expect(compared, told).toBeDefined();
    expect(Number(compared)).toBeGreaterThan(1000);

    const results = Buffer.from(files['results.json']!).toString();
    const [found, w] = /"w":(0\.\d{12,})/.exec(results)!;
    const changed = results.replace(found, `"w":${Number(w) * (1 + 1e-11)}`);
    expect(recomputed({ ...files, 'results.json': Buffer.from(changed) })).toContain(
      ' w: results.json has 0.',
    );
  }, 240_000);
});

/** The archive of a study whose answers came on paper, but for those that two experts kept all at once in the end. */
async function playedFiles(): Promise<Readonly<Record<string, Uint8Array>>> {
  const study = await playStudy(SHEETS, { joining: 2 });
  const dice = seededRandom(1948);
  for (const [at, kind] of ROUNDS.entries()) {
    await study.open();
    const keeping = at === ROUNDS.length - 1 ? study.experts : [];
    for (const expert of keeping) {
      await study.press(expert, 'شروع پاسخ‌گویی');
      await study.press(expert, 'همهٔ پاسخ‌ها مانند دور قبل');
    }
    await answerOnPaper(study, { kind, from: keeping.length, dice });
    await study.close();
  }
  const files = await study.files();
  expect(study.both.complaints).toEqual([]);
  await study.both.stop();
  return files;
}

/** Fills the form of the open round in for the experts from one on. */
async function answerOnPaper(
  study: PlayedStudy,
  { kind, from, dice }: { kind: string; from: number; dice: SeededRandom },
): Promise<void> {
  const { facilitator } = study;
  await study.says(facilitator, '/form');
  const form = facilitator.seen().findLast(({ document }) => document !== undefined)!;
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(facilitator.fileOf(form) as unknown as ExcelJS.Buffer);
  const sheet = workbook.getWorksheet('پاسخ‌ها')!;
  const orders = EXPERTS.map(() => orderOf(dice));
  for (let row = 2; row <= sheet.rowCount; row += 1) {
    const [expert, item] = [1, 3].map((column) => Number(/\d+/.exec(sheet.getCell(row, column).text)) - 1);
    if (expert! < from) continue;
    const answer =
      ITEMS[item!] === 'C'
        ? orders[expert!]?.[item! - ITEMS.indexOf('C')]
        : answerTo(kind, { expert: expert!, item: item! }, dice);
    if (answer !== undefined) sheet.getCell(row, 5).value = answer;
  }
  await study.sends('form.xlsx', new Uint8Array(await workbook.xlsx.writeBuffer()));
  await study.press(facilitator, 'ثبت پاسخ‌های کاغذی');
}

/** Two neighbours changed places; or nothing, of somebody who gives no order. */
function orderOf(dice: SeededRandom): number[] | undefined {
  const order = [1, 2, 3, 4, 5];
  const at = dice.below(4);
  [order[at], order[at + 1]] = [order[at + 1]!, order[at]!];
  return dice.below(6) === 0 ? undefined : order;
}

/** How often each word is said, in twenty. */
const WORDS: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  'روایی CVR': [
    ['ضروری', 18],
    ['مفید ولی غیرضروری', 1],
    ['غیرضروری', 1],
  ],
  'روایی CVI': [
    ['مرتبط', 10],
    ['کاملاً مرتبط', 9],
    ['نامرتبط', 1],
  ],
  غربال: [
    ['بله', 15],
    ['خیر', 5],
  ],
};

/** With gaps, ties, and somebody who gives every item one rating. */
function answerTo(
  kind: string,
  { expert, item }: { expert: number; item: number },
  dice: SeededRandom,
): number | string | undefined {
  const chance = dice.below(20);
  if (chance === 0) return undefined;
  if (chance === 1) return 'نظری ندارم';
  if (ITEMS[item] === 'D') return dice.below(1000) / 10;
  const words = WORDS[kind];
  if (words) return dice.shuffle(words.flatMap(([word, times]) => Array<string>(times).fill(word)))[0]!;
  return expert === 5 ? 4 : Math.min(5, [3, 4, 2][item % 3]! + dice.below(3));
}

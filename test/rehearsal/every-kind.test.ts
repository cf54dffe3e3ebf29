import { afterEach, beforeEach, expect, test } from 'vitest';
import { plain } from '../../src/texts/i18n.ts';
import { type RehearsalHere, rehearseHere } from '../browser/rehearsal-here.ts';
import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';

/* Three panels do three kinds of rounds side by side, three times: all seven that there are. */

const EXPERTS = 8;
const SHEETS: Sheets = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'هر هفت گونهٔ دور'],
    ['پرسش', 'این خدمت تا چه اندازه به کار محلهٔ شما می‌آید؟'],
    ['نقطهٔ خنثی', 1],
    ['حداقل دورها', 3],
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    ...['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'].map((label, at) => [at + 1, label]),
  ],
  پانل‌ها: [
    ['کد', 'نام'],
    ['N', 'ایده‌پردازان'],
    ['J', 'داوران'],
    ['S', 'سنجشگران'],
  ],
  خبرگان: [
    ['نام', 'نقش', 'پانل‌ها'],
    ...Array.from({ length: EXPERTS }, (_, at) => [`خبره ${at + 1}`, 'کتابدار', 'N,J,S']),
  ],
  گویه‌ها: [
    ['کد', 'عنوان', 'پانل‌ها', 'کمینه', 'بیشینه', 'یکا'],
    ...['یکم', 'دوم', 'سوم', 'چهارم', 'پنجم'].map((word, at) => [
      ...[`J${at + 1}`, `خدمت داوری‌شدهٔ ${word}`, 'J'],
      ...[null, null, null],
    ]),
    ...['الف', 'ب', 'پ', 'ت', 'ث', 'ج'].map((word, at) => [
      ...[`S${at + 1}`, `شاخص ${word}`, 'S'],
      ...[0, 100, 'درصد'],
    ]),
  ],
  دورها: [
    ['شماره', 'نوع', 'پانل‌ها'],
    ...[
      [1, 'بارش فکری', 'N'],
      [1, 'روایی CVR', 'J'],
      [1, 'غربال', 'S'],
      [2, 'رتبه‌بندی', 'N'],
      [2, 'روایی CVI', 'J'],
      [2, 'عددی', 'S'],
      [3, 'لیکرت', 'N'],
      [3, 'لیکرت', 'J'],
      [3, 'رتبه‌بندی', 'S'],
    ],
  ],
};

let here: RehearsalHere;

beforeEach(async () => {
  here = await rehearseHere();
  await here.sends(here.facilitatorId, 'study.xlsx', await workbookOf(SHEETS));
  await here.presses(here.facilitatorId, plain('label.createStudy'));
});
afterEach(() => here.stop());

test('invented experts play every kind of round to the study’s end, and their ideas become items', async () => {
  const steps: string[] = [];
  for (let { step, round } = here.guide.state(); step !== 'done'; { step, round } = here.guide.state()) {
    steps.push(`${step} ${round}`);
    await here.guide.next();
    await here.settle();
    expect(here.guide.state(), steps.at(-1)).toMatchObject({ failed: null });
  }
  const ofRound = (round: number) => [`open ${round}`, `answer ${round}`, `closeNow ${round}`];
  expect(steps).toEqual([
    ...['invite 1', 'join 1', ...ofRound(1), 'curate 1', ...ofRound(2), ...ofRound(3)],
    ...['export 3', 'finish 3'],
  ]);
  const judged = here.db.$client
    .prepare<[], { kind: string; answered: number; silent: number }>(
      `SELECT j.kind, j.answered, j.invited - j.submitted AS silent FROM panel_rounds j ORDER BY j.id`,
    )
    .all();
  expect(judged.map(({ kind }) => kind)).toEqual([
    ...['brainstorming', 'cvr', 'screening', 'ranking', 'cvi', 'numeric'],
    ...['likert', 'likert', 'ranking'],
  ]);
  for (const { kind, answered, silent } of judged) {
    expect(answered, kind).toBeGreaterThanOrEqual(EXPERTS / 2);
    // Whoever was at work handed in; of eight experts at most three are silent, late or lazy.
    expect(silent, kind).toBeLessThanOrEqual(3);
  }
}, 120_000);

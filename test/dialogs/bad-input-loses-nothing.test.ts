import ExcelJS from 'exceljs';
import { afterEach, expect, test } from 'vitest';
import { bare } from '../../src/rehearsal/said.ts';
import { type PlayedStudy, playStudy } from './played-study.ts';
import type { Chatting } from './two-messengers.ts';

let study: PlayedStudy;
afterEach(async () => {
  expect(study.both.complaints).toEqual([]);
  await study.both.stop();
});

const cardOf = (expert: Chatting) =>
  bare(expert.seen().findLast(({ keyboard }) => keyboard.length > 0)!.text);

test('each slip gets one sentence that says what is wrong, and nothing is lost', async () => {
  study = await playStudy(
    {
      مطالعه: [
        ['ویژگی', 'مقدار'],
        ['عنوان', 'محلهٔ ما'],
        ['پرسش', 'چه خدمتی لازم است؟'],
      ],
      دورها: [
        ['شماره', 'نوع', 'پانل‌ها'],
        [1, 'بارش فکری', 'A'],
        [1, 'رتبه‌بندی', 'B'],
        [1, 'عددی', 'C'],
        [2, 'رتبه‌بندی', 'A'],
      ],
      پانل‌ها: [['کد', 'نام'], ...['A', 'B', 'C'].map((code) => [code, `پانل ${code}`])],
      خبرگان: [
        ['نام', 'پانل‌ها'],
        ['مریم', 'A,C'],
        ['کاوه', 'B'],
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'کمینه', 'بیشینه', 'یکا', 'پانل‌ها'],
        ...['نظافت', 'آموزش', 'سلامت'].map((title, at) => [`S${at + 1}`, title, null, null, null, 'B']),
        ['N1', 'سهم', 0, 100, 'درصد', 'C'],
      ],
    },
    { joining: 1 },
  );
  const { both, facilitator, press, says, sends } = study;
  const [maryam] = study.experts as [Chatting];
  await study.open();

  // An idea of 5,000 signs: the app sends it as two messages, and the second would be short enough.
  await press(maryam, 'شروع پاسخ‌گویی');
  await says(maryam, 'کتابخانه و بازارچه');
  const before = maryam.seen().length;
  both.servers.telegram.send(maryam.id, 'ن'.repeat(4096));
  await says(maryam, 'ن'.repeat(904));
  const refusals = maryam
    .seen()
    .slice(before)
    .map(({ text }) => bare(text));
  expect(refusals).toEqual([
    expect.stringContaining('این متن ۴٬۰۹۶ حرف دارد و هر پیشنهاد حداکثر ۱٬۰۰۰ حرف؛ برای همین ثبت نشد.'),
    expect.stringContaining('این پیام دنبالهٔ متن بلند پیش از آن است و هیچ‌یک از تکه‌های آن ثبت نشد.'),
  ]);
  expect(cardOf(maryam)).toMatch(/پیشنهادهای شما\n۱\. کتابخانه و بازارچه\n\n/);
  await press(maryam, 'بعدی');

  // A number out of bounds: the one that stands stays.
  await says(maryam, '۱۲');
  await press(maryam, '۲');
  expect(bare(await says(maryam, '۱۰۱'))).toBe(
    '⚠️ این عدد بیرون از بازهٔ ۰ تا ۱۰۰ درصد است و ثبت نشد؛ لطفاً دوباره بنویسید.',
  );
  await says(maryam, '/continue');
  expect(cardOf(maryam)).toContain('۲. ۱۲ · سهم');

  // A place twice, on a form.
  await says(facilitator, '/form');
  const form = new ExcelJS.Workbook();
  const document = facilitator.seen().findLast((message) => message.document !== undefined)!;
  await form.xlsx.load(facilitator.fileOf(document) as unknown as ExcelJS.Buffer);
  const sheet = form.getWorksheet('پاسخ‌ها')!;
  const fill = async (places: readonly number[]) => {
    for (let row = 2; row <= sheet.rowCount; row += 1)
      if (sheet.getCell(row, 1).text === 'کاوه')
        sheet.getCell(row, 5).value = places[Number(sheet.getCell(row, 3).text.slice(1)) - 1]!;
    return bare(await sends('form.xlsx', new Uint8Array(await form.xlsx.writeBuffer())));
  };
  expect(await fill([1, 1, 3])).toMatch(
    /ردیف \S+، ستون «پاسخ»: همین خبره جای ۱ را در ردیف \S+ هم به گویهٔ دیگری داده است/,
  );
  expect(await fill([2, 1, 3])).toContain('۳ پاسخ از ۱ خبره');
  await press(facilitator, 'ثبت پاسخ‌های کاغذی');
  await study.close();

  // A split into nothing: the idea goes on waiting, and so does the dialog.
  await says(facilitator, '/suggestions');
  await press(facilitator, 'تقسیم به چند گویه');
  for (const nothing of ['بازارچه', '\u200c\n.'])
    expect(bare(await says(facilitator, nothing))).toContain('برای تقسیم دست‌کم دو متن لازم است');
  await says(facilitator, 'کتابخانه\nبازارچه');
  await press(facilitator, 'پذیرفتن');
  await facilitator.reads('پذیرفته شد: گویه‌های');

  const files = await study.files();
  const text = (name: string) => Buffer.from(files[name]!).toString();
  expect(text('proposals.csv').trim().split('\n')).toHaveLength(2);
  expect(text('answers.csv')).toMatch(/,N1,12,/);
  const [, ranking] = JSON.parse(text('results.json')).panels;
  expect(ranking.rounds[0].items.map(({ mean }: { mean: number }) => mean)).toEqual([2, 1, 3]);
}, 180_000);

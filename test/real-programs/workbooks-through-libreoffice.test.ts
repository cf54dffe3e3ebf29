import { beforeAll, expect, test } from 'vitest';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { inviteWorkbook } from '../../src/workbook/invite-workbook.ts';
import { ISFAHAN_EXAMPLE } from '../../src/workbook/isfahan-example.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { templateWorkbook } from '../../src/workbook/template-workbook.ts';
import { describeWhere } from '../describe-where.ts';
import { readCsv } from '../features/exporting/read-csv.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import { type Files, LIBREOFFICE_MISSING, resaved } from './libreoffice.ts';

/** A study with what spreadsheets like to turn: numbers as text, decimals, a date, marks of direction, lines. */
const FILLED = {
  ...VALID,
  مطالعه: [
    ...VALID['مطالعه']!,
    ['آستانهٔ توافق', '۰٫۶۵'],
    ['مهلت دور (روز)', 2.5],
    ['یادآوری (ساعت مانده)', '24,3'],
    ['راهنما', 'خط نخست\nخط دوم؛ «می‌خواهم»'],
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    [-1, 'خیلی\u200cکم'],
    [0.5, '=کم'],
    [2, '۳'],
  ],
  خبرگان: [
    ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ['0012', 'مریم', '\u200fاستاد (A)', 'P1', '09131111111'],
    ['1-2', 'علی', '+98', 'P2، P1', 9132222222],
  ],
};

describeWhere(LIBREOFFICE_MISSING, 'a workbook that LibreOffice has saved', () => {
  let files: Files;
  let saved: Files;
  beforeAll(async () => {
    files = {
      example: await exampleWorkbook(),
      template: await templateWorkbook(),
      filled: await workbookOf(FILLED),
    };
    saved = resaved(files, 'xlsx');
  }, 600_000);

  test('is the study that it was: the example', async () => {
    const reading = await readWorkbook(saved['example']!);
    expect(reading).toEqual(await readWorkbook(files['example']!));
    expect(reading).toMatchObject({ ok: true, draft: ISFAHAN_EXAMPLE });
  });

  test('is as empty as it was: the template', async () => {
    const reading = await readWorkbook(saved['template']!);
    expect(reading).toEqual(await readWorkbook(files['template']!));
    expect(reading).toMatchObject({ ok: false });
  });

  test('means what it meant, whatever its cells look like', async () => {
    const reading = await readWorkbook(saved['filled']!);
    expect(reading).toEqual(await readWorkbook(files['filled']!));
    expect(reading).toMatchObject({ ok: true });
  });

  test('has no formula that was none, as a list of people who join goes round as CSV', async () => {
    const row = { role: '\u200f=1+1', panelCodes: ['P1'], link: null, furtherLinks: [], joined: false };
    const people = ['=1+1', '＝1+1', '-2+3', '@SUM(A1)'].map((name) => ({ ...row, name, text: name }));
    const { invite } = resaved({ invite: await inviteWorkbook(people, []) }, 'csv');
    const [, ...rows] = readCsv(Buffer.from(invite!).toString());
    expect(rows.map(([name]) => name)).toEqual(people.map(({ name }) => name));
    expect(rows.map(([, role]) => role)).toEqual(people.map(({ role }) => role));
  }, 600_000);
});

import type { CellValue } from 'exceljs';
import { describe, expect, test } from 'vitest';
import { faultText, warningText } from '../../src/workbook/fault-text.ts';
import { readWorkbook, type WorkbookReading } from '../../src/workbook/read-workbook.ts';
import { faultsOf, otherWarnings, readWith, studyWith, VALID, workbookOf } from './workbook-of.ts';

/** A workbook that holds every fault of the contract that can stand in one, with each fault beside its row. */
const FAULTY = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', null], // 2: empty
    ['نوع', 'دلفی'], // 3: none of the fixed words; `پرسش` has no row
    ['نقطهٔ خنثی', 9], // 4: outside the scale
    ['حداقل دورها', 0], // 5: not above 0
    ['حداکثر دورها', 'سه'], // 6: no number
    ['آستانهٔ ثبات', -0.1], // 7: outside 0–1
    ['آستانهٔ توافق', 1.1], // 8: outside 0–1
    ['مهلت دور (روز)', 0], // 9: not above 0
    ['یادآوری (ساعت مانده)', '72,0,الف'], // 10: one not above 0, one no number
    ['یادآوری در جمعه', 'شاید'], // 11: neither yes nor no
    ['حداقل پاسخ برای بازخورد', 'چند'], // 12: no number
    ['ترتیب تصادفی', 'آری'], // 13: neither yes nor no
    ['ناشناس', 1], // 14: none of its words
  ],
  طیف: [
    ['مقدار', 'برچسب'],
    [1, 'کم'],
    [1, 'میانه'], // 3: a value twice
    [5, 'کم'], // 4: a label twice
    ['زیاد', 'زیاد'], // 5: no number
    [null, 'خیلی زیاد'], // 6: no value
    [6, null], // 7: no label
  ],
  پانل‌ها: [
    ['کد', 'نام'],
    ['P1', 'فنی'],
    ['P2', 'مالی'], // 3: without an expert and an item
    ['p1', 'فنی دیگر'], // 4: a code twice
    [null, 'بی‌کد'], // 5: no code
    ['P5', null], // 6: no name
  ],
  خبرگان: [
    ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ['E1', 'مریم', null, 'P1, P5', '09131111111'],
    [], // an empty row is counted and passed over
    ['E1', 'کاوه', null, 'P1', '۰۹۱۳۱۱۱۱۱۱۱'], // 4: a code and a mobile twice
    ['E3', null, null, 'P1', 'ندارد'], // 5: no name, no mobile number
    ['E4', 'نازنین', null, null, null], // 6: no panels
    ['E5', 'بهرام', null, 'P1، P9', null], // 7: an unknown panel
  ],
  گویه‌ها: [
    ['کد', 'عنوان', 'پانل‌ها'],
    ['S1', 'نظافت', 'P1, P5'],
    ['S1', 'آموزش', 'P1'], // 3: a code twice
    [null, 'بی‌کد', 'P1'], // 4: no code
    ['S4', null, 'P8'], // 5: no title, an unknown panel
    ['S5', 'بی‌پانل', null], // 6: no panels
  ],
  دورها: [
    ['شماره', 'نوع', 'پانل‌ها', 'مهلت (روز)', 'پرسش'],
    [1, 'لیکرت', 'P1', 2, null],
    [1, 'گفت‌وگو', 'P5, P1', 3, null], // 3: no kind, a panel twice in a round, another deadline
    [3, 'لیکرت', null, -1, null], // 4: a gap, days not above 0
    [3, 'غربال', 'P7', null, null], // 5: an unknown panel; the row above must name its own
    [null, null, 'P1', 1, null], // 6: no number, no kind
  ],
} satisfies Record<string, CellValue[][]>;

const EXPECTED = [
  'مطالعه | پرسش | مقدار | propertyMissing',
  'مطالعه | 2 | مقدار | cellMissing',
  'مطالعه | 3 | مقدار | wordWrong',
  'مطالعه | 4 | مقدار | numberNotBetween',
  'مطالعه | 5 | مقدار | numberNotWhole',
  'مطالعه | 6 | مقدار | numberNotWhole',
  'مطالعه | 7 | مقدار | numberNotBetween',
  'مطالعه | 8 | مقدار | numberNotBetween',
  'مطالعه | 9 | مقدار | numberNotAbove',
  'مطالعه | 10 | مقدار | numberNotAbove',
  'مطالعه | 10 | مقدار | numberNotAbove',
  'مطالعه | 11 | مقدار | wordWrong',
  'مطالعه | 12 | مقدار | numberNotWhole',
  'مطالعه | 13 | مقدار | wordWrong',
  'مطالعه | 14 | مقدار | wordWrong',
  'طیف | 3 | مقدار | valueTwice',
  'طیف | 4 | برچسب | labelTwice',
  'طیف | 5 | مقدار | numberWrong',
  'طیف | 6 | مقدار | cellMissing',
  'طیف | 7 | برچسب | cellMissing',
  'پانل‌ها | 3 | کد | panelWithoutExpert',
  'پانل‌ها | 3 | کد | panelWithoutItem',
  'پانل‌ها | 4 | کد | codeTwice',
  'پانل‌ها | 5 | کد | cellMissing',
  'پانل‌ها | 6 | نام | cellMissing',
  'خبرگان | 4 | کد | codeTwice',
  'خبرگان | 4 | موبایل | mobileTwice',
  'خبرگان | 5 | نام | cellMissing',
  'خبرگان | 5 | موبایل | mobileWrong',
  'خبرگان | 6 | پانل‌ها | cellMissing',
  'خبرگان | 7 | پانل‌ها | panelUnknown',
  'گویه‌ها | 3 | کد | codeTwice',
  'گویه‌ها | 4 | کد | cellMissing',
  'گویه‌ها | 5 | عنوان | cellMissing',
  'گویه‌ها | 5 | پانل‌ها | panelUnknown',
  'گویه‌ها | 6 | پانل‌ها | cellMissing',
  'دورها | 3 | نوع | wordWrong',
  'دورها | 3 | پانل‌ها | roundPanelTwice',
  'دورها | 3 | مهلت (روز) | roundDeadlineDiffers',
  'دورها | 4 | پانل‌ها | roundAllPanelsTwice',
  'دورها | 4 | مهلت (روز) | numberNotAbove',
  'دورها | 5 | پانل‌ها | panelUnknown',
  'دورها | 6 | شماره | cellMissing',
  'دورها | 6 | نوع | cellMissing',
];

describe('a workbook with every fault', () => {
  test('has each listed once, by the row that the spreadsheet counts and the header', async () => {
    expect(faultsOf(await readWorkbook(await workbookOf(FAULTY)))).toEqual(EXPECTED);
  });

  test('has each told in one Persian line that names sheet, row and header', async () => {
    const reading = await readWorkbook(await workbookOf(FAULTY));
    if (!('faults' in reading)) throw new Error('No faults');
    for (const fault of reading.faults) {
      const line = faultText(fault);
      expect(line).not.toContain('\n');
      expect(line).toContain(`برگهٔ «${fault.sheet}»`);
      expect(line.replace(/[\u2068\u2069]/g, '')).toContain(`ستون «${fault.column}»`);
      if (typeof fault.row === 'number') expect(line).toContain(`ردیف ${fault.row.toLocaleString('fa')}`);
      else expect(line).toContain(`«${fault.row}»`);
    }
  });
});

describe('what is missing whole', () => {
  test('sheets, all at once', async () => {
    expect(faultsOf(await readWorkbook(await workbookOf({ برگه: [['هیچ']] })))).toEqual([
      'مطالعه | مطالعه | - | sheetMissing',
      'پانل‌ها | پانل‌ها | - | sheetMissing',
      'خبرگان | خبرگان | - | sheetMissing',
      'گویه‌ها | گویه‌ها | - | sheetMissing',
    ]);
    const { طیف: _, ...rest } = VALID;
    expect(faultsOf(await readWorkbook(await workbookOf(rest)))).toEqual(['طیف | طیف | - | sheetMissing']);
  });

  test('columns, and nothing that only follows from that', async () => {
    const reading = await readWith({
      طیف: [['برچسب'], ['کم']],
      پانل‌ها: [['نام'], ['فنی']],
      خبرگان: [['نقش'], ['استاد']],
      گویه‌ها: [['عنوان'], ['نظافت']],
      دورها: [['پرسش'], ['چرا؟']],
    });
    expect(faultsOf(reading)).toEqual([
      'طیف | مقدار | - | columnMissing',
      'پانل‌ها | کد | - | columnMissing',
      'خبرگان | نام | - | columnMissing',
      'خبرگان | پانل‌ها | - | columnMissing',
      'گویه‌ها | کد | - | columnMissing',
      'گویه‌ها | پانل‌ها | - | columnMissing',
      'دورها | شماره | - | columnMissing',
      'دورها | نوع | - | columnMissing',
    ]);
  });

  test('rows', async () => {
    const reading = await readWith({
      پانل‌ها: [['کد', 'نام']],
      خبرگان: [['نام', 'پانل‌ها']],
      گویه‌ها: [['کد', 'عنوان', 'پانل‌ها']],
      طیف: [['مقدار', 'برچسب']],
    });
    expect(faultsOf(reading)).toEqual([
      'طیف | طیف | - | scaleTooShort',
      'پانل‌ها | پانل‌ها | - | sheetEmpty',
      'خبرگان | خبرگان | - | sheetEmpty',
      'گویه‌ها | گویه‌ها | - | sheetEmpty',
    ]);
  });

  test('is told by its name in the row’s stead', async () => {
    const { طیف: _, ...rest } = VALID;
    const sheets = {
      ...rest,
      مطالعه: [
        ['ویژگی', 'مقدار'],
        ['عنوان', 'آزمون'],
      ],
      خبرگان: [['نام'], ['مریم']],
    };
    expect(linesOf(await readWorkbook(await workbookOf(sheets)))).toEqual([
      'برگهٔ «مطالعه»، ویژگی «پرسش»، ستون «مقدار»: این ویژگی وجود ندارد؛ ردیفی با همین نام و مقدار آن لازم است.',
      'برگهٔ «طیف»: این برگه در کارپوشه نیست؛ برگه‌ای با همین نام لازم است.',
      'برگهٔ «خبرگان»، ستون «پانل‌ها»: این ستون وجود ندارد؛ سرستونی با همین نام لازم است.',
    ]);
  });
});

describe('faults that exclude those above', () => {
  test('a scale of one point', async () => {
    expect(
      faultsOf(
        await readWith({
          طیف: [
            ['مقدار', 'برچسب'],
            [1, 'کم'],
          ],
        }),
      ),
    ).toEqual(['طیف | 2 | مقدار | scaleTooShort']);
  });

  test('a scale of more points than a keyboard holds', async () => {
    const points = Array.from({ length: 22 }, (_, at) => [at, `نقطهٔ ${at}`]);
    expect(faultsOf(await readWith({ طیف: [['مقدار', 'برچسب'], ...points] }))).toEqual([
      'طیف | 22 | مقدار | scaleTooLong',
    ]);
  });

  test('a gap in the rounds, also before the first', async () => {
    const plan = (...numbers: number[]) => ({
      دورها: [['شماره', 'نوع'], ...numbers.map((number) => [number, 'لیکرت'])],
    });
    expect(faultsOf(await readWith(plan(2, 3, 5)))).toEqual([
      'دورها | 2 | شماره | roundMissing',
      'دورها | 4 | شماره | roundMissing',
    ]);
    expect(faultsOf(await readWith(plan(1, 1.5)))).toEqual(['دورها | 3 | شماره | numberNotWhole']);
  });

  test('a round of more than one row names the panels of each', async () => {
    const rows = [
      ['شماره', 'نوع', 'پانل‌ها'],
      [1, 'لیکرت', null],
      [1, 'غربال', 'P2'],
    ];
    expect(faultsOf(await readWith({ دورها: rows }))).toEqual(['دورها | 2 | پانل‌ها | roundAllPanelsTwice']);
  });

  test('a sheet, a column and a property twice', async () => {
    const reading = await readWith({
      ...studyWith(['پرسش', 'دیگر']),
      پنل‌ها: [['کد', 'نام']],
      خبرگان: [
        ['نام', 'نام ', 'پانل‌ها'],
        ['مریم', 'کاوه', 'P1,P2'],
      ],
    });
    expect(faultsOf(reading)).toEqual([
      'مطالعه | 4 | ویژگی | propertyTwice',
      'پانل‌ها | پانل‌ها | - | sheetTwice',
      'خبرگان | 1 | نام | columnTwice',
    ]);
  });

  test('texts that no message could hold, and a panel code that no list could name', async () => {
    const reading = await readWith({
      مطالعه: [
        ['ویژگی', 'مقدار'],
        ['عنوان', 'ع'.repeat(301)],
        ['پرسش', 'چرا؟'],
        ['راهنما', 'ر'.repeat(3001)],
      ],
      پانل‌ها: [
        ['کد', 'نام'],
        ['P1', 'فنی'],
        ['P2', 'مالی'],
        ['A,B', 'دو'],
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'پانل‌ها'],
        ['S1', 'ا'.repeat(1000), 'P1'],
        ['S2', 'ا'.repeat(1001), 'P2'],
      ],
    });
    expect(faultsOf(reading)).toEqual([
      'مطالعه | 2 | مقدار | cellTooLong',
      'مطالعه | 4 | مقدار | cellTooLong',
      'پانل‌ها | 4 | کد | panelCodeWithComma',
      'گویه‌ها | 3 | عنوان | cellTooLong',
    ]);
  });

  test('are not repeated by what depends on them: a kind that is none asks for no scale', async () => {
    const { طیف: _, ...rest } = VALID;
    const reading = await readWorkbook(await workbookOf({ ...rest, ...studyWith(['نوع', 'دلفی']) }));
    expect(faultsOf(reading)).toEqual(['مطالعه | 4 | مقدار | wordWrong']);
  });
});

describe('a line', () => {
  test('says what is wrong and what is allowed, and whose row of the rules it is', async () => {
    const reading = await readWith({
      ...studyWith(['آستانهٔ توافق', '1.5'], ['ناشناس', 'شاید']),
      خبرگان: [
        ['نام', 'پانل‌ها', 'موبایل'],
        ['مریم', 'P1,P2,P3', '123'],
      ],
    });
    expect(linesOf(reading)).toEqual([
      'برگهٔ «مطالعه»، ردیف ۴ (آستانهٔ توافق)، ستون «مقدار»: «\u20681.5\u2069» پذیرفته نیست؛ عددی از ۰ تا ۱ مجاز است.',
      'برگهٔ «مطالعه»، ردیف ۵ (ناشناس)، ستون «مقدار»: «شاید» پذیرفته نیست؛ واژه‌های مجاز: \u2068بله / کامل / خیر\u2069',
      'برگهٔ «خبرگان»، ردیف ۲، ستون «پانل‌ها»: پانلی با کد «\u2068P3\u2069» در برگهٔ «پانل‌ها» نیست؛ کدهای مجاز: \u2068P1، P2\u2069',
      'برگهٔ «خبرگان»، ردیف ۲، ستون «موبایل»: «\u2068123\u2069» شمارهٔ موبایل نیست؛ شماره‌ای مانند ۰۹۱۳۱۲۳۴۵۶۷ مجاز است.',
    ]);
  });

  test('quotes no more than needed of what was typed, on one line', async () => {
    const reading = await readWith(studyWith(['ناشناس', `الف\nب${'پ'.repeat(500)}`]));
    const [line] = linesOf(reading);
    expect(line).not.toContain('\n');
    expect(line!.length).toBeLessThan(250);
  });

  test('tells warnings likewise', async () => {
    const reading = await readWith({ ...studyWith(['رنگ', 'آبی']), برگه: [['هیچ']] });
    expect(otherWarnings(reading).map(warningText)).toEqual([
      'برگهٔ «مطالعه»، ردیف ۴، ستون «ویژگی»: ویژگی «رنگ» شناخته نشد و نادیده گرفته می‌شود.',
      'برگهٔ «برگه»: این برگه شناخته نشد و نادیده گرفته می‌شود.',
    ]);
  });
});

function linesOf(reading: WorkbookReading): readonly string[] {
  return 'faults' in reading ? reading.faults.map(faultText) : [];
}

import { describe, expect, test } from 'vitest';
import { warningText } from '../../src/workbook/fault-text.ts';
import { readWorkbook, type WorkbookReading } from '../../src/workbook/read-workbook.ts';
import type { Opening } from '../../src/workbook/warn-of-reminders.ts';
import { type RawSheets, type RawValue, rawWorkbook, type Writer } from './raw-package.ts';
import {
  faultsOf,
  otherWarnings,
  readWith,
  recognisableIn,
  studyWith,
  VALID,
  warningsOf,
} from './workbook-of.ts';

const SHEETS = VALID as RawSheets;
const ITEMS = SHEETS['گویه‌ها']!;
const HEADERS = ITEMS[0]!;

/** A valid study with some of its sheets replaced, as a raw writer has it. */
function readRaw(sheets: RawSheets, writer: Writer = {}, opening?: Opening): Promise<WorkbookReading> {
  return readWorkbook(rawWorkbook({ ...SHEETS, ...sheets }, writer), opening);
}

function draftOf(reading: WorkbookReading) {
  if (!reading.ok) throw new Error(`No draft: ${JSON.stringify(reading)}`);
  return reading.draft;
}

function argsOf(reading: WorkbookReading, code: string) {
  return 'warnings' in reading
    ? reading.warnings.filter((one) => one.code === code).map(({ args }) => args)
    : [];
}

/** A number in the n-th of the writer's formats. */
const formatted = (value: number, style = 1): RawValue => ({ xml: `<c s="${style}"><v>${value}</v></c>` });
const merged = (...refs: readonly string[]) =>
  `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

describe('merged cells', () => {
  const rows: RawValue[][] = [
    [...HEADERS],
    ['S1', 'نظافت', null, 'خدمات شهری', 'G2C', 'الف / ب', 'P1'],
    ['S2', 'آموزش', null, null, null, null, null],
    ['S3', 'حمل‌ونقل', null, null, 'G2G', null, 'P2'],
  ];

  test('give their value to the rows that they span', async () => {
    const reading = await readRaw(
      { گویه‌ها: rows },
      { afterRows: { گویه‌ها: merged('D2:D4', 'E2:E3', 'F2:F4', 'G2:G3') } },
    );
    expect(draftOf(reading).items).toMatchObject([
      { unit: 'خدمات شهری', audience: 'G2C', group: ['الف', 'ب'], panelCodes: ['P1'] },
      { unit: 'خدمات شهری', audience: 'G2C', group: ['الف', 'ب'], panelCodes: ['P1'] },
      { unit: 'خدمات شهری', audience: 'G2G', group: ['الف', 'ب'], panelCodes: ['P2'] },
    ]);
    expect(warningsOf(reading)).toEqual([
      'گویه‌ها | 2 | واحد سازمانی | mergedFilledDown',
      'گویه‌ها | 2 | مخاطب | mergedFilledDown',
      'گویه‌ها | 2 | گروه | mergedFilledDown',
      'گویه‌ها | 2 | پانل‌ها | mergedFilledDown',
    ]);
    expect(argsOf(reading, 'mergedFilledDown')[0]).toEqual({ value: 'خدمات شهری', last: 4 });
  });

  test('fill no row that is empty but for them, and no cell that has its own value', async () => {
    const tall: RawValue[][] = [rows[0]!, rows[1]!, [null], rows[3]!];
    const reading = await readRaw(
      { گویه‌ها: tall },
      { afterRows: { گویه‌ها: merged('A2:A3', 'B2:B3', 'D2:D3', 'E2:E4', 'G2:G3') } },
    );
    expect(draftOf(reading).items.map(({ audience }) => audience)).toEqual(['G2C', 'G2G']);
    expect(warningsOf(reading)).toEqual([]);
  });

  test('of headers, or across columns, fill nothing', async () => {
    const titled: RawValue[][] = [
      ['فهرست', null],
      [...HEADERS],
      ...rows.slice(1, 2),
      ['S2', 'آموزش', null, null, null, null, 'P2'],
    ];
    const reading = await readRaw(
      { گویه‌ها: titled },
      { afterRows: { گویه‌ها: merged('A1:G1', 'D1:D2', 'C3:D3') } },
    );
    expect(draftOf(reading).items.map(({ unit }) => unit)).toEqual(['خدمات شهری', '']);
    expect(warningsOf(reading)).toEqual([]);
  });

  test('make no second thing of one code: the row is told which one it is merged with', async () => {
    const parted: RawValue[][] = [[...HEADERS], rows[1]!, [null, null, null, null, null, null, 'P2']];
    const reading = await readRaw({ گویه‌ها: parted }, { afterRows: { گویه‌ها: merged('A2:A3', 'B2:B3') } });
    expect(faultsOf(reading)).toEqual(['گویه‌ها | 3 | کد | cellMerged', 'گویه‌ها | 3 | عنوان | cellMerged']);
    expect('faults' in reading && reading.faults[0]?.args).toEqual({ with: 2 });
  });
});

describe('a code that became a date', () => {
  const itemsWith = (...codes: readonly RawValue[]) => ({
    گویه‌ها: [
      [...HEADERS],
      ...codes.map((code, at) => [code, `گویهٔ ${at}`, null, null, null, null, at === 0 ? 'P1' : 'P2']),
    ],
  });

  test('is told with its cell, and counts as the date that it is', async () => {
    const reading = await readRaw(itemsWith(formatted(46024), formatted(46025)), { formats: ['m/d/yyyy'] });
    expect(draftOf(reading).items.map(({ code }) => code)).toEqual(['2026-01-02', '2026-01-03']);
    expect(warningsOf(reading)).toEqual(['گویه‌ها | 2 | کد | textIsDate', 'گویه‌ها | 3 | کد | textIsDate']);
  });

  test.each([
    ['d-mmm', 46024, '1-2 / 2-1'],
    ['d-mmm', 46054, '2-1 / 1-2'],
    ['d-mmm', 46055, '2-2'],
    ['m/d', 46024, '1-2 / 2-1'],
    ['mmm-yy', 46023, '1-26'],
    ['mmm-yy', 16469, '2-45'],
  ])('shown as %s tells what was typed', async (code, days, typed) => {
    const reading = await readRaw(itemsWith(formatted(days), 'S2'), { formats: [code] });
    expect(argsOf(reading, 'textIsDateTyped')).toMatchObject([{ typed }]);
  });

  test('is told in lists and groups too, but not where digits alone are asked', async () => {
    const reading = await readRaw(
      {
        خبرگان: [
          ['نام', 'پانل‌ها', 'نقش', 'موبایل'],
          ['مریم', 'P1، P2', formatted(46024), formatted(9131111111, 2)],
        ],
      },
      { formats: ['yyyy/mm/dd', '00000000000'] },
    );
    expect(warningsOf(reading)).toEqual(['خبرگان | 2 | نقش | textIsDate']);
    expect(draftOf(reading).experts[0]?.mobile).toBe('989131111111');
  });

  test('and a number that became one is a fault that says so', async () => {
    const sheets = {
      مطالعه: [
        ...SHEETS['مطالعه']!,
        ['مهلت دور (روز)', formatted(46058)],
        ['یادآوری (ساعت مانده)', formatted(46058)],
      ],
    };
    const reading = await readRaw(sheets, { formats: ['d-mmm'] });
    expect(faultsOf(reading)).toEqual([
      'مطالعه | 4 | مقدار | numberIsDate',
      'مطالعه | 5 | مقدار | numberIsDate',
    ]);
    expect('faults' in reading && reading.faults[0]?.args).toEqual({ value: '5-Feb' });
  });
});

describe('a text of which a spreadsheet shows something else', () => {
  test.each([
    ['"S-"000', 7, 'S-007', '7'],
    ['000', 7, '007', '7'],
    ['0%', 0.5, '50%', '0.5'],
    ['General"روز"', 7, '7روز', '7'],
    ['h:mm', 0.0430555555555556, '1:02', '0.0430555555555556'],
    ['#,##0', 1200, '1,200', '1200'],
  ])('in %s', async (code, number, shown, value) => {
    const rows = [
      ['کد', 'نام'],
      ['P1', formatted(number)],
      ['P2', 'مالی'],
    ] satisfies RawValue[][];
    const reading = await readRaw({ پانل‌ها: rows }, { formats: [code] });
    expect(draftOf(reading).panels[0]?.name).toBe(value);
    expect(warningsOf(reading)).toEqual(['پانل‌ها | 2 | نام | shownOtherwise']);
    expect(argsOf(reading, 'shownOtherwise')).toEqual([{ shown, value }]);
  });

  test.each(['[$-fa-IR,16]yyyy/mm/dd', '[$-160429]yyyy/mm/dd', '[~jalali]YYYY/MM/DD'])(
    'a number in %s names its day',
    async (code) => {
      const sheets = { مطالعه: [...SHEETS['مطالعه']!, ['مهلت دور (روز)', formatted(46024)]] };
      const reading = await readRaw(sheets, { formats: [code] });
      expect('faults' in reading && reading.faults[0]?.args).toEqual({ value: '1404/10/12' });
    },
  );

  test('is told only where it differs', async () => {
    const rows = [
      ['کد', 'نام'],
      ['P1', formatted(7)],
      ['P2', 'مالی'],
    ] satisfies RawValue[][];
    for (const code of ['0', '#,##0', '@', '[Red]0', 'General_)', '']) {
      expect(warningsOf(await readRaw({ پانل‌ها: rows }, { formats: [code] }))).toEqual([]);
    }
  });
});

describe('numbers that a spreadsheet has spoilt, or writes in its own way', () => {
  test('a mobile of which only the first digits are left', async () => {
    const experts = (mobile: string) => [
      ['نام', 'پانل‌ها', 'موبایل'],
      ['مریم', 'P1، P2', mobile],
    ];
    for (const mobile of ['9.13E+09', '۹٫۱۳e9', '9E+09']) {
      const reading = await readWith({ خبرگان: experts(mobile) });
      expect(faultsOf(reading), mobile).toEqual(['خبرگان | 2 | موبایل | mobileRounded']);
    }
    expect(faultsOf(await readWith({ خبرگان: experts('9.131234567E+09') }))).toEqual([]);
  });

  test('a share as a percentage, by its number or in words', async () => {
    for (const written of ['20%', '۲۰٪', '٪۲۰', '20 %', '۰٫۲', '0/2', '0.2'] as const) {
      const reading = await readRaw({ مطالعه: [...SHEETS['مطالعه']!, ['آستانهٔ ثبات', written]] });
      expect(draftOf(reading).rules.stabilityThreshold, written).toBe(0.2);
    }
    const shown = { مطالعه: [...SHEETS['مطالعه']!, ['آستانهٔ ثبات', formatted(0.2)]] };
    const reading = await readRaw(shown, { formats: ['0%'] });
    expect(draftOf(reading).rules.stabilityThreshold).toBe(0.2);
    expect(warningsOf(reading)).toEqual([]);
    const days = { مطالعه: [...SHEETS['مطالعه']!, ['مهلت دور (روز)', '20%']] };
    expect(faultsOf(await readRaw(days))).toEqual(['مطالعه | 4 | مقدار | numberNotAbove']);
  });
});

describe('odd and hidden cells', () => {
  test('a text that the file does not have leaves the cell empty', async () => {
    const missing: RawValue = { xml: '<c t="s"><v>9999</v></c>' };
    const rows = [[...HEADERS], ['S1', 'نظافت', missing, null, null, null, 'P1، P2']];
    const reading = await readRaw({ گویه‌ها: rows });
    expect(draftOf(reading).items[0]?.definition).toBe('');
    expect(warningsOf(reading)).toEqual(['گویه‌ها | 2 | تعریف | textMissing']);
  });

  test('a formula’s 0 in a workbook that no spreadsheet has reckoned', async () => {
    const zero: RawValue = { xml: '<c><f>1+1</f><v>0</v></c>' };
    const sheets = { مطالعه: [...SHEETS['مطالعه']!, ['آستانهٔ ثبات', zero]] };
    const reading = await readRaw(sheets, { afterSheets: '<calcPr fullCalcOnLoad="1"/>' });
    expect(warningsOf(reading)).toEqual(['مطالعه | 4 | مقدار | resultUnsure']);
  });

  test('rows and sheets that are not shown are read, and told', async () => {
    const hidden = (sheet: string, row: number) => (sheet === 'خبرگان' && row === 3 ? ' hidden="1"' : '');
    const reading = await readRaw({}, { rowAttributes: hidden, hiddenSheets: ['طیف'] });
    expect(draftOf(reading).experts).toHaveLength(2);
    expect(warningsOf(reading)).toEqual(['طیف | طیف | - | sheetHidden', 'خبرگان | خبرگان | - | rowsHidden']);
  });
});

describe('a scale’s label', () => {
  const scaleWith = (...labels: readonly [number, string][]) => ({
    طیف: [['مقدار', 'برچسب'], [1, 'کم'], [2, 'میانه'], [3, 'زیاد'], ...labels],
  });

  test.each(['نظری ندارم', 'نظري ندارم', '🤷 نظری‌ندارم.', 'بعدی', 'ثبت نهایی', 'همان پاسخ دور قبل'])(
    'that is a button’s: %s',
    async (label) => {
      expect(warningsOf(await readWith(scaleWith([4, label])))).toEqual(['طیف | 5 | برچسب | labelIsButton']);
    },
  );

  test('that means no answer, and would count as the lowest or the highest one', async () => {
    expect(warningsOf(await readWith(scaleWith([0, 'نمی‌دانم'])))).toEqual([
      'طیف | 5 | برچسب | labelHasNoOpinion',
    ]);
    expect(warningsOf(await readWith(scaleWith([99, 'بدون نظر'])))).toEqual([
      'طیف | 5 | برچسب | labelHasNoOpinion',
    ]);
    expect(warningsOf(await readWith(scaleWith([2.5, 'ممتنع'])))).toEqual([]);
  });
});

describe('items and their work', () => {
  const itemsOf = (...titles: readonly string[]) => ({
    گویه‌ها: [
      ITEMS[0]!,
      ...titles.map((title, at) => [`S${at}`, title, null, null, null, null, 'P1، P2']),
    ] as RawValue[][],
  });

  test('a title that asks two things, and one that is nearly another', async () => {
    const one = 'رضایت شهروندان از سرعت پاسخ‌گویی';
    const reading = await readRaw(itemsOf(one, 'کار خوب است و خدمت سریع است', `${one} شهرداری`, one));
    expect(warningsOf(reading)).toEqual([
      'گویه‌ها | 3 | عنوان | titleAsksTwice',
      'گویه‌ها | 4 | عنوان | titleAlike',
      'گویه‌ها | 5 | عنوان | titleTwice',
    ]);
    expect(argsOf(reading, 'titleAlike')).toEqual([{ above: 2, title: one }]);
  });

  test('over twenty minutes are told once a set of panels, at its first expert', async () => {
    const titles = Array.from({ length: 61 }, (_, at) => `خدمت شمارهٔ ${at}`);
    const reading = await readRaw(itemsOf(...titles));
    expect(warningsOf(reading)).toEqual(['خبرگان | 2 | پانل‌ها | workLong', 'خبرگان | 3 | پانل‌ها | workLong']);
    expect(argsOf(reading, 'workLong')[0]).toEqual({ experts: 1, items: 61, minutes: 21 });
    expect(warningsOf(await readRaw(itemsOf(...titles.slice(1))))).toEqual([]);
  });
});

describe('a reminder in quiet hours', () => {
  // Monday 30 November 2026, 10:00 in Tehran.
  const opening = {
    at: new Date('2026-11-30T06:30:00Z'),
    quietHours: { from: 22, to: 8 },
    zone: 'Asia/Tehran',
  };
  const remindersOf = async (hours: string, change: Partial<Opening> = {}) => {
    const reading = await readWorkbook(
      rawWorkbook({ ...SHEETS, ...(studyWith(['یادآوری (ساعت مانده)', hours]) as RawSheets) }),
      { ...opening, ...change },
    );
    return otherWarnings(reading).map(warningText);
  };

  test('is told with the hour at which it goes out instead', async () => {
    expect(await remindersOf('72, 3')).toEqual([
      expect.stringMatching(
        /^برگهٔ «.*»، ردیف ۴ \(.*\)، ستون «مقدار»: .*یادآوری ۳ ساعت مانده .*ساعت ۰۸:۰۰.* فرستاده می‌شود\.$/,
      ),
    ]);
  });

  test('is told to be left out where another one’s hour comes first', async () => {
    expect(await remindersOf('12, 3')).toEqual([
      expect.stringMatching(/یادآوری ۱۲ ساعت مانده .* فرستاده نمی‌شود\.$/),
      expect.stringMatching(/یادآوری ۳ ساعت مانده .* فرستاده می‌شود\.$/),
    ]);
  });

  test('is not told where no hour is quiet, or all hours of the workbook are loud', async () => {
    expect(await remindersOf('72, 24, 3', { quietHours: null })).toEqual([]);
    expect(await remindersOf('72, 24, 1')).toEqual([]);
  });
});

describe('experts whose answers a code would not hide', () => {
  const EXPERTS = [['نام', 'پانل‌ها']];
  const seated = (...panels: string[]) => panels.map((own, at) => [`خبرهٔ ${at + 1}`, own]);
  const read = async (panels: string[], anonymity = 'بله') =>
    recognisableIn(
      await readWith({ ...studyWith(['ناشناس', anonymity]), خبرگان: [...EXPERTS, ...seated(...panels)] }),
    );
  const five = ['P1', 'P1', 'P1', 'P1', 'P1'];

  test('panels of fewer than five, and sets of panels that one expert alone has', async () => {
    expect(await read([...five, 'P2', 'P2', 'P1,P2'])).toEqual([
      'پانل‌ها | 3 | کد | panelSmall',
      'خبرگان | 9 | پانل‌ها | panelsOfOne',
    ]);
    expect(await read([...five, ...five.map(() => 'P2')])).toEqual([]);
  });

  test('are told in the strictest study too, and in none that shows names', async () => {
    expect(await read([...five, 'P2'], 'کامل')).toHaveLength(2);
    expect(await read([...five, 'P2'], 'خیر')).toEqual([]);
  });
});

import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { draftWith, faultsOf, readWith, studyWith, VALID, warningsOf, workbookOf } from './workbook-of.ts';

describe('the least study', () => {
  test('has the defaults of every rule it leaves out, the neutral point in the middle of the scale', async () => {
    expect((await draftWith({})).rules).toEqual({
      title: 'آزمون',
      question: 'چقدر موافقید؟',
      guidance: '',
      organiser: '',
      contact: '',
      consent: '',
      kind: 'likert',
      neutralPoint: 3,
      keepsBy: 'mean',
      agreeingPerCent: 75,
      dropsFromRound: 1,
      yesPerCent: null,
      minRounds: 2,
      maxRounds: 3,
      stabilityThreshold: 0.2,
      agreementThreshold: 0.7,
      openForDays: 7,
      reminderHours: [72, 24, 3],
      fridayReminders: true,
      minAnswersForFeedback: 5,
      shuffledItems: false,
      anonymity: 'coded',
      forgetAfterDays: 180,
      language: 'fa',
      excludedAudiences: [],
    });
  });

  test('says what it does not name, and a study that exists keeps; an empty cell means never', async () => {
    const days = 'حذف نام ها (روز پس از پایان)';
    expect((await draftWith({})).unnamed).toEqual(['anonymity', 'forgetAfterDays']);
    for (const [written, read] of [
      [null, null],
      ['۰٫۵', 0.5],
      [90, 90],
    ] as const) {
      const { rules, unnamed } = await draftWith(studyWith([days, written], ['ناشناس', 'خیر']));
      expect({ days: rules.forgetAfterDays, unnamed }).toEqual({ days: read, unnamed: undefined });
    }
    expect(faultsOf(await readWith(studyWith([days, 0])))).toEqual(['مطالعه | 4 | مقدار | numberNotAbove']);
  });

  test('has its lists as the sheets hold them', async () => {
    const { scale, panels, experts, items, rounds } = await draftWith({});
    expect(scale).toEqual([
      { value: 1, label: 'کم' },
      { value: 5, label: 'زیاد' },
    ]);
    expect(panels).toEqual([
      { code: 'P1', name: 'فنی' },
      { code: 'P2', name: 'مالی' },
    ]);
    expect(experts).toEqual([
      { key: 'E1', name: 'مریم', role: 'استاد', panelCodes: ['P1'], mobile: '989131111111' },
      { key: 'E2', name: 'کاوه', role: '', panelCodes: ['P2'], mobile: null },
    ]);
    expect(items).toEqual([
      {
        code: 'S1',
        title: 'نظافت',
        definition: 'تعریف',
        unit: 'واحد',
        audience: 'G2C',
        group: ['الف', 'ب'],
        panelCodes: ['P1'],
      },
      { code: 'S2', title: 'آموزش', definition: '', unit: '', audience: '', group: [], panelCodes: ['P2'] },
    ]);
    expect(rounds).toEqual([]);
  });

  test('needs no column that is optional, and no warning is given', async () => {
    const reading = await readWith({
      خبرگان: [
        ['نام', 'پانل‌ها'],
        ['مریم', 'P1، P2'],
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'پانل‌ها'],
        ['S1', 'نظافت', 'P1,P2'],
      ],
    });
    expect(reading).toMatchObject({ ok: true });
    expect(warningsOf(reading)).toEqual([]);
  });
});

describe('headers, sheet names and fixed words', () => {
  test('match whatever their ZWNJ, spaces, hamza, ye, kaf and spelling of panel, in any order of columns', async () => {
    const reading = await readWorkbook(
      await workbookOf({
        طيف: VALID['طیف']!,
        ' مطالعه ': [
          ['مقدار', 'ويژگي'],
          ['آزمون', ' عنوان '],
          ['چرا؟', 'پرسش'],
          ['خير', 'ناشناس'],
          ['رتبه بندي', 'نوع'],
          [2, 'نقطه خنثی'],
          [0.3, 'آستانۀ ثبات'],
          [0.8, 'آستانه‌ی توافق'],
          [2, 'مهلت دور(روز)'],
          ['من', 'برگزار کننده'],
          ['متن', 'رضایت نامه'],
        ],
        'پنل ها': [
          ['نام', 'كد'],
          ['فنی', 'P1'],
        ],
        خبرگان: [
          ['پنل‌ها', 'نام'],
          ['p1', 'مریم'],
        ],
        گويهها: [
          ['پانلها', 'کد', 'عنوان', 'واحد‌سازمانی'],
          ['P1', 'S1', 'الف', 'ب'],
        ],
      }),
    );
    expect(reading).toMatchObject({
      ok: true,
      warnings: [],
      draft: {
        rules: {
          anonymity: 'named',
          kind: 'ranking',
          neutralPoint: 2,
          stabilityThreshold: 0.3,
          agreementThreshold: 0.8,
          openForDays: 2,
          organiser: 'من',
          consent: 'متن',
        },
        panels: [{ code: 'P1', name: 'فنی' }],
        experts: [{ panelCodes: ['P1'] }],
        items: [{ unit: 'ب', panelCodes: ['P1'] }],
      },
    });
  });

  test('are found below a title above the table, and rows are still counted as the spreadsheet does', async () => {
    const reading = await readWith({
      خبرگان: [['فهرست خبرگان طرح'], [], ['نام', 'پانل‌ها'], ['مریم', 'P1,P2'], [null, null], [null, 'P1']],
    });
    expect(faultsOf(reading)).toEqual(['خبرگان | 6 | نام | cellMissing']);
  });

  test('an organiser and a contact in one row count as the organiser', async () => {
    const { rules } = await draftWith(studyWith(['برگزارکننده، تماس', 'دبیرخانه، ۰۳۱']));
    expect(rules).toMatchObject({ organiser: 'دبیرخانه، ۰۳۱', contact: '' });
  });
});

describe('cells', () => {
  test('hold one number in every writing of it', async () => {
    for (const written of [0.2, '0.2', '0/2', '۰٫۲', '٠٫٢', ' 0,2 ', '۰/۲']) {
      const { rules } = await draftWith(studyWith(['آستانهٔ توافق', written]));
      expect(rules.agreementThreshold, String(written)).toBe(0.2);
    }
  });

  test('count by what a person sees: formulas by their result, rich text whole, links by their text', async () => {
    const { items, rules } = await draftWith({
      ...studyWith(
        ['حداکثر دورها', { formula: '2+2', result: 4 }],
        ['راهنما', { text: 'پیوند', hyperlink: 'https://example.org' }],
      ),
      گویه‌ها: [
        ['کد', 'عنوان', 'تعریف', 'پانل‌ها'],
        [7, { richText: [{ text: 'نظافت ' }, { text: 'شهر', font: { bold: true } }] }, 12.5, 'P1'],
        [
          { formula: '"S"&2', result: 'S2' },
          '\u200f آموزش\u200c \u00a0',
          new Date(Date.UTC(2026, 2, 21)),
          'P2',
        ],
      ],
    });
    expect(rules).toMatchObject({ maxRounds: 4, guidance: 'پیوند' });
    expect(items).toMatchObject([
      { code: '7', title: 'نظافت شهر', definition: '12.5' },
      { code: 'S2', title: 'آموزش', definition: '2026-03-21' },
    ]);
  });

  test('a number in a cell that is formatted as a date is the number', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await workbookOf({ ...VALID, ...studyWith(['حداکثر دورها', 4]) })) as never);
    workbook.getWorksheet('مطالعه')!.getCell('B4').numFmt = 'yyyy/mm/dd';
    const reading = await readWorkbook(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(reading).toMatchObject({ ok: true, draft: { rules: { maxRounds: 4 } } });
  });

  test('a ticked box is yes, an unticked one no', async () => {
    const { rules } = await draftWith(studyWith(['ترتیب تصادفی', true], ['ناشناس', false]));
    expect(rules).toMatchObject({ shuffledItems: true, anonymity: 'named' });
  });

  test('ناشناس has a third word', async () => {
    for (const [word, anonymity] of [
      ['بله', 'coded'],
      ['کامل', 'unlinked'],
      ['كامل ', 'unlinked'],
      ['خیر', 'named'],
    ] as const) {
      expect((await draftWith(studyWith(['ناشناس', word]))).rules).toMatchObject({ anonymity });
    }
  });

  test('a formula without a result, or one that failed, is a fault', async () => {
    const reading = await readWith({
      پانل‌ها: [
        ['کد', 'نام'],
        ['P1', { formula: 'A1' } as never],
        ['P2', { error: '#REF!' }],
      ],
    });
    expect(faultsOf(reading)).toEqual([
      'پانل‌ها | 2 | نام | formulaWithoutResult',
      'پانل‌ها | 3 | نام | formulaError',
    ]);
  });

  test('a mobile that a spreadsheet robbed of its 0 is mended', async () => {
    const { experts } = await draftWith({
      خبرگان: [
        ['نام', 'پانل‌ها', 'موبایل'],
        ['الف', 'P1', 9131234567],
        ['ب', 'P2', '۰۹۱۳ ۱۲۳ ۴۵۶۸'],
        ['پ', 'P2', '+98 913 123 4569'],
      ],
    });
    expect(experts.map(({ mobile }) => mobile)).toEqual(['989131234567', '989131234568', '989131234569']);
  });

  test('panels are parted by any comma, each counts once, in the spelling of their own sheet', async () => {
    const { items } = await draftWith({
      گویه‌ها: [
        ['کد', 'عنوان', 'پانل‌ها'],
        ['S1', 'الف', 'p2 ، P1, P1؛'],
      ],
    });
    expect(items[0]?.panelCodes).toEqual(['P2', 'P1']);
  });

  test('codes that are numbers match in any digits', async () => {
    const draft = await draftWith({
      پانل‌ها: [
        ['کد', 'نام'],
        [1, 'فنی'],
        ['۲', 'مالی'],
      ],
      خبرگان: [
        ['نام', 'پانل‌ها'],
        ['الف', '۱، 2'],
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'پانل‌ها'],
        ['S1', 'الف', 1],
        ['S2', 'ب', '٢'],
      ],
    });
    expect(draft.experts[0]?.panelCodes).toEqual(['1', '۲']);
    expect(draft.items.map(({ panelCodes }) => panelCodes)).toEqual([['1'], ['۲']]);
  });
});

describe('rules', () => {
  test('an empty threshold is not used; without its row the default holds', async () => {
    const { rules } = await draftWith(studyWith(['آستانهٔ ثبات', null], ['آستانهٔ توافق', '  ']));
    expect(rules).toMatchObject({ stabilityThreshold: null, agreementThreshold: null });
  });

  test('another empty cell means the default', async () => {
    const { rules } = await draftWith(
      studyWith(['حداقل دورها', null], ['نقطهٔ خنثی', null], ['ناشناس', null]),
    );
    expect(rules).toMatchObject({ minRounds: 2, neutralPoint: 3, anonymity: 'coded' });
  });

  test('reminders come largest first, none twice, decimals allowed', async () => {
    const { rules } = await draftWith(
      studyWith(['یادآوری (ساعت مانده)', '۳، 24,۰٫۵ , 3, 72'], ['مهلت دور (روز)', 0.01]),
    );
    expect(rules).toMatchObject({ reminderHours: [72, 24, 3, 0.5], openForDays: 0.01 });
  });

  test('the ends of a range are within it', async () => {
    const { rules } = await draftWith(
      studyWith(['نقطهٔ خنثی', 5], ['آستانهٔ ثبات', 0], ['آستانهٔ توافق', 1], ['حداقل دورها', 1]),
    );
    expect(rules).toMatchObject({
      neutralPoint: 5,
      stabilityThreshold: 0,
      agreementThreshold: 1,
      minRounds: 1,
    });
  });

  test('what keeps an item, and from which round on one leaves, are rules of the study', async () => {
    const { rules } = await draftWith(
      studyWith(
        ...([
          ['قاعدهٔ ماندن', 'درصد موافق'],
          ['آستانهٔ درصد موافق', '۶۶٫۷'],
          ['حذف گویه از دور', 2],
          ['آستانهٔ غربال', '60%'],
        ] as const),
      ),
    );
    expect(rules).toMatchObject({
      ...{ keepsBy: 'agreeing', agreeingPerCent: 66.7, dropsFromRound: 2, yesPerCent: 60 },
    });
  });

  test('per cent is of a hundred: a share is a fault', async () => {
    const share = await readWorkbook(await workbookOf({ ...VALID, ...studyWith(['آستانهٔ غربال', 0.75]) }));
    expect(share).toMatchObject({ ok: false, faults: [{ code: 'numberNotBetween', args: { least: 1 } }] });
  });

  test('the middle of a scale of decimals is the decimal', async () => {
    const { rules } = await draftWith({
      طیف: [
        ['مقدار', 'برچسب'],
        [0.1, 'کم'],
        [0.7, 'زیاد'],
      ],
    });
    expect(rules.neutralPoint).toBe(0.4);
  });

  test('a ranking study needs no scale, and has no neutral point', async () => {
    const { طیف: _, ...rest } = VALID;
    const reading = await readWorkbook(await workbookOf({ ...rest, ...studyWith(['نوع', 'رتبه‌بندی']) }));
    expect(reading).toMatchObject({ ok: true, draft: { scale: [], rules: { neutralPoint: null } } });
  });
});

test('bounds and measure of a number are an item’s, in any digits, and none of them is needed', async () => {
  const items = (...rows: (string | number | null)[][]) => ({
    گویه‌ها: [
      ['کد', 'عنوان', 'پانل‌ها', 'کمینه', 'بیشینه', 'یکا'],
      ...rows,
      ['S2', 'ب', 'P2', null, null, null],
    ],
  });
  const { items: read } = await draftWith(items(['S1', 'الف', 'P1', '۰٫۵', '12/5', 'درصد']));
  expect(read[0]!.bounds).toEqual({ least: 0.5, most: 12.5, measure: 'درصد' });
  expect('bounds' in read[1]!).toBe(false);
  const faulty = await readWith(items(['S1', 'الف', 'P1', 5, 4, null], ['S3', 'پ', 'P1', 'کم', 4, null]));
  expect(faultsOf(faulty)).toEqual([
    'گویه‌ها | 2 | بیشینه | boundsReversed',
    'گویه‌ها | 3 | کمینه | numberWrong',
  ]);
});

describe('the round plan', () => {
  const header = ['شماره', 'نوع', 'پانل‌ها', 'مهلت (روز)', 'پرسش'];

  test('is read by number, its last number being the most rounds, a round having one deadline', async () => {
    const { rounds, rules } = await draftWith({
      ...studyWith(['حداکثر دورها', 9]),
      دورها: [
        header,
        [2, 'لیکرت', null, null, null],
        ['۱', 'بارش فکری', 'P1', 3, 'چه خدمتی؟'],
        [1, 'غربال', 'P2', null, null],
      ],
    });
    expect(rules.maxRounds).toBe(2);
    expect(rounds).toEqual([
      { number: 1, kind: 'brainstorming', panelCodes: ['P1'], openForDays: 3, question: 'چه خدمتی؟' },
      { number: 1, kind: 'screening', panelCodes: ['P2'], openForDays: 3, question: '' },
      { number: 2, kind: 'likert', panelCodes: [], openForDays: null, question: '' },
    ]);
  });

  test('knows all seven kinds', async () => {
    const kinds = ['بارش فکری', 'غربال', 'روایی CVR', 'روایی cvi', 'ليكرت', 'رتبه بندی', 'عددى'];
    const { rounds } = await draftWith({ دورها: [header, ...kinds.map((kind, at) => [at + 1, kind])] });
    expect(rounds.map(({ kind }) => kind)).toEqual([
      'brainstorming',
      'screening',
      'cvr',
      'cvi',
      'likert',
      'ranking',
      'numeric',
    ]);
  });

  test('asks for a scale only where a round rates on it', async () => {
    const { طیف: _, ...rest } = VALID;
    const withPlan = async (kind: string) =>
      faultsOf(await readWorkbook(await workbookOf({ ...rest, دورها: [header, [1, kind]] })));
    expect(await withPlan('غربال')).toEqual([]);
    expect(await withPlan('لیکرت')).toEqual(['طیف | طیف | - | sheetMissing']);
  });

  test('with its headers alone is no plan', async () => {
    const draft = await draftWith({ دورها: [header] });
    expect(draft.rounds).toEqual([]);
    expect(draft.rules.maxRounds).toBe(3);
  });

  test('lets a panel begin without items where it begins with brainstorming', async () => {
    const plan = { دورها: [header, [1, 'بارش فکری', 'P2'], [1, 'غربال', 'P1'], [2, 'لیکرت', null]] };
    const items = {
      گویه‌ها: [
        ['کد', 'عنوان', 'پانل‌ها'],
        ['S1', 'الف', 'P1'],
      ],
    };
    expect(await readWith({ ...plan, ...items })).toMatchObject({ ok: true });
    const none = { گویه‌ها: [['کد', 'عنوان', 'پانل‌ها']] };
    expect(faultsOf(await readWith({ ...plan, ...none }))).toEqual(['پانل‌ها | 2 | کد | panelWithoutItem']);
    const all = { دورها: [header, [1, 'بارش فکری', null], [2, 'لیکرت', null]] };
    expect(await readWith({ ...all, ...none })).toMatchObject({ ok: true, draft: { items: [] } });
  });

  test('a panel in no round is a warning', async () => {
    const reading = await readWith({ دورها: [header, [1, 'لیکرت', 'P1']] });
    expect(warningsOf(reading)).toEqual(['پانل‌ها | 3 | کد | panelInNoRound']);
  });
});

describe('warnings', () => {
  test('name each panel whose judges are too few for a verdict on validity', async () => {
    const expertsOn = (...panels: string[]) => [
      ['کد', 'نام', 'پانل‌ها'],
      ...panels.map((codes, at) => [`E${at}`, `خبره ${at}`, codes]),
    ];
    const items = [
      ['کد', 'عنوان', 'پانل‌ها'],
      ['S1', 'الف', 'P1,P2'],
      ['S2', 'ب', 'P2'],
    ];
    const planned = (...rows: (string | number | null)[][]) => ({
      خبرگان: expertsOn('P1', 'P1', 'P1', 'P2', 'P2,P1'),
      گویه‌ها: items,
      دورها: [['شماره', 'نوع', 'پانل‌ها'], ...rows],
    });
    const few = async (...rows: (string | number | null)[][]) => {
      const reading = await readWith(planned(...rows));
      if (!('warnings' in reading)) throw new Error('no workbook');
      return reading.warnings
        .filter(({ code }) => code === 'judgesTooFew')
        .map(({ row, args }) => [row, args['value'], args['most'], args['least']]);
    };
    // Five judge the shared item together; apart they are four and two.
    expect(await few([1, 'روایی CVR', null])).toEqual([]);
    expect(await few([1, 'روایی CVR', 'P1'], [1, 'روایی CVI', 'P2'])).toEqual([
      [2, 'P1', 4, 5],
      [3, 'P2', 2, 3],
    ]);
    expect(await few([1, 'غربال', null], [2, 'لیکرت', null])).toEqual([]);
  });

  test('name what is unknown, and the study is read all the same', async () => {
    const reading = await readWith({
      ...studyWith(['رنگ', 'آبی']),
      یادداشت: [['هرچه']],
      پانل‌ها: [
        ['ردیف', 'کد', 'نام', 'توضیح'],
        [1, 'P1', 'فنی', ''],
        [2, 'P2', 'مالی', ''],
        [3, null, null, 'این ردیف خالی است'],
      ],
    });
    expect(reading.ok).toBe(true);
    expect(warningsOf(reading)).toEqual([
      'مطالعه | 4 | ویژگی | propertyUnknown',
      'پانل‌ها | 1 | ردیف | columnUnknown',
      'پانل‌ها | 1 | توضیح | columnUnknown',
      'یادداشت | یادداشت | - | sheetUnknown',
    ]);
  });

  test('say of no kind of round that it cannot run', async () => {
    const header = ['شماره', 'نوع', 'پانل‌ها'];
    const rows = [
      [1, 'بارش فکری', 'P1'],
      [1, 'عددی', 'P2'],
      [2, 'رتبه‌بندی', null],
      [3, 'لیکرت', null],
    ];
    expect(warningsOf(await readWith({ دورها: [header, ...rows] }))).toEqual([]);
    expect(warningsOf(await readWith(studyWith(['نوع', 'رتبه‌بندی'])))).toEqual([]);
  });

  test('tell what looks like a slip', async () => {
    const reading = await readWith({
      ...studyWith(['مخاطبان حذف‌شده', 'G2G، g2e'], ['حداقل دورها', 4]),
      خبرگان: [
        ['نام', 'پانل‌ها'],
        ['مریم', 'P1'],
        ['مریم', 'P2'],
        ['مریم', 'P1'],
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'مخاطب', 'پانل‌ها'],
        ['S1', 'نظافت شهر', 'G2C', 'P1'],
        ['S2', 'نظافت‌شهر', 'G2E,G2C', 'P1'],
        ['S3', 'نظافت شهر', 'G2G', 'P2'],
        ['S4', 'ا'.repeat(301), 'G2E', 'P2'],
      ],
    });
    expect(reading.ok).toBe(true);
    expect(warningsOf(reading)).toEqual([
      'مطالعه | 5 | مقدار | minRoundsAboveMax',
      'پانل‌ها | 3 | کد | audienceLeavesPanelEmpty',
      'خبرگان | 4 | نام | expertTwice',
      'گویه‌ها | 3 | عنوان | titleTwice',
      'گویه‌ها | 5 | عنوان | titleLong',
    ]);
  });
});

import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import type { JudgedItem } from '../../../src/domain/judged-round.ts';
import { resultsXlsx } from '../../../src/features/exporting/results-xlsx.ts';
import type {
  PanelResults,
  RoundResults,
  StudyResults,
} from '../../../src/features/exporting/study-results.ts';
import type { Exclusion } from '../../../src/features/funnel/load-exclusions.ts';
import type { FinalItem } from '../../../src/features/items/load-final-list.ts';
import { drawPng } from '../../../src/pictures/draw-png.ts';
import { NOTHING_BESIDE } from '../../fixtures/beside.ts';
import { RULES } from '../../fixtures/plain-rules.ts';
import { bytesOf } from './pieces.ts';

const at = new Date('2026-11-30T14:30:00Z');
const item: JudgedItem = {
  ...{
    itemId: 7,
    code: 'S1',
    title: '=HYPERLINK("x")',
    n: 3,
    mean: 4.666666666666667,
    sd: null,
    median: 5,
    q1: 4.5,
    q3: 5,
  },
  ...{
    noOpinion: 1,
    counts: { '10': 2, '2': 0, '9': 1 },
    judgesCounts: null,
    compared: null,
    kept: true,
    why: 'above_rule',
    ruled: { kept: true, why: 'above_rule' },
    left: false,
    wilcoxonHolm: null,
    measure: '',
  },
};
const round: RoundResults = {
  ...{
    panelRoundId: 1,
    panel: { id: 1, code: 'P1', name: 'خدمات' },
    previousNumber: 1,
    previousW: null,
    roundOfKind: 2,
  },
  rules: RULES,
  standingBy: new Map([[7, 2]]),
  byRole: [],
  beside: NOTHING_BESIDE,
  ...{
    number: 2,
    kind: 'likert',
    openedAt: at,
    closedAt: at,
    onPaper: { answers: 0, experts: 0 },
    invited: 12,
    answered: 11,
    submitted: 10,
  },
  ...{
    notHandedIn: 1,
    raters: 9,
    ideas: 0,
    concordance: null,
    unchangedShare: null,
    verdict: 'stable',
    items: [item],
  },
};
const panel = (code: string): PanelResults => ({
  code,
  name: 'خدمات',
  status: 'stable',
  seats: 12,
  attrition: [],
  rounds: [round],
});
const funnel = [
  { step: 0, entered: 3, left: 1 },
  { step: 2, entered: 2, left: 1 },
];
const gone = { title: 'الف', unit: 'عمران', audience: 'G2G', group: ['راه', 'پل'] };
const life = { leftOut: false, entersAt: 0, places: [] };
const exclusions: readonly Exclusion[] = [
  { item: { ...gone, ...life, id: 1, code: '01' }, step: 0, causes: [{ why: 'audience' }], reasons: [] },
  {
    ...{ item: { ...gone, ...life, id: 2, code: '02' }, step: 2 },
    causes: [
      { why: 'below_rule', round: 2, panel: { code: 'P1', name: 'خدمات' }, rule: 'کم', figures: 'میانگین ۲' },
      { why: 'by_hand' },
    ],
    reasons: [
      { text: 'خلاف قانون', by: 'expert', theme: 'law', mark: 1 },
      { text: 'گران است', by: 'facilitator', theme: null, mark: 2 },
    ],
  },
];
const place = { round: 2, kind: 'likert', w: 0.5, why: 'above_rule' } as const;
const ruled = { kept: false, why: 'below_rule' } as const;
const final: readonly FinalItem[] = [
  {
    ...{ code: 'S1', title: 'یک', unit: 'راه', decided: 'by_hand', kept: null, ruled: 'dropped' },
    ...{ byHand: ['قانون', 'هزینه'], persons: { n: 20, mean: 3.25, sd: 1.5 } },
    panels: [
      { ...place, code: 'P1', name: 'خدمات', n: 12, mean: 4, kept: true, why: 'by_hand', ruled },
      { ...place, code: 'P2', name: 'فرهنگ', n: 11, mean: 2, kept: false, why: 'below_rule', ruled },
    ],
  },
];
const composition: StudyResults['composition'] = {
  ...{ persons: 9, seats: { 1: 12 }, onSeveralPanels: 0, forgotten: 1 },
  background: [
    {
      field: 'degree',
      cells: [
        { value: 'دکتری', experts: 6 },
        { value: null, experts: 3 },
      ],
    },
  ],
};
const items = [
  { code: 'S1_2', parents: ['S1'], wordings: [{ version: 1, title: 'تازه', at, reason: 'دلیل' }] },
] as const;
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"/>';
const charts = [{ png: await drawPng(svg, 90), caption: 'W در دورها' }];

const write = (...panels: PanelResults[]) =>
  bytesOf(
    resultsXlsx(
      {
        ...{
          title: 't',
          rounds: 1,
          protocolSha256: '',
          deviations: [],
          measures: new Map(),
          openQuestions: new Map(),
          reminders: new Map(),
        },
        ...{ funnel, exclusions, final, items, panels, composition },
      },
      charts,
      at,
      'Asia/Tehran',
    ),
  );

async function read(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
  return workbook;
}

test('the first sheet has a line for each panel and round, the next ones the items of a panel', async () => {
  const workbook = await read(await write(panel('P1'), panel('P2')));
  expect(workbook.worksheets.map(({ name }) => name)).toEqual([
    'نمای کلی',
    'گویه‌ها دور به دور',
    'پالایش',
    'کنار رفته‌ها',
    'مضمون دلیل‌ها',
    'دلیل‌ها',
    'گویه‌ها به تفکیک واحد',
    'فهرست نهایی',
    'فهرست نهایی، پانل‌ها',
    'متن گویه‌ها',
    'ترکیب خبرگان',
    'P1',
    'P2',
    'نمودارها',
    'راهنمای ستون‌ها',
  ]);
  const overview = workbook.getWorksheet('نمای کلی')!;
  expect(overview.rowCount).toBe(3);
  expect(overview.views[0]).toMatchObject({ rightToLeft: true, ySplit: 1 });
  expect(overview.getRow(2).getCell(4).value).toBe('لیکرت');
});

test('an item keeps its whole figures, and counts stand in the order of the scale', async () => {
  const sheet = (await read(await write(panel('P1')))).getWorksheet('P1')!;
  const cells = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);
  const headers = cells(1);
  const first = headers.indexOf('تعداد ۲');
  expect(headers.slice(first, first + 3)).toEqual(['تعداد ۲', 'تعداد ۹', 'تعداد ۱۰']);
  expect(cells(2).slice(first, first + 4)).toEqual([0, 1, 2, 'بله']);
  expect(cells(2)[headers.indexOf('دامنهٔ میان‌چارکی')]).toBe(0.5);
  expect(cells(2)[headers.indexOf('میانگین')]).toBe(4.666666666666667);
  expect(cells(2)[headers.indexOf('بر نظر خود ماندند')]).toBe(2);
});

test('an item of several panels has its own figures, and beside them those of all its judges', async () => {
  const judged = { ...item, n: 5, counts: { 1: 1, 2: 0, 3: 4 }, judgesCounts: { 1: 3, 2: 0, 3: 12 } };
  const asked: PanelResults = { ...panel('P1'), rounds: [{ ...round, kind: 'cvr', items: [judged] }] };
  const sheet = (await read(await write(asked))).getWorksheet('P1')!;
  const cells = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);
  const told = (header: string) => cells(2)[cells(1).indexOf(header)];
  expect([told('تعداد «ضروری»'), told('تعداد «ضروری»، همهٔ داوران')]).toEqual([4, 12]);
  expect([told('حد لازم «ضروری»'), told('حد لازم «ضروری»، همهٔ داوران')]).toEqual([5, 12]);
  expect(cells(1)).not.toContain('میانگین');
});

test('a title that looks like a formula stays a text', async () => {
  const sheet = (await read(await write(panel('P1')))).getWorksheet('P1')!;
  expect(sheet.getRow(2).getCell(3).type).toBe(ExcelJS.ValueType.String);
  expect(sheet.getRow(2).getCell(3).value).toBe('=HYPERLINK("x")');
  // A text also where somebody edits the cell.
  expect(sheet.getRow(2).getCell(3).numFmt).toBe('@');
  expect(sheet.getRow(2).getCell(2).numFmt).not.toBe('@');
});

test('codes that no sheet may be called get names all the same, none twice', async () => {
  const codes = ['a/b', 'A/B', '[]', 'ب'.repeat(40), `${'ب'.repeat(40)}پ`];
  const workbook = await read(await write(...codes.map(panel)));
  const names = workbook.worksheets.map(({ name }) => name);
  expect(names).toHaveLength(18);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(18);
  for (const name of names) {
    expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  }
});

test('each step has a row, and each item that left says by whom and why', async () => {
  const workbook = await read(await write(panel('P1')));
  const rows = (name: string) =>
    workbook
      .getWorksheet(name)!
      .getSheetValues()
      .slice(2)
      .map((row) => (row as unknown[]).slice(1));
  expect(rows('پالایش')).toEqual([
    ['پیش از دور ۱', 3, 1, 2],
    ['دور ۲', 2, 1, 1],
  ]);
  const place = ['الف', 'عمران', 'راه / پل', 'G2G'];
  expect(rows('کنار رفته‌ها')).toEqual([
    ['01', ...place, 'پیش از دور ۱', 'قاعدهٔ مخاطبان', 'مخاطب: \u2068G2G\u2069'],
    [
      ...['02', ...place, 'دور ۲', 'خدمات، با قاعدهٔ دور ۲، برگزارکننده'],
      'خدمات، دور ۲: کم (میانگین ۲)، به تصمیم برگزارکننده',
      ...['گران است', 'قانون ۱، هنوز بی‌مضمون ۱'],
    ],
  ]);
  expect(rows('مضمون دلیل‌ها')).toEqual([
    ['دور ۲', 'قانون', 1, 1],
    ['دور ۲', 'هنوز بی‌مضمون', 1, 1],
  ]);
  expect(rows('دلیل‌ها')).toEqual([
    ['02', 'الف', 'دور ۲', 'خبره', 'خلاف قانون', 'قانون'],
    ['02', 'الف', 'دور ۲', 'برگزارکننده', 'گران است', 'هنوز بی‌مضمون'],
  ]);
});

test('who the experts are stands in sums, persons and seats apart, and says what is missing', async () => {
  const rows = async (written: Uint8Array) =>
    (await read(written))
      .getWorksheet('ترکیب خبرگان')!
      .getSheetValues()
      .slice(2)
      .map((row) => (row as unknown[]).slice(1));
  expect(await rows(await write(panel('P1')))).toEqual([
    ['نفر', undefined, 9],
    ['جایگاه در پانل‌ها', undefined, 12],
    ['جایگاه پانل', 'خدمات (P1)', 12],
    ['مدرک', 'دکتری', 6],
    ['مدرک', 'دیگر (هر کدام کمتر از ۳ نفر)', 3],
    ['نامشان جداگانه پاک شده است و در این شمارش نیستند', undefined, 1],
  ]);
});

test('the same results give the same bytes', async () => {
  expect(Buffer.compare(await write(panel('P1')), await write(panel('P1')))).toBe(0);
});

test('the final list says what becomes of each item, and the wordings whose place it took', async () => {
  const workbook = await read(await write(panel('P1')));
  const row = (sheet: string) => (workbook.getWorksheet(sheet)!.getRow(2).values as unknown[]).slice(1);
  expect(row('فهرست نهایی')).toEqual([
    ...['S1', 'یک', 'راه', 'به تصمیم برگزارکننده', 'کنار رفت', 'قانون، هزینه'],
    ...['P1 ماند، P2 کنار رفت', 20, 3.25, 1.5],
  ]);
  expect(row('فهرست نهایی، پانل‌ها')).toEqual([
    ...['S1', 'یک', 'P1', 'خدمات', 2, 'لیکرت', 12, 4, 0.5, 'بله', 'با تصمیم برگزارکننده'],
    ...['خیر', 'به حد لازم نرسید', 'به تصمیم برگزارکننده'],
  ]);
  expect(row('متن گویه‌ها').slice(0, 4)).toEqual(['S1_2', 'S1', 1, 'تازه']);
  expect(row('متن گویه‌ها').at(-1)).toBe('دلیل');
});

/** A sheet's cells by its headers, a row each. */
async function rowsOf(name: string, ...panels: PanelResults[]) {
  const sheet = (await read(await write(...panels))).getWorksheet(name)!;
  const cells = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);
  const headers = cells(1) as string[];
  const rows = Array.from({ length: sheet.rowCount - 1 }, (_, at) =>
    Object.fromEntries(headers.map((header, column) => [header, cells(at + 2)[column]])),
  );
  return { sheet, headers, rows };
}

test('what a round said of an item stands beside what the others said', async () => {
  const later = {
    ...round,
    number: 3,
    items: [{ ...item, mean: 2, kept: false, why: 'below_rule' as const }],
  };
  const { rows } = await rowsOf('گویه‌ها دور به دور', { ...panel('P1'), rounds: [round, later] });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    ...{ 'میانگین، دور ۲': 4.666666666666667, 'ماند، دور ۲': 'بله', 'دامنهٔ میان‌چارکی، دور ۲': 0.5 },
    ...{ 'میانگین، دور ۳': 2, 'ماند، دور ۳': 'خیر', 'چرا، دور ۳': 'به حد لازم نرسید' },
  });
});

test('a p stands as papers print it, beside the whole one', async () => {
  const concordance = {
    ...{ w: 0.75, wUncorrected: 0.7, chi2: 30, df: 4, p: 4.9e-6, pPermutation: 0.0001, meanSpearman: 0.7 },
    ...{ change: null, changeCommon: null },
  };
  const { sheet, headers, rows } = await rowsOf('ضریب کندال', {
    ...panel('P1'),
    rounds: [{ ...round, concordance }],
  });
  expect(rows[0]).toMatchObject({
    'معناداری (p)، برای چاپ': 4.9e-6,
    'معناداری (p)': 4.9e-6,
    'توصیف W': 'قوی',
  });
  const printed = headers.indexOf('معناداری (p)، برای چاپ') + 1;
  expect(sheet.getRow(2).getCell(printed).numFmt).toBe('[<0.001]"< 0.001";0.000');
});

test('a unit’s items are counted once, those that left before any verdict too', async () => {
  const { rows } = await rowsOf('گویه‌ها به تفکیک واحد', panel('P1'));
  expect(rows).toEqual([
    expect.objectContaining({ 'واحد سازمانی': 'راه', 'تعداد گویه': 1, 'هنوز بی‌تصمیم': 1 }),
    expect.objectContaining({ 'واحد سازمانی': 'عمران', 'تعداد گویه': 2, 'کنار رفت': 2, ماند: 0 }),
  ]);
});

test('a sheet prints a page wide with its headers on each page, can be filtered, and no header runs over', async () => {
  const { sheet } = await rowsOf('P1', panel('P1'));
  expect(sheet.pageSetup).toMatchObject({
    ...{ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    printTitlesRow: '1:1',
  });
  expect(sheet.autoFilter).toMatch(/^A1:[A-Z]+2$/);
  // «خبرگان با پاسخ کامل (مبنای W)» and its like take several lines of a narrow column.
  expect(sheet.getRow(1).height).toBeGreaterThan(28);
});

test('charts stand on a sheet of their own, as wide as each other', async () => {
  const sheet = (await read(await write(panel('P1')))).getWorksheet('نمودارها')!;
  const [image] = sheet.getImages();
  expect(image!.range).toMatchObject({
    tl: { nativeCol: 0, nativeRow: 0 },
    br: { nativeCol: 10, nativeRow: 18 },
  });
  // A program that sizes rows and columns by its own font would stretch them, or cut them at the page's edge.
  expect(sheet.getColumn(10).width).toBe(7);
  expect(sheet.getRow(18).height).toBe(15);
  expect(sheet.pageSetup).toMatchObject({ orientation: 'portrait', paperSize: 9 });
});

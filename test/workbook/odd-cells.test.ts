import { describe, expect, test } from 'vitest';
import type { Cell } from '../../src/workbook/cell.ts';
import { openWorkbook } from '../../src/workbook/open-workbook.ts';
import { packed, partsOf, rawWorkbook, type Writer } from './raw-package.ts';

/** The cells of a sheet's first row, each as its writer has it. */
async function cellsOf(cells: readonly string[], writer: Writer = {}): Promise<readonly (Cell | null)[]> {
  const opened = await openWorkbook(rawWorkbook({ برگه: [cells.map((xml) => ({ xml }))] }, writer));
  if (!opened.ok) throw new Error(opened.refusal);
  const [row] = opened.sheets[0]!.rows;
  return cells.map((_, at) => row?.cells.get(at + 1) ?? null);
}

async function cellOf(cell: string, writer: Writer = {}): Promise<Cell | null> {
  return (await cellsOf([cell], writer))[0] ?? null;
}

const v = (value: string, attributes = '') => `<c${attributes}><v>${value}</v></c>`;
const formula = (value: string, attributes = '') => `<c${attributes}><f>A9</f>${value}</c>`;

describe('a cell is read by its value', () => {
  test.each<[string, string, Partial<Cell> | null]>([
    ['a number', v('12'), { text: '12', number: 12 }],
    ['a number among spaces', v('\n 12 '), { text: '12', number: 12 }],
    ['a number with noise', v('0.30000000000000004'), { text: '0.3', number: 0.3 }],
    ['a mobile without its 0', v('9131234567'), { text: '9131234567', number: 9131234567 }],
    ['a number with an exponent', v('9.131234567E9'), { text: '9131234567', number: 9131234567 }],
    ['a number in Persian digits', v('۱۲'), { text: '12', number: 12 }],
    ['what is no number, among numbers', v('1,5'), { text: '1,5', number: null }],
    ['what is too large for a number', v('1e999'), { text: '1e999', number: null }],
    ['a type that is spelled out', v('12', ' t="n"'), { number: 12 }],
    ['a ticked box', v('1', ' t="b"'), { text: 'TRUE', truth: true, number: null }],
    ['an unticked box in words', v('false', ' t="b"'), { text: 'FALSE', truth: false }],
    ['a text', v('سلام', ' t="str"'), { text: 'سلام' }],
    ['a text of spaces', v(' \u200c ', ' t="str"'), null],
    ['an inline text without its place', v('سلام', ' t="inlineStr"'), { text: 'سلام' }],
    ['an inline text of no type', '<c><is><t>سلام</t></is></c>', { text: 'سلام' }],
    ['an empty inline text', '<c t="inlineStr"><is><t/></is></c>', null],
    [
      'characters that XML cannot hold',
      v('الف_x000D_\nب_x005F_x0041_', ' t="str"'),
      { text: 'الف\nب_x0041_' },
    ],
    ['a control character', v('الف\u000bب', ' t="str"'), { text: 'الفب' }],
    ['an ISO date', v('2026-01-02', ' t="d"'), { text: '2026-01-02', isDate: true, number: null }],
    ['an ISO moment', v('2026-01-02T08:30:00.000Z', ' t="d"'), { text: '2026-01-02 08:30', isDate: true }],
    ['an ISO midnight', v('2026-01-02T00:00:00', ' t="d"'), { text: '2026-01-02' }],
    ['what is no date, among dates', v('دی', ' t="d"'), { text: 'دی', isDate: false }],
    ['an error', v('#REF!', ' t="e"'), { unreadable: 'formulaError' }],
    ['an empty cell with a style', '<c s="1"/>', null],
    ['an empty cell with a place for its value', '<c><v></v></c>', null],
    ['a formula’s number', formula('<v>31</v>'), { number: 31 }],
    ['a formula’s text', formula('<v>سلام</v>', ' t="str"'), { text: 'سلام' }],
    ['a formula’s empty text', formula('<v></v>', ' t="str"'), null],
    ['a formula never reckoned', formula(''), { unreadable: 'formulaWithoutResult' }],
    ['a formula never reckoned, with a place', formula('<v/>'), { unreadable: 'formulaWithoutResult' }],
    ['a formula’s error', formula('<v>#N/A</v>', ' t="e"'), { unreadable: 'formulaError' }],
    ['a type that nobody knows', v('12', ' t="x"'), { number: 12 }],
  ])('%s', async (_what, xml, expected) => {
    const cell = await cellOf(xml);
    if (expected === null) expect(cell).toBeNull();
    else expect(cell).toMatchObject(expected);
  });

  test('a sign outside the usual plane survives however it is written', async () => {
    const cells = await cellsOf([
      v('😀', ' t="str"'),
      v('&#x1F600;', ' t="str"'),
      v('_xD83D__xDE00_', ' t="str"'),
    ]);
    expect(cells.map((cell) => cell?.text)).toEqual(['😀', '😀', '😀']);
  });
});

describe('a number in a date’s format', () => {
  const dated = (code: string, value: string) => cellOf(v(value, ' s="1"'), { formats: [code] });

  test.each([
    'yyyy/mm/dd',
    'd-mmm',
    'mmm-yy',
    '[$-fa-IR,16]yyyy/mm/dd',
    '[~jalali]YYYY-MM-DD',
    'm/d/yyyy;@',
    '[h]:mm',
    'ggge"年"m"月"',
  ])('is a date in %s', async (code) => {
    expect(await dated(code, '46024')).toMatchObject({ text: '2026-01-02', isDate: true, number: null });
  });

  test.each([
    '\\d0',
    '0\\d',
    '[Red]0',
    '[Red]\\-0',
    'General"روز"',
    '0" day"',
    '"h"0',
    '0_d',
    '0*y',
    '[$-429]0',
    '[>9]0;[Red]0',
    '#,##0 [$ریال]',
    '@',
    'General',
    '"',
    '[unclosed',
    '0;0;0;0;0',
  ])('is a number in %s', async (code) => {
    expect(await dated(code, '46024')).toMatchObject({ text: '46024', isDate: false, number: 46024 });
  });

  test('is a number where no date of a study can be meant: a small one, a mobile, a negative one', async () => {
    for (const value of ['7', '0.25', '9131234567', '-3', '1e300']) {
      expect(await dated('yyyy/mm/dd', value)).toMatchObject({ number: Number(value), isDate: false });
    }
  });

  test('is told with its hour, and rounded to the minute that was typed', async () => {
    expect(await dated('yyyy/mm/dd hh:mm', '46024.3541666667')).toMatchObject({ text: '2026-01-02 08:30' });
  });

  test('is told on the day whose first moment its noise falls short of', async () => {
    expect(await dated('yyyy/mm/dd', '46023.9999999999')).toMatchObject({ text: '2026-01-02' });
  });

  test('counts from 1904 where the workbook does', async () => {
    const writer = { formats: ['yyyy/mm/dd'], workbookProperties: '<workbookPr date1904="1"/>' };
    expect(await cellOf(v('44562', ' s="1"'), writer)).toMatchObject({ text: '2026-01-02' });
  });

  test('takes the format that the file gives to a built-in number, and the built-in one where it gives none', async () => {
    const parts = partsOf({ برگه: [[{ xml: v('46024', ' s="1"') }, { xml: v('46024', ' s="2"') }]] });
    const styles = (codes: string) =>
      `<styleSheet><numFmts>${codes}</numFmts><dxfs><dxf><numFmt numFmtId="14" formatCode="0"/></dxf></dxfs><cellStyleXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf xfId="1"/></cellXfs></styleSheet>`;
    const textsWith = async (codes: string) => {
      const opened = await openWorkbook(packed({ ...parts, 'xl/styles.xml': styles(codes) }));
      return opened.ok ? [...opened.sheets[0]!.rows[0]!.cells.values()].map(({ text }) => text) : [];
    };
    expect(await textsWith('')).toEqual(['2026-01-02', '2026-01-02']);
    expect(await textsWith('<numFmt numFmtId="14" formatCode="0.0"/>')).toEqual(['46024', '46024']);
  });
});

describe('what is odd about a cell', () => {
  const oddOf = async (cells: readonly string[], writer: Writer = {}) => {
    const opened = await openWorkbook(rawWorkbook({ برگه: [['سر'], cells.map((xml) => ({ xml }))] }, writer));
    return opened.ok ? opened.sheets[0]!.odd : opened.refusal;
  };

  test('a text that the workbook does not have', async () => {
    const cells = [
      v('0', ' t="s"'),
      v('99', ' t="s"'),
      v('-1', ' t="s"'),
      v('', ' t="s"'),
      v('سلام', ' t="s"'),
    ];
    expect(await oddOf(cells)).toEqual(
      [2, 3, 4, 5].map((column) => ({ row: 2, column, why: 'textMissing' })),
    );
  });

  test('a result of 0 in a workbook that asks to be reckoned', async () => {
    const cells = [formula('<v>0</v>'), formula('<v>1</v>'), v('0')];
    expect(await oddOf(cells)).toEqual([]);
    expect(await oddOf(cells, { afterSheets: '<calcPr calcId="124519" fullCalcOnLoad="1"/>' })).toEqual([
      { row: 2, column: 1, why: 'resultUnsure' },
    ]);
  });
});

test('a cell in the last row and column costs no more than one in the first', async () => {
  const xml = '<c r="XFD1048576" t="str"><v>آخر</v></c>';
  const opened = await openWorkbook(rawWorkbook({ برگه: [['سر'], [{ xml }]] }, { references: 'none' }));
  if (!opened.ok) throw new Error(opened.refusal);
  expect(opened.sheets[0]!.rows.map(({ number, cells }) => [number, [...cells.keys()]])).toEqual([
    [1, [1]],
    [1048576, [16384]],
  ]);
});

test('of a cell that stands twice the later one counts, unless it is empty', async () => {
  const cells = ['<c r="A1" t="str"><v>یک</v></c>', '<c r="A1" t="str"><v>دو</v></c>', '<c r="A1" s="0"/>'];
  const opened = await openWorkbook(
    rawWorkbook({ برگه: [cells.map((xml) => ({ xml }))] }, { references: 'none' }),
  );
  if (!opened.ok) throw new Error(opened.refusal);
  expect(opened.sheets[0]!.rows[0]!.cells.get(1)?.text).toBe('دو');
});

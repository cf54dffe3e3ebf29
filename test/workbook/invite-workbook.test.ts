import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { type InviteRow, inviteWorkbook } from '../../src/workbook/invite-workbook.ts';
import { openWorkbook } from '../../src/workbook/open-workbook.ts';

const ROWS: readonly InviteRow[] = [
  {
    name: 'مریم کاویانی',
    role: 'مالک ستادی',
    panelCodes: ['P1', 'P2'],
    link: 'https://t.me/hamray_bot?start=abc-DEF_123',
    furtherLinks: ['https://ble.ir/hamray_bot?start=abc-DEF_123'],
    joined: false,
    text: 'سلام\nبرای پیوستن این پیوند را باز کنید.',
  },
  { name: '=1+1', role: '', panelCodes: ['P2'], link: null, furtherLinks: [null], joined: true, text: '' },
];

const ALONE = ROWS.map((row) => ({ ...row, furtherLinks: [] }));

async function rowsOf(bytes: Uint8Array) {
  const opened = await openWorkbook(bytes);
  if (!opened.ok) throw new Error(opened.refusal);
  const [sheet, ...others] = opened.sheets;
  expect(others).toEqual([]);
  return {
    name: sheet!.name,
    rows: sheet!.rows.map(({ cells }) => Object.fromEntries([...cells].map(([at, { text }]) => [at, text]))),
  };
}

describe('the workbook of links', () => {
  test('has a row an expert, in the order given, under the fixed headers', async () => {
    expect(await rowsOf(await inviteWorkbook(ALONE, []))).toEqual({
      name: 'دعوت',
      rows: [
        { 1: 'نام', 2: 'نقش', 3: 'پانل‌ها', 4: 'پیوند', 5: 'عضو شده', 6: 'متن دعوت' },
        {
          1: 'مریم کاویانی',
          2: 'مالک ستادی',
          3: 'P1، P2',
          4: 'https://t.me/hamray_bot?start=abc-DEF_123',
          5: 'خیر',
          6: 'سلام\nبرای پیوستن این پیوند را باز کنید.',
        },
        { 1: '=1+1', 3: 'P2', 5: 'بله' },
      ],
    });
  });

  test('has Bale’s links beside Telegram’s only where Bale is on', async () => {
    const { rows } = await rowsOf(await inviteWorkbook(ROWS, ['بله']));
    expect(rows[0]).toMatchObject({ 4: 'پیوند', 5: 'پیوند بله', 6: 'عضو شده' });
    expect(rows[1]).toMatchObject({ 5: 'https://ble.ir/hamray_bot?start=abc-DEF_123' });
    expect(rows[2]).toMatchObject({ 6: 'بله' });
  });

  test('holds no formula, whatever an expert is called', async () => {
    const parts = unzipSync(await inviteWorkbook(ROWS, ['بله']));
    expect(strFromU8(parts['xl/worksheets/sheet1.xml']!)).not.toMatch(/<f[ >]/);
  });
});

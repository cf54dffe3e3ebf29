import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { SHEET_WORDS } from '../../src/kinds/all.ts';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { COLUMNS, PROPERTIES, SHEETS } from '../../src/workbook/headers.ts';
import { ISFAHAN_EXAMPLE } from '../../src/workbook/isfahan-example.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { workbookBytes } from '../../src/workbook/sheet-writer.ts';
import { studySheets, writtenRules } from '../../src/workbook/study-sheets.ts';
import { templateWorkbook } from '../../src/workbook/template-workbook.ts';
import { draftWith, faultsOf, warningsOf } from './workbook-of.ts';

async function load(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  return workbook;
}

describe('the example', () => {
  test('reads back as the study it was written from, and says that it is long', async () => {
    const reading = await readWorkbook(await exampleWorkbook());
    expect(reading).toMatchObject({ ok: true, draft: ISFAHAN_EXAMPLE });
    expect(warningsOf(reading)).toEqual(['خبرگان | 2 | پانل‌ها | workLong']);
  });

  test('has the seats of the published study: twelve on each of seven panels, six of them shared', () => {
    const { experts, panels } = ISFAHAN_EXAMPLE;
    expect(experts).toHaveLength(48);
    expect(new Set(experts.map(({ name }) => name)).size).toBe(48);
    expect(experts.flatMap(({ panelCodes }) => panelCodes)).toHaveLength(84);
    for (const { code } of panels) {
      const seated = experts.filter(({ panelCodes }) => panelCodes.includes(code));
      const sharing = (role: string) => seated.filter((expert) => expert.role === role).length;
      expect(seated).toHaveLength(12);
      expect(sharing('خبرهٔ تحول سازمانی (استاد دانشگاه)')).toBe(2);
      expect(sharing('متخصص حوزهٔ فرایندی شهرداری')).toBe(4);
      expect(sharing('مالک ستادی')).toBe(4);
      expect(sharing('مالک اجرایی')).toBe(2);
      expect(seated.filter(({ panelCodes }) => panelCodes.length === 7)).toHaveLength(6);
    }
  });

  test('has the 21 printed items in panels 1 to 3, and six invented ones at least on each of the seven', () => {
    const { items, panels } = ISFAHAN_EXAMPLE;
    const printed = items.filter(({ definition }) => !definition.includes('ساختگی'));
    const onPanels = panels.map(({ code }) => {
      const own = items.filter(({ panelCodes }) => panelCodes.includes(code));
      return own.filter((item) => printed.includes(item)).length;
    });
    expect(onPanels).toEqual([12, 7, 2, 0, 0, 0, 0]);
    for (const { code } of panels) {
      const invented = items.filter((item) => item.panelCodes.includes(code) && !printed.includes(item));
      expect(invented.length).toBeGreaterThanOrEqual(6);
    }
  });

  test('has the rules of the published study: no threshold of agreement, three rounds', () => {
    expect(ISFAHAN_EXAMPLE.rules).toMatchObject({
      agreementThreshold: null,
      stabilityThreshold: 0.2,
      neutralPoint: 3,
      minRounds: 3,
      maxRounds: 3,
    });
  });
});

describe('the template', () => {
  test('lacks only what the facilitator is to fill in', async () => {
    const reading = await readWorkbook(await templateWorkbook());
    // Its rows of example stand in no study, and say so.
    expect(warningsOf(reading)).toEqual([
      'پانل‌ها | 2 | نام | exampleRow',
      'خبرگان | 2 | نام | exampleRow',
      'گویه‌ها | 2 | عنوان | exampleRow',
    ]);
    expect(faultsOf(reading)).toEqual([
      'مطالعه | 2 | مقدار | cellMissing',
      'مطالعه | 3 | مقدار | cellMissing',
      'پانل‌ها | پانل‌ها | - | sheetEmpty',
      'خبرگان | خبرگان | - | sheetEmpty',
      'گویه‌ها | گویه‌ها | - | sheetEmpty',
    ]);
  });

  test('filled in by hand gives the defaults that the contract names', async () => {
    const workbook = await load(await templateWorkbook());
    workbook.getWorksheet('مطالعه')!.getCell('B2').value = 'آزمون';
    workbook.getWorksheet('مطالعه')!.getCell('B3').value = 'چقدر موافقید؟';
    const fill = (sheet: string, row: number, values: ExcelJS.CellValue[]) => {
      workbook.getWorksheet(sheet)!.getRow(row).values = values;
    };
    fill('پانل‌ها', 2, ['P1', 'فنی']);
    fill('خبرگان', 2, ['', 'مریم', '', 'P1', '09131234567']);
    // Below the row of example, which is left where it is.
    fill('گویه‌ها', 3, ['S1', 'نظافت', '', '', '', '', 'P1']);
    const reading = await readWorkbook(new Uint8Array(await workbook.xlsx.writeBuffer()));
    expect(reading).toMatchObject({ ok: true, draft: { rules: (await draftWith({})).rules } });
    if (!reading.ok) return;
    expect(reading.draft.items.map(({ code }) => code)).toEqual(['S1']);
    expect(reading.draft.scale.map(({ value }) => value)).toEqual([1, 2, 3, 4, 5]);
    expect(warningsOf(reading)).toContain('گویه‌ها | 2 | عنوان | exampleRow');
  });

  test('has every sheet and header, reads from right to left, keeps its headers in sight and explains them', async () => {
    const workbook = await load(await templateWorkbook());
    for (const [key, name] of Object.entries(SHEETS)) {
      const sheet = workbook.getWorksheet(name)!;
      expect(sheet.views[0]).toMatchObject({ rightToLeft: true, state: 'frozen', ySplit: 1 });
      Object.values<string>(COLUMNS[key as keyof typeof COLUMNS]).forEach((header, at) => {
        expect(sheet.getCell(1, at + 1).value).toBe(header);
        expect(sheet.getCell(1, at + 1).note).toBeTruthy();
      });
    }
    const rules = workbook.getWorksheet('مطالعه')!;
    Object.values(PROPERTIES).forEach((property, at) => {
      expect(rules.getCell(at + 2, 1).value).toBe(property);
      expect(rules.getCell(at + 2, 3).value).toMatch(/[.؟]$/);
    });
  });

  test('keeps codes and mobiles as text, and offers the fixed words', async () => {
    const workbook = await load(await templateWorkbook());
    const experts = workbook.getWorksheet('خبرگان')!;
    for (const cell of ['A2', 'D2', 'E2', 'E1500']) expect(experts.getCell(cell).numFmt, cell).toBe('@');
    expect(workbook.getWorksheet('مطالعه')!.getCell('B23').dataValidation.formulae).toEqual([
      '"بله,کامل,خیر"',
    ]);
    expect(workbook.getWorksheet('دورها')!.getCell('B100').dataValidation.formulae?.[0]).toContain(
      'رتبه‌بندی',
    );
  });
});

test('every kind of round is explained in the template', async () => {
  const guide = (await load(await templateWorkbook())).worksheets.at(-1)!;
  const lines = guide.getColumn(1).values.map((line) => String(line).replace(/[\u2066-\u2069]/g, ''));
  for (const kind of Object.values(SHEET_WORDS)) {
    expect(
      lines.some((line) => line.startsWith(`${kind}:`)),
      kind,
    ).toBe(true);
  }
});

describe('what is written', () => {
  test('is never a formula, whatever somebody typed, and comes back as it was', async () => {
    const dangerous = [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '=HYPERLINK("http://x","y")',
      '<b>&"\'',
      '{=1}',
    ];
    const items = dangerous.map((title, at) => ({ ...ISFAHAN_EXAMPLE.items[0]!, code: `S${at}`, title }));
    const draft = { ...ISFAHAN_EXAMPLE, items: [...ISFAHAN_EXAMPLE.items.slice(20), ...items] };
    const sheets = studySheets({ ...draft, rules: writtenRules(draft.rules) });
    const bytes = await workbookBytes(sheets);
    for (const [name, part] of Object.entries(unzipSync(bytes))) {
      if (name.startsWith('xl/worksheets/sheet')) expect(strFromU8(part)).not.toMatch(/<f[ >]/);
    }
    const reading = await readWorkbook(bytes);
    if (!reading.ok) throw new Error(JSON.stringify(reading));
    const titles = reading.draft.items.slice(-dangerous.length).map(({ title }) => title);
    expect(titles).toEqual(dangerous.map((text) => text.trim()));
  });

  test('a round plan comes back as it was', async () => {
    const rounds = [
      { number: 1, kind: 'brainstorming', panelCodes: ['P1', 'P2'], openForDays: 3.5, question: 'چه خدمتی؟' },
      { number: 2, kind: 'cvr', panelCodes: [], openForDays: null, question: '' },
    ] as const;
    const draft = {
      ...ISFAHAN_EXAMPLE,
      rules: { ...ISFAHAN_EXAMPLE.rules, minRounds: 2, maxRounds: 2 },
      rounds,
    };
    const sheets = studySheets({ ...draft, rules: writtenRules(draft.rules) });
    expect(await readWorkbook(await workbookBytes(sheets))).toMatchObject({ ok: true, draft });
  });
});

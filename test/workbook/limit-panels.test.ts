import { expect, test } from 'vitest';
import { faultText, warningText } from '../../src/workbook/fault-text.ts';
import { readWith, VALID } from './workbook-of.ts';

/** A study whose first panel has so many items, each also excluded where its audience is. */
function sheets(items: number, rows: readonly (readonly (string | number)[])[] = []) {
  return {
    ...{ مطالعه: [...VALID['مطالعه']!, ['نوع', 'رتبه‌بندی'], ['مخاطبان حذف‌شده', 'G2G']] },
    ...(rows.length > 0 && { دورها: [['شماره', 'نوع', 'پانل‌ها'], ...rows] }),
    گویه‌ها: [
      ['کد', 'عنوان', 'مخاطب', 'پانل‌ها'],
      ['X', 'گویهٔ کنار رفته', 'G2G', 'P1'],
      ['Y', 'گویهٔ دیگری', null, 'P2'],
      ...Array.from({ length: items }, (_, at) => [
        `S${at}`,
        `عنوان ${'آبپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی'[at % 32]}${at}`,
        null,
        'P1',
      ]),
    ],
  };
}

async function told(...args: Parameters<typeof sheets>): Promise<{ faults: string[]; warnings: string[] }> {
  const reading = await readWith(sheets(...args));
  const faults = reading.ok ? [] : 'faults' in reading ? reading.faults.map(faultText) : ['refused'];
  const warnings = reading.ok ? reading.warnings.filter(({ code }) => code === 'panelLarge') : [];
  return { faults, warnings: warnings.map(warningText) };
}

test('over 20 items of a panel to put in order are a warning, over 50 a fault', async () => {
  expect(await told(20)).toEqual({ faults: [], warnings: [] });
  const { faults, warnings } = await told(21);
  expect(faults).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/پانل «.*P1.*» ۲۱ گویه دارد/)]);
  expect((await told(50)).faults).toEqual([]);
  expect((await told(51)).faults).toEqual([expect.stringContaining('حداکثر ۵۰ گویه')]);
});

test('only of panels that some round has put their items in order', async () => {
  expect(
    await told(51, [
      [1, 'لیکرت', 'P1'],
      [1, 'رتبه‌بندی', 'P2'],
    ]),
  ).toEqual({ faults: [], warnings: [] });
  expect(
    (
      await told(51, [
        [1, 'لیکرت', ''],
        [2, 'رتبه‌بندی', ''],
      ])
    ).faults,
  ).toHaveLength(1);
});

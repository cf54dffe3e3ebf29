import { expect, test } from 'vitest';
import { draftWith, faultsOf, readWith } from './workbook-of.ts';

test('the sheet گزارش says what a report needs and only a person knows', async () => {
  const { report } = await draftWith({
    گزارش: [
      ['ویژگی', 'مقدار'],
      ['رویدادها', 'تعطیلات نوروز\nدر دور ۲'],
      ['كد اخلاق', 'IR.UI.REC.1404.01'],
      ['پاداش', null],
    ],
  });
  expect(report).toEqual([
    { property: 'ethicsCode', text: 'IR.UI.REC.1404.01' },
    { property: 'events', text: 'تعطیلات نوروز\nدر دور ۲' },
  ]);
});

test('a row twice is a fault, one that nobody knows a warning', async () => {
  const reading = await readWith({
    گزارش: [
      ['ویژگی', 'مقدار'],
      ['هدف', 'اجماع'],
      ['نویسنده', 'م.'],
      ['هدف', 'شناسایی'],
    ],
  });
  expect(faultsOf(reading)).toEqual(['گزارش | 4 | ویژگی | propertyTwice']);
  const unknown = { code: 'propertyUnknown', sheet: 'گزارش', row: 3 };
  expect(reading).toMatchObject({ warnings: expect.arrayContaining([expect.objectContaining(unknown)]) });
});

test('a workbook without the sheet says nothing of it', async () => {
  expect(await draftWith({})).not.toHaveProperty('report');
});

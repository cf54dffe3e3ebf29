import { expect, test } from 'vitest';
import { draftWith, faultsOf, readWith, VALID } from './workbook-of.ts';

test('the sheet ترکیب names the seats that a panel should have, under either name', async () => {
  const rows = [
    ['پانل', 'نقش', 'تعداد'],
    ['p1', 'استاد', '۲'],
    ['P2', null, 5],
  ];
  for (const name of ['ترکیب', 'ترکیب پانل']) {
    expect((await draftWith({ [name]: rows })).composition).toEqual([
      { panelCode: 'P1', role: 'استاد', seats: 2 },
      { panelCode: 'P2', role: '', seats: 5 },
    ]);
  }
});

test('what is wrong in it is told by row and column', async () => {
  const reading = await readWith({
    ترکیب: [
      ['پانل', 'نقش', 'تعداد'],
      ['P9', '', 2],
      ['P1', '', 0],
      ['P1', '', null],
    ],
    معیارها: [
      ['معیار', 'تأیید'],
      ['سابقه', 'شاید'],
    ],
  });
  expect(faultsOf(reading)).toEqual([
    'ترکیب | 2 | پانل | panelUnknown',
    'ترکیب | 3 | تعداد | numberNotWhole',
    'ترکیب | 4 | تعداد | cellMissing',
    'معیارها | 2 | تأیید | wordWrong',
  ]);
});

test('the sheet معیارها says what experts must fulfil, and what the consent asks', async () => {
  const { criteria } = await draftWith({
    معیارها: [
      ['معیار', 'تایید', 'نقش'],
      ['پنج سال سابقه', 'بله', null],
      ['دکتری', null, 'استاد'],
    ],
  });
  expect(criteria).toEqual([
    { text: 'پنج سال سابقه', role: '', toConfirm: true },
    { text: 'دکتری', role: 'استاد', toConfirm: false },
  ]);
});

test('experts have what the optional columns say, and nothing where they say nothing', async () => {
  const [header, first, second] = VALID['خبرگان']!;
  const { experts } = await draftWith({
    خبرگان: [
      [...header!, 'سمت', 'سازمان', 'مدرک', 'سابقه', 'جنسیت'],
      [...first!, 'مدیر', 'شهرداری', 'دکتری', 12, 'زن'],
      second!,
    ],
  });
  expect(experts.map(({ background }) => background)).toEqual([
    { post: 'مدیر', organisation: 'شهرداری', degree: 'دکتری', experience: '12', gender: 'زن' },
    undefined,
  ]);
});

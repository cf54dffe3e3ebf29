import { monitorEventLoopDelay } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { VALID, workbookOf } from './workbook-of.ts';

const PANELS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7'];
const EXPERTS = 1000;
const ITEMS = 978;

test('a study of 978 items and 1000 experts is read whole, without holding up others for long', async () => {
  const bytes = await workbookOf({
    ...VALID,
    پانل‌ها: [['کد', 'نام'], ...PANELS.map((code) => [code, `پانل ${code}`])],
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
      ...Array.from({ length: EXPERTS }, (_, at) => [
        `E${at}`,
        `خبرهٔ شمارهٔ ${at}`,
        'مالک ستادی',
        `${PANELS[at % 7]}، ${PANELS[(at + 3) % 7]}`,
        9130000000 + at,
      ]),
    ],
    گویه‌ها: [
      ['کد', 'عنوان', 'تعریف', 'واحد سازمانی', 'مخاطب', 'گروه', 'پانل‌ها'],
      ...Array.from({ length: ITEMS }, (_, at) => [
        `S${at}`,
        `خدمت شمارهٔ ${at} با عنوانی به درازای عنوان‌های پژوهش اصفهان`,
        'تعریفی که چند سطر دارد و در کارت نشان داده می‌شود. '.repeat(4),
        'معاونت خدمات شهری',
        'G2C',
        `کلان‌فرایند / گروه ${at % 52} / فرایند ${at % 202}`,
        PANELS[at % 7]!,
      ]),
    ],
  });
  await readWorkbook(bytes); // the first reading compiles the code

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const reading = await readWorkbook(bytes);
  await new Promise((resolve) => setTimeout(resolve, 20)); // the last stretch is measured when a timer runs after it
  delay.disable();

  if (!reading.ok) throw new Error('The large study is valid');
  const { draft } = reading;
  expect(draft.experts).toHaveLength(EXPERTS);
  expect(draft.experts.at(-1)).toEqual({
    key: 'E999',
    name: 'خبرهٔ شمارهٔ 999',
    role: 'مالک ستادی',
    panelCodes: ['P6', 'P2'],
    mobile: '989130000999',
  });
  expect(draft.items).toHaveLength(ITEMS);
  expect(draft.items.at(-1)).toMatchObject({ code: 'S977', panelCodes: ['P5'] });
  expect(draft.experts).toHaveLength(1000);
  expect(draft.experts.flatMap(({ panelCodes }) => panelCodes)).toHaveLength(2000);
  expect(draft.items).toHaveLength(978);
  // A fifth of a second on an idle machine; what is quadratic in the rows takes a hundred times that.
  expect(delay.max / 1e6).toBeLessThan(15_000);
});

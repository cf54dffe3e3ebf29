import { expect, test } from 'vitest';
import { speaking } from '../../src/texts/speaking.ts';
import { CITY_SERVICES_EXAMPLE } from '../../src/workbook/city-services-example.ts';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';

test('the English example is read as the English study that it was written from, without a remark', async () => {
  const bytes = await speaking('en', exampleWorkbook);
  const reading = await readWorkbook(bytes);
  expect(reading).toMatchObject({ ok: true, language: 'en', warnings: [] });
  const { rules, panels, experts, items, scale } = reading.ok ? reading.draft : CITY_SERVICES_EXAMPLE;
  expect({ rules, panels, scale }).toEqual({
    rules: CITY_SERVICES_EXAMPLE.rules,
    panels: CITY_SERVICES_EXAMPLE.panels,
    scale: CITY_SERVICES_EXAMPLE.scale,
  });
  expect(experts.map(({ name, panelCodes }) => [name, panelCodes])).toEqual(
    CITY_SERVICES_EXAMPLE.experts.map(({ name, panelCodes }) => [name, panelCodes]),
  );
  expect(items.map(({ title }) => title)).toEqual(CITY_SERVICES_EXAMPLE.items.map(({ title }) => title));
});

test('its captions tell how large it is', () => {
  expect(
    [CITY_SERVICES_EXAMPLE.panels, CITY_SERVICES_EXAMPLE.experts, CITY_SERVICES_EXAMPLE.items].map(
      (one) => one.length,
    ),
  ).toEqual([2, 12, 10]);
});

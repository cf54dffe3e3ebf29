import { expect, test } from 'vitest';
import { readXml } from '../../src/workbook/read-xml.ts';

async function* pieces(xml: string) {
  yield Buffer.from(xml);
}

test('a part of more elements than any sheet is left at the first that is too many', async () => {
  const rows = (count: number) => pieces(`<sheetData>${'<row/>'.repeat(count)}</sheetData>`);
  expect(await readXml(rows(999), {}, 1000)).toBe(true);
  const heard: string[] = [];
  const reading = readXml(rows(5000), { open: (name) => void heard.push(name) }, 1000);
  await expect(reading).rejects.toMatchObject({ refusal: 'tooMuchContent' });
  expect(heard).toHaveLength(1000);
});

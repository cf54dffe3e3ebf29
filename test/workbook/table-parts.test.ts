import { expect, test } from 'vitest';
import { palettePng } from '../../src/pictures/palette-png.ts';
import { workbookParts } from '../../src/workbook/table-parts.ts';

const AT = new Date('2026-11-30T14:30:00Z');

test('pictures stand in the file byte for byte, each at the place of its caption', async () => {
  const sizes = [8, 40, 8];
  const pictures = sizes.map((size, at) => ({
    png: palettePng(new Uint8Array(size * size * 4).fill(255 - at), size, size)!,
    caption: `نمودار ${at}`,
  }));
  const sheets = [
    { name: 'الف', columns: [], rows: [], pictures: pictures.slice(0, 1) },
    { name: 'ب', columns: [{ header: 'کد', width: 10 }], rows: [['x']], isTable: true },
    { name: 'پ', columns: [], rows: [], pictures: pictures.slice(1) },
  ];
  const parts = new Map((await workbookParts(sheets, AT)).map(({ name, pieces }) => [name, [...pieces]]));
  const text = (name: string) =>
    parts
      .get(name)!
      .map((piece) => Buffer.from(piece).toString())
      .join('');
  const drawings = [...parts.keys()].filter((name) => /^xl\/drawings\/[^/]+$/.test(name));
  const shown = drawings.flatMap((drawing) => {
    const targets = new Map(
      [
        ...text(drawing.replace('drawings/', 'drawings/_rels/').concat('.rels')).matchAll(
          /<Relationship [^>]*>/g,
        ),
      ].map(([relation]) => [
        / Id="([^"]+)"/.exec(relation)![1],
        / Target="\.\.\/([^"]+)"/.exec(relation)![1],
      ]),
    );
    return [...text(drawing).matchAll(/descr="([^"]+)"[\s\S]*?r:embed="([^"]+)"/g)].map(
      ([, caption, id]) => ({ caption, png: parts.get(`xl/${targets.get(id)}`)![0] }),
    );
  });
  expect(shown).toEqual(pictures.map(({ png, caption }) => ({ caption, png })));
});

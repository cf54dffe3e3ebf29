import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Block } from '../../../../src/features/exporting/docx/document.ts';
import { runs } from '../../../../src/features/exporting/docx/markup.ts';
import { wordFile } from '../../../../src/features/exporting/docx/word-file.ts';
import { speaking } from '../../../../src/texts/speaking.ts';
import { escapeXml } from '../../../../src/texts/xml.ts';
import { bytesOf } from '../pieces.ts';

const WHEN = { writtenAt: new Date('2026-12-20T12:00:00Z'), zone: 'Asia/Tehran' };
const WORDS = { table: 'جدول', figure: 'شکل' };
/** A PNG of 4 by 2 as far as its first chunk. */
const PNG = Uint8Array.from([...Array<number>(16).fill(0), 0, 0, 0, 4, 0, 0, 0, 2]);

const BLOCKS: readonly Block[] = [
  { kind: 'title', text: 'گزارش' },
  { kind: 'contents', heading: 'فهرست', note: 'یادداشت' },
  { kind: 'heading', level: 1, text: 'روش' },
  { kind: 'paragraph', text: 'خط نخست\nخط دوم <&>' },
  { kind: 'toWrite', text: 'بنویسید' },
  { kind: 'list', lines: ['یک', 'دو'] },
  {
    ...{ kind: 'table', caption: 'پانل‌ها', columns: [{ header: 'کد', share: 1 }] },
    ...{ rows: [['P1'], [{ text: 'دانسته', toWrite: 'نادانسته' }]], note: 'زیر جدول' },
  },
  { kind: 'picture', png: PNG, caption: 'نمودار' },
];

async function partsOf(blocks: readonly Block[]): Promise<Record<string, string>> {
  const files = unzipSync(await bytesOf(wordFile({ title: 'گزارش "A"', blocks }, WORDS, WHEN)));
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')]),
  );
}

test('every paragraph, table and section runs from right to left', async () => {
  const { 'word/document.xml': xml, 'word/footer1.xml': footer } = await partsOf(BLOCKS);
  const paragraphs = `${xml}${footer}`.match(/<w:p>.*?<\/w:p>/gs)!;
  expect(paragraphs.length).toBeGreaterThan(14);
  for (const paragraph of paragraphs)
    expect(paragraph).toMatch(/^<w:p><w:pPr><w:pStyle w:val="\w+"\/>(?:<w:keepNext\/>)?<w:bidi\/>/);
  expect(xml!.match(/<w:bidiVisual\/>/g)).toHaveLength(1);
  expect(xml).toMatch(/<w:bidi\/><\/w:sectPr>/);
  expect(xml).not.toMatch(/w:val="(?:left|right)"/);
});

test('in English everything runs from the left, but Persian names', async () => {
  const parts = await speaking('en', () => partsOf(BLOCKS));
  const { 'word/document.xml': xml, 'word/footer1.xml': footer, 'word/styles.xml': styles } = parts;
  expect(`${xml}${footer}${styles}`).not.toMatch(/<w:bidi(?:Visual)?\/>/);
  expect(footer).toContain('<w:t xml:space="preserve">1</w:t>');
  expect(speaking('en', () => runs('Panel مریم احمدی, round 2'))).toBe(
    [
      '<w:r><w:t xml:space="preserve">Panel </w:t></w:r>',
      '<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">مریم احمدی</w:t></w:r>',
      '<w:r><w:t xml:space="preserve">, round 2</w:t></w:r>',
    ].join(''),
  );
});

test('every style that stands in it is one that it has', async () => {
  const { 'word/document.xml': xml, 'word/styles.xml': styles } = await partsOf(BLOCKS);
  for (const [, style] of xml!.matchAll(/<w:(?:pStyle|tblStyle) w:val="(\w+)"/g))
    expect(styles).toContain(`w:styleId="${style}"`);
});

test('Persian and Latin stretches are runs of their own directions', () => {
  expect(runs('پانل P1، دور ۲')).toBe(
    [
      '<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">پانل </w:t></w:r>',
      '<w:r><w:t xml:space="preserve">P1</w:t></w:r>',
      '<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">، دور ۲</w:t></w:r>',
    ].join(''),
  );
  // The bracket closes Persian words.
  expect(runs('(W)')).toContain('<w:t xml:space="preserve">W</w:t>');
});

test('no isolate is left, which Word does not know, and nothing that XML cannot hold', () => {
  expect(runs('\u2068A\u2069\u0001\ud800')).toBe('<w:r><w:t xml:space="preserve">A</w:t></w:r>');
  expect(escapeXml('<"&">')).toBe('&lt;&quot;&amp;&quot;&gt;');
});

test('a short table is not torn between two pages, and a long one may be', async () => {
  const table = (rows: number): Block => ({
    ...{ kind: 'table', caption: 'پانل‌ها', columns: [{ header: 'کد', share: 1 }], note: 'زیر جدول' },
    rows: Array.from({ length: rows }, (_, at) => [`P${at}`]),
  });
  const keptOf = async (rows: number) => {
    const { 'word/document.xml': xml } = await partsOf([table(rows)]);
    return xml!.match(/<w:pStyle w:val="Cell"\/><w:keepNext\/>/g)?.length ?? 0;
  };
  expect([await keptOf(1), await keptOf(3), await keptOf(6), await keptOf(7)]).toEqual([0, 2, 5, 0]);
});

test('no empty line stands between a table and a heading, which would be a page of its own where the table fills one', async () => {
  const bare = { ...BLOCKS[6]!, note: undefined } as unknown as Block;
  const empty = async (...after: Block[]) =>
    (await partsOf([bare, ...after]))['word/document.xml']!.match(/<w:pStyle w:val="Note"\/>/g)?.length ?? 0;
  expect(await empty(BLOCKS[2]!)).toBe(0);
  expect(await empty(BLOCKS[3]!)).toBe(1);
  // The last of a document's parts has to be a paragraph.
  expect(await empty()).toBe(1);
});

test('captions are numbered in Persian digits, tables and pictures each by themselves', async () => {
  const { 'word/document.xml': xml } = await partsOf([...BLOCKS, BLOCKS[6]!]);
  const captions = [...xml!.matchAll(/<w:fldSimple w:instr=" SEQ (\S+) ">.*?<w:t[^>]*>(.*?)<\/w:t>/g)];
  expect(captions.map(([, word, number]) => `${word} ${number}`)).toEqual(['جدول ۱', 'شکل ۱', 'جدول ۲']);
});

test('the contents lead to each heading, and nothing asks to be reckoned when it is opened', async () => {
  const { 'word/document.xml': xml, 'word/settings.xml': settings } = await partsOf(BLOCKS);
  expect(xml).toContain('<w:hyperlink w:anchor="heading1"');
  expect(xml).toContain('w:name="heading1"');
  expect(`${xml}${settings}`).not.toMatch(/updateFields|w:dirty/);
});

test('a page’s number is in a font whose Latin digits are Persian ones: programs write no others there', async () => {
  const { 'word/footer1.xml': footer, 'word/styles.xml': styles } = await partsOf(BLOCKS);
  expect(footer).toContain('<w:pStyle w:val="Footer"/>');
  expect(/w:styleId="Footer".*?<\/w:style>/.exec(styles!)![0]).toContain('w:ascii="B Nazanin"');
});

test('a picture has its file, and keeps its shape', async () => {
  const {
    'word/document.xml': xml,
    'word/_rels/document.xml.rels': relations,
    ...parts
  } = await partsOf(BLOCKS);
  const [, id] = /r:embed="(r\d+)"/.exec(xml!)!;
  expect(relations).toMatch(new RegExp(`Id="${id}" Type="[^"]*/image" Target="media/1.png"`));
  expect(parts).toHaveProperty(['word/media/1.png']);
  const [, width, height] = /<wp:extent cx="(\d+)" cy="(\d+)"/.exec(xml!)!;
  expect(Number(width) / Number(height)).toBeCloseTo(2, 3);
});

test('the same document and moment give the same bytes', async () => {
  const file = () => bytesOf(wordFile({ title: 'گزارش', blocks: BLOCKS }, WORDS, WHEN));
  expect(Buffer.from(await file()).equals(Buffer.from(await file()))).toBe(true);
});

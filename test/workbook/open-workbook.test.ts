import { constants, deflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import workbook from '../../locales/fa/workbook.json' with { type: 'json' };
import { workbookRefusalText } from '../../src/workbook/fault-text.ts';
import { openWorkbook } from '../../src/workbook/open-workbook.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import type { WorkbookRefusal } from '../../src/workbook/unreadable-file.ts';
import { packed, partsOf, withChanged } from './raw-package.ts';
import { rawZip } from './raw-zip.ts';
import { draftWith, VALID, warningsOf, workbookOf } from './workbook-of.ts';

const MEGABYTE = 1_000_000;

/** So many megabytes of zeros, deflated a thousand times smaller: one block over and over, then an end. */
function zeros(megabytes: number): Uint8Array {
  const block = deflateRawSync(new Uint8Array(MEGABYTE), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const end = deflateRawSync(new Uint8Array(0));
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), end]);
}

/** The first sectors of an OLE2 container, with a directory entry of this name. */
function ole2With(stream: string): Uint8Array {
  const bytes = Buffer.alloc(2048);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.write(stream, 1024, 'utf16le');
  return bytes;
}

describe('a file that is not read', () => {
  test('is over 10 MB', async () => {
    expect(await openWorkbook(new Uint8Array(10 * MEGABYTE + 1))).toEqual({ ok: false, refusal: 'tooLarge' });
  });

  const zipped = (...names: readonly string[]) =>
    zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])));
  const ods = zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
    'content.xml': strToU8('<x/>'),
  });
  const persian = 'کد،نام\n۱،مریم';

  test.each<[WorkbookRefusal, string, Uint8Array]>([
    ['notWorkbook', 'an empty file', new Uint8Array(0)],
    ['notWorkbook', 'a file of zeros', new Uint8Array(5000)],
    ['notWorkbook', 'an empty archive', zipSync({})],
    ['notWorkbook', 'a letter', zipped('[Content_Types].xml', 'word/document.xml')],
    [
      'notWorkbook',
      'an OpenDocument text',
      zipSync({ mimetype: strToU8('application/vnd.oasis.opendocument.text') }),
    ],
    ['notWorkbook', 'a letter of an old Word', ole2With('WordDocument')],
    ['notWorkbook', 'a PDF', strToU8('%PDF-1.7, a page')],
    [
      'notWorkbook',
      'a picture',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d),
    ],
    ['notWorkbook', 'a text without columns', strToU8('سلام')],
    ['xls', 'a workbook of Excel 97 to 2003', ole2With('Workbook')],
    ['xls', 'a workbook of Excel 95', ole2With('Book')],
    ['xls', 'a workbook of Excel 4', Uint8Array.of(0x09, 0x04, 0x06, 0x00, 0, 0, 0, 0)],
    ['xlsb', 'a binary workbook', zipped('[Content_Types].xml', '_rels/.rels', 'xl/workbook.bin')],
    ['ods', 'an OpenDocument spreadsheet', ods],
    [
      'ods',
      'a flat OpenDocument spreadsheet',
      strToU8('<?xml version="1.0"?><office:document xmlns:office="x"/>'),
    ],
    ['numbers', 'a table of Numbers', zipped('Index/Document.iwa', 'Metadata/Properties.plist')],
    ['csv', 'a text with columns', strToU8(persian)],
    ['csv', 'the same with a mark', strToU8(`\ufeff${persian}`)],
    ['csv', 'the same in UTF-16', Buffer.from(`\ufeff${persian}`, 'utf16le')],
    [
      'csv',
      'the same as old Windows writes it',
      Uint8Array.of(0xdf, 0xcf, 0x2c, 0xe4, 0xc7, 0xe3, 0x0d, 0x0a),
    ],
    [
      'webPage',
      'a page that calls itself a workbook',
      strToU8('<html><body><table><tr><td>کد</td></tr></table></body></html>'),
    ],
    [
      'webPage',
      'an XML table of 2003',
      strToU8('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    ],
    ['webPage', 'a sheet of Google as pages', zipped('طیف.html', 'resources/sheet.css')],
    [
      'webPage',
      'a pointer to a sheet of Google',
      strToU8('{"url":"https://docs.google.com/spreadsheets/d/1"}'),
    ],
    ['archive', 'a workbook inside an archive', zipped('پژوهش/مطالعه.xlsx', 'پژوهش/یادداشت.txt')],
    ['archive', 'a RAR archive', strToU8('Rar!\u001a\u0007')],
    ['damaged', 'a package without its workbook', zipped('[Content_Types].xml', 'xl/theme/theme1.xml')],
    ['damaged', 'a workbook part that is none', zipped('xl/workbook.xml')],
    [
      'damaged',
      'a workbook part that breaks off',
      zipSync({ 'xl/workbook.xml': strToU8('<workbook><sheets>') }),
    ],
  ])('%s: %s, whatever its name', async (refusal, _what, bytes) => {
    expect(await openWorkbook(bytes)).toEqual({ ok: false, refusal });
  });

  test('has lost its end or its beginning on the way', async () => {
    const valid = await workbookOf(VALID);
    expect(await openWorkbook(valid.slice(0, valid.length - 100))).toEqual({ ok: false, refusal: 'cutOff' });
    expect(await openWorkbook(valid.slice(100))).toEqual({ ok: false, refusal: 'damaged' });
  });

  test('has its contents damaged', async () => {
    const packed = zeros(1).slice(0, 500);
    const cut = rawZip([{ name: 'xl/workbook.xml', packed, claimed: MEGABYTE }]);
    expect(await openWorkbook(cut)).toEqual({ ok: false, refusal: 'damaged' });
    const other = rawZip([
      { name: 'xl/workbook.xml', content: '<workbook><sheets/></workbook>', checksum: 1 },
    ]);
    expect(await openWorkbook(other)).toEqual({ ok: false, refusal: 'damaged' });
    const unknown = rawZip([
      { name: 'xl/workbook.xml', content: '<workbook><sheets/></workbook>', method: 9 },
    ]);
    expect(await openWorkbook(unknown)).toEqual({ ok: false, refusal: 'damaged' });
  });

  test('has a password, as Office or as a zip has it', async () => {
    expect(await openWorkbook(ole2With('EncryptedPackage'))).toEqual({ ok: false, refusal: 'encrypted' });
    const zipped = rawZip([{ name: 'xl/workbook.xml', packed: zeros(1), claimed: 100, flags: 1 }]);
    expect(await openWorkbook(zipped)).toEqual({ ok: false, refusal: 'encrypted' });
  });

  test('unpacks to over 200 MB, whatever its headers claim and whichever part it is', async () => {
    const packed = zeros(201);
    for (const name of ['xl/worksheets/sheet1.xml', 'xl/media/image1.png']) {
      for (const claimed of [10, 201 * MEGABYTE]) {
        const opened = await openWorkbook(rawZip([{ name, packed, claimed }]));
        expect(opened).toEqual({ ok: false, refusal: 'unpacksTooLarge' });
      }
    }
  });

  test('unpacks to over 200 MB in many parts', async () => {
    const packed = zeros(21);
    const parts = Array.from({ length: 10 }, (_, at) => ({
      name: `xl/media/image${at}.png`,
      packed,
      claimed: 1,
    }));
    expect(await openWorkbook(rawZip(parts))).toEqual({ ok: false, refusal: 'unpacksTooLarge' });
  });

  test('a bomb fills no memory: it is left as soon as the limit is passed', async () => {
    const packed = zeros(6000);
    const before = process.memoryUsage.rss();
    const opened = await openWorkbook(rawZip([{ name: 'xl/sharedStrings.xml', packed, claimed: 100 }]));
    expect(opened).toEqual({ ok: false, refusal: 'unpacksTooLarge' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(1000 * MEGABYTE);
  });

  test('holds far more than a study', async () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'ا'.repeat(21 * MEGABYTE)}</t></is></c></row>`;
    const bytes = await withSheet(await workbookOf({ طیف: [['مقدار']] }), rows);
    expect(await openWorkbook(bytes)).toEqual({ ok: false, refusal: 'tooMuchContent' });
  });

  test.runIf(process.env['MODE'] === 'long')(
    'holds more rows than any sheet, all of them empty',
    async () => {
      const parts = withChanged(partsOf({ طیف: [['مقدار']] }), /sheet1/, (xml) =>
        xml.replace('</sheetData>', `${'<row/>'.repeat(10_000_001)}</sheetData>`),
      );
      expect(await openWorkbook(packed(parts))).toEqual({ ok: false, refusal: 'tooMuchContent' });
    },
  );

  test('holds more texts than a study, though no cell shows them', async () => {
    const parts = partsOf({ طیف: [['مقدار']] });
    const strings = withChanged(parts, /sharedStrings/, (xml) =>
      xml.replace('</sst>', `${'<si/>'.repeat(600_000)}</sst>`),
    );
    expect(await openWorkbook(packed(strings))).toEqual({ ok: false, refusal: 'tooMuchContent' });
  });

  test('gets one clear sentence', () => {
    for (const [refusal, text] of Object.entries(workbook.refusal)) {
      expect(workbookRefusalText(refusal as WorkbookRefusal)).toBe(text);
      expect(text).toMatch(/^[^\n]{30,150}[^.]\.$/);
    }
  });
});

describe('a workbook of another program', () => {
  test('may prefix its tags, as the Open XML SDK does', async () => {
    const parts = unzipSync(await workbookOf(VALID));
    const prefixed = Object.fromEntries(
      Object.entries(parts).map(([name, bytes]) => {
        const xml = strFromU8(bytes);
        if (!/xl\/(worksheets\/sheet\d+|workbook|sharedStrings|styles)\.xml$/.test(name))
          return [name, bytes];
        const renamed = xml.replace(/<(\/?)(?![?!])/g, '<$1x:').replace('xmlns=', 'xmlns:x=');
        return [name, strToU8(renamed)];
      }),
    );
    expect(strFromU8(prefixed['xl/worksheets/sheet1.xml']!)).toContain('<x:row');
    expect(await readWorkbook(zipSync(prefixed))).toMatchObject({ ok: true, draft: await draftWith({}) });
  });

  test('may format hundreds of thousands of empty rows, and check whole columns', async () => {
    const empty = Array.from({ length: 300_000 }, (_, at) => `<row r="${at + 10}" s="1" customFormat="1"/>`);
    const cells = '<row r="9"><c r="A9" s="1"/><c r="B9" s="1"></c></row>';
    const rules =
      '<dataValidations count="1"><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>';
    const bytes = await withSheet(await workbookOf(VALID), cells + empty.join(''), rules);
    const reading = await readWorkbook(bytes);
    expect(reading).toMatchObject({ ok: true, draft: await draftWith({}) });
  });

  test('may share a formula between cells, and have one that gives the empty text', async () => {
    const rows =
      '<row r="4"><c r="A4" t="inlineStr"><is><t>راهنما</t></is></c><c r="B4" t="str"><f>IF(1,"","x")</f><v></v></c></row>' +
      '<row r="5"><c r="A5" t="str"><f t="shared" ref="A5:A6" si="0">C5</f><v/></c></row>' +
      '<row r="6"><c r="A6" t="str"><f t="shared" si="0"/><v>تماس</v></c><c r="B6"><f>30+1</f><v>31</v></c></row>';
    const reading = await readWorkbook(await withSheet(await workbookOf(VALID), rows));
    expect(reading).toMatchObject({
      ok: true,
      draft: { rules: { guidance: '', contact: '31' } },
    });
    expect(warningsOf(reading)).toEqual([]);
  });

  test('may hold pictures, notes and charts, which are not looked at', async () => {
    const parts = unzipSync(await workbookOf(VALID));
    const bytes = zipSync({
      ...parts,
      'xl/drawings/drawing1.xml': strToU8('<broken'),
      'xl/media/image1.png': new Uint8Array(1000),
      'xl/comments1.xml': strToU8('<broken'),
    });
    expect(await readWorkbook(bytes)).toMatchObject({ ok: true });
  });
});

/** Puts rows and rules after those of a workbook's first sheet. */
async function withSheet(workbook: Uint8Array, rows: string, rules = ''): Promise<Uint8Array> {
  const parts = unzipSync(workbook);
  const name = 'xl/worksheets/sheet1.xml';
  const xml = strFromU8(parts[name]!).replace('</sheetData>', `${rows}</sheetData>${rules}`);
  const files = Object.entries({ ...parts, [name]: strToU8(xml) });
  return rawZip(files.map(([part, content]) => ({ name: part, content })));
}

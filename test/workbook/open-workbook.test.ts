import { constants, deflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { workbookRefusalText } from '../../src/workbook/fault-text.ts';
import { openWorkbook } from '../../src/workbook/open-workbook.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { draftWith, VALID, workbookOf } from './workbook-of.ts';

const MEGABYTE = 1_000_000;

/** So many megabytes of zeros, deflated a thousand times smaller: one block over and over, then an end. */
function zeros(megabytes: number): Uint8Array {
  const block = deflateRawSync(new Uint8Array(MEGABYTE), { level: 9, finishFlush: constants.Z_FULL_FLUSH });
  const end = deflateRawSync(new Uint8Array(0));
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), end]);
}

interface Deflated {
  readonly name: string;
  readonly packed: Uint8Array;
  /** What the headers claim of the unpacked size. */
  readonly claimed: number;
  readonly flags?: number;
}

/** A zip whose headers may lie. */
function zipOf(...files: readonly Deflated[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, packed, claimed, flags = 0 } of files) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claimed, 22);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claimed, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    const body = Buffer.concat([local, Buffer.from(name), packed]);
    bodies.push(body);
    directory.push(Buffer.concat([entry, Buffer.from(name)]));
    at += body.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
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

  test('is no zip, an empty one, one cut off, or one of something else', async () => {
    const valid = await workbookOf(VALID);
    const others = [
      new Uint8Array(0),
      strToU8('کد,نام\n1,2'),
      zipSync({}),
      zipSync({ 'word/document.xml': strToU8('<document/>') }),
      zipSync({ 'xl/workbook.bin': new Uint8Array(9) }),
      zipSync({ 'xl/workbook.xml': strToU8('<workbook><sheets>') }),
      valid.slice(0, valid.length - 100),
      valid.slice(100),
      ole2With('Workbook'),
    ];
    for (const [at, bytes] of others.entries()) {
      expect(await openWorkbook(bytes), `file ${at}`).toEqual({ ok: false, refusal: 'notWorkbook' });
    }
  });

  test('has its contents damaged', async () => {
    const packed = zeros(1).slice(0, 500);
    expect(await openWorkbook(zipOf({ name: 'xl/workbook.xml', packed, claimed: MEGABYTE }))).toEqual({
      ok: false,
      refusal: 'notWorkbook',
    });
  });

  test('has a password, as Office or as a zip has it', async () => {
    expect(await openWorkbook(ole2With('EncryptedPackage'))).toEqual({ ok: false, refusal: 'encrypted' });
    const zipped = zipOf({ name: 'xl/workbook.xml', packed: zeros(1), claimed: 100, flags: 1 });
    expect(await openWorkbook(zipped)).toEqual({ ok: false, refusal: 'encrypted' });
  });

  test('unpacks to over 200 MB, whatever its headers claim and whichever part it is', async () => {
    const packed = zeros(201);
    for (const name of ['xl/worksheets/sheet1.xml', 'xl/media/image1.png']) {
      for (const claimed of [10, 201 * MEGABYTE]) {
        const opened = await openWorkbook(zipOf({ name, packed, claimed }));
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
    expect(await openWorkbook(zipOf(...parts))).toEqual({ ok: false, refusal: 'unpacksTooLarge' });
  });

  test('a bomb fills no memory: it is left as soon as the limit is passed', async () => {
    const packed = zeros(6000);
    const before = process.memoryUsage.rss();
    const opened = await openWorkbook(zipOf({ name: 'xl/sharedStrings.xml', packed, claimed: 100 }));
    expect(opened).toEqual({ ok: false, refusal: 'unpacksTooLarge' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(1000 * MEGABYTE);
  });

  test('holds far more than a study', async () => {
    const rows = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'ا'.repeat(21 * MEGABYTE)}</t></is></c></row>`;
    const bytes = await withSheet(await workbookOf({ طیف: [['مقدار']] }), rows);
    expect(await openWorkbook(bytes)).toEqual({ ok: false, refusal: 'tooMuchContent' });
  });

  test('gets one clear sentence', () => {
    const refusals = ['tooLarge', 'notWorkbook', 'encrypted', 'unpacksTooLarge', 'tooMuchContent'] as const;
    for (const refusal of refusals) expect(workbookRefusalText(refusal)).toMatch(/^[^\n]{30,150}[^.]\.$/);
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
    const empty = Array.from(
      { length: 1_000_000 },
      (_, at) => `<row r="${at + 10}" s="1" customFormat="1"/>`,
    );
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
      warnings: [],
      draft: { rules: { guidance: '', contact: '31' } },
    });
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
  return zipSync({ ...parts, [name]: strToU8(xml) }, { level: 1 });
}

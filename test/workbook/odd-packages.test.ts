import { describe, expect, test } from 'vitest';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import {
  type Parts,
  packed,
  partsOf,
  rawWorkbook,
  renamed,
  type Writer,
  withChanged,
} from './raw-package.ts';
import { rawZip } from './raw-zip.ts';
import { draftWith, faultsOf, VALID, warningsOf } from './workbook-of.ts';

const SHEETS = VALID as Parameters<typeof partsOf>[0];
const utf16 = (xml: string, order: 'le' | 'be') => {
  const bytes = Buffer.from(`\ufeff${xml.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const mapXml = (parts: Parts, change: (xml: string) => string | Uint8Array): Parts =>
  Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, change(content as string)]));
const valid = (writer: Writer = {}) => partsOf(SHEETS, writer);

/** How a program may write the same workbook, by what is odd about it. */
const WRITINGS: Record<string, () => Uint8Array> = {
  'as Excel does': () => rawWorkbook(SHEETS),
  'texts in their cells': () => rawWorkbook(SHEETS, { strings: 'inline' }),
  'texts as results of formulas': () => rawWorkbook(SHEETS, { strings: 'formula' }),
  'a sheet without a number': () =>
    rawWorkbook(SHEETS, { sheet: (at) => `xl/worksheets/sheet${at === 1 ? '' : at}.xml` }),
  'sheets under names of their own': () =>
    rawWorkbook(SHEETS, { sheet: (at) => `xl/worksheets/data-${'abcdefg'[at]}.xml` }),
  'sheets outside their folder': () => rawWorkbook(SHEETS, { sheet: (at) => `tables/t${at}.xml` }),
  'workbook2.xml': () => rawWorkbook(SHEETS, { workbook: 'xl/workbook2.xml' }),
  'no folders at all': () =>
    rawWorkbook(SHEETS, {
      workbook: 'book.xml',
      sheet: (at) => `s${at}.xml`,
      sharedStrings: 'texts.xml',
      styles: 'looks.xml',
    }),
  'another folder': () =>
    rawWorkbook(SHEETS, {
      workbook: 'content/book.xml',
      sheet: (at) => `content/s${at}.xml`,
      sharedStrings: 'content/texts.xml',
      styles: 'content/looks.xml',
    }),
  'backslashes in names': () => packed(renamed(valid(), (name) => name.replaceAll('/', '\\'))),
  'slashes before names': () => packed(renamed(valid(), (name) => `/${name}`)),
  'names in capitals': () => packed(renamed(valid(), (name) => name.toUpperCase())),
  'names with percent signs': () =>
    packed(renamed(valid(), (name) => name.replace('workbook', 'work%62ook'))),
  'a folder around the package': () => packed(renamed(valid(), (name) => `پژوهش/${name}`)),
  'targets in capitals': () =>
    packed(
      withChanged(valid(), /workbook\.xml\.rels$/, (xml) =>
        xml.replaceAll('worksheets/sheet', 'WorkSheets/Sheet'),
      ),
    ),
  'targets with backslashes': () =>
    packed(
      withChanged(valid(), /workbook\.xml\.rels$/, (xml) => xml.replaceAll('worksheets/', 'worksheets\\')),
    ),
  'absolute targets': () =>
    packed(withChanged(valid(), /workbook\.xml\.rels$/, (xml) => xml.replaceAll('Target="', 'Target="/xl/'))),
  'targets from the root without their slash': () =>
    packed(withChanged(valid(), /workbook\.xml\.rels$/, (xml) => xml.replaceAll('Target="', 'Target="xl/'))),
  'targets with dots': () =>
    packed(
      withChanged(valid(), /workbook\.xml\.rels$/, (xml) => xml.replaceAll('Target="', 'Target="../xl/./')),
    ),
  'prefixes on the spreadsheet’s tags': () => rawWorkbook(SHEETS, { prefix: 'x' }),
  'prefixes on relationships': () =>
    packed(
      withChanged(valid(), /\.rels$/, (xml) =>
        xml.replace(/<(\/?)R/g, '<$1ns0:R').replace('xmlns=', 'xmlns:ns0='),
      ),
    ),
  'another prefix for ids': () =>
    packed(
      withChanged(valid(), /workbook\.xml$/, (xml) =>
        xml.replace('xmlns:r=', 'xmlns:d3p1=').replaceAll('r:id', 'd3p1:id'),
      ),
    ),
  'the strict form': () => rawWorkbook(SHEETS, { strict: true }),
  'no references': () => rawWorkbook(SHEETS, { references: 'none' }),
  'references of rows alone': () => rawWorkbook(SHEETS, { references: 'rows' }),
  'references of cells alone': () => rawWorkbook(SHEETS, { references: 'cells' }),
  'references here and there': () =>
    packed(
      withChanged(valid({ emptyCells: true }), /sheet5\.xml$/, (xml) =>
        xml.replace(/<c r="[BDEG]\d"/g, '<c').replace('<row r="3"', '<row'),
      ),
    ),
  'references in small letters': () =>
    packed(
      withChanged(valid(), /sheet\d\.xml$/, (xml) =>
        xml.replace(/<c r="([A-Z]+)/g, (_, letters) => `<c r="${letters.toLowerCase()}`),
      ),
    ),
  'references with dollars': () =>
    packed(withChanged(valid(), /sheet\d\.xml$/, (xml) => xml.replace(/<c r="([A-Z]+)/g, '<c r="$$$1$$'))),
  'references that are none': () =>
    packed(
      withChanged(valid({ emptyCells: true }), /sheet\d\.xml$/, (xml) =>
        xml.replace(/<c r="[A-Z]+\d+"/g, '<c r="?"'),
      ),
    ),
  'rows in any order': () =>
    packed(
      withChanged(valid(), /sheet\d\.xml$/, (xml) =>
        xml.replace(/(<row.*?<\/row>)(.*)(<\/sheetData>)/, '$2$1$3'),
      ),
    ),
  'a row in two pieces': () =>
    packed(
      withChanged(valid(), /sheet5\.xml$/, (xml) => xml.replace(/(<row r="2">)(<c.*?<\/c>)/, '$1$2</row>$1')),
    ),
  'texts in CDATA': () => rawWorkbook(SHEETS, { text: (text) => `<![CDATA[${text}]]>` }),
  'texts in references to characters': () =>
    rawWorkbook(SHEETS, {
      text: (text) => [...text].map((sign) => `&#x${sign.codePointAt(0)!.toString(16)};`).join(''),
    }),
  'plain text before runs, and phonetic runs': () =>
    packed(
      withChanged(valid(), /sharedStrings\.xml$/, (xml) =>
        xml.replace(
          /<t[^>]*>(.)(.)([^<]*)<\/t>/g,
          '<t>$1</t><r><rPr><b/></rPr><t>$2</t></r><r><t xml:space="preserve">$3</t></r><rPh sb="0" eb="1"><t>ruby</t></rPh><phoneticPr fontId="1"/>',
        ),
      ),
    ),
  'a comment inside a text': () =>
    rawWorkbook(SHEETS, { text: (text) => `${text.slice(0, 1)}<!-- -->${text.slice(1)}` }),
  'UTF-16': () => packed(mapXml(valid(), (xml) => utf16(xml, 'le'))),
  'UTF-16 with its bytes turned': () => packed(mapXml(valid(), (xml) => utf16(xml, 'be'))),
  'UTF-16 without a mark': () => packed(mapXml(valid(), (xml) => utf16(xml, 'le').subarray(2))),
  'UTF-16 declared over UTF-8': () => packed(mapXml(valid(), (xml) => xml.replace('UTF-8', 'utf-16'))),
  'a byte order mark': () => packed(mapXml(valid(), (xml) => `\ufeff${xml}`)),
  'no declaration': () => packed(mapXml(valid(), (xml) => xml.replace(/^<\?xml.*\?>\n/, ''))),
  'a sign before and behind the root': () =>
    packed(mapXml(valid(), (xml) => xml.replace('?>', '?>-').concat('>x<'))),
  'an encoding that nobody knows': () => packed(mapXml(valid(), (xml) => xml.replace('UTF-8', 'klingon'))),
  'line breaks between all tags': () =>
    packed(withChanged(valid(), /sheet\d\.xml$/, (xml) => xml.replace(/></g, '>\r\n\t<'))),
  'no content types': () => packed(without(valid(), '[Content_Types].xml')),
  'no relationships': () => packed(without(valid(), '_rels/.rels', 'xl/_rels/workbook.xml.rels')),
  'relationships that lead nowhere': () =>
    packed(withChanged(valid(), /\.rels$/, (xml) => xml.replaceAll('Target="', 'Target="away/'))),
  'no styles': () => packed(without(valid(), 'xl/styles.xml')),
  'broken styles': () => packed({ ...valid(), 'xl/styles.xml': '<styleSheet><cellXfs>' }),
  'no compression': () => packed(valid(), { isStored: true }),
  'sizes behind the content': () => packed(valid(), { hasDescriptor: true }),
  'zip64 throughout': () => packed(valid(), { isZip64: true }),
  'checksums left out': () => packed(valid(), { checksum: 0 }),
  'sizes that are wrong': () => packed(valid(), { claimed: 7 }),
  'an old copy of a part before the new': () =>
    rawZip([{ name: 'xl/sharedStrings.xml', content: '<sst><si><t>old</t></si></sst>' }, ...files(valid())]),
  'folders as entries': () => rawZip([{ name: 'xl/', content: '', isStored: true }, ...files(valid())]),
  'a line of a web server before it': () => Buffer.concat([Buffer.from('\ufeff\r\n'), packed(valid())]),
  'the rest of a page behind it': () => Buffer.concat([packed(valid()), Buffer.from('\r\n<html>0</html>')]),
  'a chart as a sheet, and parts that are not looked at': () =>
    packed({
      ...withChanged(
        withChanged(valid(), /workbook\.xml\.rels$/, (xml) =>
          xml.replace(
            '</Rel',
            '<Relationship Id="c" Type="http://x/chartsheet" Target="chartsheets/sheet1.xml"/></Rel',
          ),
        ),
        /workbook\.xml$/,
        (xml) => xml.replace('<sheets>', '<sheets><sheet name="نمودار" sheetId="99" r:id="c"/>'),
      ),
      'xl/chartsheets/sheet1.xml': '<chartsheet><broken',
      'xl/drawings/drawing1.xml': '<broken',
      'xl/media/image1.png': new Uint8Array(1000),
    }),
  'alternatives and extensions': () =>
    packed(
      withChanged(valid(), /sheet5\.xml$/, (xml) =>
        xml.replace(
          '</sheetData>',
          '<mc:AlternateContent><mc:Choice Requires="x99"><row r="2"><c r="B2" t="str"><v>no</v></c></row></mc:Choice><mc:Fallback/></mc:AlternateContent></sheetData><extLst><ext><x14:row r="2"><c r="B2" t="str"><v>no</v></c></x14:row></ext></extLst>',
        ),
      ),
    ),
};

function files(parts: Parts) {
  return Object.entries(parts).map(([name, content]) => ({ name, content }));
}

function without(parts: Parts, ...names: readonly string[]): Parts {
  return Object.fromEntries(Object.entries(parts).filter(([name]) => !names.includes(name)));
}

test.each(Object.entries(WRITINGS))('a workbook is read the same with %s', async (_odd, write) => {
  const reading = await readWorkbook(write());
  expect(reading).toMatchObject({ ok: true, draft: await draftWith({}) });
  expect(warningsOf(reading)).toEqual([]);
});

describe('a sheet that is broken', () => {
  const broken = (name: RegExp) => packed(withChanged(valid(), name, (xml) => xml.slice(0, -40)));

  test('is told by its name, and not called missing', async () => {
    const reading = await readWorkbook(broken(/sheet4\.xml$/));
    expect(faultsOf(reading)).toEqual(['خبرگان | خبرگان | - | sheetDamaged']);
    const lost = await readWorkbook(packed(without(valid(), 'xl/worksheets/sheet1.xml')));
    expect(faultsOf(lost)).toEqual(['مطالعه | مطالعه | - | sheetDamaged']);
  });

  test('does no harm where nobody needs it', async () => {
    const parts = partsOf({ ...SHEETS, یادداشت: [['هر چه']] });
    const reading = await readWorkbook(
      packed(withChanged(parts, /sheet6\.xml$/, (xml) => xml.slice(0, -40))),
    );
    expect(reading).toMatchObject({ ok: true, draft: await draftWith({}) });
    expect(warningsOf(reading)).toEqual([]);
  });

  test('shared texts that break off refuse the workbook', async () => {
    expect(await readWorkbook(broken(/sharedStrings\.xml$/))).toEqual({ ok: false, refusal: 'damaged' });
  });
});

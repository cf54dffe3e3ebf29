#!/usr/bin/env bash
# Versions: exceljs 4.4.0, read-excel-file 9.3.17, hucre 1.0.0.
# Guess: a workbook that counts its days from 1904 (Excel for the Mac did, and Excel still offers it) is marked by
#   `<workbookPr date1904="…"/>`, and whoever supports that reads it, since the attribute is a plain xsd:boolean.
# Behaviour: a boolean may be written `1` or `true`. exceljs and read-excel-file support 1904, and compare with `1`:
#   with `true`, every date of the workbook silently comes out four years and a day too early. hucre reads both.
# Output seen (Node 20.20.2): the lines that are compared at the end; the day meant is 2026-01-02.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent fflate@0.8.3 xlsx@0.18.5 exceljs@4.4.0 read-excel-file@9.3.17 hucre@1.0.0

cat > workbook.mjs <<'JS'
import { strToU8, zipSync } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';

/** A workbook of one sheet, as small as ECMA-376 lets it be. */
export function workbook({ cells, strings = '', styles = '<xf/>', formats = '', properties = '' }) {
  const part = (xml) => strToU8(HEAD + xml);
  const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${DOCUMENT}/${kind}" Target="${target}"/>`;
  const override = (name, kind) => `<Override PartName="/xl/${name}.xml" ContentType="${TYPES}.${kind}+xml"/>`;
  return zipSync({
    '[Content_Types].xml': part(`<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('workbook', 'sheet.main')}${override('worksheets/sheet1', 'worksheet')}${override('sharedStrings', 'sharedStrings')}${override('styles', 'styles')}</Types>`),
    '_rels/.rels': part(`<Relationships xmlns="${PACKAGE}/relationships">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`),
    'xl/workbook.xml': part(`<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}">${properties}<sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': part(`<Relationships xmlns="${PACKAGE}/relationships">${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}${relation('r2', 'sharedStrings', 'sharedStrings.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`),
    'xl/worksheets/sheet1.xml': part(`<worksheet xmlns="${MAIN}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`),
    'xl/sharedStrings.xml': part(`<sst xmlns="${MAIN}">${strings}</sst>`),
    'xl/styles.xml': part(`<styleSheet xmlns="${MAIN}">${formats}<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs>${styles}</cellXfs></styleSheet>`),
  });
}
JS

cat > readers.mjs <<'JS'
import ExcelJS from 'exceljs';
import { readXlsx } from 'hucre/xlsx';
import readXlsxFile from 'read-excel-file/node';
import XLSX from 'xlsx';

/** What each library says of the first row; an error as its message. */
const libraries = {
  SheetJS: async (bytes) => {
    const book = XLSX.read(bytes, { cellDates: true });
    return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 })[0];
  },
  exceljs: async (bytes) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes);
    return book.worksheets[0].getRow(1).values.slice(1);
  },
  'read-excel-file': async (bytes) => (await readXlsxFile(Buffer.from(bytes)))[0]?.data[0],
  hucre: async (bytes) => (await readXlsx(bytes)).sheets[0].rows[0].map((cell) => cell?.value ?? cell),
};

export async function told(bytes) {
  const lines = [];
  for (const [name, read] of Object.entries(libraries)) {
    const row = await read(bytes).catch((error) => `error: ${error.message}`);
    lines.push(`${name.padEnd(16)}${typeof row === 'string' ? row : JSON.stringify(row)}`);
  }
  return lines.join('\n');
}
JS

cat > run.mjs <<'JS'
import { told } from './readers.mjs';
import { workbook } from './workbook.mjs';

for (const written of ['1', 'true']) {
  const bytes = workbook({
    cells: '<c r="A1" s="1"><v>44562</v></c>',
    styles: '<xf/><xf numFmtId="14" applyNumberFormat="1"/>',
    properties: `<workbookPr date1904="${written}"/>`,
  });
  console.log(`date1904="${written}"`);
  console.log((await told(bytes)).split('\n').filter((line) => !line.startsWith('SheetJS')).join('\n'));
}
JS

cat > expected.txt <<'TXT'
date1904="1"
exceljs         ["2026-01-02T00:00:00.000Z"]
read-excel-file ["2026-01-02T00:00:00.000Z"]
hucre           ["2026-01-02T00:00:00.000Z"]
date1904="true"
exceljs         ["2022-01-01T00:00:00.000Z"]
read-excel-file ["2022-01-01T00:00:00.000Z"]
hucre           ["2026-01-02T00:00:00.000Z"]
TXT
TZ=UTC node run.mjs > seen.txt
cat seen.txt
diff expected.txt seen.txt

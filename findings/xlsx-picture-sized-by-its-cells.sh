#!/usr/bin/env bash
# Versions: hucre 1.0.0 (writes and reads), exceljs 4.4.0 (reads).
# Guess: a picture that is put on a sheet with `width` and `height` is shown so large; the writer's types say that they
#   are its "rendered size in pixels at 96 DPI", and its own reader gives them back.
# Behaviour: the size is written only into the shape (`a:ext`), and the anchor is one of two cells whose second cell the
#   writer makes up: three columns and five rows on, whatever the size. A two-cell anchor sizes a picture by its cells
#   (ECMA-376 part 1, 20.5.2.33), so a chart of 640 × 427 comes out as a stamp, pressed into another shape; reading the
#   file with the library that wrote it shows nothing of that. Only a second cell of one's own (`anchor.to`) helps, and
#   then the size has to be reckoned in cells (64 pixels a column, 20 a row), while its own reader goes on telling
#   a size that no program shows.
# Output seen (Node 20.20.2): the lines that are compared at the end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent exceljs@4.4.0 hucre@1.0.0

cat > run.mjs <<'JS'
import { Buffer } from 'node:buffer';
import ExcelJS from 'exceljs';
import { readXlsx, writeXlsx } from 'hucre/xlsx';

// One grey pixel.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);
const from = { row: 0, col: 0 };
const sized = { data: png, type: 'png', anchor: { from }, width: 640, height: 427 };
const spanned = { data: png, type: 'png', anchor: { from, to: { row: 21, col: 10 } } };

for (const [name, image] of Object.entries({ sized, spanned })) {
  const bytes = await writeXlsx({ sheets: [{ name: 'نمودارها', view: { rightToLeft: true }, rows: [], images: [image] }] });
  const [itself] = (await readXlsx(bytes)).sheets[0].images;
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes);
  const { br } = book.worksheets[0].getImages()[0].range;
  console.log(`${name}: its own reader says ${itself.width} x ${itself.height}, the file ends it at column ${br.nativeCol}, row ${br.nativeRow}`);
}
JS

cat > expected.txt <<'TXT'
sized: its own reader says 640 x 427, the file ends it at column 3, row 5
spanned: its own reader says 315 x 210, the file ends it at column 10, row 21
TXT
TZ=UTC node run.mjs > seen.txt
cat seen.txt
diff expected.txt seen.txt

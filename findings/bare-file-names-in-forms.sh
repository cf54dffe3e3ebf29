#!/usr/bin/env bash
# Versions: grammY 1.46.0; busboy 1.6.0, formidable 3.5.4, multiparty 4.2.3; the form parser inside Node (undici).
# Guess: a file that a bot library uploads arrives at any server that reads multipart forms, under its name.
# Behaviour: grammY writes the name without quotes (`filename=my report.xlsx`). With a space in it busboy loses the
#   whole file, multiparty makes a field of its bytes, and formidable loses the name; with Persian letters in it busboy
#   and multiparty do the same. Node's own parser refuses the whole form, even for a plain ASCII name. Telegram's server
#   accepts it, so nobody notices until the same bot speaks to another server behind the same API.
# Output seen (Node 20.20.2): the table that is compared at the end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent grammy@1.46.0 busboy@1.6.0 formidable@3.5.4 multiparty@4.2.3

cat > uploads.mjs <<'JS'
import { createServer } from 'node:http';
import busboy from 'busboy';
import formidable from 'formidable';
import { Api, InputFile } from 'grammy';
import multiparty from 'multiparty';

const BYTES = 'bytes';

/** Each tells under what name the file came; null: without one; undefined: no file came. */
const parsers = {
  busboy: (request) =>
    new Promise((resolve) => {
      let name;
      const reading = busboy({ headers: request.headers, defParamCharset: 'utf8' });
      reading.on('file', (_part, stream, { filename }) => {
        name = filename;
        stream.resume();
      });
      reading.on('close', () => resolve(name));
      request.pipe(reading);
    }),
  formidable: async (request) => {
    const [, files] = await formidable({}).parse(request);
    return Object.values(files)[0]?.[0].originalFilename;
  },
  multiparty: (request) =>
    new Promise((resolve) => {
      new multiparty.Form().parse(request, (_error, fields, files) => {
        const isField = Object.values(fields).some(([value]) => value === BYTES);
        resolve(isField ? 'a field' : Object.values(files)[0]?.[0].originalFilename);
      });
    }),
  node: async (request) => {
    const { headers } = request;
    const asked = new Request('http://x', { method: 'POST', headers, body: request, duplex: 'half' });
    const form = await asked.formData();
    return [...form.values()].find((value) => typeof value !== 'string')?.name;
  },
};

for (const [parser, parse] of Object.entries(parsers)) {
  for (const name of ['report.xlsx', 'my report.xlsx', 'گزارش.xlsx']) {
    let came;
    const server = createServer(async (request, response) => {
      came = await parse(request).then(
        (found) => (found === undefined ? 'no file' : found === null ? 'no name' : found === name ? 'as sent' : found),
        () => 'refused',
      );
      response.end('{"ok":true,"result":{"message_id":1}}');
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const api = new Api('1:token', { apiRoot: `http://127.0.0.1:${server.address().port}` });
    await api.sendDocument(1, new InputFile(Buffer.from(BYTES), name));
    console.log(`${parser}, ${name}: ${came}`);
    server.closeAllConnections();
    server.close();
  }
}
JS

node uploads.mjs | tee seen.txt
diff seen.txt - <<'SEEN'
busboy, report.xlsx: as sent
busboy, my report.xlsx: no file
busboy, گزارش.xlsx: no file
formidable, report.xlsx: as sent
formidable, my report.xlsx: no name
formidable, گزارش.xlsx: as sent
multiparty, report.xlsx: as sent
multiparty, my report.xlsx: a field
multiparty, گزارش.xlsx: a field
node, report.xlsx: refused
node, my report.xlsx: refused
node, گزارش.xlsx: refused
SEEN

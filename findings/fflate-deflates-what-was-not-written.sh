#!/usr/bin/env bash
# Versions: fflate 0.8.3; Node 20.20.2's zlib and Python's zipfile as readers.
# Guess: what `Deflate`, `ZipDeflate` and the other streaming classes write, any reader of DEFLATE can read, as it
#   can read what `deflateSync` writes for the same bytes.
# Behaviour: a streaming `Deflate` keeps its input behind 32 KiB of zeros, so that later pieces may refer to earlier ones,
#   and looks for matches there before anything was written. Zeros in the first 32 KiB of the input may come out as a
#   reference to these: further back than the beginning, which RFC 1951 forbids and every reader refuses. A workbook in
#   a ZIP archive (it has such zeros) came out broken; `deflateSync` has no such window and is right.
# Output seen: the lines that are compared at the end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent fflate@0.8.3

cat > run.mjs <<'JS'
import { Deflate, deflateSync } from 'fflate';
import { inflateRawSync } from 'node:zlib';

const bytes = Buffer.from('00000000f8000000c801010001b2000000000030', 'hex');

function read(deflated) {
  try {
    return inflateRawSync(deflated).equals(bytes) ? 'the same bytes' : 'other bytes';
  } catch (error) {
    return error.message;
  }
}

const chunks = [];
const deflate = new Deflate((chunk) => chunks.push(chunk));
deflate.push(new Uint8Array(bytes), true);
console.log(`streamed: ${read(Buffer.concat(chunks))}`);
console.log(`at once: ${read(deflateSync(new Uint8Array(bytes)))}`);
JS

cat > seen.txt <<'SEEN'
streamed: invalid distance too far back
at once: the same bytes
SEEN

node run.mjs | tee now.txt
diff seen.txt now.txt && echo 'as seen'

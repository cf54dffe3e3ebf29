#!/usr/bin/env bash
# Versions: TDLib 1.8.67 (npm @prebuilt-tdlib/linux-x64-glibc 0.1008067.0, koffi 3.3.4), ICU of Node 20.20.2. Linux x64.
# Guess: a line that begins with U+200F, so that a Persian text runs from the right, keeps it, whatever follows.
# Behaviour: `Intl.NumberFormat('fa')` begins a negative number with U+200E. Of two direction marks in a row Telegram's
#   library turns the first into U+200C, the half-space: the line's mark is gone exactly where its first word is a
#   negative number, and the line runs from the left. An isolate (U+2068 … U+2069) around the number keeps both.
# Output seen: the lines that are compared at the end.
set -euo pipefail
[ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || { echo 'needs Linux x64'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent @prebuilt-tdlib/linux-x64-glibc@0.1008067.0 koffi@3.3.4 2>/dev/null

cat > lines.cjs <<'JS'
const koffi = require('koffi');
const library = koffi.load(require.resolve('@prebuilt-tdlib/linux-x64-glibc/libtdjson.so'));
const execute = library.func('const char* td_execute(const char*)');
const ask = (question) => JSON.parse(execute(JSON.stringify(question)));
ask({ '@type': 'setLogVerbosityLevel', new_verbosity_level: 0 });

// parseMarkdown cleans a text as every text that is sent is cleaned.
const arrives = (text) =>
  ask({ '@type': 'parseMarkdown', text: { '@type': 'formattedText', text, entities: [] } }).text;
const signs = (text) =>
  [...text.slice(0, 4)].map((sign) => `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');

const number = new Intl.NumberFormat('fa').format(-5);
const lines = { bare: `\u200f${number} امتیاز`, isolated: `\u200f\u2068${number}\u2069 امتیاز` };
const seen = Object.entries(lines).flatMap(([name, line]) => [
  `${name}, sent: ${signs(line)}`,
  `${name}, arrives: ${signs(arrives(line))}`,
]);
require('node:fs').writeFileSync('seen.txt', `${seen.join('\n')}\n`);
process.kill(process.pid, 'SIGKILL'); // the library brings down a process that ends by itself
JS

node lines.cjs 2>/dev/null || true
cat seen.txt
diff seen.txt - <<'SEEN'
bare, sent: U+200F U+200E U+2212 U+06F5
bare, arrives: U+200C U+200E U+2212 U+06F5
isolated, sent: U+200F U+2068 U+200E U+2212
isolated, arrives: U+200F U+2068 U+200E U+2212
SEEN

#!/usr/bin/env bash
# Versions: TDLib 1.8.67 (npm @prebuilt-tdlib/linux-x64-glibc 0.1008067.0, koffi 3.3.4). Linux x64.
# Guess: a message's text arrives with its letters as they were, and whether it was NFC or NFD makes no difference.
# Behaviour: Telegram's library removes U+030A, the ring above, from every text (and U+0333 and U+033F, double lines),
#   so «Ångström» from a system that decomposes letters (file names of a Mac) arrives as «Angström»: its ring is lost,
#   its dots are not. In names of documents every mark goes, so there the dots and a Persian hamza («هٔ», which has no
#   single letter in NFC) go too. Text must be normalised to NFC before it is sent, and «هٔ» in a name written «ۀ».
# Output seen: the lines that are compared at the end.
set -euo pipefail
[ "$(uname -s) $(uname -m)" = 'Linux x86_64' ] || { echo 'needs Linux x64'; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent @prebuilt-tdlib/linux-x64-glibc@0.1008067.0 koffi@3.3.4 2>/dev/null

cat > letters.cjs <<'JS'
const koffi = require('koffi');
const library = koffi.load(require.resolve('@prebuilt-tdlib/linux-x64-glibc/libtdjson.so'));
const execute = library.func('const char* td_execute(const char*)');
const ask = (question) => JSON.parse(execute(JSON.stringify(question)));
ask({ '@type': 'setLogVerbosityLevel', new_verbosity_level: 0 });

// parseMarkdown cleans a text as every text that is sent is cleaned.
const text = (sent) =>
  ask({ '@type': 'parseMarkdown', text: { '@type': 'formattedText', text: sent, entities: [] } }).text;
const name = (sent) => ask({ '@type': 'cleanFileName', file_name: sent }).text;

const words = { 'Ångström, composed': 'Ångström'.normalize('NFC'), 'Ångström, decomposed': 'Ångström'.normalize('NFD') };
words['خانهٔ'] = 'خانه\u0654'.normalize('NFC');
words['خانۀ'] = 'خان\u06c0';
const seen = Object.entries(words).flatMap(([what, word]) => [
  `${what}, as a text: ${text(word).normalize('NFC')}`,
  `${what}, as a name: ${name(`${word}.txt`).normalize('NFC')}`,
]);
require('node:fs').writeFileSync('seen.txt', `${seen.join('\n')}\n`);
process.kill(process.pid, 'SIGKILL'); // the library brings down a process that ends by itself
JS

node letters.cjs 2>/dev/null || true
cat seen.txt
diff seen.txt - <<'SEEN'
Ångström, composed, as a text: Ångström
Ångström, composed, as a name: Ångström.txt
Ångström, decomposed, as a text: Angström
Ångström, decomposed, as a name: Angstrom.txt
خانهٔ, as a text: خانهٔ
خانهٔ, as a name: خانه.txt
خانۀ, as a text: خانۀ
خانۀ, as a name: خانۀ.txt
SEEN

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/*
 * Bundles the program with its packages into `dist` (`--outdir` for another folder), unless it stands there already,
 * made of the same files: a start need not wait for it. What it was made of is noted beside it, with a hash of all
 * contents.
 *
 * Packages are bundled because a start that looks for some six hundred of their files takes three times the processor
 * time, and because of drizzle, undici and others a small part is used: without it the program at rest is a third
 * larger.
 */

const { values } = parseArgs({ options: { outdir: { type: 'string', default: 'dist' } } });
process.chdir(dirname(fileURLToPath(import.meta.url)));
const outdir = resolve(values.outdir);
const note = join(outdir, 'built-from.json');

/** They name files of their own, or are chosen where they run. */
const NOT_BUNDLED = ['better-sqlite3', 'sqlite-on-node-20', '@resvg/resvg-js'];
/** What decides beside the sources what is built. */
const DECIDING = ['build.mjs', 'package.json', 'package-lock.json'];
/** What packages written as CommonJS call. */
const REQUIRE = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);`;

if (!isBuilt()) await build();

function isBuilt() {
  const { inputs, outputs, hash } = noted();
  try {
    return outputs.every((file) => existsSync(file)) && hash === hashOf(inputs);
  } catch {
    // A file that is gone: built anew.
    return false;
  }
}

/** Nothing where it was never built, or only half a note is left. */
function noted() {
  try {
    return JSON.parse(readFileSync(note, 'utf8'));
  } catch {
    return { inputs: [], outputs: [], hash: null };
  }
}

async function build() {
  const esbuild = await import('esbuild');
  const common = {
    ...{ bundle: true, external: NOT_BUNDLED, platform: 'node', target: 'node20', format: 'esm', outdir },
    ...{ sourcemap: true, minifyWhitespace: true, lineLimit: 120, banner: { js: REQUIRE } },
    // grammY's own client of HTTP, which nothing calls: `src/messengers/transport` makes its calls.
    alias: { 'node-fetch': 'data:text/javascript,export default fetch' },
    ...{ write: false, metafile: true, logLevel: 'warning' },
  };
  const entries = (...names) => names.map((name) => `src/${name}.ts`);
  const builds = await Promise.all([
    // What it imports only when somebody asks for it is in files of its own.
    esbuild.build({ ...common, entryPoints: entries('main'), splitting: true, chunkNames: '[name]-[hash]' }),
    esbuild.build({ ...common, entryPoints: entries('restore', 'doctor', 'worker') }),
  ]);
  for (const former of noted().outputs) rmSync(former, { force: true });
  mkdirSync(outdir, { recursive: true });
  const outputs = builds.flatMap(({ outputFiles }) => outputFiles);
  for (const { path, text } of outputs) writeFileSync(path, path.endsWith('.js') ? inAscii(text) : text);
  const sources = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs)).filter(isOwn);
  const inputs = [...new Set([...DECIDING, ...sources])].filter(existsSync);
  writeFileSync(
    note,
    JSON.stringify({ inputs, outputs: outputs.map(({ path }) => relative('.', path)), hash: hashOf(inputs) }),
  );
}

/** What packages hold is told by `package-lock.json`. */
function isOwn(file) {
  return !/(^|\/)node_modules\//.test(file);
}

/**
 * V8 keeps a file in two bytes a character where a single one is not Latin. esbuild escapes them in strings, and leaves
 * them in regular expressions.
 */
function inAscii(text) {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

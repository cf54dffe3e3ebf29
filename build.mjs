import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/*
 * Bundles the program into `dist` (`--outdir` for another folder), unless it stands there already, made of the same
 * files: a start need not wait for it. What it was made of is noted beside it, with a hash of all contents.
 */

const { values } = parseArgs({ options: { outdir: { type: 'string', default: 'dist' } } });
process.chdir(dirname(fileURLToPath(import.meta.url)));
const outdir = resolve(values.outdir);
const note = join(outdir, 'built-from.json');

if (!isBuilt()) await build();

function isBuilt() {
  try {
    const { inputs, outputs, hash } = JSON.parse(readFileSync(note, 'utf8'));
    return outputs.every((file) => existsSync(file)) && hash === hashOf(inputs);
  } catch {
    // Never built, a file that is gone, or half a note: built anew.
    return false;
  }
}

async function build() {
  const esbuild = await import('esbuild');
  const { metafile } = await esbuild.build({
    entryPoints: ['main', 'restore', 'doctor', 'worker'].map((name) => `src/${name}.ts`),
    ...{ bundle: true, packages: 'external', platform: 'node', target: 'node20', format: 'esm' },
    ...{ sourcemap: true, outdir, logLevel: 'warning', metafile: true },
  });
  const inputs = ['build.mjs', 'package.json', ...Object.keys(metafile.inputs)];
  const outputs = Object.keys(metafile.outputs);
  writeFileSync(note, JSON.stringify({ inputs, outputs, hash: hashOf(inputs) }));
}

function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PROJECT } from './crash/built-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'hamray-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);
const built = () => readFileSync(at('dist/main.js'), 'utf8');
const build = () => execFileSync(process.execPath, [at('build.mjs')]);
/** Whoever builds overwrites it. */
const mark = () => writeFileSync(at('dist/main.js'), `${built()}// as it was`);
const isMarked = () => built().endsWith('// as it was');

test('what is built is built anew where a source, an output or the note has changed, and else left', {
  timeout: 120_000,
}, () => {
  cpSync(join(PROJECT, 'build.mjs'), at('build.mjs'));
  cpSync(join(PROJECT, 'package.json'), at('package.json'));
  symlinkSync(join(PROJECT, 'node_modules'), at('node_modules'));
  mkdirSync(at('src'));
  for (const name of ['main', 'restore', 'doctor', 'worker']) {
    writeFileSync(at(`src/${name}.ts`), "import { WORD } from './word.ts';\nconsole.log(WORD);\n");
  }
  const say = (word: string) => writeFileSync(at('src/word.ts'), `export const WORD: string = '${word}';\n`);
  say('one');
  build();
  expect(built()).toContain('one');

  mark();
  build();
  expect(isMarked()).toBe(true);

  say('two');
  build();
  expect(built()).toContain('two');

  mark();
  rmSync(at('dist/worker.js'));
  build();
  expect(isMarked()).toBe(false);

  mark();
  writeFileSync(at('dist/built-from.json'), '{"inputs":');
  build();
  expect(isMarked()).toBe(false);
});

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
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
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(PROJECT, name), at(name));
  symlinkSync(join(PROJECT, 'node_modules'), at('node_modules'));
  mkdirSync(at('src'));
  for (const name of ['main', 'restore', 'doctor', 'worker']) {
    writeFileSync(at(`src/${name}.ts`), "import { WORD } from './word.ts';\nconsole.log(WORD);\n");
  }
  writeFileSync(
    at('src/main.ts'),
    "import { WORD } from './word.ts';\nconsole.log(WORD, /[۰-۹]/.test('۳'), await import('./asked-for.ts'));\n",
  );
  const say = (word: string) => writeFileSync(at('src/word.ts'), `export const WORD: string = '${word}';\n`);
  const ask = (word: string) => writeFileSync(at('src/asked-for.ts'), `export const ASKED = '${word}';\n`);
  const askedFor = () => readdirSync(at('dist')).filter((name) => /^asked-for-.*js$/.test(name));
  say('one');
  ask('early');
  build();
  expect(built()).toContain('one');
  const [early] = askedFor();
  // V8 would keep a file with a letter that is not Latin in twice its size.
  expect(built()).toMatch(/^[\0-\x7f]*$/);
  expect(execFileSync(process.execPath, [at('dist/main.js')], { encoding: 'utf8' })).toMatch(
    /^one true .*early/s,
  );

  mark();
  build();
  expect(isMarked()).toBe(true);

  say('two');
  build();
  expect(built()).toContain('two');

  ask('late');
  build();
  // What a former build was asked for is not left beside it.
  expect(askedFor()).toHaveLength(1);
  expect(askedFor()).not.toEqual([early]);

  mark();
  writeFileSync(at('package-lock.json'), '{}');
  build();
  expect(isMarked()).toBe(false);

  mark();
  rmSync(at('dist/worker.js'));
  build();
  expect(isMarked()).toBe(false);

  mark();
  writeFileSync(at('dist/built-from.json'), '{"inputs":');
  build();
  expect(isMarked()).toBe(false);
});

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { PROJECT } from '../../../crash/built-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'hamray-driver-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('of a compiled driver only what is loaded stays', () => {
  const script = join(folder, 'keep-driver.mjs');
  cpSync(join(PROJECT, 'src/store/file/node-20/keep-driver.mjs'), script);
  const driver = join(folder, 'node_modules/better-sqlite3');
  const loaded = ['package.json', 'lib/index.js', 'build/Release/better_sqlite3.node'];
  const left = [
    'deps/sqlite3/sqlite3.c',
    'src/better_sqlite3.cpp',
    'build/Makefile',
    'build/Release/obj/a.o',
  ];
  const put = (name: string) => {
    mkdirSync(dirname(join(driver, name)), { recursive: true });
    writeFileSync(join(driver, name), '');
  };
  const run = () => execFileSync(process.execPath, [script]);

  run(); // On another Node there is nothing.
  for (const name of left) put(name);
  run(); // Its compilation failed: what it needs is left alone.
  expect(files(driver)).toEqual(left.toSorted());

  for (const name of loaded) put(name);
  run();
  run();
  expect(files(driver)).toEqual(loaded.toSorted());
});

function files(of: string): string[] {
  return readdirSync(of, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(of.length + 1))
    .sort();
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { copyBuiltProgram } from './built-program.ts';

test('a build that a broken-off run left is removed, and one in use is not', () => {
  const inUse = copyBuiltProgram();
  const { pid } = spawnSync(process.execPath, ['--version']);
  const left = resolve(dirname(inUse.folder), `hamray-test-${pid}-1`);
  mkdirSync(left);
  const next = copyBuiltProgram();
  expect(existsSync(left)).toBe(false);
  expect(existsSync(inUse.entry)).toBe(true);
  inUse.remove();
  next.remove();
  expect(existsSync(next.folder)).toBe(false);
});

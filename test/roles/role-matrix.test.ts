import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as features from '../../src/features/all.ts';
import { PATTERNS } from './forgeries.ts';
import { type Matrix, matrixOf } from './matrix.ts';
import { BUTTONS, COMMANDS } from './rights.ts';
import { buildWorld, type World } from './world.ts';
import { dialogsAbout } from './writings.ts';

/** The long form tries every id, every button that anybody was shown, and the studies between rounds and ended too. */
const isLong = process.env['MODE'] === 'long';
const WITHIN_MS = isLong ? 3_600_000 : 600_000;

let world: World;
let matrix: Matrix;

beforeAll(async () => {
  world = await buildWorld();
  matrix = matrixOf(world, isLong);
}, WITHIN_MS);

afterAll(() => world.both.stop());

test('every command and button that the program listens to has its row, and no row is idle', () => {
  const patterns = features.PRESSES.map(({ pattern }) => pattern.source);
  expect(patterns.filter((pattern) => !PATTERNS.has(pattern))).toEqual([]);
  const pressed = new Set(patterns.map((pattern) => PATTERNS.get(pattern)!));
  expect([...pressed].sort()).toEqual(Object.keys(BUTTONS).sort());
  const commands = new Set(features.COMMANDS.map(({ name }) => name));
  expect([...commands].sort()).toEqual(Object.keys(COMMANDS).sort());
});

test('every dialog that the program begins is tried by every role', () => {
  const begun = sources('src')
    .flatMap((source) => [...source.matchAll(/startDialog\(tx, \{([^;]*?)\}\);/gs)])
    .map(([, dialog]) => /kind: '([\w-]+)'/.exec(dialog!)![1]!);
  expect(
    dialogsAbout(world)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual([...new Set(begun)].sort());
});

test(
  'no command, press, text or file lets anybody do or read what is not theirs',
  async () => {
    await matrix.run('in a round');
    if (isLong) {
      await world.closeRounds();
      await matrix.run('between rounds');
      await world.finishStudies();
      await matrix.run('ended');
    }
    expect(matrix.breaches).toEqual([]);
    expect(world.both.complaints).toEqual([]);
  },
  WITHIN_MS,
);

test.runIf(isLong)('every right in the matrix was used by somebody', () => {
  const allowed = Object.keys(BUTTONS).filter(
    (button) => !['nobody', 'its-writer'].includes(BUTTONS[button]!),
  );
  expect([...allowed, ...Object.keys(COMMANDS)].filter((each) => !matrix.worked.has(each))).toEqual([]);
});

test.skipIf(isLong)('docs/security.md tells how much was tried', () => {
  const { roles, commands, buttons, commandCells, buttonCells, otherCells } = matrix.counts;
  const cells = [commandCells, buttonCells, otherCells].map((count) => count.toLocaleString('en'));
  const run = '`npm test`';
  const row = ['', run, roles, commands, cells[0], buttons, cells[1], cells[2], ''].join(' | ').trim();
  const told = readFileSync('docs/security.md', 'utf8').split('\n');
  expect(told.filter((line) => line.startsWith(`| ${run} |`))).toEqual([row]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

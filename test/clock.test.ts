import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { within } from '../src/clock.ts';
import { projectFolder } from '../src/store/file/database.ts';
import { codeFiles } from './fixtures/words-of-code.ts';
import { manualClock } from './manual-clock.ts';

const SRC = projectFolder('src');
/** Where time is read and dice are thrown; the rehearsal's page runs in a browser. */
const MAY = /^(clock\.ts$|dice\.ts$|rehearsal\/page\/)/;
/** What a file must hold at all to be looked at. */
const SUSPECT =
  /AbortSignal\.timeout|setTimeout|setInterval|performance|hrtime|random|new Date\(\)|Date\.now/;
const READ =
  /^(setTimeout|setInterval|performance|hrtime|random(Int|Bytes|UUID|Fill|FillSync)|getRandomValues)$/;

/** What reads the time, sets a timer or throws dice by itself. */
function ownTimeAndDice(text: string): string[] {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && READ.test(node.text)) found.push(node.text);
    if (ts.isNewExpression(node) && node.getText() === 'new Date()') found.push('new Date()');
    if (ts.isPropertyAccessExpression(node)) {
      const name = node.getText();
      if (/^(Date\.now|Math\.random|AbortSignal\.timeout)$/.test(name)) found.push(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test('time, timers and dice are handed in everywhere', () => {
  const found = codeFiles(SRC)
    .filter((file) => !MAY.test(file))
    .map((file) => ({ file, text: readFileSync(join(SRC, file), 'utf8') }))
    .filter(({ text }) => SUSPECT.test(text))
    .flatMap(({ file, text }) => ownTimeAndDice(text).map((what) => `${file} ${what}`));
  expect(found).toEqual([]);
});

test('the search finds time, timers and dice in code, and not the same words elsewhere', () => {
  expect(
    ownTimeAndDice(`import { setTimeout as pause } from 'node:timers/promises';
      import { randomInt } from 'node:crypto';
      const at = new Date(); Date.now(); Math.random(); performance.now(); setInterval(run, 5);
      AbortSignal.timeout(5);`),
  ).toEqual([
    'setTimeout',
    'randomInt',
    'new Date()',
    'Date.now',
    'Math.random',
    'performance',
    'setInterval',
    'AbortSignal.timeout',
  ]);
  expect(
    ownTimeAndDice('new Date(at); clock.now(); dice.fraction(); setImmediate(run); // setTimeout'),
  ).toEqual([]);
});

test('work is cancelled when its time is over or its surroundings end, and leaves no timer when it is done', async () => {
  const clock = manualClock();
  const around = new AbortController();
  const work = (signal: AbortSignal) =>
    new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('broken off')));
  const late = within(clock, 500, work);
  const ended = within(clock, 500, work, around.signal);
  around.abort();
  expect(await ended).toBe('broken off');
  await clock.advance(500);
  expect(await late).toBe('broken off');
  expect(await within(clock, 500, async () => 'done')).toBe('done');
  expect(clock.timers()).toBe(0);
});

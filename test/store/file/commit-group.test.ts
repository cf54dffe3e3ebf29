import { expect, test } from 'vitest';
import { createCommitGroup } from '../../../src/store/file/commit-group.ts';
import type { Database, Transaction } from '../../../src/store/file/database.ts';
import { isStorageTrouble } from '../../../src/store/file/storage-trouble.ts';
import { loadState, saveState } from '../../../src/store/program-state.ts';
import { newDatabase } from '../../fixtures/database.ts';

const KEYS = ['a', 'b', 'c', 'd'];

function stored(db: Database): string {
  return KEYS.filter((key) => loadState(db, key) !== undefined).join('');
}

/** What became of each work: nothing yet, done, or refused with an error's message. */
function watched() {
  const became = new Map<string, string>();
  return {
    became,
    watch(key: string, done: Promise<void>) {
      done.then(
        () => became.set(key, 'done'),
        (error: Error) => became.set(key, isStorageTrouble(error) ? 'no room' : error.message),
      );
    },
  };
}

const save = (key: string, text = 'x') => {
  return (tx: Transaction) => saveState(tx, key, text);
};

test('works of one turn are on disk at its end, and not before', async () => {
  const db = newDatabase();
  const group = createCommitGroup(db);
  const a = group.add(save('a'));
  const b = group.add(save('b'));
  await Promise.resolve();
  expect([stored(db), group.size()]).toEqual(['', 2]);
  await Promise.all([a, b]);
  expect([stored(db), group.size()]).toEqual(['ab', 0]);
});

test('a flush does not wait for that', async () => {
  const db = newDatabase();
  const group = createCommitGroup(db);
  const a = group.add(save('a'));
  group.flush();
  expect(stored(db)).toBe('a');
  await a;
});

test('a work that fails leaves nothing, and the others alone', async () => {
  const db = newDatabase();
  const group = createCommitGroup(db);
  const { became, watch } = watched();
  watch('a', group.add(save('a')));
  watch(
    'b',
    group.add((tx) => {
      saveState(tx, 'b', 'x');
      throw new Error('half way');
    }),
  );
  watch('c', group.add(save('c')));
  group.flush();
  await new Promise((resolve) => setImmediate(resolve));
  expect(stored(db)).toBe('ac');
  expect([...became]).toEqual([
    ['a', 'done'],
    ['b', 'half way'],
    ['c', 'done'],
  ]);
});

test('where the disk is full, what has room is kept; the first that has none holds up those behind it', async () => {
  const db = newDatabase();
  const group = createCommitGroup(db);
  const pages = db.$client.pragma('page_count', { simple: true }) as number;
  db.$client.pragma(`max_page_count = ${pages + 1}`);
  const { became, watch } = watched();
  watch('a', group.add(save('a')));
  watch('b', group.add(save('b', 'x'.repeat(100_000))));
  watch('c', group.add(save('c')));
  expect(group.flush).toThrow(/full/);
  await new Promise((resolve) => setImmediate(resolve));
  expect(stored(db)).toBe('a');
  expect([...became]).toEqual([
    ['a', 'done'],
    ['b', 'no room'],
    ['c', 'no room'],
  ]);
  db.$client.pragma('max_page_count = 1000000');
  await group.add(save('d'));
  expect(stored(db)).toBe('ad');
});

test('whoever waits for the next addition hears of it', async () => {
  const group = createCommitGroup(newDatabase());
  const added = group.added();
  void group.add(save('a'));
  await added;
  expect(group.size()).toBe(1);
});

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';
import { codeFiles, wordsOfCode } from '../fixtures/words-of-code.ts';

const SRC = projectFolder('src');
/** As a word of its own, also within a name such as `isBale` or `baleLink`, or an address. */
const NAMES = /(?<![a-z])(telegram|bale)(?![a-z])|Telegram|Bale(?![a-z])/;
/** What knows messengers by name: their own folder, the settings, the tables, and the one that is rehearsed. */
const MAY = /^(messengers\/|rehearsal\/|settings\.ts$|store\/schema\.ts$)/;

test('only the messengers themselves, the settings and the tables name a messenger', () => {
  const found = codeFiles(SRC)
    .filter((file) => !MAY.test(file))
    .flatMap((file) =>
      wordsOfCode(join(SRC, file))
        .filter(({ word }) => NAMES.test(word))
        .map(({ word, line }) => `src/${file}:${line} ${word}`),
    );
  expect(found).toEqual([]);
});

test('the search finds the names of messengers, also within longer names, and no other word', () => {
  const found = ['telegram', 'https://api.telegram.org', 'baleLink', 'isBale', 'messenger.bale'];
  expect(found.filter((word) => NAMES.test(word))).toEqual(found);
  expect(['balance', 'telegraph', 'Balena'].filter((word) => NAMES.test(word))).toEqual([]);
});

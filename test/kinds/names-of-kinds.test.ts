import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';
import { codeFiles, wordsOfCode } from '../fixtures/words-of-code.ts';

const SRC = projectFolder('src');
/** A kind's name as a word of its own, also within a name such as `isLikert` or a key such as `change.why.cvr`. */
const NAMES = new RegExp(
  [
    '(?<![a-z])(likert|screening|cvr|cvi|ranking|brainstorming|numeric)(?![a-z])',
    ...['Likert', 'Screening', 'Cvr', 'Cvi', 'Ranking', 'Brainstorming', 'Numeric'],
  ].join('|'),
);
/** What knows kinds by name: they themselves, the workbook's words, the tables, and the type that lists them. */
const MAY = /^(kinds\/|workbook\/|store\/schema\.ts$)/;

/** `numeric` is a type of SQL as well. */
const SQL_TYPE = /_at numeric\)/;

/** `day: 'numeric'` */
function isDatePart(node: ts.Node): boolean {
  return (
    ts.isPropertyAssignment(node) &&
    /^(year|month|day|hour|minute|second)$/.test(node.name.getText()) &&
    ts.isStringLiteral(node.initializer)
  );
}

/** The name of the type, and its members; how a date is written. */
function isNoQuestion(node: ts.Node): boolean {
  return (ts.isTypeAliasDeclaration(node) && node.name.text === 'RoundKind') || isDatePart(node);
}

test('only the kinds themselves, the workbook and the schema name a kind of round', () => {
  const found = codeFiles(SRC)
    .filter((file) => !MAY.test(file))
    .flatMap((file) =>
      wordsOfCode(join(SRC, file), isNoQuestion)
        .filter(({ word }) => NAMES.test(word) && !SQL_TYPE.test(word))
        .map(({ word, line }) => `src/${file}:${line} ${word}`),
    );
  expect(found).toEqual([]);
});

test('the search finds the names of kinds, also within longer names, and no other word', () => {
  const found = ['likert', 'isScreening', 'change.why.cvi', 'LikertRound', 'in a cvr round'].filter((word) =>
    NAMES.test(word),
  );
  expect(found).toHaveLength(5);
  expect(['screen', 'rankings', 'averageRanks', 'cvrx'].filter((word) => NAMES.test(word))).toEqual([]);
});

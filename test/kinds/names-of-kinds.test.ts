import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';

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

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|js)$/.test(file));
}

/** Names, texts and pieces of templates of a program's text: all of its code that is no comment. */
function wordsOf(path: string): { word: string; line: number }[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const words: { word: string; line: number }[] = [];
  const visit = (node: ts.Node): void => {
    // The name of the type, and its members.
    if (ts.isTypeAliasDeclaration(node) && node.name.text === 'RoundKind') return;
    // A file's name is no question about kinds, nor is how a date is written.
    if (ts.isImportDeclaration(node) || isDatePart(node)) return;
    if (ts.isIdentifier(node) || ts.isLiteralExpression(node) || ts.isTemplateLiteralToken(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      words.push({ word: node.text, line: line + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return words;
}

test('nobody but the kinds themselves, the workbook and the schema knows a kind of round by its name', () => {
  const found = filesIn(SRC)
    .filter((file) => !MAY.test(file))
    .flatMap((file) =>
      wordsOf(join(SRC, file))
        .filter(({ word }) => NAMES.test(word) && !SQL_TYPE.test(word))
        .map(({ word, line }) => `src/${file}:${line} ${word}`),
    );
  expect(found).toEqual([]);
});

test('the search finds what it is for, and nothing else', () => {
  const found = ['likert', 'isScreening', 'change.why.cvi', 'LikertRound', 'in a cvr round'].filter((word) =>
    NAMES.test(word),
  );
  expect(found).toHaveLength(5);
  expect(['screen', 'rankings', 'averageRanks', 'cvrx'].filter((word) => NAMES.test(word))).toEqual([]);
});

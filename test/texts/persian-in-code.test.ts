import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';

/** Where Persian letters stand in the code, and why they are no words to anybody. */
const ALLOWED: Readonly<Record<string, string>> = {
  'workbook/headers.ts': 'the fixed words of the workbook, which the contract names',
  'workbook/english-words.ts': 'the same, each with its English',
  'workbook/isfahan-example.ts': 'the data of the example',
  'domain/when.ts': 'what people type as a span of time',
  'domain/digits.ts': 'letters that are written in several ways',
  'rehearsal/page/chat-search.js': 'the same, in the browser',
  'messages/shorten.ts': 'words that a shortened title does not end with',
  'domain/similar-titles.ts': 'words that tell nothing of a title',
  'domain/two-questions.ts': 'words that part two questions in a title',
};

const LETTERS = /[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]/;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The literals of a file that hold Persian letters; comments may. */
function persianLiterals(file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    // The word by which workbooks name a kind of round: a part of their format, as those in `workbook/headers`.
    if (ts.isPropertyAssignment(node) && node.name.getText(source) === 'sheetWord') return;
    const isText =
      ts.isStringLiteralLike(node) ||
      ts.isRegularExpressionLiteral(node) ||
      ts.isTemplateExpression(node) ||
      ts.isIdentifier(node);
    if (isText && LETTERS.test(node.getText(source))) found.push(node.getText(source));
    ts.forEachChild(node, visit);
  };
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  visit(source);
  return found;
}

test('no word that a person reads stands in the code', () => {
  const src = projectFolder('src');
  const found = filesUnder(src)
    .map((file) => ({ file: file.slice(src.length + 1), literals: persianLiterals(file) }))
    .filter(({ file, literals }) => literals.length > 0 && !(file in ALLOWED));
  expect(found).toEqual([]);
});

test('what is allowed to hold Persian does', () => {
  const src = projectFolder('src');
  const needless = Object.keys(ALLOWED).filter((file) => persianLiterals(join(src, file)).length === 0);
  expect(needless).toEqual([]);
});

test('no list is joined by a Persian comma in the code', () => {
  const joined = filesUnder(projectFolder('src')).filter(
    (file) => file.endsWith('.ts') && /join\(['"`][^'"`]*[،؛]/.test(readFileSync(file, 'utf8')),
  );
  expect(joined).toEqual([]);
});

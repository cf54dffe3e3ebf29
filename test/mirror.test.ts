import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../src/store/file/database.ts';

/** What holds for more than one file: rules of the code, whole stories, odd input. */
const ACROSS = [
  'delivery/faults.test.ts',
  'features/anytime/written-answers.test.ts',
  'features/dialogs.test.ts',
  'features/exporting/every-kind.test.ts',
  'features/exporting/why-null.test.ts',
  'features/joining/apart-codes.test.ts',
  'features/judging/closings-of-studies.test.ts',
  'features/overseeing/expert-of-a-colleague.test.ts',
  'features/overseeing/live-status.test.ts',
  'features/paper/ideas-on-paper.test.ts',
  'features/paper/mutated-forms.test.ts',
  'features/paper/orders-on-paper.test.ts',
  'features/who-is-still-told.test.ts',
  'kinds/names-of-kinds.test.ts',
  'messages/message-sizes.test.ts',
  'messengers/names-of-messengers.test.ts',
  'rehearsal/every-kind.test.ts',
  'rehearsal/signs-in-texts.test.ts',
  'store/account-tenures.test.ts',
  'store/file/earlier-database.test.ts',
  'store/query-plans.test.ts',
  'store/small-tables.test.ts',
  'store/what-is-deleted.test.ts',
  'store/what-names-people.test.ts',
  'texts/english-on-every-screen.test.ts',
  'texts/label.test.ts',
  'texts/locales-agree.test.ts',
  'texts/locales.test.ts',
  'texts/persian-in-code.test.ts',
  'texts/persian-on-every-screen.test.ts',
  'texts/pseudo-locale.test.ts',
  'workbook/content-warnings.test.ts',
  'workbook/faults.test.ts',
  'workbook/large-workbook.test.ts',
  'workbook/mutated-workbooks.test.ts',
  'workbook/odd-cells.test.ts',
  'workbook/odd-packages.test.ts',
  'workbook/written-studies.test.ts',
];

test('each test file has the path of the file that it tests', () => {
  const [src, tests] = [projectFolder('src'), import.meta.dirname];
  const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const alone = folders
    .filter(({ name }) => existsSync(join(tests, name)))
    .flatMap(({ name }) =>
      readdirSync(join(tests, name), { recursive: true, encoding: 'utf8' }).map((file) => join(name, file)),
    )
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => ['.ts', '.mjs'].every((end) => !existsSync(join(src, file.replace('.test.ts', end)))));
  expect(alone.toSorted()).toEqual(ACROSS);
});

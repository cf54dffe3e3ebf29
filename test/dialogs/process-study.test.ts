import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { MODEL_CASE, peopleOf, processSheets } from './process-study.ts';

test('the workbook that stands in the docs is the study that is played here', async () => {
  const played = await workbookOf(processSheets(MODEL_CASE, peopleOf(MODEL_CASE), new Set()));
  const inDocs = await readWorkbook(new Uint8Array(readFileSync('docs/model-case.xlsx')));
  expect(inDocs).toMatchObject({ ok: true });
  expect(inDocs).toEqual(await readWorkbook(played));
});

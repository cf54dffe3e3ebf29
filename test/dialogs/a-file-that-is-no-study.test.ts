import { afterEach, expect, test } from 'vitest';
import { loadQueuedJobs } from '../../src/store/jobs.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import { FACILITATOR, type RunningProgram, startProgram } from './running-program.ts';

let program: RunningProgram;
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

const OLE2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const xls = Buffer.concat([
  Buffer.from(OLE2),
  Buffer.alloc(512),
  Buffer.from('Workbook', 'utf16le'),
  Buffer.alloc(64),
]);

test.each([
  ['a picture', 'عکس.jpg', new Uint8Array(10), 'کارپوشهٔ اکسل'],
  ['a file of another kind', 'مقاله.pdf', Buffer.from('%PDF-1.7'), 'کارپوشهٔ اکسل'],
  ['a file that only bears the name', 'مطالعه.xlsx', new Uint8Array(10), 'کارپوشهٔ اکسل'],
  ['an old workbook under the new name', 'مطالعه.xlsx', xls, '⁨.xls⁩'],
  ['a text of columns', 'گویه‌ها.csv', Buffer.from('کد,عنوان'), '⁨.csv⁩'],
  ['a file of over 10 MB', 'مطالعه.xlsx', new Uint8Array(10_000_001), '۱۰ مگابایت'],
])('%s gets one clear sentence', async (_what, name, bytes, told) => {
  program = await startProgram();
  const answer = await program.sendFile(name, bytes);
  expect(answer.text).toContain(told);
  expect(answer.text.split('\n')).toHaveLength(1);
  expect(loadQueuedJobs(program.db)).toEqual([]);
});

test.each(['مطالعه', 'مطالعه.pdf', 'study.zip'])('a workbook named %s is read all the same', async (name) => {
  program = await startProgram();
  const answer = await program.sendFile(name, await workbookOf(VALID));
  expect(answer.text).toContain('پیش‌نمایش');
});

test('a few faults stand in the message, one a line', async () => {
  program = await startProgram();
  const sheets = {
    ...VALID,
    پانل‌ها: [
      ['کد', 'نام'],
      ['P1', null],
      ['P2', 'مالی'],
    ],
  };
  const answer = await program.sendFile('مطالعه.xlsx', await workbookOf(sheets));
  expect(answer.text.split('\n')).toContain(
    'برگهٔ «پانل‌ها»، ردیف ۲، ستون «نام»: این خانه خالی است؛ پر کردن آن لازم است.',
  );
});

test('a list that outgrows the message comes whole as a text file', async () => {
  program = await startProgram();
  const rows = Array.from({ length: 300 }, (_, at) => [`Z${at}`, null, null, null, null, null, 'P9']);
  const sheets = { ...VALID, گویه‌ها: [...VALID['گویه‌ها']!, ...rows] };
  const answer = await program.sendFile('مطالعه.xlsx', await workbookOf(sheets));
  expect(answer.text.length).toBeLessThan(4096);
  expect(answer.text).toContain('۶۰۰ ایراد');
  expect(answer.text).toContain('برگهٔ «گویه‌ها»، ردیف ۴، ستون «عنوان»');
  const list = await program.after(answer);
  expect(list.document?.name).toBe('ایرادهای کارپوشه.txt');
  const text = program.bytesOf(list).toString('utf8');
  expect(text.startsWith('\ufeffبرگهٔ «گویه‌ها»، ردیف ۴')).toBe(true);
  // Behind the faults stand four warnings: two panels of one expert each.
  expect(text.trimEnd().split('\r\n')).toHaveLength(604);
});

test('a file from anybody but a facilitator is no workbook', async () => {
  program = await startProgram();
  program.messenger.addPerson({ id: 900, firstName: 'رهگذر' });
  const bytes = await workbookOf(VALID);
  program.messenger.sendDocument(900, 'مطالعه.xlsx', bytes);
  const answer = await program.messenger.until(() => program.chat(900).find(({ from }) => from === 'bot'));
  expect(answer.text).not.toContain('کارپوشه');
  expect(program.chat(FACILITATOR)).toEqual([]);
});

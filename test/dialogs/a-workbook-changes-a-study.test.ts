import { afterEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { loadStudiesOf } from '../../src/store/studies.ts';
import { type Sheets, studyWith, VALID, workbookOf } from '../workbook/workbook-of.ts';
import { type RunningProgram, startProgram } from './running-program.ts';

let program: RunningProgram;
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

async function send(sheets: Sheets): Promise<ChatMessage> {
  return program.sendFile('مطالعه.xlsx', await workbookOf({ ...VALID, ...sheets }));
}

async function createStudy(): Promise<void> {
  const preview = await send({});
  await program.press(preview, 'ایجاد مطالعه');
  await program.after(preview);
}

function labels({ keyboard }: ChatMessage): string[] {
  return keyboard.flat().map(({ text }) => text);
}

test('a later workbook says what it would change, and changes it by one press', async () => {
  program = await startProgram();
  await createStudy();
  const preview = await send(studyWith(['مهلت دور (روز)', 3]));
  expect(preview.text).toContain('«مهلت دور (روز)»: از «۷» به «۳»');
  expect(labels(preview)).toEqual(['اعمال تغییرات', 'ایجاد مطالعه', 'لغو']);
  await program.press(preview, 'اعمال تغییرات');
  expect((await program.after(preview)).text).toContain('تغییرات اعمال شد');
  await program.messenger.until(() => program.now(preview).keyboard.length === 0);
  const studies = loadStudiesOf(program.db, 1);
  expect(studies.map(({ openForDays }) => openForDays)).toEqual([3]);
});

test('one that says what the study is already offers no change', async () => {
  program = await startProgram();
  await createStudy();
  const preview = await send({});
  expect(preview.text).toContain('چیزی را تغییر نمی‌دهد');
  expect(labels(preview)).toEqual(['ایجاد مطالعه', 'لغو']);
});

test('who is uncertain is asked in the preview, and only then anything is applied', async () => {
  program = await startProgram();
  await createStudy();
  const experts = [...VALID['خبرگان']!.slice(0, 2), ['E9', 'کاوه', '', 'P2', null]];
  const preview = await send({ خبرگان: experts });
  expect(labels(preview)).toEqual([
    '«کاوه» همان «کاوه» است',
    '«کاوه» خبرهٔ تازه است',
    'اعمال تغییرات',
    'ایجاد مطالعه',
    'لغو',
  ]);
  expect(await program.press(preview, 'اعمال تغییرات')).toMatchObject({ showAlert: true });
  await program.press(preview, '«کاوه» همان «کاوه» است');
  const settled = await program.messenger.until(() => {
    const shown = program.now(preview);
    return labels(shown)[0] === 'اعمال تغییرات' && shown;
  });
  expect(settled.text).toContain('کد از');
  expect(await program.press(preview, 'اعمال تغییرات')).toMatchObject({ showAlert: false });
  expect((await program.after(preview)).text).toContain('تغییرات اعمال شد');
});

test('while a round is open what touches it waits, by name, and what does not goes through', async () => {
  program = await startProgram();
  await createStudy();
  const opening = await program.say('/open');
  await program.press(opening, 'شروع دور');
  await program.after(opening);

  const forbidden = await send(studyWith(['نقطهٔ خنثی', 4]));
  expect(forbidden.text).toContain('دور ۱ باز است');
  expect(forbidden.text).toContain('نقطهٔ خنثی');
  expect(labels(forbidden)).toEqual(['ایجاد مطالعه', 'لغو']);

  const mixed = await send(studyWith(['نقطهٔ خنثی', 4], ['تماس', '۰۳۱-۳۷۹۳']));
  expect(mixed.text).toMatch(/تماس.*باید تا بسته شدن.*نقطهٔ خنثی/s);
  await program.press(mixed, 'اعمال تغییرات');
  expect((await program.after(mixed)).text).toContain('تغییرات اعمال شد');
  // What waited is still to be done; the rest is.
  const again = await send(studyWith(['نقطهٔ خنثی', 4], ['تماس', '۰۳۱-۳۷۹۳']));
  expect(again.text).toContain('نقطهٔ خنثی');
  expect(labels(again)).toEqual(['ایجاد مطالعه', 'لغو']);
});

test('a title that is another study\u2019s makes a new one, and says how to change that other instead', async () => {
  program = await startProgram();
  await createStudy();
  const other = await send({
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', 'دیگر'],
      ['پرسش', 'چقدر؟'],
    ],
  });
  await program.press(other, 'ایجاد مطالعه');
  await program.after(other);
  const first = await send({});
  expect(first.text).toContain('مطالعهٔ دیگری با همین عنوان دارید');
  expect(labels(first)).toEqual(['ایجاد مطالعه', 'لغو']);

  const studies = await program.say('/studies');
  expect(studies.text.indexOf('✔️ ۱. دیگر')).toBeGreaterThan(0);
  await program.press(studies, studies.keyboard[0]![0]!.text);
  await program.messenger.until(() => program.now(studies).text.includes('✔️ ۲. آزمون'));
  expect(labels(await send(studyWith(['مهلت دور (روز)', 3])))).toContain('اعمال تغییرات');
});

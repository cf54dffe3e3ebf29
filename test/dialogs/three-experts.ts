import { expect } from 'vitest';
import { loadAllExperts } from '../../src/store/experts.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import type { RunningProgram } from './running-program.ts';

export const MARYAM = 601;
export const KAVEH = 602;
export const SARA = 603;
export const PEOPLE = [MARYAM, KAVEH, SARA];
const STUDY_ID = 1;

/** A study of two items before three experts of one panel, created and joined by all. @param rules rows of «مطالعه» */
export async function createAndJoin(
  program: RunningProgram,
  rules: readonly (readonly (string | number)[])[],
): Promise<void> {
  const sheets = {
    ...VALID,
    مطالعه: [...VALID['مطالعه']!, ...rules.map((row) => [...row])],
    پانل‌ها: VALID['پانل‌ها']!.slice(0, 2),
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
      ['E1', 'مریم', '', 'P1', null],
      ['E2', 'کاوه', '', 'P1', null],
      ['E3', 'سارا', '', 'P1', null],
    ],
    گویه‌ها: [
      ['کد', 'عنوان', 'تعریف', 'واحد سازمانی', 'مخاطب', 'گروه', 'پانل‌ها'],
      ['S1', 'نظافت', null, null, null, null, 'P1'],
      ['S2', 'آموزش', null, null, null, null, 'P1'],
    ],
  };
  const preview = await program.sendFile('مطالعه.xlsx', await workbookOf(sheets));
  const created = await program.press(preview, 'ایجاد مطالعه');
  expect(created).toMatchObject({ answered: true, showAlert: false });
  await program.messenger.until(() => program.chat().some(({ text }) => text.includes('مطالعه ساخته شد')));
  for (const [at, { token }] of loadAllExperts(program.db, STUDY_ID).entries()) {
    const id = PEOPLE[at]!;
    program.messenger.addPerson({ id, firstName: 'خبره' });
    const consent = await program.say(`/start ${token}`, id);
    const accepted = await program.press(consent, 'می‌پذیرم و عضو می‌شوم', id);
    expect(accepted).toMatchObject({ answered: true, showAlert: false });
    await program.messenger.until(() => program.chat(id).some(({ text }) => text.includes('خوش آمدید')));
  }
}

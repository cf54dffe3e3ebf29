import { afterEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { loadDeviations } from '../../src/store/deviations.ts';
import { loadStudiesOf } from '../../src/store/studies.ts';
import { type Sheets, studyWith, VALID, workbookOf } from '../workbook/workbook-of.ts';
import { FACILITATOR, type RunningProgram, startProgram } from './running-program.ts';

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

/** A first round is opened, and closed at once. */
async function playRound(): Promise<void> {
  const opening = await program.say('/open');
  await program.press(opening, 'شروع دور');
  await program.after(opening);
  const closing = await program.say('/close');
  await program.press(closing, 'بستن دور');
  await program.messenger.until(() => program.chat().some(({ text }) => text.includes('خلاصهٔ دور')));
}

/** What `/protocol` tells, page after page. */
async function protocolPages(): Promise<string> {
  const first = await program.say('/protocol');
  const pages = [first.text];
  for (;;) {
    const next = program.now(first).keyboard.flat().at(-1);
    if (!next?.callback_data?.endsWith(`:${pages.length}`))
      return pages.join('\n').replace(/[\u2066-\u2069]/g, '');
    await program.messenger.pressData(FACILITATOR, first.id, next.callback_data);
    const turned = await program.messenger.until(() => {
      const { text } = program.now(first);
      return text === pages.at(-1) ? null : text;
    });
    pages.push(turned);
  }
}

const rulesNow = () => loadStudiesOf(program.db, 1)[0]!;
const reasons = () =>
  loadDeviations(program.db, 1).flatMap(({ field, reason }) => (reason === null ? [] : [[field, reason]]));

test('what departs from the protocol is applied once its reason is written, and only once', async () => {
  program = await startProgram();
  await createStudy();
  await playRound();
  const preview = await send(studyWith(['آستانهٔ توافق', 0.6]));
  expect(preview.text).toContain('انحراف از پروتکل');
  expect(await program.press(preview, 'اعمال تغییرات')).toMatchObject({ showAlert: false });
  const question = await program.after(preview);
  expect(question.text).toContain('آستانهٔ توافق');
  expect(labels(question)).toEqual(['لغو']);
  expect(rulesNow().agreementThreshold).toBe(0.7);

  // A second press asks nothing twice; what is no text is no reason.
  expect((await program.press(preview, 'اعمال تغییرات')).text).toContain('نخست دلیل');
  expect((await program.say('\u200c')).text).toContain('تا دلیل نرسد چیزی عوض نمی‌شود');
  expect((await program.say('د'.repeat(1001))).text).toContain('بلندتر از');
  // Given up, it waits in the preview; it is taken up again after a restart too.
  await program.press(question, 'لغو');
  await program.messenger.until(() => program.now(question).text.includes('هنوز در پیش‌نمایش'));
  const last = program.chat().at(-1)!;
  await program.press(preview, 'اعمال تغییرات');
  await program.after(last);
  await program.restart();
  expect(rulesNow().agreementThreshold).toBe(0.7);

  const applied = await program.say('نظر استاد راهنما پس از دور ۱');
  expect(applied.text).toContain('تغییرات اعمال شد');
  expect(rulesNow().agreementThreshold).toBe(0.6);
  const apply = preview.keyboard[0]![0]!.callback_data!;
  expect(await program.messenger.pressData(FACILITATOR, preview.id, apply)).toMatchObject({
    showAlert: true,
  });
  expect(program.now(preview).keyboard).toEqual([]);
  expect(reasons()).toEqual([['agreementThreshold', 'نظر استاد راهنما پس از دور ۱']]);
  const pages = await protocolPages();
  expect(pages).toMatch(/«آستانهٔ توافق»: از «۰٫۷» به «۰٫۶».*· شما\nدلیل: نظر استاد راهنما پس از دور ۱/s);
  expect(pages).toContain('W (ضریب هماهنگی کندال) به ۰٫۷ برسد');
});

test('a newer workbook overtakes a reason that is waited for, and names and mobiles ask for none', async () => {
  program = await startProgram();
  await createStudy();
  await playRound();
  const older = await send(studyWith(['آستانهٔ توافق', 0.6]));
  await program.press(older, 'اعمال تغییرات');
  await program.after(older);
  const newer = await send(studyWith(['تماس', '۰۳۱-۳۷۹۳']));
  await program.press(newer, 'اعمال تغییرات');
  expect((await program.after(newer)).text).toContain('تغییرات اعمال شد');
  // The study is another than the one that the older preview showed.
  expect((await program.say('دلیل نخست')).text).toContain('چیزی در مطالعه عوض شده است');
  expect(rulesNow()).toMatchObject({ agreementThreshold: 0.7, contact: '۰۳۱-۳۷۹۳' });
  expect(reasons()).toEqual([]);
});

test('another scale under answers that were given on the old one is refused, with a way on', async () => {
  program = await startProgram();
  await createStudy();
  await playRound();
  const scale = VALID['طیف']!.map((row, at) => (at === 1 ? [row[0]!, 'هیچ'] : row));
  const preview = await send({ طیف: scale });
  expect(preview.text).toMatch(/معنای پاسخ‌های دورهای گذشته.*طیف.*مطالعهٔ تازه‌ای با عنوان دیگر/s);
  expect(labels(preview)).toEqual(['ایجاد مطالعه', 'لغو']);
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

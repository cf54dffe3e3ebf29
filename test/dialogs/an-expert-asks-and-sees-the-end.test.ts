import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { FACILITATOR, type RunningProgram, startProgram } from './running-program.ts';
import { createAndJoin, KAVEH, MARYAM, PEOPLE, SARA } from './three-experts.ts';

let program: RunningProgram;
beforeEach(async () => {
  program = await startProgram();
});
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

function waitFor(personId: number, words: string): Promise<ChatMessage> {
  return program.messenger.until(() =>
    program.chat(personId).findLast(({ from, text }) => from === 'bot' && text.includes(words)),
  );
}

/** Presses a button of a message, and resolves with the newest message that says something. */
async function press(
  message: ChatMessage,
  label: string,
  until: string,
  personId = FACILITATOR,
): Promise<ChatMessage> {
  const answer = await program.press(message, label, personId);
  expect(answer).toMatchObject({ answered: true, showAlert: false });
  return waitFor(personId, until);
}

async function openRound(people: readonly number[], number: string): Promise<void> {
  program.pass(60_000);
  await press(await program.say('/open'), 'شروع دور', `دور ${number} باز شد`);
  for (const person of people) await waitFor(person, `دور ${number} باز شد`);
}

async function closeRound(number: string): Promise<void> {
  await press(await program.say('/close'), 'بستن دور', `دور ${number} بسته شد`);
  await waitFor(FACILITATOR, `خلاصهٔ دور ${number}`);
}

/** The message that opened the round is its card. */
async function answer(personId: number, card: ChatMessage, first: string, second: string): Promise<void> {
  const steps = [
    ['شروع پاسخ‌گویی', 'نظافت'],
    [first, 'گویهٔ ۲ از ۲'],
    [second, 'فهرست پاسخ‌های شما'],
    ['ثبت نهایی', 'ثبت نهایی شد'],
  ] as const;
  for (const [label, until] of steps) {
    const pressed = await program.press(card, label, personId);
    expect(pressed).toMatchObject({ answered: true, showAlert: false });
    await program.messenger.until(() => program.now(card, personId).text.includes(until));
  }
}

test('a question comes to the facilitator without a name, and its answer back to the asker alone', async () => {
  await createAndJoin(program, [
    ['حداقل پاسخ برای بازخورد', 2],
    ['برگزارکننده', 'شهرداری'],
  ]);
  await program.say('/ask', MARYAM);
  await program.say('منظور از «نظافت» چیست؟', MARYAM);
  const question = await waitFor(FACILITATOR, 'منظور از «نظافت» چیست؟');
  expect(question.text).not.toContain('مریم');

  program.messenger.send(FACILITATOR, 'نظافت معبرها.', { replyTo: question.id });
  const answered = await waitFor(MARYAM, 'نظافت معبرها.');
  expect(answered.text).toContain('پاسخ برگزارکننده به پرسش شما');
  await program.messenger.until(() => program.now(question).text.includes('پاسخ داده شد'));
  expect(program.chat(KAVEH).some(({ text }) => text.includes('نظافت معبرها'))).toBe(false);

  const sent = await waitFor(FACILITATOR, 'برای فرستندهٔ پرسش فرستاده می‌شود');
  const preview = await press(sent, 'فرستادن پرسش و پاسخ به همه', 'پیش‌نمایش پیام به خبرگان');
  await press(preview, 'فرستادن به ۳ نفر', 'پیام برای ۳ خبره فرستاده می‌شود');
  for (const person of PEOPLE) {
    expect((await waitFor(person, 'پیام برگزارکننده\n')).text).toContain('نظافت معبرها.');
  }
});

test('an expert who leaves takes the open round’s answers along and hears no more, and the others end the study', async () => {
  await createAndJoin(program, [
    ['حداقل پاسخ برای بازخورد', 2],
    ['برگزارکننده', 'شهرداری'],
  ]);
  await openRound(PEOPLE, '۱');
  for (const person of PEOPLE) {
    await answer(person, await waitFor(person, 'دور ۱ باز شد'), 'زیاد', person === KAVEH ? 'کم' : 'زیاد');
  }
  await program.restart();
  const leaving = await program.say('/leave', KAVEH);
  const sure = await press(leaving, 'کناره‌گیری و پاک کردن پاسخ‌های دور ۱', 'برگشت ندارد', KAVEH);
  await press(sure, 'بله، پاسخ‌های دور ۱ پاک شود', '۲ پاسخ شما در دور باز پاک شد', KAVEH);
  expect((await waitFor(FACILITATOR, 'کناره گرفت')).text).toContain('کاوه');
  const named = await press(await program.say('/status'), '👥 نام‌ها', 'کناره‌گیری کرده (۱)');
  expect(named.text).toMatch(/کناره‌گیری کرده \(۱\): کاوه/);
  await closeRound('۱');

  const heard = program.chat(KAVEH).length;
  const summary = await waitFor(FACILITATOR, 'خلاصهٔ دور ۱');
  expect(summary.text).toContain('۲ نفر');
  await openRound([MARYAM, SARA], '۲');
  const opening = await waitFor(MARYAM, 'دور ۲ باز شد');
  expect(opening.text).toContain('گویه‌ای کنار نرفته و ۲ گویه مانده است');
  await answer(MARYAM, opening, 'زیاد', 'زیاد');
  await answer(SARA, await waitFor(SARA, 'دور ۲ باز شد'), 'زیاد', 'کم');
  await closeRound('۲');
  await press(await program.say('/finish'), 'پایان مطالعه', 'مطالعه پایان یافت');

  const letter = await waitFor(MARYAM, 'مریم گرامی');
  expect(letter.text).toContain('میانهٔ پانل');
  const certificate = await program.messenger.press(MARYAM, letter.id, '🎓 گواهی مشارکت');
  expect(certificate).toMatchObject({ showAlert: false });
  const picture = await program.messenger.until(() => program.chat(MARYAM).find(({ document }) => document));
  expect(picture.document!.name).toMatch(/^گواهی مشارکت .*\.png$/);
  expect(program.bytesOf(picture).subarray(1, 4).toString()).toBe('PNG');

  const history = await program.say('/history', SARA);
  expect(history.text).toContain('پانل: ۵٫۰۰');
  await program.press(history, '📄 همه در یک فایل', SARA);
  const file = await program.messenger.until(() => program.chat(SARA).find(({ document }) => document));
  expect(file.document!.name).toMatch(/^پاسخ های من .*\.xlsx$/);
  expect(program.chat(KAVEH)).toHaveLength(heard);
});

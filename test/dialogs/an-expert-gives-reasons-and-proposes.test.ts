import { afterEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { type RunningProgram, startProgram } from './running-program.ts';
import { createAndJoin, KAVEH, MARYAM, PEOPLE, SARA } from './three-experts.ts';

let program: RunningProgram;
afterEach(async () => {
  expect(program.complaints).toEqual([]);
  await program.stop();
});

const labels = ({ keyboard }: ChatMessage) => keyboard.flat().map(({ text }) => text);
const lastOf = (personId: number) => program.chat(personId).findLast(({ from }) => from === 'bot')!;
const fromBot = (personId: number) => program.chat(personId).filter(({ from }) => from === 'bot').length;

/** Presses a button of a person's newest message, and resolves once that message, or one after it, says something. */
async function press(personId: number, label: string, until: string): Promise<ChatMessage> {
  const message = lastOf(personId);
  const answer = await program.press(message, label, personId);
  expect(answer).toMatchObject({ answered: true, showAlert: false });
  return waitFor(personId, until);
}

function waitFor(personId: number, words: string): Promise<ChatMessage> {
  return program.messenger.until(() => {
    const last = lastOf(personId);
    const buttons = labels(last).join('\n');
    return `${last.text}\n${buttons}`.includes(words) && last;
  });
}

async function openRound(number: string): Promise<void> {
  program.pass(60_000);
  const opening = await program.say('/open');
  await program.press(opening, 'شروع دور');
  for (const person of PEOPLE) await waitFor(person, `دور ${number} باز شد`);
}

async function closeRound(number: string): Promise<void> {
  const closing = await program.say('/close');
  await program.press(closing, 'بستن دور');
  await program.messenger.until(() =>
    program.chat().some(({ text }) => text.includes(`خلاصهٔ دور ${number}`)),
  );
}

async function answer(personId: number, first: string, second: string): Promise<void> {
  await press(personId, 'شروع پاسخ‌گویی', 'نظافت');
  await press(personId, first, 'آموزش');
  await press(personId, second, 'ثبت نهایی');
}

test('a reason and a proposal of one round are read, decided on and seen in the next', async () => {
  program = await startProgram();
  await createAndJoin(program, [['حداقل پاسخ برای بازخورد', 3]]);
  await openRound('۱');

  // Maryam differs, says why, hands in, and answers the open question.
  await answer(MARYAM, 'کم', 'زیاد');
  await press(MARYAM, '۱', 'نوشتن دلیل');
  await press(MARYAM, 'نوشتن دلیل', 'دلیل پاسخ خود را');
  expect((await program.say('پیمانکار دارد', MARYAM)).text).toContain('دلیل شما: پیمانکار دارد');
  await press(MARYAM, 'بیشتر', 'بازگشت به گویه');
  await press(MARYAM, 'پاسخ‌های من', 'ثبت نهایی');
  await press(MARYAM, 'ثبت نهایی', 'گویه‌ای هست که باید افزوده یا حذف شود؟');
  const beforeProposal = fromBot(MARYAM);
  await press(MARYAM, 'افزودن یا حذف گویه', 'پیشنهاد دربارهٔ مطالعه');
  await press(MARYAM, 'افزودن گویه', 'عنوان گویه را');
  expect((await program.say('آموزش مدیران', MARYAM)).text).toContain('پیشنهاد شما ثبت شد');
  expect(fromBot(MARYAM)).toBe(beforeProposal + 1);
  await press(MARYAM, 'پاسخ‌های من', 'ثبت نهایی شد');
  await answer(KAVEH, 'زیاد', 'زیاد');
  await answer(SARA, 'زیاد', 'زیاد');

  program.pass(60_000);
  // The proposal can be accepted at once, and waits; the reason comes with the closing.
  const open = await program.say('/suggestions');
  expect(open.text).toContain('آموزش مدیران');
  expect(open.text).toContain('S2');
  expect(open.text).not.toContain('پیمانکار');
  await program.press(open, 'پذیرفتن');
  await program.messenger.until(() => program.now(open).text.includes('دور باز دست نمی‌خورد'));
  await closeRound('۱');
  const closed = await program.say('/suggestions');
  expect(closed.text).toContain('پیمانکار دارد');
  expect(closed.text).not.toContain('مریم');
  await program.press(closed, 'پذیرفتن');
  await program.messenger.until(() => program.now(closed).text.includes('برای بررسی نیست'));

  await openRound('۲');
  const told = program.chat(MARYAM).filter(({ text }) => text.includes('پذیرفته و به مطالعه افزوده شد'));
  expect(told.map(({ from, text }) => [from, text.includes('گویهٔ «آموزش مدیران»')])).toEqual([['bot', true]]);
  expect(lastOf(KAVEH).text).not.toContain('پیشنهادهای شما');
  expect(lastOf(KAVEH).text).toContain('تازه است');

  // Kaveh reads the other side and answers there; Maryam stands by the own answer by one tap.
  const before = fromBot(KAVEH);
  await press(KAVEH, 'شروع پاسخ‌گویی', 'گویهٔ ۱ از ۳');
  await press(KAVEH, 'بیشتر', 'دلیل‌های دیگران');
  await press(KAVEH, 'دلیل‌های دیگران', 'پیمانکار دارد');
  expect(lastOf(KAVEH).text).toContain('پایین‌تری داده بودند');
  await press(KAVEH, 'زیاد', 'آموزش');
  expect(fromBot(KAVEH)).toBe(before);
  await press(MARYAM, 'شروع پاسخ‌گویی', 'گویهٔ ۱ از ۳');
  await press(MARYAM, 'بیشتر', 'نظرم همین است');
  await press(MARYAM, 'نظرم همین است', 'گویهٔ ۲ از ۳');
  await press(MARYAM, 'زیاد', 'آموزش مدیران');
});

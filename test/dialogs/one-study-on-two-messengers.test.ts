import ExcelJS from 'exceljs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChatMessage } from '../../src/rehearsal/chats.ts';
import { hasButton } from '../../src/rehearsal/said.ts';
import { VALID, workbookOf } from '../workbook/workbook-of.ts';
import { type Chatting, startOnBoth, type TwoMessengers } from './two-messengers.ts';

/** The same number on both: the two spaces of ids overlap. */
const FACILITATOR = 501;
const TITLES = ['پرداخت *فوری* قبض [آب]', 'نوبت_گیری _برخط_ e_pay', 'نظافت <تلفنی> & `پیگیری`'];

let both: TwoMessengers;
/** Refusals that a test brings about. */
let expected: string[];
beforeEach(async () => {
  expected = [];
  both = await startOnBoth([
    { messenger: 'telegram', userId: FACILITATOR },
    { messenger: 'bale', userId: FACILITATOR },
  ]);
});
afterEach(async () => {
  expect(both.complaints).toEqual([]);
  const { telegram, bale } = both.servers;
  const refused = [...telegram.history, ...bale.history].filter(({ ok }) => !ok);
  expect(refused.map(({ description }) => description)).toEqual(expected);
  expect([telegram.openPresses(), bale.openPresses()]).toEqual([0, 0]);
  await both.stop();
});

const workbook = () =>
  workbookOf({
    ...VALID,
    مطالعه: [...VALID['مطالعه']!, ['راهنما', 'پیش از *شروع* بخوانید: <مهم>'], ['حداقل پاسخ برای بازخورد', 2]],
    پانل‌ها: [
      ['کد', 'نام'],
      ['P_1', 'فنی *و* مالی'],
    ],
    خبرگان: [['نام', 'پانل‌ها'], ...['مریم', 'کاوه', 'نیلوفر', 'آرش'].map((name) => [name, 'P_1'])],
    گویه‌ها: [['کد', 'عنوان', 'پانل‌ها'], ...TITLES.map((title, at) => [`S_${at + 1}`, title, 'P_1'])],
  });

async function invitations(message: ChatMessage, facilitator: Chatting): Promise<Record<string, string>[]> {
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(facilitator.fileOf(message) as unknown as ExcelJS.Buffer);
  const sheet = read.getWorksheet('دعوت')!;
  const cells = (row: number) =>
    Array.from({ length: sheet.columnCount }, (_, column) => sheet.getCell(row, column + 1).text);
  const header = cells(1);
  return Array.from({ length: sheet.rowCount - 1 }, (_, row) =>
    Object.fromEntries(cells(row + 2).map((cell, column) => [header[column]!, cell])),
  );
}

/** Presses what a card offers until it is handed in. @returns the taps */
async function answerAll(expert: Chatting, opening: ChatMessage, choice: string): Promise<number> {
  let taps = 1;
  await expert.press(opening, hasButton(opening, 'شروع پاسخ‌گویی') ? 'شروع پاسخ‌گویی' : 'ادامهٔ پاسخ‌گویی');
  for (const title of TITLES) {
    const card = await until(expert, opening.id, (now) => hasButton(now, 'نظری ندارم') && shows(now, title));
    await expert.press(card, choice);
    taps += 1;
  }
  const overview = await until(expert, opening.id, (now) => hasButton(now, 'ثبت نهایی'));
  await expert.press(overview, 'ثبت نهایی');
  await until(expert, opening.id, ({ text }) => text.includes('ثبت نهایی شد'));
  return taps + 1;
}

function until(expert: Chatting, id: number, isSo: (now: ChatMessage) => boolean): Promise<ChatMessage> {
  const now = () => expert.seen().find((message) => message.id === id && isSo(message));
  return both.servers[expert.messenger].until(now);
}

/** The words of a title, whatever its signs became. */
function shows({ text }: ChatMessage, title: string): boolean {
  const words = (of: string) => of.match(/\p{L}{2,}/gu)!.join(' ');
  return words(text).includes(words(title));
}

/** What nobody may read on Bale: a tag, an entity, a sign of Markdown that stayed. */
const MESS =
  /<\/?(?:b|i|u|s|a|code|pre|blockquote)\b[^>]*>|&(?:lt|gt|amp|quot);|[*`]|\]\(|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u;

function expectReadable(person: Chatting): void {
  const texts = person.seen().map(({ text }) => text);
  expect(texts.filter((text) => MESS.test(text))).toEqual([]);
  expect(person.seen().some(({ entities }) => entities.some(({ type }) => type === 'bold'))).toBe(true);
}

test('two facilitators and four experts go through a study on Telegram and Bale at once', async () => {
  const sara = both.person('telegram', FACILITATOR, 'سارا');
  const nima = both.person('bale', FACILITATOR, 'نیما');

  // The study is made on Telegram; its facilitator lets the one on Bale join it.
  const preview = await sara.sendFile('مطالعه.xlsx', await workbook());
  await sara.press(preview, 'ایجاد مطالعه');
  await sara.reads('مطالعه ساخته شد');
  const studies = await nima.say('/studies');
  await nima.press(studies, studies.keyboard[0]![0]!.text);
  const wish = await sara.reads('نیما');
  await sara.press(wish, 'پذیرفتن');
  await nima.reads('پیوستید');

  const sheet = await nima.say('/invite');
  const rows = await invitations(sheet, nima);
  expect(rows.map((row) => row['نام'])).toEqual(['مریم', 'کاوه', 'نیلوفر', 'آرش']);
  for (const row of rows) {
    expect(row['پیوند']).toMatch(/^https:\/\/t\.me\/hamray_test_bot\?start=[A-Za-z0-9]{24}$/);
    expect(row['پیوند بله']).toBe(
      row['پیوند']!.replace('https://t.me/hamray_test_bot', 'https://ble.ir/hamray_bale_bot'),
    );
    expect(row['متن دعوت']).toContain(row['پیوند بله']!);
  }

  // Two by their links, one by the whole link pasted, one by its secret alone.
  const tokens = rows.map((row) => new URL(row['پیوند بله']!).searchParams.get('start')!);
  const experts = [
    both.person('telegram', 601, 'مریم'),
    both.person('telegram', 602, 'کاوه'),
    both.person('bale', 601, 'نیلوفر'),
    both.person('bale', 602, 'آرش'),
  ];
  const opened = [`/start ${tokens[0]}`, tokens[1]!, `/start ${tokens[2]}`, rows[3]!['پیوند بله']!];
  for (const [at, expert] of experts.entries()) {
    const consent = await expert.say(opened[at]!);
    expect(consent.text).toContain('از شما دعوت می‌شود');
    await expert.press(consent, 'می‌پذیرم و عضو می‌شوم');
    await expert.reads('به پانل خوش آمدید');
  }
  const [maryam, , niloofar, arash] = experts as [Chatting, Chatting, Chatting, Chatting];

  // Round 1 is opened on Telegram, and answered on both in as many taps.
  const open = await sara.say('/open');
  await sara.press(open, 'شروع دور');
  await sara.reads('دور ۱ باز شد');
  const taps = await Promise.all(
    experts.map(async (expert, at) =>
      answerAll(expert, await expert.reads('دور ۱ باز شد'), at < 3 ? 'زیاد' : 'کم'),
    ),
  );
  expect(taps).toEqual([5, 5, 5, 5]);

  // A reason with signs in it, on Bale.
  const before = arash.seen().length;
  const card = arash.seen().findLast((message) => hasButton(message, '۱'))!;
  await arash.press(card, '۱');
  const item = await until(arash, card.id, (now) => hasButton(now, 'نوشتن دلیل'));
  await arash.press(item, 'نوشتن دلیل');
  await until(arash, card.id, (now) => hasButton(now, 'لغو'));
  await arash.say('چون *بسیار* مهم است، _واقعاً_ [ببینید](https://x.ir)');
  await both.servers.bale.until(() => arash.seen().some(({ text }) => text.includes('٭بسیار٭ مهم')));
  expect(arash.seen()).toHaveLength(before + 1);

  // Both facilitators see who answered; the round is closed on Bale and told to both.
  expect((await nima.say('/status')).text).toMatch(/۴ نفر از ۴ خبره/);
  const closing = await nima.say('/close');
  await nima.press(closing, 'بستن دور');
  await nima.reads('دور ۱ بسته شد');
  await sara.reads('خلاصهٔ دور ۱');
  const summary = await nima.reads('خلاصهٔ دور ۱');
  expect(summary.entities.some(({ type }) => type === 'bold')).toBe(true);

  // Round 2 shows the panel's answers on both; everything is kept with three taps.
  const second = await nima.say('/open');
  await nima.press(second, 'شروع دور');
  for (const expert of [maryam, niloofar]) {
    const opening = await expert.reads('دور ۲ باز شد');
    await expert.press(opening, 'شروع پاسخ‌گویی');
    const first = await until(expert, opening.id, (now) => hasButton(now, 'همهٔ پاسخ‌ها مانند دور قبل'));
    expect(first.text).toMatch(/میانگین ۴٫۰۰[\s\S]*▰/);
    await expert.press(first, 'همهٔ پاسخ‌ها مانند دور قبل');
    const overview = await until(expert, opening.id, (now) => hasButton(now, 'ثبت نهایی'));
    await expert.press(overview, 'ثبت نهایی');
    await until(expert, opening.id, ({ text }) => text.includes('ثبت نهایی شد'));
  }

  // Who has not answered is reminded, on either messenger, and puts it off.
  both.pass(4 * 24 * 3_600_000);
  const reminder = await arash.reads('منتظر پاسخ شماست');
  await arash.press(reminder, 'امروز نه');
  await until(arash, reminder.id, ({ text }) => text.includes('یادآوری نمی‌آید'));

  for (const person of [nima, niloofar, arash]) expectReadable(person);
  for (const expert of experts)
    expect(new Set(expert.seen().map(({ id }) => id)).size).toBe(expert.seen().length);
});

test('a person who blocks the bot on Bale is found out by the next send, and named', async () => {
  const sara = both.person('telegram', FACILITATOR, 'سارا');
  const preview = await sara.sendFile('مطالعه.xlsx', await workbook());
  await sara.press(preview, 'ایجاد مطالعه');
  await sara.reads('مطالعه ساخته شد');
  const rows = await invitations(await sara.say('/invite'), sara);
  const arash = both.person('bale', 602, 'آرش');
  const consent = await arash.say(new URL(rows[3]!['پیوند بله']!).searchParams.get('start')!);
  await arash.press(consent, 'می‌پذیرم و عضو می‌شوم');
  await arash.reads('به پانل خوش آمدید');
  both.servers.bale.block(602);
  expected = ['Forbidden: bot was blocked by the user'];

  const open = await sara.say('/open');
  await sara.press(open, 'شروع دور');
  await sara.reads('پیام به آرش دیگر نمی‌رسد');
  expect((await sara.say('/status')).text).toMatch(/در دسترس نیست \(۱\): آرش/);
});

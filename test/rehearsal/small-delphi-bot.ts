import ExcelJS from 'exceljs';
import { Bot, InlineKeyboard, InputFile } from 'grammy';
import { plain } from '../../src/texts/i18n.ts';

/**
 * The smallest bot that keeps the labels and words a rehearsal goes by: enough to play the guide and the invented
 * experts against, without the program's own bot.
 */
export interface SmallBot {
  /** The point each expert gave each item, by round, expert's id and title. */
  readonly ratings: Map<string, number>;
  readonly handedIn: Set<string>;
  /** What it says to `/open` in place of a preview. */
  refuses: string | null;
  /** What it waits for before it tells that a round is open. */
  busy: Promise<void>;
  nextMoments(): { reminder?: Date; deadline?: Date };
  now(): Date;
  /** What is due until then happens. */
  moveTo(at: Date): Promise<void>;
  stop(): Promise<void>;
}

export const SCALE = ['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'];
export const TITLES = ['صدور پروانه', 'پارک حاشیه‌ای', 'گزارش چالهٔ خیابان', 'نام‌گذاری معابر', 'آموزش شهروندی'];
/** A Monday, half past eleven in Tehran. */
export const BEGINS_AT = new Date('2026-10-05T08:00:00Z');
const DAY_MS = 86_400_000;

export async function startSmallBot(
  apiRoot: string,
  token: string,
  facilitatorId: number,
  experts: number,
): Promise<SmallBot> {
  const bot = new Bot(token, { client: { apiRoot } });
  const ratings = new Map<string, number>();
  const handedIn = new Set<string>();
  const joined: number[] = [];
  const drafts = new Map<number, Map<string, number>>();
  let now = BEGINS_AT.getTime();
  let round = 0;
  let open: { reminder: number | null; deadline: number } | null = null;
  const number = () => round.toLocaleString('fa');
  const begin = () => new InlineKeyboard().text(plain('label.start'), 'begin');

  const tell = (id: number, text: string, keyboard?: InlineKeyboard) =>
    bot.api.sendMessage(id, text, keyboard ? { reply_markup: keyboard } : {});
  const close = async () => {
    open = null;
    await tell(facilitatorId, `دور ${number()} بسته شد`);
    await tell(facilitatorId, `خلاصهٔ دور ${number()}\nW = ۰٫۵\nگام بعد: /open یا /finish`);
  };
  const next = (id: number) => TITLES.find((title) => !drafts.get(id)!.has(title));
  const card = (id: number): [string, InlineKeyboard] => {
    const title = next(id);
    if (!title) return ['فهرست پاسخ‌ها', new InlineKeyboard().text(plain('label.submit'), 'submit')];
    const keyboard = new InlineKeyboard();
    for (const [point, label] of SCALE.entries()) keyboard.text(label, `rate:${point}`).row();
    keyboard.text(plain('label.noOpinion'), 'none');
    return [`گویهٔ ${TITLES.indexOf(title) + 1} از ${TITLES.length}\n${title}\nمیانگین ۳٫۲۵`, keyboard];
  };

  bot.command('example', async (context) => {
    await context.replyWithDocument(new InputFile(await exampleBook(experts), 'example.xlsx'));
  });
  bot.on('message:document', (context) =>
    context.reply('پیش‌نمایش', {
      reply_markup: new InlineKeyboard().text(`✅ ${plain('label.createStudy')}`, 'create'),
    }),
  );
  bot.callbackQuery('create', async (context) => {
    await context.editMessageText('مطالعه ساخته شد.');
    await context.answerCallbackQuery();
  });
  bot.command('invite', async (context) => {
    await context.replyWithDocument(new InputFile(await invitationBook(experts), 'invite.xlsx'));
  });
  bot.command('start', async (context) => {
    if (context.match)
      await context.reply('رضایت‌نامه', {
        reply_markup: new InlineKeyboard().text(plain('label.accept'), 'accept'),
      });
  });
  bot.callbackQuery('accept', async (context) => {
    joined.push(context.from.id);
    await context.answerCallbackQuery();
    await context.editMessageText('خوش آمدید.');
  });
  bot.command('open', (context) =>
    small.refuses === null
      ? context.reply('پیش‌نمایش دور', {
          reply_markup: new InlineKeyboard().text(plain('label.openRound'), 'open'),
        })
      : context.reply(small.refuses),
  );
  bot.callbackQuery('open', async (context) => {
    round += 1;
    open = { reminder: now + 4 * DAY_MS, deadline: now + 7 * DAY_MS };
    drafts.clear();
    await context.answerCallbackQuery();
    await small.busy;
    // As where many hear at once: the facilitator last.
    for (const id of joined) {
      drafts.set(id, new Map());
      await tell(id, `دور ${number()}`, begin());
    }
    await context.reply(`دور ${number()} باز شد.`);
  });
  bot.callbackQuery('begin', async (context) => {
    const [text, keyboard] = card(context.from.id);
    await context.reply(text, { reply_markup: keyboard });
    await context.answerCallbackQuery();
  });
  bot.callbackQuery(/^(rate:\d|none)$/, async (context) => {
    const id = context.from.id;
    const title = next(id)!;
    const point =
      context.callbackQuery.data === 'none' ? -1 : Number(context.callbackQuery.data.split(':')[1]);
    drafts.get(id)!.set(title, point);
    ratings.set(`${round} ${id} ${title}`, point);
    await context.answerCallbackQuery();
    const [text, keyboard] = card(id);
    await context.editMessageText(text, { reply_markup: keyboard });
  });
  bot.callbackQuery('submit', async (context) => {
    handedIn.add(`${round} ${context.from.id}`);
    await context.answerCallbackQuery({ text: 'ثبت شد' });
    await context.editMessageText('سپاس.');
  });
  bot.command('close', (context) =>
    context.reply('پیش‌نمایش بستن', {
      reply_markup: new InlineKeyboard().text(plain('label.closeRound'), 'close'),
    }),
  );
  bot.callbackQuery('close', async (context) => {
    await context.answerCallbackQuery();
    await close();
  });
  bot.command('export', (context) =>
    context.replyWithDocument(new InputFile(Buffer.from('zip'), 'export.zip')),
  );
  bot.command('finish', (context) =>
    context.reply('پایان؟', {
      reply_markup: new InlineKeyboard().text(plain('label.finishStudy'), 'finish'),
    }),
  );
  bot.callbackQuery('finish', async (context) => {
    await context.answerCallbackQuery();
    await context.editMessageText('مطالعه پایان یافت.');
  });
  await bot.api.setMyCommands([{ command: 'help', description: 'راهنما' }], {
    scope: { type: 'all_private_chats' },
  });
  void bot.start();

  const small: SmallBot = {
    ratings,
    handedIn,
    refuses: null,
    busy: Promise.resolve(),
    now: () => new Date(now),
    nextMoments: () => ({
      ...(open?.reminder && { reminder: new Date(open.reminder) }),
      ...(open && { deadline: new Date(open.deadline) }),
    }),
    async moveTo(at) {
      now = at.getTime();
      if (open?.reminder && now >= open.reminder) {
        open.reminder = null;
        const silent = joined.filter((id) => !handedIn.has(`${round} ${id}`));
        if (now < open.deadline) for (const id of silent) await tell(id, 'یادآوری', begin());
      }
      if (open && now >= open.deadline) await close();
    },
    stop: () => bot.stop(),
  };
  return small;
}

async function exampleBook(experts: number): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const add = (name: string, rows: (string | number)[][]) => book.addWorksheet(name).addRows(rows);
  add('مطالعه', [
    ['ویژگی', 'مقدار'],
    ['عنوان', 'مثال'],
    ['حداکثر دورها', '۲'],
  ]);
  add('طیف', [['مقدار', 'برچسب'], ...SCALE.map((label, index) => [index + 1, label]).reverse()]);
  const people = Array.from({ length: experts }, (_, index) => [
    `خبرهٔ ${index + 1}`,
    'مالک',
    'پ۱',
    `۰۹۱۳۱۲۳۴۵${String(index).padStart(2, '0')}`,
  ]);
  add('خبرگان', [['نام', 'نقش', 'پانل‌ها', 'موبايل'], ...people]);
  add('گویه‌ها', [['عنوان'], ...TITLES.map((title) => [title])]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function invitationBook(experts: number): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const rows = Array.from({ length: experts }, (_, index) => [
    `خبرهٔ ${index + 1}`,
    `https://t.me/b?start=tok${index}`,
  ]);
  book.addWorksheet('دعوت').addRows([['نام', 'پیوند'], ...rows]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

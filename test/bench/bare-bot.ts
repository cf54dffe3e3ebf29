import { run } from '@grammyjs/runner';
import { Bot, InlineKeyboard } from 'grammy';

/*
 * What the program is measured against: grammY, which acknowledges a press and edits its card, and stores nothing. Its
 * card is as large as the program's. Under its own `bot.start` it handles one update after another; under its runner
 * hundreds at once, and a kill loses them.
 */

const [apiRoot, token, under] = process.argv.slice(2) as [string, string, 'start' | 'runner'];
const bot = new Bot(token, { client: { apiRoot } });

const LABELS = ['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'];
const OTHERS = ['نظری ندارم', 'نوشتن دلیل', 'بعدی', 'قبلی', 'مرور پاسخ‌ها'];

function card(item: number) {
  const keyboard = new InlineKeyboard();
  for (const [place, label] of LABELS.entries()) keyboard.text(label, `r:${item}:${place}`).row();
  for (const label of OTHERS) keyboard.text(label, `x:${item}`);
  const html = `دور ۱ · گویهٔ ${item} از ۴۰۰ · پانل A\n\n<b>گویهٔ ${item}: یک خدمت الکترونیکی که خبرگان دربارهٔ آن نظر می‌دهند</b>\n\nاین خدمت چه اندازه اولویت دارد؟`;
  return { html, options: { parse_mode: 'HTML' as const, reply_markup: keyboard } };
}

bot.command('start', (ctx) => {
  const { html, options } = card(1);
  return ctx.reply(html, options);
});
bot.callbackQuery(/^r:(\d+):(\d+)$/, async (ctx) => {
  await ctx.answerCallbackQuery();
  const { html, options } = card(Number(ctx.match[1]) + 1);
  await ctx.editMessageText(html, options);
});
process.on('disconnect', () => process.exit());
if (under === 'runner') {
  run(bot);
  process.send!('polling');
} else await bot.start({ onStart: () => void process.send!('polling') });

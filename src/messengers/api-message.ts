import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  InputRichMessage,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'grammy/types';
import type { Button, Message } from '../messages/message.ts';
import type { RichText } from '../messages/rich-text.ts';
import { rightToLeftLines, runsFromTheRight } from '../texts/direction.ts';

/** Letters may stand apart from these marks; Persian has none of them, and to compose every text is slow. */
const LATIN_MARKS = /[\u0300-\u036f]/;

/** A message's text as the messenger is to show it; composed, as Telegram takes the rings of `Å` off otherwise. */
export function textOf({ html }: Message): string {
  const text = rightToLeftLines(html);
  return LATIN_MARKS.test(text) ? text.normalize('NFC') : text;
}

/** The same with tables and folds, for `sendRichMessage`. */
export function richMessageOf({ html, fromTheRight }: RichText): InputRichMessage {
  return { html: LATIN_MARKS.test(html) ? html.normalize('NFC') : html, is_rtl: fromTheRight };
}

const OPTIONS = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/** What `sendMessage` and `editMessageText` take beside chat and text. */
export function messageOptions(message: Message) {
  return { ...markupOf(message), ...OPTIONS };
}

/** The same for an edit, which can show no keyboard in place of the phone's. */
export function editOptions(message: Message) {
  return message.buttons?.length ? { reply_markup: inlineKeyboard(message), ...OPTIONS } : OPTIONS;
}

function markupOf(message: Message): {
  reply_markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove;
} {
  const { buttons = [], keyboard } = message;
  if (keyboard === 'remove') return { reply_markup: { remove_keyboard: true } };
  if (keyboard) {
    const button = { text: keyboard.sharePhone, request_contact: true };
    return { reply_markup: { keyboard: [[button]], resize_keyboard: true, one_time_keyboard: true } };
  }
  return buttons.length === 0 ? {} : { reply_markup: inlineKeyboard(message) };
}

/** Rows are put together for Persian, which is read from the right; below words that run from the left they are mirrored. */
function inlineKeyboard({ html, buttons = [] }: Message): InlineKeyboardMarkup {
  const rows = buttons.map((row) => row.map(inlineButton));
  return { inline_keyboard: runsFromTheRight(html) ? rows : rows.map((row) => row.toReversed()) };
}

function inlineButton({ text, data, url, copy, style }: Button): InlineKeyboardButton {
  const shown = style ? { text, style } : { text };
  if (url !== undefined) return { url, ...shown };
  if (copy !== undefined) return { copy_text: { text: copy }, ...shown };
  if (data === undefined) throw new Error('a button neither sends, opens nor copies anything');
  return { callback_data: data, ...shown };
}

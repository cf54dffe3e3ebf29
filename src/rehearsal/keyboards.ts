import { isLabelled } from '../texts/labelled.ts';
import { badRequest } from './api-refusal.ts';

/** A button under a message, as the Bot API has it. */
export interface InlineButton {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
  readonly copy_text?: { readonly text: string };
  readonly style?: string;
}

/** A button in place of the phone's keyboard. */
export interface ReplyButton {
  readonly text: string;
  readonly request_contact?: boolean;
}

export type ReplyMarkup =
  | { readonly kind: 'none' }
  | { readonly kind: 'inline'; readonly rows: readonly (readonly InlineButton[])[] }
  | {
      readonly kind: 'keyboard';
      readonly rows: readonly (readonly ReplyButton[])[];
      readonly oneTime: boolean;
    }
  | { readonly kind: 'remove' }
  | { readonly kind: 'force-reply' };

const MOST_BUTTONS = 100;
const MOST_IN_A_ROW = 8;
/** The whole markup's size, found by trial: tginfo/Telegram-Limits #228 and #187. */
const MARKUP_BYTES = 10_240;
const STYLES = new Set(['primary', 'success', 'danger']);

/** @throws ApiRefusal 400 where Telegram would refuse the markup */
export function readReplyMarkup(markup: unknown): ReplyMarkup {
  if (markup === undefined || markup === null || markup === '') return { kind: 'none' };
  if (!isObject(markup)) throw badRequest('object expected as reply markup');
  if (markup['inline_keyboard'] !== undefined) {
    const rows = readRows(markup['inline_keyboard'], 'inline keyboard').map((row) => row.map(inlineButton));
    if (Buffer.byteLength(JSON.stringify(rows)) > MARKUP_BYTES) throw badRequest('reply markup is too long');
    return { kind: 'inline', rows: rows.filter((row) => row.length > 0) };
  }
  if (markup['keyboard'] !== undefined) {
    const rows = readRows(markup['keyboard'], 'keyboard').map((row) => row.map(replyButton));
    return { kind: 'keyboard', rows, oneTime: markup['one_time_keyboard'] === true };
  }
  if (markup['remove_keyboard'] === true) return { kind: 'remove' };
  if (markup['force_reply'] === true) return { kind: 'force-reply' };
  return { kind: 'none' };
}

function readRows(rows: unknown, what: string): unknown[][] {
  if (!Array.isArray(rows) || !rows.every(Array.isArray)) {
    throw badRequest(`can't parse ${what}: array of arrays expected`);
  }
  if (rows.flat().length > MOST_BUTTONS || rows.some((row) => row.length > MOST_IN_A_ROW)) {
    throw badRequest('reply markup is too long');
  }
  return rows;
}

function inlineButton(button: unknown): InlineButton {
  if (!isObject(button)) throw badRequest("can't parse inline keyboard button: object expected");
  const { text, callback_data: data, url, copy_text: copied, style } = button as Partial<InlineButton>;
  if (typeof text !== 'string' || text.trim() === '')
    throw badRequest('inline keyboard button text is empty');
  const actions = [data, url, copied, button['web_app'], button['switch_inline_query']];
  const given = actions.filter((action) => action !== undefined).length;
  if (given === 0) throw badRequest('text buttons are unallowed in the inline keyboard');
  if (given > 1) throw badRequest('exactly one action of an inline keyboard button is allowed');
  if (data !== undefined && (typeof data !== 'string' || !fits(data, 64)))
    throw badRequest('BUTTON_DATA_INVALID');
  if (url !== undefined && !/^(https?:\/\/|tg:\/\/)\S+$/.test(String(url))) {
    throw badRequest(`inline keyboard button URL '${url}' is invalid: wrong HTTP URL`);
  }
  if (copied !== undefined && !fits(String(copied.text ?? ''), 1024))
    throw badRequest('BUTTON_COPY_TEXT_INVALID');
  if (style !== undefined && !STYLES.has(style)) throw badRequest('BUTTON_STYLE_INVALID');
  return button as unknown as InlineButton;
}

function replyButton(button: unknown): ReplyButton {
  if (typeof button === 'string') return { text: button };
  if (!isObject(button) || typeof button['text'] !== 'string' || button['text'].trim() === '') {
    throw badRequest("can't parse keyboard button: text expected");
  }
  return { text: button['text'], ...(button['request_contact'] === true && { request_contact: true }) };
}

/**
 * The button that a person means by a label: the label itself, or the label with an emoji or a number
 * before or after it, parted by a space.
 */
export function buttonLabelled<Button extends { readonly text: string }>(
  rows: readonly (readonly Button[])[],
  label: string,
): Button | undefined {
  const buttons = rows.flat();
  return (
    buttons.find((button) => button.text === label) ??
    buttons.find((button) => isLabelled(button.text, label))
  );
}

const fits = (text: string, bytes: number): boolean => text !== '' && Buffer.byteLength(text) <= bytes;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

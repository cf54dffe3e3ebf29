import type { Transformer } from 'grammy';
import { baleMarkdown } from './bale-markdown.ts';

/** The page says 4096; what Bale counts is unknown, so some room is left. */
const LONGEST_TEXT = 4000;
const HOUR = 60 * 60 * 1000;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The methods of Bale that this program calls, each with the fields that it knows there. What is not named is left out
 * of a call: `parse_mode` (a text is always Markdown), `link_preview_options`, `disable_notification`,
 * `reply_parameters`, `allowed_updates`, `secret_token`, and whatever is new at Telegram.
 */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  getMe: [],
  getUpdates: ['offset', 'limit', 'timeout'],
  setWebhook: ['url'],
  deleteWebhook: [],
  getFile: ['file_id'],
  sendMessage: ['chat_id', 'text', 'reply_markup'],
  sendDocument: ['chat_id', 'document', 'caption', 'reply_markup'],
  sendVideo: ['chat_id', 'video', 'caption', 'reply_markup'],
  sendVoice: ['chat_id', 'voice', 'caption', 'reply_markup'],
  sendPhoto: ['chat_id', 'photo', 'caption', 'reply_markup'],
  sendChatAction: ['chat_id', 'action'],
  editMessageText: ['chat_id', 'message_id', 'text', 'reply_markup'],
  editMessageReplyMarkup: ['chat_id', 'message_id', 'reply_markup'],
  answerCallbackQuery: ['callback_query_id', 'text', 'show_alert'],
  setMyCommands: ['commands'],
};
const BUTTON_FIELDS = ['text', 'callback_data', 'url', 'copy_text', 'request_contact'];

const translate: Transformer = (prev, method, payload, signal) => {
  const fields = FIELDS[method];
  if (!fields) {
    return Promise.resolve({ ok: false, error_code: 400, description: `Bale has no method ${method}` });
  }
  // Bale has one menu for everybody: one for a single chat would replace the experts' own.
  if (method === 'setMyCommands' && isForOneChat(payload)) {
    return Promise.resolve({ ok: true, result: true } as Awaited<ReturnType<typeof prev>>);
  }
  return prev(method, translated(payload as Fields, fields) as typeof payload, signal);
};

/**
 * Everything in which Bale differs, found in docs.bale.ai and in other bots' code. What needs no line here:
 * an edit's result names message 0, but no edit's result is ever read; refusals come with HTTP 200 as well, but only
 * their body counts; ids of updates begin at 0, and the poller asks for none before it has one.
 */
export const BALE_DIALECT = {
  translate,
  hasRichMessages: false,
  // Ids that begin so come from old apps, which show nothing.
  showsPressAnswer: (id: string): boolean => !id.startsWith('1'),
  // Its refusals are not documented: some pass, as a person comes back or a server is mended.
  refusedAgainAfterMs: [HOUR, 3 * HOUR],
};

function isForOneChat(payload: unknown): boolean {
  const { scope } = payload as { scope?: { type?: string } };
  return scope?.type === 'chat';
}

function translated(payload: Fields, fields: readonly string[]): Fields {
  const known = Object.entries(payload).filter(([name]) => fields.includes(name));
  return Object.fromEntries(known.map(([name, value]) => [name, translatedField(name, value, payload)]));
}

function translatedField(name: string, value: unknown, { callback_query_id: press }: Fields): unknown {
  if (name === 'reply_markup') return translatedMarkup(value as Fields);
  // What a press is answered with is plain text.
  const isMarkdown = name === 'caption' || (name === 'text' && press === undefined);
  return isMarkdown ? baleMarkdown(String(value), LONGEST_TEXT) : value;
}

/** No `resize_keyboard`, no `one_time_keyboard`, no `style` of a button. */
function translatedMarkup({ inline_keyboard: inline, keyboard, remove_keyboard: remove }: Fields): Fields {
  if (inline) return { inline_keyboard: translatedRows(inline) };
  if (keyboard) return { keyboard: translatedRows(keyboard) };
  return remove ? { remove_keyboard: true } : {};
}

function translatedRows(rows: unknown): Fields[][] {
  return (rows as Fields[][]).map((row) =>
    row.map((button) =>
      Object.fromEntries(Object.entries(button).filter(([name]) => BUTTON_FIELDS.includes(name))),
    ),
  );
}

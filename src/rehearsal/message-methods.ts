import { badRequest, blockedByPerson } from './api-refusal.ts';
import type { CallParameters } from './call-parameters.ts';
import {
  appendMessage,
  applyReplyMarkup,
  type Chat,
  type ChatMessage,
  changedMessage,
  chatMessage,
  chatObject,
  indexOfMessage,
  messageObject,
} from './chats.ts';
import { telegramFileName } from './file-name.ts';
import { CAPTION_LIMIT, formatText, TEXT_LIMIT } from './formatted-text.ts';
import { imageSize } from './image-size.ts';
import { type InlineButton, readReplyMarkup } from './keyboards.ts';
import type { MessengerCore } from './messenger-core.ts';
import type { Method } from './method.ts';
import { parseRichHtml } from './rich-html.ts';
import type { StoredFile } from './stored-files.ts';
import type { FormattedText, TextEntity } from './telegram-html.ts';

const UPLOAD_BYTES = 50 * 1024 * 1024;
const PHOTO_BYTES = 10 * 1024 * 1024;

/** The methods about one chat and its messages. */
export const messageMethods: Readonly<Record<string, Method>> = {
  sendMessage,
  sendRichMessage,
  sendDocument,
  sendPhoto,
  sendVideo: (core, params) => sendAs(core, params, 'video'),
  sendVoice: (core, params) => sendAs(core, params, 'voice'),
  sendChatAction(core, params) {
    const chat = reachableChat(core, params);
    const name = params.text('action') ?? '';
    if (!/^[a-z_]+$/.test(name)) throw badRequest('wrong parameter action in request');
    chat.action = { name, at: core.time.elapsed() };
    core.changed({ kind: 'chat', personId: chat.person.id });
    return true;
  },
  getChat: (core, params) => ({ ...chatObject(knownChat(core, params).person), accent_color_id: 0 }),
  editMessageText(core, params) {
    const { chat, message } = editedMessage(core, params);
    if (attachment(message)) throw badRequest('there is no text in the message to edit');
    return edit(core, chat, message, richText(params) ?? bodyText(params), inlineKeyboard(params));
  },
  editMessageCaption(core, params) {
    const { chat, message } = editedMessage(core, params);
    if (!attachment(message)) throw badRequest('there is no caption in the message to edit');
    return edit(core, chat, message, caption(params), inlineKeyboard(params));
  },
  editMessageReplyMarkup(core, params) {
    const { chat, message } = editedMessage(core, params);
    return edit(core, chat, message, message, inlineKeyboard(params));
  },
  deleteMessage(core, params) {
    const chat = knownChat(core, params);
    const at = indexOfMessage(chat, params.integer('message_id') ?? 0);
    if (at < 0) throw badRequest('message to delete not found');
    const [removed] = chat.messages.splice(at, 1);
    core.changed({ kind: 'deleted', personId: chat.person.id, messageId: removed!.id });
    return true;
  },
};

function sendMessage(core: MessengerCore, params: CallParameters): Record<string, unknown> {
  const chat = reachableChat(core, params);
  return post(core, chat, params, bodyText(params), {});
}

function sendRichMessage(core: MessengerCore, params: CallParameters): Record<string, unknown> {
  const chat = reachableChat(core, params);
  const text = richText(params);
  if (!text) throw badRequest('rich_message is empty');
  return post(core, chat, params, text, {});
}

/** Its page plays nothing: what is to be seen or heard lies there as a file. */
function sendAs(
  core: MessengerCore,
  params: CallParameters,
  medium: 'video' | 'voice',
): Record<string, unknown> {
  const chat = reachableChat(core, params);
  const sent = post(core, chat, params, caption(params), { document: sentFile(core, params, medium) });
  return { ...sent, [medium]: sent['document'] };
}

function sendDocument(core: MessengerCore, params: CallParameters): Record<string, unknown> {
  const chat = reachableChat(core, params);
  const text = caption(params);
  return post(core, chat, params, text, { document: sentFile(core, params, 'document') });
}

function sendPhoto(core: MessengerCore, params: CallParameters): Record<string, unknown> {
  const chat = reachableChat(core, params);
  const text = caption(params);
  const file = sentFile(core, params, 'photo');
  if (file.size > PHOTO_BYTES) throw badRequest('file is too big');
  const size = imageSize(core.files.bytes(file) ?? Buffer.alloc(0));
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  return post(core, chat, params, text, { photo: { ...file, ...size } });
}

function sentFile(
  core: MessengerCore,
  params: CallParameters,
  name: 'document' | 'photo' | 'video' | 'voice',
): StoredFile {
  const uploaded = params.upload(name);
  if (uploaded) {
    if (uploaded.bytes.length === 0) throw badRequest('file must be non-empty');
    if (uploaded.bytes.length > UPLOAD_BYTES) throw badRequest('file is too big');
    const folder = name === 'photo' ? 'photos' : 'documents';
    return core.files.add(telegramFileName(uploaded.name), uploaded.bytes, folder);
  }
  const given = params.text(name) ?? '';
  if (given === '') throw badRequest(`there is no ${name} in the request`);
  return core.files.find(given);
}

function post(
  core: MessengerCore,
  chat: Chat,
  params: CallParameters,
  text: FormattedText,
  attached: Pick<ChatMessage, 'document' | 'photo'>,
): Record<string, unknown> {
  const markup = readReplyMarkup(params.structure('reply_markup'));
  const replyTo = repliedMessage(chat, params);
  const message = chatMessage({
    id: core.nextMessageId(),
    from: 'bot',
    sentAt: core.now(),
    text: text.text,
    entities: text.entities,
    rich: text.rich,
    keyboard: markup.kind === 'inline' ? markup.rows : [],
    ...attached,
    ...(replyTo !== undefined && { replyTo }),
  });
  applyReplyMarkup(chat, markup);
  chat.action = null;
  appendMessage(chat, message, core.messagesPerChat);
  core.changed({ kind: 'sent', personId: chat.person.id, message });
  return messageObject(chat, message, core.botUser());
}

function edit(
  core: MessengerCore,
  chat: Chat,
  message: ChatMessage,
  text: FormattedText,
  keyboard: ChatMessage['keyboard'],
): Record<string, unknown> {
  if (isSame(message, text, keyboard)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  const changed = changedMessage(message, {
    text: text.text,
    entities: text.entities,
    rich: text.rich,
    keyboard,
  });
  chat.messages[indexOfMessage(chat, message.id)] = changed;
  core.changed({ kind: 'edited', personId: chat.person.id, message: changed });
  return {
    ...messageObject(chat, changed, core.botUser()),
    edit_date: Math.floor(core.now().getTime() / 1000),
  };
}

function isSame(message: ChatMessage, text: FormattedText, keyboard: ChatMessage['keyboard']): boolean {
  return (
    message.text === text.text &&
    message.rich?.html === text.rich?.html &&
    JSON.stringify(message.entities) === JSON.stringify(text.entities) &&
    JSON.stringify(message.keyboard) === JSON.stringify(keyboard)
  );
}

function knownChat(core: MessengerCore, params: CallParameters): Chat {
  const id = params.text('chat_id') ?? '';
  if (id === '') throw badRequest('chat_id is empty');
  const chat = core.chats.get(Number(id));
  if (!chat?.started) throw badRequest('chat not found');
  return chat;
}

function reachableChat(core: MessengerCore, params: CallParameters): Chat {
  const chat = knownChat(core, params);
  if (chat.blocked) throw blockedByPerson();
  return chat;
}

function editedMessage(core: MessengerCore, params: CallParameters): { chat: Chat; message: ChatMessage } {
  const chat = reachableChat(core, params);
  const message = chat.messages[indexOfMessage(chat, params.integer('message_id') ?? 0)];
  if (!message) throw badRequest('message to edit not found');
  if (message.from !== 'bot') throw badRequest("message can't be edited");
  return { chat, message };
}

function repliedMessage(chat: Chat, params: CallParameters): number | undefined {
  const reply = params.structure('reply_parameters') as
    | { message_id?: number; allow_sending_without_reply?: boolean }
    | undefined;
  const id = reply?.message_id ?? params.integer('reply_to_message_id');
  if (id === undefined) return undefined;
  if (indexOfMessage(chat, id) >= 0) return id;
  if (reply?.allow_sending_without_reply || params.boolean('allow_sending_without_reply')) return undefined;
  throw badRequest('message to be replied not found');
}

const attachment = (message: ChatMessage) => message.document ?? message.photo;

function inlineKeyboard(params: CallParameters): readonly (readonly InlineButton[])[] {
  const markup = readReplyMarkup(params.structure('reply_markup'));
  if (markup.kind === 'inline') return markup.rows;
  if (markup.kind === 'none') return [];
  throw badRequest('inline keyboard expected');
}

function bodyText(params: CallParameters): FormattedText {
  const entities = params.structure('entities') as TextEntity[] | undefined;
  const limit = { characters: TEXT_LIMIT, refusal: 'message is too long' };
  const formatted = formatText(params.text('text') ?? '', params.text('parse_mode'), entities, limit);
  if (formatted.text === '') throw badRequest('message text is empty');
  return formatted;
}

/** Undefined where the call has none. */
function richText(params: CallParameters): FormattedText | undefined {
  const given = params.structure('rich_message') as { html?: unknown; is_rtl?: unknown } | undefined;
  if (given === undefined) return undefined;
  if (typeof given.html !== 'string') throw badRequest('rich_message must have html');
  const { text, ...rich } = parseRichHtml(given.html, given.is_rtl === true);
  return { text, entities: [], rich };
}

function caption(params: CallParameters): FormattedText {
  const entities = params.structure('caption_entities') as TextEntity[] | undefined;
  const limit = { characters: CAPTION_LIMIT, refusal: 'message caption is too long' };
  return formatText(params.text('caption') ?? '', params.text('parse_mode'), entities, limit);
}

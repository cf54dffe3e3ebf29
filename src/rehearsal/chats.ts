import type { Temper } from '../domain/invented-expert.ts';
import { toHtml } from './formatted-text.ts';
import type { InlineButton, ReplyButton, ReplyMarkup } from './keyboards.ts';
import type { RichMessage } from './rich-html.ts';
import type { StoredFile } from './stored-files.ts';
import type { FormattedText, TextEntity } from './telegram-html.ts';

/** Somebody with an account at this messenger. */
export interface Person {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  /** International digits, as in a shared contact. */
  readonly phone?: string;
  /** Of an invented person, where somebody has chosen it. */
  readonly temper?: Temper;
}

interface SharedContact {
  readonly phone: string;
  readonly firstName: string;
  /** Whose number it is, where the messenger knows. */
  readonly userId?: number;
}

/** A message as it stands now in a person's chat with the bot. */
export interface ChatMessage {
  readonly id: number;
  readonly from: 'bot' | 'person';
  readonly sentAt: Date;
  /** The text, or the caption of what is attached. */
  readonly text: string;
  readonly entities: readonly TextEntity[];
  readonly rich?: RichMessage | undefined;
  readonly html: string;
  readonly keyboard: readonly (readonly InlineButton[])[];
  readonly document?: StoredFile;
  readonly photo?: StoredFile & { readonly width: number; readonly height: number };
  readonly contact?: SharedContact;
  readonly replyTo?: number;
  /** How often the bot edited it. */
  readonly edits: number;
}

/** A button that a person pressed. */
export interface PressMade {
  readonly label: string;
  readonly messageId: number;
  /** Above the id of every message that was there before the press, below that of every later one. */
  readonly order: number;
}

export interface Chat {
  readonly person: Person;
  /** The newest presses, eldest first. */
  presses: PressMade[];
  messages: ChatMessage[];
  /** The person wrote to the bot at least once. */
  started: boolean;
  blocked: boolean;
  replyKeyboard: readonly (readonly ReplyButton[])[];
  /** What the bot last said it is doing, such as `typing`, and when on the messenger's time line. */
  action: { readonly name: string; readonly at: number } | null;
}

const MOST_PRESSES = 200;

export type NewMessage = Omit<ChatMessage, 'html' | 'edits'> & { readonly edits?: number };

/** A message whose HTML is made only where somebody looks at it. */
export function chatMessage(message: NewMessage): ChatMessage {
  return {
    edits: 0,
    ...message,
    get html() {
      return this.rich?.html ?? toHtml(this);
    },
  };
}

/** A message with some of it replaced; spread would freeze its HTML. */
export function changedMessage(
  message: ChatMessage,
  change: FormattedText & { readonly keyboard: ChatMessage['keyboard'] },
): ChatMessage {
  const { html: _html, ...rest } = Object.getOwnPropertyDescriptors(message);
  const plain = Object.defineProperties({}, rest) as NewMessage;
  return chatMessage({ ...plain, ...change, edits: message.edits + 1 });
}

export function newChat(person: Person): Chat {
  return {
    person,
    presses: [],
    messages: [],
    started: false,
    blocked: false,
    replyKeyboard: [],
    action: null,
  };
}

/** Puts a message at the end of a chat; beyond `most` the eldest leave. */
export function appendMessage(chat: Chat, message: ChatMessage, most: number): void {
  chat.messages.push(message);
  if (chat.messages.length > most + 64) chat.messages.splice(0, chat.messages.length - most);
}

/** Index of a message by its id, or -1: ids ascend, newest are asked most. */
export function indexOfMessage(chat: Chat, messageId: number): number {
  let low = 0;
  let high = chat.messages.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const id = chat.messages[middle]!.id;
    if (id === messageId) return middle;
    if (id < messageId) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export function notePress(chat: Chat, press: PressMade): void {
  chat.presses.push(press);
  if (chat.presses.length > 2 * MOST_PRESSES) chat.presses.splice(0, MOST_PRESSES);
}

export function applyReplyMarkup(chat: Chat, markup: ReplyMarkup): void {
  if (markup.kind === 'keyboard') chat.replyKeyboard = markup.rows;
  if (markup.kind === 'remove') chat.replyKeyboard = [];
}

/** `User` of the Bot API. */
export function userObject(person: Person): Record<string, unknown> {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.lastName && { last_name: person.lastName }),
    ...(person.username && { username: person.username }),
    language_code: 'fa',
  };
}

/** `Chat` of the Bot API: always private. */
export function chatObject(person: Person): Record<string, unknown> {
  return {
    id: person.id,
    type: 'private',
    first_name: person.firstName,
    ...(person.lastName && { last_name: person.lastName }),
    ...(person.username && { username: person.username }),
  };
}

/** `Message` of the Bot API. */
export function messageObject(
  chat: Chat,
  message: ChatMessage,
  bot: Record<string, unknown>,
): Record<string, unknown> {
  const attached = message.document ?? message.photo;
  const replied = message.replyTo === undefined ? -1 : indexOfMessage(chat, message.replyTo);
  const [textField, entitiesField] = attached ? ['caption', 'caption_entities'] : ['text', 'entities'];
  const textFields = {
    ...(message.text !== '' && { [textField!]: message.text }),
    ...(message.entities.length > 0 && { [entitiesField!]: message.entities }),
  };
  return {
    message_id: message.id,
    from: message.from === 'bot' ? bot : userObject(chat.person),
    chat: chatObject(chat.person),
    date: Math.floor(message.sentAt.getTime() / 1000),
    ...(replied >= 0 && {
      reply_to_message: messageObject(chat, withoutReply(chat.messages[replied]!), bot),
    }),
    ...(message.rich ? { rich_message: { blocks: message.rich.blocks } } : textFields),
    ...(message.document && { document: documentObject(message.document) }),
    ...(message.photo && { photo: [photoObject(message.photo)] }),
    ...(message.contact && { contact: contactObject(message.contact) }),
    ...(message.keyboard.length > 0 && { reply_markup: { inline_keyboard: message.keyboard } }),
  };
}

function withoutReply({ id, from, sentAt, text, entities, rich, keyboard, document }: ChatMessage) {
  return chatMessage({ id, from, sentAt, text, entities, rich, keyboard, ...(document && { document }) });
}

function documentObject(file: StoredFile): Record<string, unknown> {
  return {
    file_name: file.name,
    mime_type: file.mimeType,
    file_id: file.fileId,
    file_unique_id: file.uniqueId,
    file_size: file.size,
  };
}

function photoObject(photo: NonNullable<ChatMessage['photo']>): Record<string, unknown> {
  return {
    file_id: photo.fileId,
    file_unique_id: photo.uniqueId,
    file_size: photo.size,
    width: photo.width,
    height: photo.height,
  };
}

function contactObject(contact: SharedContact): Record<string, unknown> {
  return {
    phone_number: contact.phone,
    first_name: contact.firstName,
    ...(contact.userId !== undefined && { user_id: contact.userId }),
  };
}

import { type Api, InputFile } from 'grammy';
import type { Clock } from '../clock.ts';
import type { Message } from '../messages/message.ts';
import type { RichText } from '../messages/rich-text.ts';
import { editOptions, messageOptions, richMessageOf, textOf } from '../messengers/api-message.ts';
import { Departure } from '../messengers/departure.ts';
import { grammySignal } from '../messengers/grammy-signal.ts';
import type { SizedFile } from '../messengers/multipart.ts';
import { type CallOutcome, outcomeOf } from '../messengers/outcome.ts';
import type { MediaCall } from './rendering.ts';

/** A call that leaves for a chat. */
export type Call =
  | { readonly do: 'send'; readonly message: Message }
  | { readonly do: 'edit'; readonly messageId: number; readonly message: Message }
  /** Takes the buttons off. */
  | { readonly do: 'strip'; readonly messageId: number }
  | ({ readonly do: 'media' } & MediaCall)
  | {
      readonly do: 'document';
      /** Read while it is sent. */
      readonly file: SizedFile;
      /** HTML. */
      readonly caption?: string;
    };

/** A call that hangs holds its chat so long. */
const CALL_TIMEOUT_MS = 15_000;
/** 20 MB through a slow proxy. */
const DOCUMENT_TIMEOUT_MS = 170_000;

/** Whether a call that is made twice shows twice. */
export function isSend(call: Call): boolean {
  return call.do === 'send' || call.do === 'document' || call.do === 'media';
}

/**
 * Makes a call and judges what came of it; never rejects.
 *
 * @param onLeft its request has left this machine
 */
export async function makeCall(
  api: Api,
  chatId: number,
  call: Call,
  clock: Clock,
  onLeft: () => void = () => {},
): Promise<CallOutcome> {
  const departure = new Departure(onLeft);
  const callOff = clock.after(isUpload(call) ? DOCUMENT_TIMEOUT_MS : CALL_TIMEOUT_MS, () =>
    departure.abort(),
  );
  try {
    if (call.do === 'media') return await sendMedia(api, chatId, call, grammySignal(departure));
    const messageId = await start(api, chatId, call, grammySignal(departure));
    return { kind: 'done', messageId };
  } catch (error) {
    return outcomeOf(error, departure);
  } finally {
    callOff();
  }
}

function isUpload(call: Call): boolean {
  return call.do === 'document' || call.do === 'media';
}

async function sendMedia(
  api: Api,
  chatId: number,
  { medium, file, message }: MediaCall,
  signal: ReturnType<typeof grammySignal>,
): Promise<CallOutcome> {
  const sent = 'fileId' in file ? file.fileId : new InputFile(file.content, file.name);
  const { link_preview_options: _, ...options } = messageOptions(message);
  const below = { ...options, caption: textOf(message) };
  switch (medium) {
    case 'document': {
      const { message_id: messageId, document } = await api.sendDocument(chatId, sent, below, signal);
      return { kind: 'done', messageId, fileId: document.file_id };
    }
    case 'photo': {
      const { message_id: messageId, photo } = await api.sendPhoto(chatId, sent, below, signal);
      return { kind: 'done', messageId, fileId: photo?.at(-1)?.file_id };
    }
    case 'video': {
      const { message_id: messageId, video } = await api.sendVideo(chatId, sent, below, signal);
      return { kind: 'done', messageId, fileId: video.file_id };
    }
    case 'voice': {
      const { message_id: messageId, voice } = await api.sendVoice(chatId, sent, below, signal);
      return { kind: 'done', messageId, fileId: voice.file_id };
    }
  }
}

/** @returns the id of a message sent; an edit's result is not trusted: Bale gives 0 */
async function start(
  api: Api,
  chatId: number,
  call: Exclude<Call, { do: 'media' }>,
  signal: ReturnType<typeof grammySignal>,
): Promise<number | null> {
  switch (call.do) {
    case 'send':
      if (call.message.rich) return await sendRich(api, chatId, call.message.rich, call.message, signal);
      return (await api.sendMessage(chatId, textOf(call.message), messageOptions(call.message), signal))
        .message_id;
    case 'edit':
      if (call.message.rich) return await editToRich(api, chatId, call, call.message.rich, signal);
      await api.editMessageText(
        chatId,
        call.messageId,
        textOf(call.message),
        editOptions(call.message),
        signal,
      );
      return null;
    case 'strip':
      await api.editMessageReplyMarkup(chatId, call.messageId, {}, signal);
      return null;
    case 'document': {
      const caption =
        call.caption === undefined
          ? {}
          : { caption: textOf({ html: call.caption }), parse_mode: 'HTML' as const };
      return (await api.sendDocument(chatId, call.file, caption, signal)).message_id;
    }
  }
}

async function sendRich(
  api: Api,
  chatId: number,
  rich: RichText,
  message: Message,
  signal: ReturnType<typeof grammySignal>,
): Promise<number> {
  const { parse_mode: _, link_preview_options: __, ...options } = messageOptions(message);
  return (await api.sendRichMessage(chatId, richMessageOf(rich), options, signal)).message_id;
}

async function editToRich(
  api: Api,
  chatId: number,
  { messageId, message }: Extract<Call, { do: 'edit' }>,
  rich: RichText,
  signal: ReturnType<typeof grammySignal>,
): Promise<null> {
  const { parse_mode: _, link_preview_options: __, ...options } = editOptions(message);
  await api.raw.editMessageText(
    { chat_id: chatId, message_id: messageId, rich_message: richMessageOf(rich), ...options },
    signal,
  );
  return null;
}

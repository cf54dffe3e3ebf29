import { badRequest } from '../../../src/rehearsal/api-refusal.ts';
import { type CallParameters, readCallParameters } from '../../../src/rehearsal/call-parameters.ts';
import type { LocalMessenger } from '../../../src/rehearsal/messenger.ts';
import type { Method } from '../../../src/rehearsal/method.ts';
import { parseBaleMarkdown } from './bale-markdown.ts';

type MethodNamed = (name: string) => Method | undefined;

interface BotUpdate {
  readonly update_id: number;
  readonly callback_query?: { readonly id: string };
}

const UPLOAD_BYTES = 20 * 1024 * 1024;
const LONGEST_TEXT = 4096;

/** The methods that Bale documents, so far as this messenger has them, and the fields of each. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  getme: [],
  getupdates: ['offset', 'limit', 'timeout'],
  setwebhook: ['url'],
  deletewebhook: [],
  getwebhookinfo: [],
  getfile: ['file_id'],
  getchat: ['chat_id'],
  sendmessage: ['chat_id', 'text', 'reply_to_message_id', 'reply_markup'],
  senddocument: ['chat_id', 'document', 'caption', 'reply_to_message_id', 'reply_markup'],
  sendvideo: ['chat_id', 'video', 'caption', 'reply_to_message_id', 'reply_markup'],
  sendvoice: ['chat_id', 'voice', 'caption', 'reply_to_message_id', 'reply_markup'],
  sendphoto: ['chat_id', 'photo', 'caption', 'reply_to_message_id', 'reply_markup'],
  sendchataction: ['chat_id', 'action'],
  editmessagetext: ['chat_id', 'message_id', 'text', 'reply_markup'],
  editmessagecaption: ['chat_id', 'message_id', 'caption', 'reply_markup'],
  editmessagereplymarkup: ['chat_id', 'message_id', 'reply_markup'],
  deletemessage: ['chat_id', 'message_id'],
  answercallbackquery: ['callback_query_id', 'text', 'show_alert'],
  setmycommands: ['commands'],
};
const MARKUP_FIELDS = ['inline_keyboard', 'keyboard', 'remove_keyboard'];
const BUTTON_FIELDS = [
  'text',
  'callback_data',
  'url',
  'web_app',
  'copy_text',
  'request_contact',
  'request_location',
];

/** A messenger's methods as Bale has them: undefined where it has none. Its updates are numbered from 0 on. */
export function baleMethods({ core }: Pick<LocalMessenger, 'core'>, methodNamed: MethodNamed): MethodNamed {
  const firstUpdate = core.updates.nextId();
  // Bale tells nobody of a block: a bot finds out by a send that fails.
  core.updates.allow(['message', 'edited_message', 'callback_query']);
  return (name) => {
    const lower = name.toLowerCase();
    const fields = FIELDS[lower];
    const method = methodNamed(name);
    if (!fields || !method) return undefined;
    if (lower === 'getupdates') return numberedFrom(firstUpdate, strictly(lower, fields, method));
    return strictly(lower, fields, method);
  };
}

function numberedFrom(first: number, getUpdates: Method): Method {
  return async (core, params, signal) => {
    const offset = params.integer('offset') ?? 0;
    const moved = offset < 0 ? params : changed(params, { ...params.raw, offset: offset + first });
    const updates = (await getUpdates(core, moved, signal)) as readonly BotUpdate[];
    return updates.map(({ update_id: id, callback_query: press, ...update }) => ({
      update_id: id - first,
      ...update,
      ...(press && { callback_query: { ...press, id: pressId(press.id) } }),
    }));
  };
}

/** Of every two presses one comes from an old app: its id begins with 1, and it shows no answer. */
const pressId = (id: string): string => `${BigInt(id) % 2n === 0n ? 1 : 8}${id}`;

function strictly(lower: string, fields: readonly string[], method: Method): Method {
  return async (core, params, signal) => {
    refuseUnknown(params.raw, fields, 'field');
    refuseUnknownMarkup(params);
    for (const upload of ['document', 'photo']) {
      if ((params.upload(upload)?.bytes.length ?? 0) > UPLOAD_BYTES) throw badRequest('file is too big');
    }
    const result = await method(core, translated(lower, params), signal);
    // An edit is answered with a stub.
    return lower.startsWith('edit') ? { message_id: 0, date: 0 } : result;
  };
}

function refuseUnknown(given: object, known: readonly string[], what: string): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw badRequest(`unknown ${what} "${unknown}"`);
}

function refuseUnknownMarkup(params: CallParameters): void {
  const markup = params.structure('reply_markup');
  if (typeof markup !== 'object' || markup === null) return;
  refuseUnknown(markup, MARKUP_FIELDS, 'field of reply_markup');
  const { inline_keyboard: inline, keyboard } = markup as Record<string, unknown>;
  for (const button of [inline, keyboard].flat(2)) {
    if (typeof button === 'object' && button !== null)
      refuseUnknown(button, BUTTON_FIELDS, 'field of a button');
  }
}

function translated(method: string, params: CallParameters): CallParameters {
  if (method === 'answercallbackquery') {
    const id = params.text('callback_query_id') ?? '';
    const shown = id.startsWith('1') ? without(params, 'text', 'show_alert') : params;
    return changed(shown, { ...shown.raw, callback_query_id: id.slice(1) });
  }
  if (params.raw['text'] !== undefined) return parsed(params, 'text', 'entities');
  return params.raw['caption'] === undefined ? params : parsed(params, 'caption', 'caption_entities');
}

/** Every text is Markdown. */
function parsed(params: CallParameters, name: string, entitiesName: string): CallParameters {
  const source = params.text(name) ?? '';
  if (source.length > LONGEST_TEXT) throw badRequest('message is too long');
  const { text, entities } = parseBaleMarkdown(source);
  return changed(params, { ...params.raw, [name]: text, [entitiesName]: JSON.stringify(entities) });
}

function without(params: CallParameters, ...names: string[]): CallParameters {
  return changed(
    params,
    Object.fromEntries(Object.entries(params.raw).filter(([name]) => !names.includes(name))),
  );
}

function changed(params: CallParameters, raw: CallParameters['raw']): CallParameters {
  return { ...readCallParameters(raw, new Map()), upload: params.upload };
}

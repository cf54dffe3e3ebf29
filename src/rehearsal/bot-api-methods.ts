import { badRequest } from './api-refusal.ts';
import type { CallParameters } from './call-parameters.ts';
import { messageMethods } from './message-methods.ts';
import type { MessengerCore } from './messenger-core.ts';
import type { Method } from './method.ts';
import { updateBody } from './update-queue.ts';

const DOWNLOAD_BYTES = 20 * 1024 * 1024;
const ANSWER_CHARACTERS = 200;

/** The methods by their lower-cased names, which is how Telegram matches them. */
export function methodNamed(name: string): Method | undefined {
  return METHODS.get(name.toLowerCase());
}

const methods: Readonly<Record<string, Method>> = {
  getMe: (core) => core.botUser(),
  getUpdates,
  /** Asked of every messenger before the first poll. */
  deleteWebhook: () => true,
  ...messageMethods,
  answerCallbackQuery(core, params) {
    const text = params.text('text') ?? '';
    if ([...text].length > ANSWER_CHARACTERS) throw badRequest('MESSAGE_TOO_LONG');
    core.presses.answer(params.text('callback_query_id') ?? '', {
      text,
      showAlert: params.boolean('show_alert'),
    });
    return true;
  },
  getFile(core, params) {
    const file = core.files.find(params.text('file_id') ?? '');
    if (file.size > DOWNLOAD_BYTES) throw badRequest('file is too big');
    return {
      file_id: file.fileId,
      file_unique_id: file.uniqueId,
      file_size: file.size,
      file_path: file.path,
    };
  },
  setMyCommands(core, params) {
    core.commands.set(params, (chatId) => core.chats.get(chatId)?.started === true);
    core.changed({ kind: 'commands' });
    return true;
  },
  getMyCommands: (core, params) => core.commands.get(params),
  deleteMyCommands(core, params) {
    core.commands.remove(params);
    core.changed({ kind: 'commands' });
    return true;
  },
};

const METHODS = new Map(Object.entries(methods).map(([name, method]) => [name.toLowerCase(), method]));

async function getUpdates(core: MessengerCore, params: CallParameters, signal?: AbortSignal) {
  allowUpdates(core, params);
  const updates = await core.updates.poll({
    offset: params.integer('offset') ?? 0,
    limit: params.integer('limit') ?? 100,
    timeoutSeconds: params.integer('timeout') ?? 0,
    ...(signal && { signal }),
  });
  return updates.map(updateBody);
}

/** The list sticks until another is given. */
export function allowUpdates(core: MessengerCore, params: CallParameters): void {
  const kinds = params.structure('allowed_updates');
  if (Array.isArray(kinds)) core.updates.allow(kinds.map(String));
}

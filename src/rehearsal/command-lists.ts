import { badRequest } from './api-refusal.ts';
import type { CallParameters } from './call-parameters.ts';

export interface BotCommand {
  readonly command: string;
  readonly description: string;
}

export interface CommandLists {
  set(params: CallParameters, chatExists: (chatId: number) => boolean): void;
  get(params: CallParameters): readonly BotCommand[];
  remove(params: CallParameters): void;
  /** What the menu of a private chat shows: the first list that is set, from the narrowest scope on. */
  seenBy(chatId: number): readonly BotCommand[];
  entries(): readonly (readonly [string, readonly BotCommand[]])[];
}

/** @see https://core.telegram.org/bots/api#determining-list-of-commands */
export function createCommandLists(
  kept: readonly (readonly [string, readonly BotCommand[]])[],
): CommandLists {
  const lists = new Map<string, readonly BotCommand[]>(kept);
  return {
    set(params, chatExists) {
      const commands = params.structure('commands');
      if (!Array.isArray(commands) || commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
      for (const { command, description } of commands as Partial<BotCommand>[]) {
        if (!/^[a-z0-9_]{1,32}$/.test(command ?? '')) throw badRequest('BOT_COMMAND_INVALID');
        const length = [...(description ?? '')].length;
        if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
      }
      lists.set(keyOf(params, chatExists), commands as BotCommand[]);
    },
    get: (params) => lists.get(keyOf(params, () => true)) ?? [],
    remove: (params) => void lists.delete(keyOf(params, () => true)),
    seenBy: (chatId) =>
      lists.get(`chat ${chatId} `) ?? lists.get('all_private_chats ') ?? lists.get('default ') ?? [],
    entries: () => [...lists],
  };
}

function keyOf(params: CallParameters, chatExists: (chatId: number) => boolean): string {
  const scope = (params.structure('scope') ?? { type: 'default' }) as { type?: string; chat_id?: unknown };
  const language = params.text('language_code') ?? '';
  if (scope.type === 'default' || scope.type === 'all_private_chats') return `${scope.type} ${language}`;
  if (scope.type === 'chat') {
    if (!chatExists(Number(scope.chat_id))) throw badRequest('chat not found');
    return `chat ${Number(scope.chat_id)} ${language}`;
  }
  if (scope.type === 'all_group_chats' || scope.type === 'all_chat_administrators') {
    return `${scope.type} ${language}`;
  }
  throw badRequest("can't parse BotCommandScope: unsupported type specified");
}

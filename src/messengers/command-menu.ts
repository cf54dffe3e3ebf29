import { type Api, GrammyError } from 'grammy';
import type { Logger } from 'pino';
import { grammySignal } from './grammy-signal.ts';
import { type Asking, isFinal, untilAnswered } from './until-answered.ts';

/** Where menus are set. */
export type MenuApi = Pick<Api, 'setMyCommands' | 'deleteMyCommands'>;

export interface MenuEntry {
  readonly name: string;
  readonly text: string;
}

/** What became of a change: a refusal would stand however often it is asked for. */
export type MenuChange = 'made' | 'refused' | 'unanswered';

/** Sets the menu that all private chats have, once the messenger answers. */
export async function setEverybodysMenu(
  api: MenuApi,
  entries: readonly MenuEntry[],
  asking: Asking,
): Promise<MenuChange> {
  const scope = { type: 'all_private_chats' } as const;
  const answer = await untilAnswered(
    (signal) => api.setMyCommands(entries.map(commandOf), { scope }, grammySignal(signal)),
    asking,
  );
  return changeOf(answer, asking.log);
}

/** Sets a chat's own menu; asks once. */
export async function setOwnMenu(
  api: MenuApi,
  chatId: number,
  { entries, log }: { entries: readonly MenuEntry[]; log: Logger },
): Promise<MenuChange> {
  const set = api.setMyCommands(entries.map(commandOf), { scope: { type: 'chat', chat_id: chatId } });
  return changeOf(await set.catch((error: unknown) => error), log);
}

/** Takes a chat's own menu away, once the messenger answers. */
export async function removeOwnMenu(api: MenuApi, chatId: number, asking: Asking): Promise<MenuChange> {
  const scope = { type: 'chat', chat_id: chatId } as const;
  const answer = await untilAnswered(
    (signal) => api.deleteMyCommands({ scope }, grammySignal(signal)),
    asking,
  );
  return changeOf(answer, asking.log);
}

function changeOf(answer: unknown, log: Logger): MenuChange {
  if (answer === true) return 'made';
  log.debug({ error: answer }, 'a command menu could not be changed');
  return answer instanceof GrammyError && isFinal(answer) ? 'refused' : 'unanswered';
}

function commandOf({ name, text }: MenuEntry) {
  return { command: name, description: text };
}

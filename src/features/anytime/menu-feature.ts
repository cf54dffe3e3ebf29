import { type Api, GrammyError } from 'grammy';
import { type Command, type Handed, menuOf } from '../../bot/command.ts';
import type { BotContext, Watcher } from '../../bot/context.ts';
import { grammySignal } from '../../messengers/grammy-signal.ts';
import { type Asking, untilAnswered } from '../../messengers/until-answered.ts';
import type { Account, Messenger } from '../../store/accounts.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { type Database, transact } from '../../store/file/database.ts';
import { loadFormerMenus, noteMenu } from '../../store/menus.ts';
import { isOperator } from '../../store/operators.ts';
import { plain } from '../../texts/i18n.ts';

/**
 * Puts the experts' commands into the messenger's menu. A refusal is passed over: all commands stand in `/help` too.
 */
export async function publishExpertsMenu(api: Api, all: readonly Command[], asking: Asking): Promise<void> {
  const commands = menuOf(all, 'expert').map(entry);
  const scope = { type: 'all_private_chats' } as const;
  const set = await untilAnswered(
    (signal) => api.setMyCommands(commands, { scope }, grammySignal(signal)),
    asking,
  );
  if (set instanceof GrammyError) asking.log.debug({ error: set }, 'the command menu was refused');
}

/**
 * Gives facilitators and operators their menu when they first write in this run, with the experts' commands where they
 * are experts too: none can be set for who never wrote to the bot. Where the messenger does not answer, it is set at
 * their next word.
 */
export function menuFeature({ db, log, commands }: Pick<Handed, 'db' | 'log' | 'commands'>): Watcher {
  const given = new Map<number, string>();
  const give = async (api: Api, { id, userId }: Account, menu: OwnMenu): Promise<void> => {
    given.set(userId, nameOf(menu));
    try {
      await publishOwnMenu(api, commands, userId, menu);
      transact(db, (tx) => noteMenu(tx, id, menu.of));
    } catch (error) {
      log.debug({ error }, 'the command menu could not be set');
      const isRefusal = error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429;
      if (!isRefusal) given.delete(userId);
    }
  };
  return (ctx, next) => {
    const menu = ownMenu(db, ctx);
    if (menu && given.get(ctx.account.userId) !== nameOf(menu)) void give(ctx.api, ctx.account, menu);
    return next();
  };
}

interface OwnMenu {
  readonly of: 'facilitator' | 'operator';
  readonly isExpert: boolean;
}

function nameOf({ of, isExpert }: OwnMenu): string {
  return `${of}:${isExpert}`;
}

/** Presses are not asked about operators: nearly all are experts' on their cards. */
function ownMenu(db: Database, { account, isFacilitator, callbackQuery }: BotContext): OwnMenu | null {
  if (!isFacilitator && (callbackQuery || !isOperator(db, account.id))) return null;
  const isExpert = loadEnrolments(db, account.id).length > 0;
  return { of: isFacilitator ? 'facilitator' : 'operator', isExpert };
}

/** Takes the menu of facilitators or operators off chats whose accounts are none any more. */
export async function takeFormerMenusOff(
  api: Api,
  { db, messenger, asking }: { db: Database; messenger: Messenger; asking: Asking },
): Promise<void> {
  for (const { id, userId } of loadFormerMenus(db, messenger)) {
    const scope = { type: 'chat', chat_id: userId } as const;
    const taken = await untilAnswered(
      (signal) => api.deleteMyCommands({ scope }, grammySignal(signal)),
      asking,
    );
    if (taken === null) return;
    if (taken instanceof GrammyError)
      asking.log.debug({ error: taken }, 'a command menu could not be taken off');
    transact(db, (tx) => noteMenu(tx, id, null));
  }
}

function publishOwnMenu(
  api: Api,
  all: readonly Command[],
  userId: number,
  { of, isExpert }: OwnMenu,
): Promise<true> {
  const own = menuOf(all, of);
  const names = new Set(own.map(({ name }) => name));
  const asExpert = isExpert ? menuOf(all, 'expert').filter(({ name }) => !names.has(name)) : [];
  const commands = [...own, ...asExpert].map(entry);
  return api.setMyCommands(commands, { scope: { type: 'chat', chat_id: userId } });
}

function entry({ name, text }: ReturnType<typeof menuOf>[number]) {
  return { command: name, description: plain(text) };
}

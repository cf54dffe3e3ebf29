import { type Command, type Handed, menuOf } from '../../bot/command.ts';
import type { BotContext, Watcher } from '../../bot/context.ts';
import {
  type MenuApi,
  type MenuEntry,
  removeOwnMenu,
  setEverybodysMenu,
  setOwnMenu,
} from '../../messengers/command-menu.ts';
import type { Asking } from '../../messengers/until-answered.ts';
import type { Messenger } from '../../store/accounts.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { type Database, transact } from '../../store/file/database.ts';
import { loadFormerMenus, noteMenu } from '../../store/menus.ts';
import { isOperator } from '../../store/operators.ts';
import { plain } from '../../texts/i18n.ts';
import { LANGUAGE, languageSpoken } from '../../texts/speaking.ts';

/**
 * Puts the experts' commands into the messenger's menu. A refusal is passed over: all commands stand in `/help` too.
 */
export async function publishExpertsMenu(
  api: MenuApi,
  all: readonly Command[],
  asking: Asking,
): Promise<void> {
  await setEverybodysMenu(api, menuOf(all, 'expert').map(entry), asking);
}

/**
 * Gives facilitators and operators their menu when they first write in this run, with the experts' commands where they
 * are experts too, and experts one in their study's language where that is not everybody's: none can be set for who
 * never wrote to the bot. Where the messenger does not answer, it is set at their next word.
 */
export function menuFeature({ db, log, commands }: Pick<Handed, 'db' | 'log' | 'commands'>): Watcher {
  const given = new Map<number, string>();
  const give = async ({ api, account: { id, userId } }: BotContext, menu: OwnMenu): Promise<void> => {
    given.set(userId, nameOf(menu));
    try {
      const change = await setOwnMenu(api, userId, { entries: entriesOf(commands, menu), log });
      if (change === 'made') transact(db, (tx) => noteMenu(tx, id, menu.of));
      if (change === 'unanswered') given.delete(userId);
    } catch (error) {
      log.debug({ error }, 'the command menu could not be noted');
      given.delete(userId);
    }
  };
  return (ctx, next) => {
    const menu = ownMenu(db, ctx) ?? expertsMenu(given.has(ctx.account.userId));
    if (menu && given.get(ctx.account.userId) !== nameOf(menu)) void give(ctx, menu);
    return next();
  };
}

/** In the language that is spoken: it may be another once another study is chosen. */
interface OwnMenu {
  readonly of: 'facilitator' | 'operator' | 'expert';
  readonly isExpert: boolean;
}

function nameOf({ of, isExpert }: OwnMenu): string {
  return `${of}:${isExpert}:${languageSpoken()}`;
}

/** Presses are not asked about operators: nearly all are experts' on their cards. */
function ownMenu(db: Database, { account, isFacilitator, callbackQuery }: BotContext): OwnMenu | null {
  if (!isFacilitator && (callbackQuery || !isOperator(db, account.id))) return null;
  const isExpert = loadEnrolments(db, account.id).length > 0;
  return { of: isFacilitator ? 'facilitator' : 'operator', isExpert };
}

/** Everybody's menu is in Persian; who got one in another language may be spoken to in Persian again. */
function expertsMenu(hasOne: boolean): OwnMenu | null {
  return hasOne || languageSpoken() !== LANGUAGE ? { of: 'expert', isExpert: true } : null;
}

/**
 * Takes the menu of facilitators or operators off chats whose accounts are none any more, and those of experts, who get
 * theirs again where they still need one.
 */
export async function takeFormerMenusOff(
  api: MenuApi,
  { db, messenger, asking }: { db: Database; messenger: Messenger; asking: Asking },
): Promise<void> {
  for (const { id, userId } of loadFormerMenus(db, messenger)) {
    if ((await removeOwnMenu(api, userId, asking)) === 'unanswered') return;
    transact(db, (tx) => noteMenu(tx, id, null));
  }
}

function entriesOf(all: readonly Command[], { of, isExpert }: OwnMenu): readonly MenuEntry[] {
  const own = menuOf(all, of);
  const names = new Set(own.map(({ name }) => name));
  const asExpert = isExpert ? menuOf(all, 'expert').filter(({ name }) => !names.has(name)) : [];
  return [...own, ...asExpert].map(entry);
}

function entry({ name, text }: ReturnType<typeof menuOf>[number]): MenuEntry {
  return { name, text: plain(text) };
}

import { type Api, GrammyError, type MiddlewareFn } from 'grammy';
import type { BotContext, Dependencies } from '../../bot/context.ts';
import { grammySignal } from '../../messengers/grammy-signal.ts';
import { type Asking, untilAnswered } from '../../messengers/until-answered.ts';
import type { Account, Messenger } from '../../store/accounts.ts';
import { loadEnrolments } from '../../store/experts.ts';
import { type Database, transact } from '../../store/file/database.ts';
import { loadFormerMenus, noteMenu } from '../../store/menus.ts';
import { isOperator } from '../../store/operators.ts';
import { plain } from '../../texts/i18n.ts';

/** Commands that work for everybody, in the menu's order. */
const EXPERTS = ['continue', 'suggest', 'ask', 'history', 'privacy', 'leave', 'help'] as const;

/** Commands that work for facilitators, in the order of a study. */
const FACILITATORS = [
  'template',
  'example',
  'studies',
  'panels',
  'experts',
  'invite',
  'open',
  'status',
  'announce',
  'remind',
  'extend',
  'close',
  'summary',
  'suggestions',
  'export',
  'finish',
  'forget',
  'backup',
  'help',
  'cancel',
] as const;

/** Commands that work for operators, whatever else they are. */
const OPERATORS = ['backup', 'help', 'cancel'] as const;

/** Puts the experts' commands into the messenger's menu. A refusal is passed over: all commands stand in `/help` too. */
export async function publishExpertsMenu(api: Api, asking: Asking): Promise<void> {
  const commands = EXPERTS.map((command) => ({ command, description: plain(`menu.expert.${command}`) }));
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
export function menuFeature({ db, log }: Pick<Dependencies, 'db' | 'log'>): MiddlewareFn<BotContext> {
  const given = new Map<number, string>();
  const give = async (api: Api, { id, userId }: Account, menu: OwnMenu): Promise<void> => {
    given.set(userId, nameOf(menu));
    try {
      await publishOwnMenu(api, userId, menu);
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

function publishOwnMenu(api: Api, userId: number, { of, isExpert }: OwnMenu): Promise<true> {
  const own = of === 'facilitator' ? FACILITATORS : OPERATORS;
  const ofFacilitators = own.map((command) => ({
    command,
    description: plain(`menu.facilitator.${command}`),
  }));
  const ofExperts = EXPERTS.filter((command) => command !== 'help').map((command) => ({
    command,
    description: plain(`menu.expert.${command}`),
  }));
  const commands = isExpert ? [...ofFacilitators, ...ofExperts] : ofFacilitators;
  return api.setMyCommands(commands, { scope: { type: 'chat', chat_id: userId } });
}

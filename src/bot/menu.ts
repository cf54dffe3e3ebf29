import { type Api, GrammyError, type MiddlewareFn } from 'grammy';
import { grammySignal } from '../delivery/grammy-signal.ts';
import type { Account, Messenger } from '../store/accounts.ts';
import { type Database, transact } from '../store/database.ts';
import { loadEnrolments } from '../store/experts.ts';
import { loadFormerMenus, noteFacilitatorsMenu } from '../store/facilitators.ts';
import { plain } from '../texts/i18n.ts';
import type { BotContext, Dependencies } from './context.ts';
import { type Asking, untilAnswered } from './until-answered.ts';

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
  'backup',
  'help',
  'cancel',
] as const;

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
 * Gives facilitators their menu when they are first heard of in this run, with the experts' commands where they are
 * experts too: none can be set for who never wrote to the bot. Where the messenger does not answer, it is set at their
 * next word.
 */
export function menuFeature({ db, log }: Pick<Dependencies, 'db' | 'log'>): MiddlewareFn<BotContext> {
  const given = new Map<number, boolean>();
  const give = async (api: Api, { id, userId }: Account, isExpert: boolean): Promise<void> => {
    given.set(userId, isExpert);
    try {
      await publishFacilitatorsMenu(api, userId, isExpert);
      transact(db, (tx) => noteFacilitatorsMenu(tx, id, true));
    } catch (error) {
      log.debug({ error }, 'the command menu could not be set');
      const isRefusal = error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429;
      if (!isRefusal) given.delete(userId);
    }
  };
  return (ctx, next) => {
    if (ctx.isFacilitator) {
      const isExpert = loadEnrolments(db, ctx.account.id).length > 0;
      if (given.get(ctx.account.userId) !== isExpert) void give(ctx.api, ctx.account, isExpert);
    }
    return next();
  };
}

/** Takes the facilitators' menu off chats whose accounts are no facilitators any more. */
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
    transact(db, (tx) => noteFacilitatorsMenu(tx, id, false));
  }
}

function publishFacilitatorsMenu(api: Api, userId: number, isExpert: boolean): Promise<true> {
  const own = FACILITATORS.map((command) => ({
    command,
    description: plain(`menu.facilitator.${command}`),
  }));
  const experts = EXPERTS.filter((command) => command !== 'help').map((command) => ({
    command,
    description: plain(`menu.expert.${command}`),
  }));
  const commands = isExpert ? [...own, ...experts] : own;
  return api.setMyCommands(commands, { scope: { type: 'chat', chat_id: userId } });
}

import { type Api, GrammyError, type MiddlewareFn } from 'grammy';
import type { Logger } from 'pino';
import { grammySignal } from '../delivery/grammy-signal.ts';
import { plain } from '../texts/i18n.ts';
import type { BotContext } from './context.ts';
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
 * Gives facilitators their menu when they are first heard of in this run: none can be set for who never wrote to the
 * bot. Where the messenger does not answer, it is set at their next word.
 */
export function menuFeature(log: Logger): MiddlewareFn<BotContext> {
  const given = new Set<number>();
  const give = async (api: Api, userId: number): Promise<void> => {
    given.add(userId);
    try {
      await publishFacilitatorsMenu(api, userId);
    } catch (error) {
      log.debug({ error }, 'the command menu could not be set');
      const isRefusal = error instanceof GrammyError && error.error_code < 500 && error.error_code !== 429;
      if (!isRefusal) given.delete(userId);
    }
  };
  return (ctx, next) => {
    const { userId } = ctx.account;
    if (ctx.isFacilitator && !given.has(userId)) void give(ctx.api, userId);
    return next();
  };
}

function publishFacilitatorsMenu(api: Api, userId: number): Promise<true> {
  const commands = FACILITATORS.map((command) => ({
    command,
    description: plain(`menu.facilitator.${command}`),
  }));
  return api.setMyCommands(commands, { scope: { type: 'chat', chat_id: userId } });
}

import type { Api, MiddlewareFn } from 'grammy';
import type { Logger } from 'pino';
import { plain } from '../texts/i18n.ts';
import type { BotContext } from './context.ts';

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
export async function publishExpertsMenu(api: Api, log: Logger): Promise<void> {
  const commands = EXPERTS.map((command) => ({ command, description: plain(`menu.expert.${command}`) }));
  await unlessRefused(log, () => api.setMyCommands(commands, { scope: { type: 'all_private_chats' } }));
}

/** Puts the facilitator's commands into the menu of one chat. The messenger refuses it for who never wrote to the bot. */
async function publishFacilitatorsMenu(api: Api, userId: number, log: Logger): Promise<void> {
  const commands = FACILITATORS.map((command) => ({
    command,
    description: plain(`menu.facilitator.${command}`),
  }));
  await unlessRefused(log, () => api.setMyCommands(commands, { scope: { type: 'chat', chat_id: userId } }));
}

async function unlessRefused(log: Logger, set: () => Promise<unknown>): Promise<void> {
  try {
    await set();
  } catch (error) {
    log.debug({ error: error instanceof Error ? error.name : 'unknown' }, 'the command menu was refused');
  }
}

/** Gives facilitators their menu when they are first heard of in this run: no menu can be set before. */
export function menuFeature(log: Logger): MiddlewareFn<BotContext> {
  const given = new Set<number>();
  return (ctx, next) => {
    const { userId } = ctx.account;
    if (ctx.isFacilitator && !given.has(userId)) {
      given.add(userId);
      void publishFacilitatorsMenu(ctx.api, userId, log);
    }
    return next();
  };
}

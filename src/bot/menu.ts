import type { Api } from 'grammy';
import type { Logger } from 'pino';
import type { Messenger } from '../store/accounts.ts';
import { plain } from '../texts/i18n.ts';

/** Commands that work for everybody, in the menu's order. */
const EXPERTS = ['continue', 'help'] as const;

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
  'remind',
  'extend',
  'close',
  'summary',
  'export',
  'finish',
  'help',
  'cancel',
] as const;

/**
 * Puts the commands into the messenger's menu, the facilitator's for facilitators only. Bale has one menu without
 * scopes, if any: there the experts' commands stand, and a refusal is passed over.
 */
export async function publishMenu(
  api: Api,
  messenger: Messenger,
  facilitatorUserIds: readonly number[],
  log: Logger,
): Promise<void> {
  const experts = EXPERTS.map((command) => ({ command, description: plain(`menu.expert.${command}`) }));
  const facilitators = FACILITATORS.map((command) => ({
    command,
    description: plain(`menu.facilitator.${command}`),
  }));
  const tried = async (scope: string, set: () => Promise<unknown>) => {
    try {
      await set();
    } catch (error) {
      log.debug(
        { scope, error: error instanceof Error ? error.name : 'unknown' },
        'the command menu was refused',
      );
    }
  };
  if (messenger === 'bale') return tried('all', () => api.setMyCommands(experts));
  await tried('private', () => api.setMyCommands(experts, { scope: { type: 'all_private_chats' } }));
  for (const userId of facilitatorUserIds) {
    // Refused for somebody who never wrote to the bot; set again when the program starts next.
    await tried('chat', () => api.setMyCommands(facilitators, { scope: { type: 'chat', chat_id: userId } }));
  }
}

import type { Logger } from 'pino';
import type { Messenger } from '../store/accounts.ts';

/** Knows which messengers refuse the bot itself (logged out, frozen), and tells of it once in each trouble. */
export interface BotAlarm {
  /** What one side hears; a reason of null: the bot is no longer refused. */
  hears(messenger: Messenger, side: 'sending' | 'polling', reason: string | null): void;
}

/** @param tell whoever looks after the server */
export function createBotAlarm(log: Logger, tell: (messenger: Messenger, reason: string) => void): BotAlarm {
  const refusing = new Map<Messenger, Set<string>>();

  return {
    hears(messenger, side, reason) {
      const sides = refusing.get(messenger) ?? new Set();
      refusing.set(messenger, sides);
      if (reason !== null) {
        const isNews = sides.size === 0;
        sides.add(side);
        if (!isNews) return;
        log.error({ messenger, reason }, 'the messenger refuses the bot: what is for it waits');
        tell(messenger, reason);
      } else if (sides.delete(side) && sides.size === 0) {
        log.info({ messenger }, 'the messenger takes the bot again');
      }
    },
  };
}

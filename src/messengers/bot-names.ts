import type { Messenger } from '../store/accounts.ts';
import type { Database } from '../store/file/database.ts';
import { loadState, saveState } from '../store/program-state.ts';
import type { LiveMessenger } from './live-messenger.ts';

type Named = Pick<LiveMessenger, 'messenger' | 'userName'>;

/** Writes down what a bot is called at its messenger, for a start at which the messenger does not answer. */
export function keepBotName(db: Database, { messenger, userName }: Named): void {
  saveState(db, keyOf(messenger), userName() ?? '');
}

/** What each bot is called; of those that do not answer just now, the names they had. */
export function botNames(db: Database, lives: readonly Named[]): Partial<Record<Messenger, string>> {
  const named = lives.map(({ messenger, userName }) => [
    messenger,
    userName() ?? loadState(db, keyOf(messenger)),
  ]);
  return Object.fromEntries(named.filter(([, name]) => name)) as Partial<Record<Messenger, string>>;
}

function keyOf(messenger: Messenger): string {
  return `bot_name_${messenger}`;
}

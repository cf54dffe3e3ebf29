import announce from '../../locales/fa/announce.json' with { type: 'json' };
import ask from '../../locales/fa/ask.json' with { type: 'json' };
import certificate from '../../locales/fa/certificate.json' with { type: 'json' };
import change from '../../locales/fa/change.json' with { type: 'json' };
import expert from '../../locales/fa/expert.json' with { type: 'json' };
import history from '../../locales/fa/history.json' with { type: 'json' };
import leave from '../../locales/fa/leave.json' with { type: 'json' };
import letter from '../../locales/fa/letter.json' with { type: 'json' };
import privacy from '../../locales/fa/privacy.json' with { type: 'json' };
import refusal from '../../locales/fa/refusal.json' with { type: 'json' };
import reminder from '../../locales/fa/reminder.json' with { type: 'json' };
import suggest from '../../locales/fa/suggest.json' with { type: 'json' };
import type { TextKey } from '../../src/texts/i18n.ts';
import type { Chatting, TwoMessengers } from './two-messengers.ts';

/* What experts see on the way, and which texts of theirs are among it. */

const TEXTS = {
  announce,
  ask,
  certificate,
  change,
  expert,
  history,
  leave,
  letter,
  privacy,
  refusal,
  reminder,
  suggest,
};

/** At once, so that nobody waits for what only another's messages wait for. */
const AT_ONCE = 20;

export async function together(
  people: readonly Chatting[],
  does: (person: Chatting, at: number) => Promise<void>,
): Promise<void> {
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const some = people.slice(from, from + AT_ONCE);
    await Promise.all(some.map((person, at) => does(person, from + at)));
  }
}

/** All that any expert sees; `isOpen`: there is a button on it, or a text is waited for. */
export function whatExpertsSee(
  { servers, db }: TwoMessengers,
  facilitatorId: number,
): { text: string; isOpen: boolean }[] {
  const shown: { text: string; isOpen: boolean }[] = [];
  const before = new Map<number, string>();
  const waits = db.$client
    .prepare('SELECT count(*) FROM dialogs d JOIN accounts a ON a.id = d.account_id WHERE a.user_id = ?')
    .pluck();
  servers.telegram.onChange((change) => {
    if ((change.kind !== 'sent' && change.kind !== 'edited') || change.personId === facilitatorId) return;
    const { id, from, text, keyboard, document, photo } = change.message;
    const wasThere = before.get(id) === text;
    before.set(id, text);
    // A file is an end in itself; and what is answered has its buttons taken off.
    if (from !== 'bot' || document || photo || (wasThere && keyboard.length === 0)) return;
    const { replyKeyboard } = servers.telegram.chatState(change.personId);
    const isOpen = keyboard.length + replyKeyboard.length > 0 || waits.get(change.personId) !== 0;
    shown.push({ text, isOpen });
  });
  return shown;
}

/** Keys of texts that stand nowhere, each whole. */
export function missing(keys: readonly TextKey[], texts: readonly string[]): TextKey[] {
  const all = texts.map((text) => text.replace(/[\u200f\u2066-\u2069]/g, '')).join('\n\n');
  return keys.filter((key) => !patternOf(key).test(all));
}

/** What a text looks like whatever is filled into it. */
export function patternOf(key: TextKey): RegExp {
  const text = key.split('.').reduce<unknown>((tree, name) => (tree as Record<string, unknown>)[name], TEXTS);
  const parts = String(text)
    .replace(/<[^>]*>/g, '')
    .split(/\{\{[^}]*\}\}|\$t\([^)]*\)/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^]{0,400}?'));
}

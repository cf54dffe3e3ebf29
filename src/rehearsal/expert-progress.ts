import { plain } from '../texts/i18n.ts';
import { isLabelled } from '../texts/labelled.ts';
import type { CastMember } from './cast.ts';
import type { Messenger } from './messenger.ts';
import { newestWith, type StudySigns } from './signs.ts';

/**
 * How far an expert is: without a link, invited, joined (no round is open), waiting (a round is open and not
 * begun), begun, handed in; or the bot is blocked.
 */
export type Progress = 'unknown' | 'invited' | 'joined' | 'waiting' | 'begun' | 'handedIn' | 'blocked';

/** Told from what the expert pressed, as somebody looking over the shoulder would. */
export function progressOf(messenger: Messenger, member: CastMember, signs: StudySigns): Progress {
  const chat = messenger.chatState(member.personId);
  if (chat.blocked) return 'blocked';
  const pressed = (label: string) =>
    chat.presses.findLast((press) => isLabelled(press.label, label))?.order ?? 0;
  const joinedAt = pressed(plain('label.accept'));
  if (joinedAt === 0) return member.startToken ? 'invited' : 'unknown';
  if (signs.openedRound === 0 || signs.closedRound >= signs.openedRound) return 'joined';
  if (pressed(plain('label.submit')) > signs.openedAt && !isOpenOverview(messenger, member))
    return 'handedIn';
  const begun = chat.presses.some(({ order }) => order > signs.openedAt && order !== joinedAt);
  return begun ? 'begun' : 'waiting';
}

/** The first press of «ثبت نهایی» with items open hands nothing in: the overview says so and keeps the button. */
function isOpenOverview(messenger: Messenger, member: CastMember): boolean {
  return newestWith(messenger.chat(member.personId), plain('label.submit')) !== undefined;
}

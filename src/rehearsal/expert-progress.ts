import { plain } from '../texts/i18n.ts';
import { isLabelled } from '../texts/labelled.ts';
import { readCard } from './card-reading.ts';
import type { Cast, CastMember } from './cast.ts';
import type { LocalMessenger } from './messenger.ts';
import type { StudySigns } from './signs.ts';

/**
 * How far an expert is: without a link, invited, joined (no round is open), waiting (a round is open and not
 * begun), begun, handed in; or the bot is blocked.
 */
export type Progress = 'unknown' | 'invited' | 'joined' | 'waiting' | 'begun' | 'handedIn' | 'blocked';

/** Told from what the expert pressed in the current study, as somebody looking over the shoulder would. */
export function progressOf(
  messenger: LocalMessenger,
  cast: Cast,
  member: CastMember,
  signs: StudySigns,
): Progress {
  const chat = messenger.chatState(member.personId);
  if (chat.blocked) return 'blocked';
  const pressed = (label: string) =>
    chat.presses.findLast((press) => isLabelled(press.label, label))?.order ?? 0;
  const joinedAt = joinedIn(messenger, cast, member);
  if (joinedAt === 0) return member.startToken ? 'invited' : 'unknown';
  if (signs.openedRound === 0 || signs.closedRound >= signs.openedRound) return 'joined';
  if (pressed(plain('label.submit')) > signs.openedAt && !hasOpenCard(messenger, cast, member, signs))
    return 'handedIn';
  const begun = chat.presses.some(({ order }) => order > signs.openedAt && order !== joinedAt);
  return begun ? 'begun' : 'waiting';
}

/** Where the consent to the current study was accepted, 0: nowhere. The same person may be an expert of another one. */
function joinedIn(messenger: LocalMessenger, cast: Cast, { personId }: CastMember): number {
  const since = cast.current()?.createdAt ?? 0;
  const links = messenger
    .chat(personId)
    .filter(({ from, text }) => from === 'person' && text.startsWith('/start'));
  const accepted = messenger.chatState(personId).presses.findLast(({ label, order }) => {
    if (order < since || !isLabelled(label, plain('label.accept'))) return false;
    const [, startToken = ''] = links.findLast(({ id }) => id < order)?.text.split(' ') ?? [];
    return !cast.isOfAnother(startToken);
  });
  return accepted?.order ?? 0;
}

/**
 * A press of «ثبت نهایی» with items open hands nothing in: the overview says so and keeps the button. One that ends a
 * list of proposals goes on to the next card.
 */
function hasOpenCard(
  messenger: LocalMessenger,
  cast: Cast,
  { personId }: CastMember,
  { openedAt }: StudySigns,
): boolean {
  const ofRound = messenger.chat(personId).filter(({ id }) => id > openedAt);
  return readCard(ofRound, cast.study()) !== null;
}

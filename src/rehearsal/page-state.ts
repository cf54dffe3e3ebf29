import type { Language } from '../domain/language.ts';
import { timeText } from '../texts/dates.ts';
import { speaking } from '../texts/speaking.ts';
import type { Cast, CastMember } from './cast.ts';
import type { ChatMessage } from './chats.ts';
import { type Progress, progressOf } from './expert-progress.ts';
import type { Guide, GuideState } from './guide.ts';
import type { LocalMessenger } from './messenger.ts';
import type { RehearsalClock } from './rehearsal-clock.ts';
import type { StudySigns } from './signs.ts';

/** Everything that is shown about the rehearsal beside the chats themselves. */
export interface PageState {
  /** Another one after the rehearsal was begun anew: nothing on the page is about it. */
  readonly run: string;
  readonly facilitatorId: number;
  readonly zone: string;
  readonly people: readonly PersonShown[];
  readonly guide: GuideState;
  readonly clock: ClockShown;
}

interface PersonShown {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly panels: string;
  readonly temper: string | null;
  readonly progress: Progress | null;
  readonly canJoin: boolean;
  /** Messages of the bot so far: what the page has not shown yet of them is unread. */
  readonly received: number;
  readonly last: { readonly text: string; readonly time: string } | null;
}

/** ISO 8601; null where there is no such moment. */
interface ClockShown {
  readonly now: string;
  readonly reminder: string | null;
  readonly deadline: string | null;
}

export interface PageStateParts {
  readonly run: string;
  readonly messenger: LocalMessenger;
  readonly facilitatorId: number;
  readonly cast: Cast;
  readonly guide: Guide;
  readonly clock: RehearsalClock;
  /** Of the page. */
  readonly language: Language;
  readonly signs: () => StudySigns;
  readonly zone: string;
}

export function pageState(parts: PageStateParts): PageState {
  const { run, messenger, facilitatorId, cast, guide, clock, zone } = parts;
  const moments = clock.nextMoments();
  const members = new Map(cast.members().map((member) => [member.personId, member]));
  return {
    run,
    facilitatorId,
    zone,
    people: messenger.people().map((person) => personShown(parts, person.id, members.get(person.id))),
    guide: guide.state(),
    clock: {
      now: clock.now().toISOString(),
      reminder: moments.reminder?.toISOString() ?? null,
      deadline: moments.deadline?.toISOString() ?? null,
    },
  };
}

function personShown(
  { messenger, cast, signs, zone, language }: PageStateParts,
  id: number,
  member: CastMember | undefined,
): PersonShown {
  const { person } = messenger.chatState(id);
  const chat = messenger.chat(id);
  const last = chat.at(-1);
  return {
    id,
    name: person.firstName,
    role: member?.role ?? '',
    panels: member?.panels ?? '',
    temper: member?.temper ?? null,
    progress: member ? speaking(cast.language(), () => progressOf(messenger, cast, member, signs())) : null,
    canJoin: Boolean(member?.startToken),
    received: chat.filter(({ from }) => from === 'bot').length,
    last: last ? { text: lineOf(last), time: speaking(language, () => timeText(last.sentAt, zone)) } : null,
  };
}

/** A message in one line, for the list of chats. */
function lineOf(message: ChatMessage): string {
  const text = message.text.replace(/\s+/g, ' ').slice(0, 80);
  return text || message.document?.name || message.contact?.phone || '';
}

export interface MessageShown {
  readonly id: number;
  readonly from: 'bot' | 'person';
  readonly sentAt: string;
  readonly html: string;
  readonly keyboard: ChatMessage['keyboard'];
  readonly file: { readonly name: string; readonly size: number; readonly url: string } | null;
  readonly photo: { readonly url: string; readonly width: number; readonly height: number } | null;
  readonly contact: { readonly phone: string; readonly name: string } | null;
  readonly replyTo: number | null;
}

export function messageShown(message: ChatMessage): MessageShown {
  const { document, photo, contact } = message;
  return {
    id: message.id,
    from: message.from,
    sentAt: message.sentAt.toISOString(),
    html: message.html,
    keyboard: message.keyboard,
    file: document ? { name: document.name, size: document.size, url: `/files/${document.uniqueId}` } : null,
    photo: photo ? { url: `/files/${photo.uniqueId}`, width: photo.width, height: photo.height } : null,
    contact: contact ? { phone: contact.phone, name: contact.firstName } : null,
    replyTo: message.replyTo ?? null,
  };
}

/** How long a messenger shows that the bot is at work: five seconds, or until its next message. */
const ACTION_LASTS_MS = 5000;

/** What stands around a chat's messages. */
export function chatHead(messenger: LocalMessenger, personId: number) {
  const { started, blocked, replyKeyboard, person, action } = messenger.chatState(personId);
  const working = action !== null && messenger.core.time.elapsed() - action.at < ACTION_LASTS_MS;
  return { started, blocked, replyKeyboard, hasPhone: Boolean(person.phone), working };
}

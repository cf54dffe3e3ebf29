import { namesWithin } from '../../messages/pages.ts';
import { isolate } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';

/** Bots' user names on the messengers that are live. */
export interface BotNames {
  readonly telegram?: string;
  readonly bale?: string;
}

/** An expert's personal link on each messenger; null where that one is off. */
export interface PersonalLinks {
  readonly telegram: string | null;
  readonly bale: string | null;
}

export function personalLinks(token: string, { telegram, bale }: BotNames): PersonalLinks {
  return {
    telegram: telegram === undefined ? null : `https://t.me/${telegram}?start=${token}`,
    bale: bale === undefined ? null : `https://ble.ir/${bale}?start=${token}`,
  };
}

export interface Invitation {
  readonly expertName: string;
  readonly studyTitle: string;
  readonly organiser: string;
  readonly contact: string;
  readonly panelNames: readonly string[];
  readonly maxRounds: number;
  readonly anonymous: boolean;
  readonly links: PersonalLinks;
}

/** Who sits on more panels is told the first ones. */
const NAMED_PANELS = 7;

/** What a facilitator forwards to one expert: who asks, what for, and the personal link. Plain text. */
export function invitationText(invitation: Invitation): string {
  const { expertName, studyTitle, organiser, contact, panelNames, maxRounds, anonymous, links } = invitation;
  const paragraphs = [
    plain('facilitator.invitation.greeting', { name: isolate(expertName) }),
    plain(panelNames.length === 1 ? 'facilitator.invitation.onePanel' : 'facilitator.invitation.panels', {
      title: isolate(studyTitle),
      panels: namesWithin(panelNames.map(isolate), NAMED_PANELS),
    }),
    plain(anonymous ? 'facilitator.invitation.howAnonymous' : 'facilitator.invitation.how', {
      rounds: maxRounds,
    }),
    linksText(links),
    plain('facilitator.invitation.ownLink'),
    [
      organiser && plain('facilitator.invitation.organiser', { organiser: isolate(organiser) }),
      contact && plain('facilitator.invitation.contact', { contact: isolate(contact) }),
    ]
      .filter(Boolean)
      .join('\n'),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function linksText({ telegram, bale }: PersonalLinks): string {
  if (telegram !== null && bale !== null) return plain('facilitator.invitation.twoLinks', { telegram, bale });
  return plain('facilitator.invitation.link', { link: telegram ?? bale ?? '' });
}

import { namesWithin } from '../../messages/pages.ts';
import { isolate } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';

/** An expert's personal link on a messenger. */
export interface PersonalLink {
  /** The messenger's name. */
  readonly messenger: string;
  readonly link: string;
}

export interface Invitation {
  readonly expertName: string;
  readonly studyTitle: string;
  readonly organiser: string;
  readonly contact: string;
  readonly panelNames: readonly string[];
  readonly maxRounds: number;
  readonly anonymous: boolean;
  readonly links: readonly PersonalLink[];
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
    howText(maxRounds, anonymous),
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

function howText(rounds: number, anonymous: boolean): string {
  if (rounds === 1) {
    return plain(anonymous ? 'facilitator.invitation.howAnonymousOnce' : 'facilitator.invitation.howOnce');
  }
  return plain(anonymous ? 'facilitator.invitation.howAnonymous' : 'facilitator.invitation.how', { rounds });
}

function linksText(links: readonly PersonalLink[]): string {
  const [only, another] = links;
  if (!another) return plain('facilitator.invitation.link', { link: only?.link ?? '' });
  const lines = links.map(({ messenger, link }) =>
    plain('facilitator.invitation.linkOn', { messenger, link }),
  );
  return plain('facilitator.invitation.twoLinks', { links: lines.join('\n') });
}

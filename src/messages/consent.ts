import { isolate } from '../texts/direction.ts';
import { html, plain } from '../texts/i18n.ts';
import { acceptButton } from './buttons.ts';
import type { Message } from './message.ts';
import { shorten } from './shorten.ts';

/** What an invited expert is told before joining. */
export interface Consent {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly organiser: string;
  readonly contact: string;
  /** An ethics committee's own words; empty: the program's. */
  readonly ownWords: string;
  readonly anonymous: boolean;
  readonly rounds: number;
  /** Of one round. */
  readonly minutes: number;
}

/** Who asks, why, how much work, who sees what, how to leave: and the button that accepts it. */
export function consentMessage(consent: Consent, token: string): Message {
  return {
    html: consentText(consent),
    buttons: [[{ text: plain('label.accept'), data: acceptButton.write(token), style: 'success' }]],
  };
}

/** What a facilitator sees who opens an expert's link: the same, without the button. */
export function consentPreview(consent: Consent): Message {
  return { html: `${html('expert.consent.preview')}\n\n${consentText(consent)}` };
}

function consentText(consent: Consent): string {
  const { organiser, contact } = consent;
  const paragraphs = [
    html('expert.consent.greeting', { name: isolate(consent.name) }),
    html('expert.consent.invitation', { title: isolate(consent.title) }),
    organiser === '' ? '' : html('expert.consent.organiser', { organiser: isolate(organiser) }),
    contact === '' ? '' : html('expert.consent.contact', { contact: isolate(contact) }),
    ...(consent.ownWords === ''
      ? programsWords(consent)
      : [html('expert.consent.own', { consent: isolate(consent.ownWords) })]),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function programsWords({ question, rounds, minutes, anonymous }: Consent): string[] {
  return [
    html('expert.consent.why', { question: isolate(shorten(question, 600)) }),
    html('expert.consent.effort', { rounds, minutes }),
    html(anonymous ? 'expert.consent.anonymous' : 'expert.consent.named'),
    html('expert.consent.leaving'),
  ];
}

/** What an expert reads on joining. */
export function welcomeMessage(welcome: {
  name: string;
  guidance: string;
  /** A round is open, and its opening follows at once. */
  roundOpen: boolean;
  finished: boolean;
}): Message {
  const next = welcome.finished
    ? html('expert.welcome.finished')
    : welcome.roundOpen
      ? ''
      : html('expert.welcome.waiting');
  const paragraphs = [
    html('expert.welcome.joined', { name: isolate(welcome.name) }),
    welcome.guidance === '' ? '' : html('expert.welcome.guidance', { guidance: isolate(welcome.guidance) }),
    next,
  ];
  return { html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'), keyboard: 'remove' };
}

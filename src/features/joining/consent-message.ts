import type { Anonymity } from '../../domain/anonymity.ts';
import type { WayToConfirm } from '../../domain/own-past.ts';
import { acceptButton, confirmCriterionButton, declineButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { unconfirmedHint } from './link-message.ts';

/** What an invited expert is told before joining. */
export interface Consent {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  readonly organiser: string;
  readonly contact: string;
  /** An ethics committee's own words; empty: the program's. */
  readonly ownWords: string;
  readonly anonymity: Anonymity;
  /** Days after the study's end; null: names are not removed by themselves. */
  readonly forgetAfterDays: number | null;
  /** What is to be confirmed, in the workbook's order. */
  readonly criteria: readonly { readonly text: string; readonly confirmed: boolean }[];
  readonly rounds: number;
  /** Of one round. */
  readonly minutes: number;
}

/**
 * Who asks, why, how much work, who sees what, how to leave: and the buttons that accept and decline it. Words that
 * outgrow one message come as two, uncut: an ethics committee has approved them as they are.
 */
export function consentMessages(consent: Consent, token: string): Message[] {
  const parts = consentParts(consent).map((html): Message => ({ html }));
  return [...parts.slice(0, -1), { ...parts.at(-1)!, buttons: consentButtons(token, consent.criteria) }];
}

function consentButtons(token: string, criteria: Consent['criteria'] = []): Button[][] {
  return [
    ...criteria.flatMap(({ confirmed }, at) =>
      confirmed ? [] : [[confirmation(token, at + 1, criteria.length)]],
    ),
    [{ text: plain('label.accept'), data: acceptButton.write(token), style: 'success' }],
    [{ text: plain('label.decline'), data: declineButton.write(token) }],
  ];
}

/** Numbered where there are several: as the criteria are in the text. */
function confirmation(token: string, place: number, criteria: number): Button {
  const text = plain('label.confirmCriterion');
  return {
    text: criteria > 1 ? plain('expert.consent.confirmOf', { place, label: text }) : text,
    data: confirmCriterionButton.write(token, place),
  };
}

function criteriaWords({ criteria }: Consent): string {
  if (criteria.length === 0) return '';
  const lines = criteria.map(({ text, confirmed }, at) =>
    html(confirmed ? 'expert.consent.criterionConfirmed' : 'expert.consent.criterion', {
      place: at + 1,
      text: isolate(text),
    }),
  );
  return [html('expert.consent.criteria'), ...lines].join('\n');
}

/** For the facilitators: who joined without confirming what was asked. */
export function criteriaOpenMessage(told: {
  readonly name: string;
  readonly title: string;
  readonly criteria: readonly string[];
}): Message {
  const lines = told.criteria.map((text) => html('facilitator.workbook.bullet', { line: isolate(text) }));
  return {
    html: html('facilitator.experts.criteriaOpen', {
      ...{ name: isolate(told.name), title: isolate(shorten(told.title, 150)) },
      list: lines.join('\n'),
    }),
  };
}

/** To whom the consent was shown and who has not answered it. */
export function invitationReminder({ name, title }: Pick<Consent, 'name' | 'title'>, token: string): Message {
  return {
    html: html('expert.consent.reminder', { name: isolate(name), title: isolate(title) }),
    buttons: consentButtons(token),
  };
}

/** What follows «نه، سپاس», with a way back. */
export function declinedMessage(): Message {
  return { html: html('expert.consent.declined') };
}

/** For the facilitators: who does not take part, and no reason. */
export function expertDeclinedMessage({ name, title }: Pick<Consent, 'name' | 'title'>): Message {
  return {
    html: html('facilitator.experts.declined', { name: isolate(name), title: isolate(shorten(title, 150)) }),
  };
}

/** What a facilitator sees who opens an expert's link: the same, without the button. */
export function consentPreview(consent: Consent): Message[] {
  const note = html('expert.consent.preview');
  const [first = '', ...rest] = consentParts(consent);
  const head = joined([note, first]);
  const parts = textLength(head) <= LONGEST_TEXT ? [head, ...rest] : [note, first, ...rest];
  return parts.map((html) => ({ html }));
}

function consentParts(consent: Consent): string[] {
  const { organiser, contact } = consent;
  const whoAsks = joined([
    html('expert.consent.greeting', { name: isolate(consent.name) }),
    html('expert.consent.invitation', { title: isolate(consent.title) }),
    [
      ...(organiser === '' ? [] : [html('expert.consent.organiser', { organiser: isolate(organiser) })]),
      ...(contact === '' ? [] : [html('expert.consent.contact', { contact: isolate(contact) })]),
    ].join('\n'),
  ]);
  const words = joined([
    ...(consent.ownWords === ''
      ? programsWords(consent)
      : [
          html('expert.consent.own', { consent: isolate(consent.ownWords) }),
          html('expert.consent.operator'),
        ]),
    forgettingWords(consent),
  ]);
  return inMessages([whoAsks, words, criteriaWords(consent)].filter((block) => block !== ''));
}

/** Blocks that are not torn apart, in as few messages as there may be. */
function inMessages(blocks: readonly string[]): string[] {
  const messages: string[] = [];
  for (const block of blocks) {
    const together = joined([messages.at(-1) ?? '', block]);
    if (textLength(together) <= LONGEST_TEXT) messages.splice(-1, 1, together);
    else messages.push(block);
  }
  return messages;
}

function joined(paragraphs: readonly string[]): string {
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** Said beside a committee's own words too: it is what this program does. */
function forgettingWords({ forgetAfterDays: days }: Consent): string {
  return days === null ? html('expert.consent.neverForgotten') : html('expert.consent.forgotten', { days });
}

function programsWords({ question, rounds, minutes, anonymity }: Consent): string[] {
  return [
    html('expert.consent.why', { question: isolate(shorten(question, 600)) }),
    rounds === 1
      ? html('expert.consent.effortOnce', { minutes })
      : html('expert.consent.effort', { rounds, minutes }),
    `${html(`expert.consent.${anonymity}`)}\n${html('expert.consent.operator')}`,
    html('expert.consent.leaving'),
  ];
}

/** What an expert reads on joining. */
export function welcomeMessage(welcome: {
  name: string;
  guidance: string;
  /** A round is open, and its opening follows at once. */
  roundOpen: boolean;
  /** How to see what the expert did before with another account; null: all is seen, or there is nothing. */
  unconfirmed: WayToConfirm | null;
}): Message {
  const { unconfirmed } = welcome;
  const next = welcome.roundOpen ? '' : html('expert.welcome.waiting');
  const paragraphs = [
    html('expert.welcome.joined', { name: isolate(welcome.name) }),
    welcome.guidance === '' ? '' : html('expert.welcome.guidance', { guidance: isolate(welcome.guidance) }),
    next,
    unconfirmed === null ? '' : unconfirmedHint(unconfirmed),
  ];
  const sharePhone = unconfirmed === 'numberOrAccount';
  return {
    html: joined(paragraphs),
    keyboard: sharePhone ? { sharePhone: plain('label.sharePhone') } : 'remove',
  };
}

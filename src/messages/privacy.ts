import { isolate } from '../texts/direction.ts';
import { html } from '../texts/i18n.ts';
import type { Message } from './message.ts';
import { shorten } from './shorten.ts';

/** A study in which an account is, or was, an expert. */
export interface PrivacyStudy {
  readonly title: string;
  readonly organiser: string;
  readonly contact: string;
  readonly anonymous: boolean;
  /** What stands for the expert beside the answers. No name stands in this message. */
  readonly code: string;
  readonly left: boolean;
}

const MOST_STUDIES = 3;
const LONGEST_TITLE = 120;
const LONGEST_CONTACT = 200;

/** What is stored, who sees what, under which code, for how long, and whom to ask: in plain words. */
export function privacyMessage(studies: readonly PrivacyStudy[]): Message {
  const shown = studies.slice(0, MOST_STUDIES);
  const more = studies.length - shown.length;
  const paragraphs = [
    html('privacy.heading'),
    html('privacy.stored'),
    [html('privacy.experts'), html('privacy.organiser'), html('privacy.operator')].join('\n'),
    html('privacy.howLong'),
    ...shown.map(studyText),
    more > 0 ? html('privacy.more', { studies: more }) : '',
    html(studies.length > 0 ? 'privacy.commands' : 'privacy.notJoined'),
  ];
  return { html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}

function studyText({ title, organiser, contact, anonymous, code, left }: PrivacyStudy): string {
  const lines = [
    html('privacy.study', { title: isolate(shorten(title, LONGEST_TITLE)) }),
    left ? html('privacy.left') : '',
    anonymous ? html('privacy.anonymous', { code: isolate(code) }) : html('privacy.named'),
    organiser === '' ? '' : html('privacy.by', { organiser: isolate(shorten(organiser, LONGEST_CONTACT)) }),
    contact === ''
      ? html('privacy.noContact')
      : html('privacy.contact', { contact: isolate(shorten(contact, LONGEST_CONTACT)) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

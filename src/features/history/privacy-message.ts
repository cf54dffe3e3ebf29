import type { Anonymity } from '../../domain/anonymity.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';

/** A study in which an account is, or was, an expert. */
export interface PrivacyStudy {
  readonly title: string;
  readonly organiser: string;
  readonly contact: string;
  readonly anonymity: Anonymity;
  /** Days after the study's end; null: names are not removed by themselves. */
  readonly forgetAfterDays: number | null;
  /** When they are removed, where that is known; null: it is not. */
  readonly forgottenAt: Date | null;
  /**
   * What stands for the expert beside the answers of a coded study; null: the account is not to know. No name stands in
   * this message.
   */
  readonly code: string | null;
  readonly left: boolean;
}

const MOST_STUDIES = 3;
const LONGEST_TITLE = 120;
const LONGEST_CONTACT = 200;

/**
 * What is stored, who sees what, under which code, for how long, and whom to ask: in plain words.
 *
 * @param copiesKeptDays for so long copies of the database still tell names that were removed; null: there are none
 */
export function privacyMessage(
  studies: readonly PrivacyStudy[],
  { zone, copiesKeptDays }: { readonly zone: string; readonly copiesKeptDays: number | null },
): Message {
  const shown = studies.slice(0, MOST_STUDIES);
  const more = studies.length - shown.length;
  const paragraphs = [
    html('privacy.heading'),
    html('privacy.stored'),
    [html('privacy.experts'), html('privacy.organiser'), html('privacy.operator')].join('\n'),
    copiesKeptDays === null
      ? html('privacy.howLong')
      : [html('privacy.howLong'), html('privacy.copies', { nights: copiesKeptDays })].join('\n'),
    ...shown.map((study) => studyText(study, zone)),
    more > 0 ? html('privacy.more', { studies: more }) : '',
    html(studies.length > 0 ? 'privacy.commands' : 'privacy.notJoined'),
  ];
  return { html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') };
}

function studyText(study: PrivacyStudy, zone: string): string {
  const { title, organiser, contact, anonymity, code, left } = study;
  const lines = [
    html('privacy.study', { title: isolate(shorten(title, LONGEST_TITLE)) }),
    left ? html('privacy.left') : '',
    anonymity === 'coded' ? codedText(code) : html(`privacy.${anonymity}`),
    forgettingText(study, zone),
    organiser === '' ? '' : html('privacy.by', { organiser: isolate(shorten(organiser, LONGEST_CONTACT)) }),
    contact === ''
      ? html('privacy.noContact')
      : html('privacy.contact', { contact: isolate(shorten(contact, LONGEST_CONTACT)) }),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function codedText(code: string | null): string {
  return code === null ? html('privacy.codedUnconfirmed') : html('privacy.coded', { code: isolate(code) });
}

function forgettingText({ forgetAfterDays: days, forgottenAt }: PrivacyStudy, zone: string): string {
  if (forgottenAt !== null) return html('privacy.forgottenAt', { date: dateText(forgottenAt, zone) });
  return days === null ? html('privacy.neverForgotten') : html('privacy.forgotten', { days });
}

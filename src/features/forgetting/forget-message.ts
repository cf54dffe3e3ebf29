import {
  cancelForgettingButton,
  forgetButton,
  forgetExpertButton,
  forgetExpertsButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { pageButtons, pageOf } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** What of a study goes, and what stays. */
export interface StudyForgetting {
  readonly previewId: number;
  readonly studyId: number;
  readonly title: string;
  readonly experts: number;
  /** What people wrote themselves. */
  readonly reasons: number;
  readonly proposals: number;
  readonly questions: number;
  /** Closing letters that never arrived. */
  readonly undelivered: number;
}

/** What of an expert goes. Nothing of the answers stands beside the name, not even how many there are. */
export interface ExpertForgetting {
  readonly previewId: number;
  readonly studyId: number;
  readonly title: string;
  readonly name: string;
  /** The study goes on, without this expert. */
  readonly running: boolean;
  readonly anonymous: boolean;
}

const EXPERTS_A_PAGE = 12;
const BUTTON_NAME = 40;
const LONGEST_TITLE = 150;

/** @param copiesKeptDays for so long copies of the database still tell the names; null: there are none */
export function studyForgettingMessage(forgetting: StudyForgetting, copiesKeptDays: number | null): Message {
  const { previewId, studyId, experts, reasons, proposals, questions, undelivered } = forgetting;
  const title = titleOf(forgetting);
  const oneExpert = {
    text: plain('forget.button.oneExpert'),
    data: forgetExpertsButton.write({ studyId, page: 0 }),
  };
  return {
    html: paragraphs(
      html('forget.study.heading', { title }),
      html('forget.study.effect', { experts }),
      html('forget.study.after'),
      html('forget.study.written', { reasons, proposals, questions }),
      undelivered > 0 ? html('forget.study.undelivered', { letters: undelivered }) : '',
      elsewhere(copiesKeptDays),
      html('forget.final'),
    ),
    buttons: [[confirmButton(previewId), cancelButton(previewId)], [oneExpert]],
  };
}

/** Every expert whose name is still known, behind a button. */
export function forgetWhomMessage(list: {
  readonly studyId: number;
  readonly title: string;
  readonly experts: readonly { readonly expertId: number; readonly name: string }[];
  readonly page: number;
  readonly running: boolean;
}): Message {
  const { studyId, experts, running } = list;
  const title = titleOf(list);
  if (experts.length === 0) return { html: html('forget.expert.none', { title }) };
  const page = pageOf(experts, list.page, EXPERTS_A_PAGE);
  return {
    html: paragraphs(
      html('forget.expert.which', { title }),
      running ? html('forget.expert.whenFinished') : '',
    ),
    buttons: [
      ...page.things.map(({ expertId, name }): Button[] => [
        { text: isolate(shorten(name, BUTTON_NAME)), data: forgetExpertButton.write({ expertId }) },
      ]),
      ...pageButtons(page, (turned) => forgetExpertsButton.write({ studyId, page: turned })),
    ],
  };
}

export function expertForgettingMessage(
  forgetting: ExpertForgetting,
  copiesKeptDays: number | null,
): Message {
  const { previewId, studyId, name, running, anonymous } = forgetting;
  const back = {
    text: plain('facilitator.button.back'),
    data: forgetExpertsButton.write({ studyId, page: 0 }),
  };
  return {
    html: paragraphs(
      html('forget.expert.heading', { name: isolate(name), title: titleOf(forgetting) }),
      html('forget.expert.effect'),
      running ? html('forget.expert.leaves') : '',
      html('forget.expert.after'),
      html('forget.expert.written'),
      html(anonymous ? 'forget.expert.guess' : 'forget.expert.guessNamed'),
      elsewhere(copiesKeptDays),
      html('forget.final'),
    ),
    buttons: [[confirmButton(previewId), cancelButton(previewId)], [back]],
  };
}

interface Done {
  readonly title: string;
  readonly whole: boolean;
}

/** To who asked for it. @param copiesUntil null: no copy tells the names */
export function forgottenMessage(done: Done, copiesUntil: { at: Date; zone: string } | null): Message {
  return {
    html: paragraphs(
      html(done.whole ? 'forget.done.study' : 'forget.done.expert', { title: titleOf(done) }),
      copiesUntil ? html('forget.done.copies', { until: dateText(copiesUntil.at, copiesUntil.zone) }) : '',
    ),
  };
}

/** For room on the disk, for the night, or for another program that reads an older state of the database. */
export type ScrubWait = 'night' | 'full' | 'read';

/** The names have left the rows, and the rest waits. */
export function scrubWaitsMessage(why: ScrubWait): Message {
  return { html: html(`forget.waits.${why}`) };
}

/** To the other facilitators. @param done.due it came due by itself */
export function othersForgottenMessage(done: Done & { readonly due: boolean }): Message {
  const key = done.due ? 'due' : done.whole ? 'study' : 'expert';
  return { html: html(`forget.toOthers.${key}`, { title: titleOf(done) }) };
}

export function forgettingSoonMessage(soon: {
  readonly title: string;
  readonly at: Date;
  readonly zone: string;
}) {
  return { html: html('forget.soon', { title: titleOf(soon), date: dateText(soon.at, soon.zone) }) };
}

/** To the expert, before the account goes. */
export function expertForgottenMessage(study: { readonly title: string }): Message {
  return { html: html('forget.expertTold', { title: titleOf(study) }) };
}

/** What becomes of the expert's card. */
export function forgottenCard(): Message {
  return { html: html('forget.card') };
}

function elsewhere(copiesKeptDays: number | null): string {
  return copiesKeptDays === null
    ? html('forget.elsewhereNoCopies')
    : html('forget.elsewhere', { days: copiesKeptDays });
}

function confirmButton(previewId: number): Button {
  return { text: plain('label.forget'), data: forgetButton.write({ previewId }), style: 'danger' };
}

function cancelButton(previewId: number): Button {
  return { text: plain('label.cancel'), data: cancelForgettingButton.write({ previewId }) };
}

function titleOf({ title }: { readonly title: string }): string {
  return isolate(shorten(title, LONGEST_TITLE));
}

function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}

import {
  leaveButton,
  leaveCancelButton,
  leaveConfirmButton,
  leaveStudyButton,
  leaveWithdrawButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';

/** What an expert who wants to leave is told. */
export interface Leaving {
  readonly studyId: number;
  readonly title: string;
  /** Closed rounds with answers of the expert: these stay. */
  readonly closedRounds: number;
  /** The open round, where it has answers of the expert: these may be withdrawn. */
  readonly open: { readonly roundId: number; readonly number: number; readonly answered: number } | null;
}

const LONGEST_TITLE = 150;
const LONGEST_BUTTON = 50;
const MOST_STUDIES = 20;
/** In place of a round, where no answers are withdrawn. */
export const NO_ROUND = 0;

/** Asks an expert of several studies which one to leave. */
export function whichStudyToLeave(studies: readonly { readonly id: number; readonly title: string }[]) {
  const shown = studies.slice(0, MOST_STUDIES);
  const number = (at: number) => spokenDigits(String(at + 1));
  const list = shown.map((study, at) => `${number(at)}. ${titleOf(study)}`);
  return {
    html: html('leave.which', { list: list.join('\n') }),
    buttons: shown.map(({ id, title }, at) => [
      {
        text: `${number(at)}. ${shorten(title, LONGEST_BUTTON)}`,
        data: leaveStudyButton.write({ studyId: id }),
      },
    ]),
  };
}

/** What stays and why, and the choice. */
export function leavingMessage(leaving: Leaving): Message {
  const { studyId, closedRounds, open } = leaving;
  const nothing = closedRounds === 0 && open === null;
  const paragraphs = [
    html('leave.screen', { title: titleOf(leaving) }),
    html('leave.after'),
    closedRounds > 0 ? html('leave.closedStay', { rounds: closedRounds }) : '',
    open ? html('leave.openChoice', { round: open.number, answered: open.answered }) : '',
    nothing ? html('leave.nothingYet') : html('leave.writtenStay'),
  ];
  const withdraw: Button[] = open
    ? [
        {
          text: plain('leave.button.withdraw', { round: open.number }),
          data: leaveWithdrawButton.write({ studyId }),
        },
      ]
    : [];
  const leave = {
    text: plain(nothing ? 'leave.button.leave' : 'leave.button.keep'),
    data: leaveButton.write({ studyId }),
  };
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: [[leave], withdraw, [cancelButton(studyId)]].filter((row) => row.length > 0),
  };
}

/** Asks once more before an expert leaves. @param withdraws the answers of the open round go too */
export function confirmLeaving(leaving: Leaving, withdraws: boolean): Message {
  const { studyId, open, closedRounds } = leaving;
  const title = titleOf(leaving);
  if (withdraws && open) {
    const { roundId, number: round, answered } = open;
    const confirm = plain('leave.button.confirmWithdraw', { round });
    return confirmMessage(html('leave.confirmWithdraw', { title, round, answered }), {
      studyId,
      roundId,
      confirm,
    });
  }
  const key = open || closedRounds > 0 ? 'leave.confirm' : 'leave.confirmNothing';
  const confirm = plain('leave.button.confirm');
  return confirmMessage(html(key, { title }), { studyId, roundId: NO_ROUND, confirm });
}

function confirmMessage(
  text: string,
  { studyId, roundId, confirm }: { studyId: number; roundId: number; confirm: string },
): Message {
  const data = leaveConfirmButton.write({ studyId, roundId });
  return { html: text, buttons: [[{ text: confirm, data, style: 'danger' }], [cancelButton(studyId)]] };
}

/** The expert has left. @param left.withdrawn how many answers of the open round are gone */
export function leftMessage(left: { readonly title: string; readonly withdrawn: number }): Message {
  const title = titleOf(left);
  const done =
    left.withdrawn > 0
      ? html('leave.doneWithdrawn', { title, withdrawn: left.withdrawn })
      : html('leave.done', { title });
  return { html: [done, html('leave.comeBack')].join('\n\n') };
}

/** What becomes of the card of who has left. */
export function leftCard(): Message {
  return { html: html('leave.card') };
}

export function stayingMessage(study: { readonly title: string }): Message {
  return { html: html('leave.cancelled', { title: titleOf(study) }) };
}

/** For the facilitators: who left, and not a word of answers. */
export function expertLeftMessage(left: { readonly name: string; readonly title: string }): Message {
  return {
    html: html('leave.facilitator.told', { name: isolate(shorten(left.name, 80)), title: titleOf(left) }),
  };
}

/** For whoever was taken off by a workbook. */
export function removedMessage(study: { readonly title: string; readonly contact: string }): Message {
  const { contact } = study;
  return {
    html: [
      html('leave.removed', { title: titleOf(study) }),
      ...(contact === '' ? [] : [html('leave.removedContact', { contact: isolate(contact) })]),
    ].join('\n\n'),
  };
}

function titleOf({ title }: { readonly title: string }): string {
  return isolate(shorten(title, LONGEST_TITLE));
}

function cancelButton(studyId: number): Button {
  return { text: plain('label.cancel'), data: leaveCancelButton.write({ studyId }) };
}

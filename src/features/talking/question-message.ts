import { askStudyButton, askThisButton, cancelDialogButton } from '../../messages/buttons.ts';
import { dialogPrompt } from '../../messages/dialog-prompt.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';

const LONGEST_TITLE = 150;
const LONGEST_BUTTON = 50;
const QUOTED = 120;
/** An expert of more studies at once asks about the newest ones. */
const MOST_STUDIES = 20;

interface NamedStudy {
  readonly id: number;
  readonly title: string;
}

/**
 * Asks an expert of several studies which one the question is about.
 *
 * @param kept the question, where it was typed already
 */
export function whichStudyMessage(
  studies: readonly NamedStudy[],
  kept: { readonly text: string; readonly keptAt: number } | null,
  startedAt: Date,
): Message {
  const shown = studies.slice(0, MOST_STUDIES);
  const data = (studyId: number) =>
    kept ? askThisButton.write({ studyId, keptAt: kept.keptAt }) : askStudyButton.write({ studyId });
  const number = (at: number) => spokenDigits(String(at + 1));
  const list = shown.map(({ title }, at) => `${number(at)}. ${isolate(shorten(title, LONGEST_TITLE))}`);
  return {
    html: kept
      ? html('ask.whichTyped', { text: isolate(shorten(kept.text, QUOTED)), list: list.join('\n') })
      : html('ask.which', { list: list.join('\n') }),
    buttons: [
      ...shown.map(({ id, title }, at) => [
        { text: `${number(at)}. ${shorten(title, LONGEST_BUTTON)}`, data: data(id) },
      ]),
      [{ text: plain('label.cancel'), data: cancelDialogButton.write({ startedAt: startedAt.getTime() }) }],
    ],
  };
}

export function writeQuestionMessage({ title }: NamedStudy, startedAt: Date): Message {
  return dialogPrompt(html('ask.write', { title: isolate(shorten(title, LONGEST_TITLE)) }), startedAt);
}

export function questionSentMessage(study: { readonly title: string; readonly finished: boolean }): Message {
  const title = isolate(shorten(study.title, LONGEST_TITLE));
  return { html: html(study.finished ? 'ask.sentFinished' : 'ask.sent', { title }) };
}

/** The answer, as the asker reads it. */
export function questionAnswerMessage(told: {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
}): Message {
  return {
    html: html('ask.answer', {
      title: isolate(shorten(told.title, LONGEST_TITLE)),
      question: isolate(told.question),
      answer: isolate(told.answer),
    }),
  };
}

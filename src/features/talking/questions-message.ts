import { answerQuestionButton, tellQuestionButton } from '../../messages/buttons.ts';
import { dialogPrompt } from '../../messages/dialog-prompt.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

/** An expert's question as the facilitators read it: nothing in it tells whose it is. */
export interface PassedQuestion {
  readonly questionId: number;
  readonly title: string;
  readonly question: string;
  readonly answer: string | null;
  /** Its asker has put it in other words since. */
  readonly corrected?: boolean;
}

const LONGEST_TITLE = 150;

export function passedQuestionMessage(passed: PassedQuestion): Message {
  const { questionId, title, question, answer, corrected = false } = passed;
  const head = html(corrected ? 'ask.facilitator.corrected' : 'ask.facilitator.question', {
    title: isolate(shorten(title, LONGEST_TITLE)),
    question: isolate(question),
  });
  if (answer !== null) {
    return {
      html: [head, html('ask.facilitator.answered', { answer: isolate(answer) })].join('\n\n'),
      buttons: [[tellButton(questionId)]],
    };
  }
  const button = {
    text: plain('ask.facilitator.button.answer'),
    data: answerQuestionButton.write({ questionId }),
  };
  return { html: [head, html('ask.facilitator.how')].join('\n\n'), buttons: [[button]] };
}

export function writeAnswerMessage(question: string, startedAt: Date): Message {
  return dialogPrompt(html('ask.facilitator.write', { question: isolate(question) }), startedAt);
}

/** The answer is on its way; all may be told as well. */
export function answerSentMessage(questionId: number): Message {
  return { html: html('ask.facilitator.sent'), buttons: [[tellButton(questionId)]] };
}

/** Question and answer as an announcement. */
export function forAllText(question: string, answer: string): string {
  return plain('ask.facilitator.forAll', { question, answer });
}

function tellButton(questionId: number) {
  return { text: plain('ask.facilitator.button.tellAll'), data: tellQuestionButton.write({ questionId }) };
}

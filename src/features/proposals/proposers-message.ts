import { objectButton, suggestionsButton } from '../../messages/buttons.ts';
import { dialogPrompt } from '../../messages/dialog-prompt.ts';
import type { Button, Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { type ToldProposal, toldLine } from '../answering/proposals-told-message.ts';

const LONGEST_TITLE = 150;

/** What became of an expert's own proposals; each, numbered, may be answered as long as that changes something. */
export function proposalsToldMessage(
  title: string,
  told: readonly (ToldProposal & { readonly mayObject: boolean })[],
): Message {
  const lines = told.map((proposal, at) =>
    html('suggest.told.line', { number: at + 1, told: toldLine(proposal) }),
  );
  const mayObject = told.some((proposal) => proposal.mayObject);
  const paragraphs = [
    html('suggest.told.before', { title: isolate(shorten(title, LONGEST_TITLE)) }),
    lines.join('\n\n'),
    ...(mayObject ? [html('suggest.told.howToObject')] : []),
  ];
  const buttons = told.flatMap(({ id, mayObject: may }, at): Button[][] =>
    may
      ? [
          [
            {
              text: plain('suggest.told.button.object', { number: at + 1 }),
              data: objectButton.write({ proposalId: id }),
            },
          ],
        ]
      : [],
  );
  return { html: paragraphs.join('\n\n'), ...(buttons.length > 0 && { buttons }) };
}

/** Waits for what a proposer meant. */
export function askObjectionMessage(told: ToldProposal, startedAt: Date): Message {
  return dialogPrompt(html('suggest.object.ask', { told: toldLine(told) }), startedAt);
}

/** A proposer's answer to a decision, as a facilitator reads it. */
export function objectionMessage(
  { id, title }: { readonly id: number; readonly title: string },
  { text, objection }: { text: string; objection: string },
): Message {
  return {
    html: html('suggest.object.told', {
      title: isolate(shorten(title, LONGEST_TITLE)),
      text: isolate(text),
      objection: isolate(objection),
    }),
    buttons: [
      [
        {
          text: plain('suggest.object.button'),
          data: suggestionsButton.write({ studyId: id, page: 0 }),
          style: 'primary',
        },
      ],
    ],
  };
}

import { admitButton } from '../../messages/buttons.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

const LONGEST_TITLE = 150;
const LONGEST_NAME = 80;

/** To those who decide: another facilitator of the bot wants to join a study. */
export function joinRequestMessage(request: { requestId: number; name: string; title: string }): Message {
  const { requestId } = request;
  return {
    html: html('facilitator.joining.request', argumentsOf(request)),
    buttons: [
      [
        {
          text: plain('label.acceptProposal'),
          data: admitButton.write({ requestId, accept: 1 }),
          style: 'success',
        },
        { text: plain('label.rejectProposal'), data: admitButton.write({ requestId, accept: 0 }) },
      ],
    ],
  };
}

/** Replaces a request that has been decided. */
export function joinSettledMessage(request: {
  name: string;
  title: string;
  state: 'accepted' | 'rejected';
}): Message {
  return { html: html(`facilitator.joining.${request.state}`, argumentsOf(request)) };
}

/** To the one who asked. */
export function joinDecidedMessage({ accepted, title }: { accepted: boolean; title: string }): Message {
  const key = accepted ? 'facilitator.joining.letIn' : 'facilitator.joining.notLetIn';
  return { html: html(key, { title: isolate(shorten(title, LONGEST_TITLE)) }) };
}

function argumentsOf({ name, title }: { name: string; title: string }) {
  return {
    name: name === '' ? plain('facilitator.joining.unnamed') : isolate(shorten(name, LONGEST_NAME)),
    title: isolate(shorten(title, LONGEST_TITLE)),
  };
}

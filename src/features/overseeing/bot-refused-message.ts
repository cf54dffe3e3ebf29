import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { html } from '../../texts/i18n.ts';

const LONGEST_REASON = 200;

/**
 * Tells whoever looks after the server that a messenger refuses the bot itself, since when, and in which words.
 *
 * @param refusal.over it no longer refuses, as it carries this very message
 */
export function botRefusedMessage(refusal: {
  /** The messenger's name. */
  readonly messenger: string;
  readonly since: Date;
  readonly reason: string;
  readonly zone: string;
  readonly over: boolean;
}): Message {
  const { messenger } = refusal;
  const at = dateTimeText(refusal.since, refusal.zone);
  const reason = html('messenger.botRefused.reason', { reason: shorten(refusal.reason, LONGEST_REASON) });
  const paragraphs = refusal.over
    ? [html('messenger.botRefused.was', { messenger, at }), reason]
    : [
        html('messenger.botRefused.heading', { messenger }),
        html('messenger.botRefused.since', { messenger, at }),
        reason,
        html('messenger.botRefused.whatToDo', { messenger }),
      ];
  return { html: paragraphs.join('\n\n') };
}

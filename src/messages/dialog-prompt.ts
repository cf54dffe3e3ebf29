import { plain } from '../texts/i18n.ts';
import { cancelDialogButton } from './buttons.ts';
import type { Message } from './message.ts';

/** What asks for a typed text, with the button that gives it up. */
export function dialogPrompt(html: string, startedAt: Date): Message {
  return {
    html,
    buttons: [
      [{ text: plain('label.cancel'), data: cancelDialogButton.write({ startedAt: startedAt.getTime() }) }],
    ],
  };
}

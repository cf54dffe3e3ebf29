import { plain } from '../texts/i18n.ts';
import { showButton } from './buttons.ts';
import type { Button } from './message.ts';

/** Offers another sitting of a questionnaire, at the step that it goes on with. */
export function nextSittingButton(
  questionnaireId: number,
  { number, next }: { readonly number: number; readonly next: number },
): Button {
  return {
    text: plain('expert.sitting.next', { number }),
    data: showButton.write({ questionnaireId, position: next }),
  };
}

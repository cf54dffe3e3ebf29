import type { Choice, FixedWord } from '../../domain/kinds.ts';
import { plain } from '../../texts/i18n.ts';

/** A choice in words: a scale point's own label, or a fixed word of the kind of round. */
export function choiceLabel(choice: Choice): string {
  return 'label' in choice ? choice.label : plain(`expert.choice.${choice.word satisfies FixedWord}`);
}

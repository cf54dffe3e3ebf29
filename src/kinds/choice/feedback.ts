import type { Gist } from '../../domain/judged-round.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { decimal, perHundred, plainNumber } from '../../texts/numerals.ts';
import type { Feedback } from '../card-state.ts';
import { PREVIOUS } from './card-buttons.ts';
import type { ItemCard } from './item-card.ts';
import { spreadPicture } from './spread.ts';

/**
 * The outcome of one panel's answers, and their spread with the expert's own previous rating marked on it.
 *
 * @param form.longestName most signs of the panel's name; null: it need not be named
 */
export function feedbackText(
  { panelName, judged }: Feedback,
  {
    gist: gistOf,
    pointName,
    choices,
    answer,
    written,
  }: Pick<ItemCard, 'gist' | 'pointName' | 'choices' | 'answer' | 'written'>,
  form: { longestName: number | null; hasSpread: boolean },
): string {
  const panel = form.longestName === null ? null : isolate(shorten(panelName, form.longestName));
  const gist = judged && gistOf(judged);
  if (!judged || !gist) {
    return panel === null
      ? html('expert.card.feedbackTooFew')
      : html('expert.card.feedbackTooFewOf', { panel });
  }
  if (written || 'q1' in gist || 'place' in gist) return written?.feedback(judged, panel) ?? '';
  const head = gistText(gist, { n: judged.n, panel, hasSpread: form.hasSpread });
  if (!form.hasSpread) return head;
  const order = choices.map(({ value }) => value);
  const spread = spreadPicture(judged.counts, {
    ...{ order, own: answer.previousValue, mark: PREVIOUS, nameOf: pointName },
  });
  return `${head}\n${spread}`;
}

/**
 * Words have no mean: the spread says everything, and where it is not shown, the share of those who spoke for the item.
 */
function gistText(
  gist: Exclude<Gist, { q1: number } | { place: number }>,
  { n, panel, hasSpread }: { n: number; panel: string | null; hasSpread: boolean },
): string {
  if ('share' in gist && hasSpread) {
    return panel === null
      ? gist.index === undefined
        ? html('expert.card.feedbackWords', { n })
        : html('expert.card.feedbackIndex', { n, index: isolate(gist.index) })
      : html('expert.card.feedbackWordsOf', { n, panel });
  }
  if ('share' in gist) {
    const told = { n, share: perHundred(gist.share), choice: gist.choice };
    return panel === null
      ? html('expert.card.feedbackShare', told)
      : html('expert.card.feedbackShareOf', { ...told, panel });
  }
  const told = { n, mean: decimal(gist.mean, 2), median: medianText(gist.median ?? gist.mean) };
  return panel === null
    ? html('expert.card.feedback', told)
    : html('expert.card.feedbackOf', { ...told, panel });
}

function medianText(value: number): string {
  return Number.isInteger(value) ? plainNumber(value) : decimal(value, 1);
}

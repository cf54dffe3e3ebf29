import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { decimal, plainNumber } from '../../texts/numerals.ts';
import type { Feedback } from '../card-state.ts';
import { spreadLine, spreadPicture } from './spread.ts';

export type SpreadForm = 'picture' | 'line' | 'none';

/**
 * One panel's mean, median and spread, the expert's own previous rating marked on it.
 *
 * @param form.longestName of the panel; null: it goes without saying
 */
export function feedbackText(
  { panelName, judged }: Feedback,
  form: { longestName: number | null; own: number | null; spread: SpreadForm },
): string {
  const panel = form.longestName === null ? null : isolate(shorten(panelName, form.longestName));
  if (!judged || judged.mean === null || judged.median === null) {
    return panel === null
      ? html('expert.card.feedbackTooFew')
      : html('expert.card.feedbackTooFewOf', { panel });
  }
  const { n, mean, median } = judged;
  const told = { mean: decimal(mean, 2), median: medianText(median), n };
  const head =
    panel === null ? html('expert.card.feedback', told) : html('expert.card.feedbackOf', { ...told, panel });
  if (form.spread === 'none') return head;
  const draw = form.spread === 'picture' ? spreadPicture : spreadLine;
  return `${head}\n${draw(judged.counts, form.own, html('expert.card.ownMark'))}`;
}

function medianText(value: number): string {
  return Number.isInteger(value) ? plainNumber(value) : decimal(value, 1);
}

import type { WBase } from './judged-round.ts';

/** Why a figure that a kind of round has is undefined, in the words of `results.json`. */
export type WhyNull =
  | 'no_answers'
  | 'one_answer'
  | 'one_rater'
  | 'one_item'
  | 'all_equal'
  | 'nobody_changed'
  | 'not_asked_before'
  | 'too_large'
  | 'few_points'
  | 'few_raters'
  | 'few_common'
  | 'all_in_bulk'
  | 'not_printed'
  | 'none_enough'
  | 'not_ratio'
  | 'too_few';

/** Why a W is undefined. */
export function whyNoW({ raters, items }: Pick<WBase, 'raters' | 'items'>): WhyNull {
  if (items < 2) return 'one_item';
  return raters < 2 ? 'one_rater' : 'all_equal';
}

import type { JudgedRound } from '../../domain/judged-round.ts';
import type { StopRules } from '../../domain/verdict.ts';
import { html } from '../../texts/i18n.ts';

/**
 * What becomes of the panel.
 *
 * @param hasSign the round shows agreement or stability, which end no panel before the least number of rounds
 */
export function verdictText(judged: JudgedRound, { minRounds }: StopRules, hasSign = false): string {
  if (judged.verdict !== 'active') return html(`summary.verdict.${judged.verdict}`);
  const items = judged.items.filter(({ kept }) => kept).length;
  return hasSign && judged.number < minRounds
    ? html('summary.verdict.activeBeforeMinimum', { items, minRounds })
    : html('summary.verdict.active', { items });
}

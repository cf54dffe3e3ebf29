import type { JudgedRound } from '../../domain/judged-round.ts';
import { mayEnd, type StopRules } from '../../domain/verdict.ts';
import { html } from '../../texts/i18n.ts';

/**
 * What becomes of the panel.
 *
 * @param round.hasSign whether it shows agreement or stability, which end no panel before the least number of rounds
 * @param round.isLast whether no round can follow it
 */
export function verdictText(
  judged: JudgedRound,
  rules: StopRules,
  { hasSign = false, isLast = false }: { hasSign?: boolean; isLast?: boolean } = {},
): string {
  const { verdict, number: roundNumber, roundOfKind } = judged;
  if (isLast && (verdict === 'agreed' || verdict === 'stable')) return html(`summary.verdict.${verdict}Last`);
  if (verdict !== 'active') return html(`summary.verdict.${verdict}`);
  const items = judged.items.filter(({ left }) => !left).length;
  if (!hasSign || mayEnd({ roundNumber, roundOfKind }, rules))
    return html('summary.verdict.active', { items });
  const { minRounds } = rules;
  return rules.version === 1 || roundNumber === roundOfKind
    ? html('summary.verdict.activeBeforeMinimum', { items, minRounds })
    : html('summary.verdict.activeBeforeMinimumOfKind', { items, minRounds, roundOfKind });
}

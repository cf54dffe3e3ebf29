import type { JudgedItem } from '../../domain/judged-round.ts';
import { countAgreed, PUBLISHED_RULES, type PublishedRule } from '../../domain/published-agreement.ts';
import { html } from '../../texts/i18n.ts';

/** How many items count as agreed by the field's rules, side by side; empty for a scale they do not cover. */
export function agreementTexts(items: readonly JudgedItem[]): string[] {
  const counted = Object.fromEntries(PUBLISHED_RULES.map((rule) => [rule.name, countAgreed(items, rule)]));
  const rated = counted['top70'];
  if (!rated) return [];
  const agreed = (name: PublishedRule['name']) => counted[name]?.agreed ?? 0;
  const told = {
    ...{ items: rated.of, top70: agreed('top70'), top75: agreed('top75') },
    ...{ top80: agreed('top80'), cos: agreed('cos') },
  };
  return [
    counted['iqr']
      ? html('summary.agreement.byRules', { ...told, iqr: agreed('iqr') })
      : html('summary.agreement.byShares', told),
  ];
}

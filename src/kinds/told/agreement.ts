import type { JudgedItem } from '../../domain/judged-round.ts';
import { PUBLISHED_RULES, type PublishedRule } from '../../domain/published-agreement.ts';
import { html } from '../../texts/i18n.ts';

/** How many items count as agreed by the field's rules, side by side; empty for a scale they do not cover. */
export function agreementTexts(items: readonly JudgedItem[]): string[] {
  const rated = items.filter((item) => holding(item, 'top70') !== null);
  if (rated.length === 0) return [];
  const agreed = (name: PublishedRule['name']) => rated.filter((item) => holding(item, name)).length;
  const told = {
    ...{ items: rated.length, top70: agreed('top70'), top75: agreed('top75') },
    ...{ top80: agreed('top80'), cos: agreed('cos') },
  };
  return [
    rated.every((item) => holding(item, 'iqr') === null)
      ? html('summary.agreement.byShares', told)
      : html('summary.agreement.byRules', { ...told, iqr: agreed('iqr') }),
  ];
}

function holding(item: JudgedItem, name: PublishedRule['name']): boolean | null {
  return PUBLISHED_RULES.find((rule) => rule.name === name)!.holds(item);
}

import type { Tellable } from '../domain/anonymity.ts';
import { html } from '../texts/i18n.ts';

/**
 * Warns of answers that could be told by who took part when; empty where there are none. How many, and never whose: a
 * name here would be what the code hides.
 */
export function tellableText(tellable: Tellable | null): string {
  if (tellable === null || tellable.experts === 0) return '';
  const { experts, unlinked } = tellable;
  const warning = html('round.tellable', { experts });
  return unlinked !== null && unlinked < experts
    ? `${warning}\n${html('round.tellableLess', { unlinked })}`
    : warning;
}

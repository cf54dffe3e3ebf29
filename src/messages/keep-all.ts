import { html } from '../texts/i18n.ts';

/** What is said where all previous ratings can be kept by one press. */
export interface KeepAllOffer {
  /** On how many items the own answer lies a point or more from the panel's median; null: no median is shown. */
  readonly apart: number | null;
}

/** @param where a card has one line for it */
export function apartText(offer: KeepAllOffer | null, where: 'card' | 'overview'): string {
  const apart = offer?.apart ?? null;
  if (apart === null) return '';
  return apart === 0 ? html(`expert.${where}.nothingApart`) : html(`expert.${where}.apart`, { apart });
}

/** How strong W is, in a word. */
export type ConcordanceStrength = 'veryWeak' | 'weak' | 'moderate' | 'strong' | 'veryStrong';

/** From which W on, the strongest first. */
export const STRENGTHS: readonly { readonly from: number; readonly strength: ConcordanceStrength }[] = [
  { from: 0.9, strength: 'veryStrong' },
  { from: 0.7, strength: 'strong' },
  { from: 0.5, strength: 'moderate' },
  { from: 0.3, strength: 'weak' },
];

/**
 * The strength of agreement that W indicates: strong from 0.7, moderate from 0.5, weak from 0.3.
 *
 * @see Schmidt (1997), Managing Delphi surveys using nonparametric statistical techniques, Decision Sciences 28(3)
 */
export function concordanceStrength(w: number): ConcordanceStrength {
  return STRENGTHS.find(({ from }) => w >= from)?.strength ?? 'veryWeak';
}

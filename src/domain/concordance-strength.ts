/** How strong W is, in a word. */
export type ConcordanceStrength = 'veryWeak' | 'weak' | 'moderate' | 'strong' | 'veryStrong';

/**
 * The strength of agreement that W indicates: strong from 0.7, moderate from 0.5, weak from 0.3.
 *
 * @see Schmidt (1997), Managing Delphi surveys using nonparametric statistical techniques, Decision Sciences 28(3)
 */
export function concordanceStrength(w: number): ConcordanceStrength {
  if (w >= 0.9) return 'veryStrong';
  if (w >= 0.7) return 'strong';
  if (w >= 0.5) return 'moderate';
  return w >= 0.3 ? 'weak' : 'veryWeak';
}

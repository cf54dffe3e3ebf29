/**
 * The coefficient of variation: how large the spread is beside the mean.
 *
 *     SD / mean
 *
 * @param values those that could be given, or were
 * @returns null without an SD, and where a value is not above 0: a ratio says nothing of a scale without a zero
 */
export function coefficientOfVariation(
  { mean, sd }: { readonly mean: number | null; readonly sd: number | null },
  values: readonly number[],
): number | null {
  return mean === null || sd === null || values.some((value) => value <= 0) ? null : sd / mean;
}

/**
 * The coefficient of variation: the spread relative to the mean.
 *
 *     SD / mean
 *
 * @param values those that could be given, or were
 * @returns null without an SD, and where a value is not above 0: the ratio means nothing on a scale without a true zero
 */
export function coefficientOfVariation(
  { mean, sd }: { readonly mean: number | null; readonly sd: number | null },
  values: readonly number[],
): number | null {
  return mean === null || sd === null || values.some((value) => value <= 0) ? null : sd / mean;
}

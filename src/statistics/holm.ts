/**
 * Holm's p of several tests: each is raised so that all tests together keep the error level.
 *
 * @param ps of the tests; null where a test could not be made, which does not count as one
 * @returns in the order given
 * @see Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6(2),
 *   65-70; R: `p.adjust(p, "holm")`
 * @example
 * holm([0.01, null, 0.04, 0.03]) // [0.03, null, 0.06, 0.06]
 */
export function holm(ps: readonly (number | null)[]): (number | null)[] {
  const made = ps.flatMap((p, at) => (p === null ? [] : [{ p, at }])).sort((one, other) => one.p - other.p);
  const adjusted: (number | null)[] = ps.map(() => null);
  let greatest = 0;
  for (const [rank, { p, at }] of made.entries()) {
    greatest = Math.max(greatest, Math.min(1, (made.length - rank) * p));
    adjusted[at] = greatest;
  }
  return adjusted;
}

/**
 * How long to wait before trying once more: twice as long after each failure, up to a limit, and scattered over the
 * upper half of that, so that many who failed together do not come back together.
 *
 * @param failures in a row so far, from 1
 * @param random from 0 to below 1
 * @returns milliseconds
 */
export function growingWait(
  failures: number,
  random: () => number,
  { firstMs = 1000, longestMs = 60_000 } = {},
): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return full * (0.5 + random() / 2);
}

/** With fewer hand-ins, or a smaller share of the time gone, a forecast would be noise. */
const LEAST_HANDED_IN = 3;
const LEAST_SHARE_OF_TIME = 0.1;

/**
 * How many experts will have handed in by the deadline if the rest go on at the pace so far. Everybody is taken to have
 * the same chance in each hour: with h of N handed in after a share s of the time, N·(1 − (1 − h/N)^(1/s)) at its end.
 *
 * @param shareOfTime the share of the round's time that is over, 0 to 1
 * @returns null where it is too early to tell
 */
export function forecastHandedIn(invited: number, handedIn: number, shareOfTime: number): number | null {
  if (handedIn < LEAST_HANDED_IN || shareOfTime < LEAST_SHARE_OF_TIME || shareOfTime >= 1) return null;
  if (handedIn >= invited) return invited;
  return Math.round(invited * (1 - (1 - handedIn / invited) ** (1 / shareOfTime)));
}

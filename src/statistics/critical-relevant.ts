/**
 * How many of N judges must rate an item relevant for its content to be valid: all of up to 5, all but one of 6 to 8,
 * 7 of 9, 8 of 10. Beyond 10, which the sources do not reach, at least 7/9 of them, as at 9 and 10.
 *
 *     N up to 5, ⌈7N/9⌉ from 6 on
 *
 * A count, for a rounded share says otherwise: 7 of 9 is 0.777…, and not below a printed 0.78.
 *
 * @param judges N, those who rated the item
 * @see Lynn (1986), Determination and quantification of content validity, Nursing Research 35(6), 382-385; Polit & Beck
 *   (2006), The content validity index: are you sure you know what's being reported?, Research in Nursing & Health
 *   29(5), 489-497
 * @example
 * criticalRelevant(9) // 7
 */
export function criticalRelevant(judges: number): number {
  return judges <= 5 ? judges : Math.ceil((7 * judges) / 9);
}

/** The largest number of judges for which the sources print how many are enough. */
export const MOST_JUDGES_PRINTED = 10;

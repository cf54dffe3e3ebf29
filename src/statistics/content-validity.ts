import { mean } from 'simple-statistics';

/**
 * I-CVI: the share of judges who rate an item relevant, which is 3 or 4 of 4.
 *
 * @param relevant how many judges rated it relevant
 * @param judges how many rated it at all
 * @returns 0 to 1; null where nobody rated it
 * @see Lynn (1986), Determination and quantification of content validity, Nursing Research 35(6), 382-385
 */
export function itemContentValidity(relevant: number, judges: number): number | null {
  return judges === 0 ? null : relevant / judges;
}

/** How valid a whole list of items is; each is null where no item has an I-CVI. */
export interface ScaleContentValidity {
  /** S-CVI/Ave: the mean of the items' I-CVI. */
  readonly average: number | null;
  /** S-CVI/UA: the share of items that every expert rated relevant. */
  readonly universalAgreement: number | null;
}

/**
 * @param indices the items' I-CVI; an item that nobody rated (null) does not enter
 * @see Polit & Beck (2006), The content validity index: are you sure you know what's being reported?, Research in
 *   Nursing & Health 29(5), 489-497
 */
export function scaleContentValidity(indices: readonly (number | null)[]): ScaleContentValidity {
  const known = indices.filter((index) => index !== null);
  if (known.length === 0) return { average: null, universalAgreement: null };
  return {
    average: mean(known),
    universalAgreement: known.filter((index) => index === 1).length / known.length,
  };
}

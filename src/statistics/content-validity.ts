import { mean } from 'simple-statistics';

/** The lower of the upper two of the four points. */
const LOWEST_RELEVANT = 3;

/** An item is kept from this I-CVI on. */
export const SMALLEST_ITEM_INDEX = 0.78;

/**
 * I-CVI: the share of experts who rate an item relevant, which is 3 or 4 of 4.
 *
 * @param ratings whole numbers from 1 to 4
 * @returns 0 to 1; null where nobody rated it
 * @throws RangeError where a rating is none of the four
 * @see Lynn (1986), Determination and quantification of content validity, Nursing Research 35(6), 382-385
 */
export function itemContentValidity(ratings: readonly number[]): number | null {
  const offScale = ratings.find((rating) => ![1, 2, 3, 4].includes(rating));
  if (offScale !== undefined) throw new RangeError(`rating is ${offScale}; expected 1, 2, 3 or 4`);
  if (ratings.length === 0) return null;
  return ratings.filter((rating) => rating >= LOWEST_RELEVANT).length / ratings.length;
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

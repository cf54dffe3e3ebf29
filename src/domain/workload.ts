/** Assumed seconds an item, reading its feedback included, while nobody's pace is known. */
const SECONDS_AN_ITEM = 20;
/** Outside these limits the answer came without reading, or the expert was away. */
const FASTEST_SECONDS = 5;
const SLOWEST_SECONDS = 120;
/** With fewer answers a pace is not reliable. */
const LEAST_ANSWERS = 5;
const LEAST_EXPERTS = 3;

/**
 * Whole minutes that a number of items takes; at least one.
 *
 * @param secondsAnItem the panel's own pace; null: not known yet
 */
export function minutesFor(items: number, secondsAnItem: number | null = null): number {
  return Math.max(1, Math.ceil((items * (secondsAnItem ?? SECONDS_AN_ITEM)) / 60));
}

/**
 * An expert's seconds an item: the median time from one answer to the next. Pauses do not count, nor do answers given
 * at the same moment, such as those kept in bulk.
 *
 * @param answeredAt when the items of a round were answered, in any order
 * @returns null where there are too few answers
 */
export function paceOf(answeredAt: readonly Date[]): number | null {
  const gaps = gapsOf(answeredAt).filter((seconds) => seconds > 0 && seconds <= SLOWEST_SECONDS);
  if (gaps.length < LEAST_ANSWERS) return null;
  return Math.max(FASTEST_SECONDS, Math.round(median(gaps)));
}

/** The pace of those who handed a round in; null while they are too few to stand for the others. */
export function panelPace(paces: readonly number[]): number | null {
  return paces.length < LEAST_EXPERTS ? null : Math.round(median(paces));
}

/**
 * The median working time of those who handed a round in.
 *
 * @param seconds one an expert: their own pace times the items asked
 * @returns minutes, at least 1; null while so few have handed in that it would tell about single experts
 */
export function medianMinutes(seconds: readonly number[]): number | null {
  return seconds.length < LEAST_EXPERTS ? null : Math.max(1, Math.round(median(seconds) / 60));
}

/**
 * Before the next press a card has to change and a finger to move: presses that came closer had waited together in the
 * messenger, and their times say nothing about the person.
 */
const ONE_BATCH_SECONDS = 1;
/** In less, an item is hardly read and its answer chosen: a convention of this program, not of the literature. */
const TOO_FAST_SECONDS = 2;

/** Whether most of an expert's answers came faster than their items can be read. False where there are too few. */
export function isTooFast(answeredAt: readonly Date[]): boolean {
  const gaps = gapsOf(answeredAt).filter((seconds) => seconds >= ONE_BATCH_SECONDS);
  return gaps.length >= LEAST_ANSWERS && median(gaps) < TOO_FAST_SECONDS;
}

/** Seconds from one answer to the next. */
function gapsOf(answeredAt: readonly Date[]): number[] {
  const times = answeredAt.map((at) => at.getTime()).toSorted((one, other) => one - other);
  return times.slice(1).map((time, at) => (time - times[at]!) / 1000);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

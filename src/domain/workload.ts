/** How long an expert takes for an item, reading its feedback included. */
const SECONDS_AN_ITEM = 20;

/** Whole minutes that a number of items takes; one at least. */
export function minutesFor(items: number): number {
  return Math.max(1, Math.ceil((items * SECONDS_AN_ITEM) / 60));
}

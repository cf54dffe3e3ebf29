/** How often what was met. */
export interface StatesMet extends ReadonlyMap<string, number> {
  count(what: string, times?: number): void;
}

export function createStatesMet(): StatesMet {
  const met = new Map<string, number>();
  const count = (what: string, times = 1) => void (times > 0 && met.set(what, (met.get(what) ?? 0) + times));
  return Object.assign(met, { count });
}

/** What a run must have met to have looked where faults hide: a short one that misses some says so, a long one fails. */
export const RARE_STATES = [
  'kill while a spinner turns',
  'kill between a send and its mark',
  'kill between commit and acknowledgement',
  'kill between closing and verdict',
  'heard twice within the window',
  'two messengers on one seat',
  'a 429 in a closing',
  'a workbook changed while a round is judged',
  'a restore',
  'a deadline in a restore',
  'a round closed by its deadline',
  'a reminder sent',
  'a study finished',
] as const;

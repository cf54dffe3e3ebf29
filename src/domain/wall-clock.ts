/**
 * Wall times of IANA zones, by Intl alone. A wall time is what the clock on the wall shows, as the milliseconds that
 * `Date.UTC` gives for it, so that days and hours can simply be added.
 */

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;

/** What the wall clock of a zone shows at a moment. */
export function wallTime(at: Date, zone: string): number {
  const parts = formatterOf(zone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((each) => each.type === type)!.value);
  const second = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return second + modulo(at.getTime(), SECOND);
}

/**
 * The moment at which a zone's wall clock shows a time. Of a time that comes twice, as summer time ends, it is the
 * first; a time that is skipped, as summer time begins, is moved forward by the length of the jump.
 */
export function instantAt(wall: number, zone: string): Date {
  const before = wall - offsetAt(wall - DAY, zone);
  const after = wall - offsetAt(wall + DAY, zone);
  const shown = [before, after].filter((instant) => instant + offsetAt(instant, zone) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : before);
}

function offsetAt(instant: number, zone: string): number {
  return wallTime(new Date(instant), zone) - instant;
}

function modulo(n: number, divisor: number): number {
  return ((n % divisor) + divisor) % divisor;
}

/** Cached because building one costs a hundred times its use; results do not depend on it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  formatters.set(zone, made);
  return made;
}

const BEGINS_AT_MINUTE = 9 * 60;
const ENDS_AT_MINUTE = 18 * 60;
const MINUTES_A_DAY = 24 * 60;
const MINUTE_MS = 60_000;

/**
 * The first moment in office hours: `at` itself, or the next nine o'clock. A study that begins at night would keep
 * its messages back until the morning, and nobody who tries it out would know why nothing comes.
 *
 * @param zone IANA name of the zone whose day counts
 */
export function daytimeFrom(at: Date, zone: string): Date {
  const minute = minuteOfDay(at, zone);
  if (minute >= BEGINS_AT_MINUTE && minute < ENDS_AT_MINUTE) return at;
  const until = (BEGINS_AT_MINUTE - minute + MINUTES_A_DAY) % MINUTES_A_DAY;
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS + until * MINUTE_MS);
}

function minuteOfDay(at: Date, zone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return parts['hour']! * 60 + parts['minute']!;
}

import { wallTime } from '../../domain/wall-clock.ts';

const MINUTE = 60_000;
/** Zones change their offset only at multiples of a quarter of an hour. */
const QUARTER = 15 * MINUTE;

/** A moment as JSON writes it, in UTC. */
export const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Writes moments as ISO 8601 in one zone. */
export interface ZoneClock {
  /** `2026-11-30T18:00:00.000+03:30` */
  moment(at: Date): string;
}

/** A clock of an IANA zone for millions of calls: asking Intl for each offset costs far more than caching it. */
export function zoneClock(zone: string): ZoneClock {
  const offsets = new Map<number, number>();
  const offsetAt = (at: Date): number => {
    const quarter = Math.floor(at.getTime() / QUARTER);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = wallTime(at, zone) - at.getTime();
    offsets.set(quarter, offset);
    return offset;
  };
  const wall = (at: Date) => new Date(at.getTime() + offsetAt(at)).toISOString().slice(0, -1);
  return {
    moment: (at) => `${wall(at)}${offsetText(offsetAt(at))}`,
  };
}

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  const pair = (n: number) => String(n).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${pair(Math.floor(minutes / 60))}:${pair(minutes % 60)}`;
}

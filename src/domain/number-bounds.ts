import { parseNumber } from './digits.ts';
import { type Outcome, refuse } from './refusals.ts';

/** Bounds and unit of measure of a number that experts write for an item; null: no bound, empty: no unit. */
export interface NumberBounds {
  readonly least: number | null;
  readonly most: number | null;
  readonly measure: string;
}

export const NO_BOUNDS: NumberBounds = { least: null, most: null, measure: '' };

/** A double is exact for whole numbers up to about this size; anything beyond is a typing error. */
const LARGEST = 1e15;

/** Reads a number as an expert writes it: in any digits, with or without the unit behind it. */
export function readTypedNumber(text: string, bounds: NumberBounds): Outcome<{ value: number }> {
  const value = parseNumber(withoutMeasure(text, bounds.measure));
  if (value === null || Math.abs(value) > LARGEST) return refuse({ code: 'number.unreadable' });
  return isWithin(value, bounds) ? { ok: true, value } : refuse({ code: 'number.outside', ...bounds });
}

export function isWithin(value: number, { least, most }: NumberBounds): boolean {
  return (least === null || value >= least) && (most === null || value <= most);
}

function withoutMeasure(text: string, measure: string): string {
  const written = text.trim();
  const ends = [measure, '٪', '%'].filter((end) => end !== '' && written.endsWith(end));
  return ends.length === 0 ? written : written.slice(0, -ends[0]!.length);
}

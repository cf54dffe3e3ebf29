import { parseNumber } from './digits.ts';
import { type Outcome, refuse } from './refusals.ts';

/** Between what a number that experts write for an item lies, and what it counts; null: no bound, empty: no measure. */
export interface NumberBounds {
  readonly least: number | null;
  readonly most: number | null;
  readonly measure: string;
}

export const NO_BOUNDS: NumberBounds = { least: null, most: null, measure: '' };

/** A double holds whole numbers exactly up to about so large; what is beyond is a slip of the hand. */
const LARGEST = 1e15;

/** Reads a number as an expert writes it: in any digits, with the measure behind it or without. */
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

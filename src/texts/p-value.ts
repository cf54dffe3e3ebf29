import { SIGNIFICANCE } from '../domain/verdict.ts';
import { plain } from './i18n.ts';
import { decimal, decimalApart, plainNumber } from './numerals.ts';

/** p below 1e-300 is kept as 0. */
const SMALLEST_EXPONENT = -300;
const SMALLEST_TOLD = 0.001;

/**
 * A p-value within a sentence: three decimals, more where it would read as 0.05 and is not, «کمتر از ۰٫۰۰۱» below those, and where it is 0 because it
 * lies below 1e-300, that bound. Never «۰».
 */
export function pValue(p: number): string {
  if (p === 0) return plain('number.belowTenToThe', { exponent: plainNumber(SMALLEST_EXPONENT) });
  if (p < SMALLEST_TOLD) return plain('number.below', { bound: decimal(SMALLEST_TOLD, 3) });
  return decimalApart(p, 3, [SIGNIFICANCE]);
}

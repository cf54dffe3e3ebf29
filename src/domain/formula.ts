/**
 * A sign that begins a formula, also in its full-width or small form, preceded by anything invisible (spaces, direction
 * marks, half-spaces, combining marks, fillers); and a tab or a carriage return, which a spreadsheet drops.
 */
const FORMULA =
  /^(?:[\p{C}\p{Z}\p{M}\u115f\u1160\u2800\u3164\uffa0]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]|[\t\r])/u;

/** Whether a spreadsheet might take a text for a formula, typed in or read from a CSV file. */
export function looksLikeFormula(text: string): boolean {
  return FORMULA.test(text);
}

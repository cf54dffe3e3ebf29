/** The value below which a share (0–1) of the values lies; NaN where there are none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The usual three of a list of times. */
export function spreadOf(times: readonly number[]): { p50: number; p99: number; longest: number } {
  return { p50: median(times), p99: quantile(times, 0.99), longest: quantile(times, 1) };
}

export function rounded(value: number, digits = 1): string {
  return value.toFixed(digits);
}

/** Lines of a table, their columns in line. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map(String));
  const widths = texts[0]!.map((_, at) => Math.max(...texts.map((row) => row[at]!.length)));
  return texts.map((row) => `  ${row.map((cell, at) => cell.padEnd(widths[at]!)).join('  ')}`).join('\n');
}

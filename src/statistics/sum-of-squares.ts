/** Kendall's S up to a constant, from doubled rank sums. Below 2 · 10¹³ for 20,000 ratings: exact. */
export function sumOfSquares(sums: Int32Array): number {
  let total = 0;
  for (let item = 0; item < sums.length; item += 1) total += sums[item]! * sums[item]!;
  return total;
}

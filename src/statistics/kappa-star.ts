/**
 * The modified kappa of an item's content validity: I-CVI corrected for the chance that just so many judges rate it
 * relevant.
 *
 *     (I-CVI - p) / (1 - p),  p = C(N, A) / 2ᴺ
 *
 * @param relevant A, the judges who rated the item relevant
 * @param judges N, those who rated it
 * @returns null where nobody rated it
 * @see Polit, Beck & Owen (2007), Is the CVI an acceptable indicator of content validity?, Research in Nursing & Health
 *   30(4), 459-467
 * @example
 * kappaStar(4, 5) // 103 / 135
 */
export function kappaStar(relevant: number, judges: number): number | null {
  if (judges === 0) return null;
  const byChance = chanceOfExactly(relevant, judges);
  return (relevant / judges - byChance) / (1 - byChance);
}

/** C(N, A) / 2ᴺ: each factor is divided on its way, so that many judges overflow nothing. */
function chanceOfExactly(relevant: number, judges: number): number {
  let chance = 1;
  let halvings = judges;
  for (let at = 1; at <= relevant; at += 1) {
    chance *= (judges - relevant + at) / at;
    for (; chance > 1 && halvings > 0; halvings -= 1) chance /= 2;
  }
  return chance * 2 ** -halvings;
}

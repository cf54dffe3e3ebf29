import type { SeenInRound } from './known-by-name.ts';

/** What a file shows of a code in a round of one panel, and what the round asked. */
export interface ShownInPlace {
  readonly round: number;
  readonly panel: string;
  /** Items rated. */
  readonly rated: ReadonlySet<string>;
  readonly allInBulk: boolean;
  /** Items asked, with how many gave no opinion. */
  readonly asked: ReadonlyMap<string, number>;
}

/** Between two looks so close, and never seen to have begun only, somebody was done quicker than by reading item by item. */
const AT_ONCE_MS = 15 * 60_000;

/**
 * Whether a code may be an expert's, as far as one round of one panel tells. Where something can only be surmised it is
 * taken for certain, as somebody would who wants to know: who handed in has answered what others had an opinion on, and
 * who was done at once kept everything.
 *
 * @param seen null: the name did not stand in that round
 * @param isStrict who handed in has answered something in every panel
 */
export function mayBe(
  shown: ShownInPlace,
  seen: SeenInRound | null,
  panelTitle: string,
  isStrict: boolean,
): boolean {
  const { round, rated, asked, allInBulk } = shown;
  const sits = seen !== null && [...seen.panels].some((title) => title.includes(panelTitle));
  if (!seen || !sits) return rated.size === 0;
  if (seen.linked || seen.refused) return true;
  const { states, doneWithin } = seen;
  const handedIn = states.has('handedIn');
  const started = states.has('started');
  if (!handedIn && !started) return rated.size === 0;
  if (!handedIn) return true;
  if (states.has('left') && rated.size === 0) return true;
  // Whoever keeps all at once leaves open what had no answer the last time; a first round does not offer it.
  if (!started && doneWithin! < AT_ONCE_MS) return allInBulk || rated.size === 0;
  const mayHaveKept = !started && round > 1 && (allInBulk || (!isStrict && rated.size === 0));
  const leftOpen = [...asked].some(([item, noOpinion]) => !rated.has(item) && noOpinion === 0);
  if (leftOpen && !mayHaveKept) return false;
  if (rated.size === 0) return true;
  return !started || !allInBulk;
}

/**
 * Who may be behind each code, where every code is somebody's and no two are one's: what remains once everything else
 * would leave some code, or some expert, over.
 *
 * @param fits by code and expert; as many codes as experts
 * @returns by code, the experts that it is in some assignment of all
 */
export function candidates(fits: readonly (readonly boolean[])[]): number[][] | null {
  const size = fits.length;
  const expertOf = new Array<number>(size).fill(-1);
  const codeOf = new Array<number>(size).fill(-1);
  const assign = (code: number, tried: Set<number>): boolean => {
    for (let expert = 0; expert < size; expert += 1) {
      if (!fits[code]![expert] || tried.has(expert)) continue;
      tried.add(expert);
      if (codeOf[expert] === -1 || assign(codeOf[expert]!, tried)) {
        expertOf[code] = expert;
        codeOf[expert] = code;
        return true;
      }
    }
    return false;
  };
  for (let code = 0; code < size; code += 1) if (!assign(code, new Set())) return null;
  // A pair is in some assignment where the code that loses its expert can, by a chain, take the one left over.
  const reaches = (from: number, expert: number, without: number): boolean => {
    const seen = new Set([without]);
    const open = [from];
    for (let code = open.pop(); code !== undefined; code = open.pop()) {
      if (seen.has(code)) continue;
      seen.add(code);
      if (fits[code]![expert]) return true;
      for (let other = 0; other < size; other += 1) if (fits[code]![other]) open.push(codeOf[other]!);
    }
    return false;
  };
  return fits.map((row, code) =>
    row.flatMap((fit, expert) =>
      fit && (expertOf[code] === expert || reaches(codeOf[expert]!, expertOf[code]!, code)) ? [expert] : [],
    ),
  );
}

export interface Followed {
  readonly sum: number;
  readonly variance: number;
}

/** How far from chance an order is, in standard deviations. */
export function deviation({ sum, variance }: Followed): number {
  return variance === 0 ? 0 : sum / Math.sqrt(variance);
}

/**
 * How far an order follows another one, as the sum of concordant less discordant pairs, and its variance were the first
 * drawn at random; equal ranks count as neither.
 */
export function followed(ranks: readonly number[]): Followed {
  const n = ranks.length;
  let sum = 0;
  for (let one = 0; one < n; one += 1) {
    for (let other = one + 1; other < n; other += 1) sum += Math.sign(ranks[other]! - ranks[one]!);
  }
  const ties = [...new Set(ranks)].map((rank) => ranks.filter((each) => each === rank).length);
  const pairs = (t: number) => t * (t - 1) * (2 * t + 5);
  return { sum, variance: (pairs(n) - ties.reduce((all, t) => all + pairs(t), 0)) / 18 };
}

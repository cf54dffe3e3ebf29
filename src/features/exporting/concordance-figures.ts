import type { Concordance, JudgedRound } from '../../domain/judged-round.ts';
import { type WhyNull, whyNoW } from '../../domain/why-null.ts';
import { PER_CENT } from '../../kinds/item-column.ts';

interface FigureForm {
  /** The figure's key in `results.json`. */
  readonly json: string;
  /** Number format of its cells. */
  readonly format: string;
}

const THREE_DECIMALS = '0.000';

/** W and the figures that depend on it, in the order told. */
const FORMS: Readonly<Required<Record<keyof Concordance, FigureForm>>> = {
  w: { json: 'w', format: THREE_DECIMALS },
  wUncorrected: { json: 'w_uncorrected', format: THREE_DECIMALS },
  chi2: { json: 'chi2', format: THREE_DECIMALS },
  df: { json: 'df', format: '0' },
  p: { json: 'p', format: '0.000E+00' },
  pPermutation: { json: 'p_permutation', format: '0.0000' },
  meanSpearman: { json: 'mean_spearman', format: THREE_DECIMALS },
  change: { json: 'change', format: THREE_DECIMALS },
  changeCommon: { json: 'change_common', format: THREE_DECIMALS },
  commonRaters: { json: 'common_raters', format: '0' },
  commonItems: { json: 'common_items', format: '0' },
  wLow: { json: 'w_low', format: THREE_DECIMALS },
  wHigh: { json: 'w_high', format: THREE_DECIMALS },
  wChance: { json: 'w_chance', format: THREE_DECIMALS },
  wAvailable: { json: 'w_available', format: THREE_DECIMALS },
  meanSpearmanPairwise: { json: 'mean_spearman_pairwise', format: THREE_DECIMALS },
  flatRaters: { json: 'flat_raters', format: '0' },
  keptInBulk: { json: 'kept_in_bulk', format: PER_CENT },
  pExact: { json: 'p_exact', format: '0.0000' },
};

export const CONCORDANCE_FIGURES = Object.entries(FORMS).map(([name, form]) => ({
  name: name as keyof Concordance,
  ...form,
}));

/** A figure as files give it: where W is undefined, so is every figure that depends on it. */
export function concordanceFigure(concordance: Concordance | null, name: keyof Concordance): number | null {
  return concordance === null || concordance.w === null ? null : (concordance[name] ?? null);
}

/** Why a figure is null; null where it is not, and where an earlier version judged, which did not compute it. */
export function whyNoConcordance(round: JudgedRound, name: keyof Concordance): WhyNull | null {
  const { concordance, items, raters, previousNumber, previousW } = round;
  if (!concordance || concordanceFigure(concordance, name) !== null) return null;
  if (concordance.w === null) return whyNoW({ raters, items: items.length });
  if (concordance[name] === undefined) return null;
  switch (name) {
    case 'pPermutation':
    case 'pExact':
      return 'too_large';
    case 'wLow':
    case 'wHigh':
      return 'few_raters';
    case 'change':
      // Both rounds had the panel, so it is the previous W that is undefined.
      return previousNumber === null || previousW === null ? 'not_asked_before' : whyNoW(previousW);
    case 'changeCommon':
    case 'commonRaters':
    case 'commonItems':
    case 'keptInBulk':
      return previousNumber === null ? 'not_asked_before' : whyNoCommon(concordance);
    default:
      return 'all_equal';
  }
}

/** Where enough raters and items are common to both rounds, the reason left is a rater who orders nothing. */
function whyNoCommon({ commonRaters, commonItems }: Concordance): WhyNull {
  return (commonRaters ?? 0) < 2 || (commonItems ?? 0) < 2 ? 'few_common' : 'all_equal';
}

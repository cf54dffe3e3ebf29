import { concordanceStrength } from '../../domain/concordance-strength.ts';
import type { Concordance, JudgedRound } from '../../domain/judged-round.ts';
import { PANEL_STATUS } from '../../domain/protocol.ts';
import {
  missesAgreement,
  reachesAgreement,
  SIGNIFICANCE,
  type StopRules,
  showsAgreement,
  showsStability,
} from '../../domain/verdict.ts';
import { signed, unchangedText, wText } from '../../messages/figures.ts';
import { html, plain } from '../../texts/i18n.ts';
import { decimal, decimalApart, plainNumber } from '../../texts/numerals.ts';
import { pValue } from '../../texts/p-value.ts';
import { type Fold, folded } from './told.ts';

const W_DIGITS = 3;

/** The same folded under W, with what is told below it. */
export function concordanceFold(judged: JudgedRound, below: readonly string[] = []): Fold[] {
  const { concordance: figures, rules } = judged;
  if (!figures) return [];
  const { w } = figures;
  const heading =
    w === null
      ? html('summary.fold.concordanceUndefined')
      : html('summary.fold.concordance', { w: wText(w, rules.agreementThreshold) });
  return folded(heading, [...concordanceTexts(judged), ...below]);
}

/** W, what it is based on, and how it changed; empty for kinds that have none. */
export function concordanceTexts(judged: JudgedRound): string[] {
  const { concordance: figures, raters, items } = judged;
  if (!figures) return [];
  const { w, p, pPermutation } = figures;
  if (w === null) return [undefinedConcordanceText(judged), ...changeTexts(judged, figures)];
  return [
    html('summary.w.value', {
      w: wText(w, judged.rules.agreementThreshold),
      strength: plain(`summary.strength.${concordanceStrength(w)}`),
    }),
    ...(figures.wChance == null
      ? []
      : [html('summary.w.chance', { chance: decimal(figures.wChance, W_DIGITS) })]),
    html('summary.w.base', { raters, items: items.length }),
    ...availableTexts(judged, figures),
    ...oneOutTexts(figures),
    ...(p === null
      ? []
      : [
          pPermutation === null
            ? html('summary.w.p', { p: pValue(p) })
            : html('summary.w.pBoth', { p: pValue(p), pPermutation: pValue(pPermutation) }),
        ]),
    ...nearBoundTexts(figures),
    ...changeTexts(judged, figures),
  ];
}

/** How far 9,999 shuffles may be off at the bound, in all but a few of a hundred cases. */
const SHUFFLES_ERROR = 0.005;

/** Where chance in the shuffles could decide on which side of the bound p lies: p counted, or that it could. */
function nearBoundTexts({ pPermutation, pExact = null }: Concordance): string[] {
  // Rounded, since both are multiples of 1/10,000 and their difference is not.
  if (pPermutation === null || Math.round(Math.abs(pPermutation - SIGNIFICANCE) * 1e4) / 1e4 > SHUFFLES_ERROR)
    return [];
  if (pExact === null) return [html('summary.w.randomError')];
  const isApart = pExact < SIGNIFICANCE !== pPermutation < SIGNIFICANCE;
  return [html(isApart ? 'summary.w.exactApart' : 'summary.w.exact', { p: exactText(pExact) })];
}

/** As many decimals as the shuffles' p has. */
function exactText(p: number): string {
  return decimalApart(p, 4, [SIGNIFICANCE]);
}

/** W from ratings that may have gaps, where raters are fewer than two thirds of those who answered. */
function availableTexts(
  { raters, answered }: JudgedRound,
  { wAvailable: available = null }: Concordance,
): string[] {
  return available === null || 3 * raters >= 2 * answered
    ? []
    : [html('summary.w.available', { w: decimal(available, W_DIGITS) })];
}

/** How much W depends on a single rater; empty for rounds that an earlier version judged. */
function oneOutTexts({ wLow: low, wHigh: high }: Concordance): string[] {
  if (low === undefined || high === undefined) return [];
  if (low === null || high === null) return [html('summary.w.fewForOneOut')];
  return [html('summary.w.oneOut', { low: decimal(low, W_DIGITS), high: decimal(high, W_DIGITS) })];
}

/** Why a round's W is undefined. */
export function undefinedConcordanceText({ raters, items }: JudgedRound): string {
  if (items.length < 2) return html('summary.w.undefined.fewItems');
  return raters < 2 ? html('summary.w.undefined.fewRaters', { raters }) : html('summary.w.undefined.allTied');
}

function changeTexts(
  { previousNumber: previous, unchangedShare, rules: { stabilityThreshold } }: JudgedRound,
  { change, changeCommon }: Concordance,
): string[] {
  if (previous === null) return [html('summary.change.first')];
  const unchanged =
    unchangedShare === null
      ? []
      : [html('summary.change.unchanged', { share: unchangedText(unchangedShare) })];
  if (change === null) return [html('summary.change.undefined', { previous }), ...unchanged];
  const bounds = stabilityThreshold === null ? [] : [-stabilityThreshold, stabilityThreshold];
  const args = { previous, change: signed(change, W_DIGITS, bounds) };
  return [
    changeCommon === null
      ? html('summary.change.valueWithoutCommon', args)
      : html('summary.change.value', { ...args, common: signed(changeCommon, W_DIGITS, bounds) }),
    ...unchanged,
  ];
}

/** Signs of agreement and stability: told in every round, whether or not they end the panel. */
export function signTexts({ concordance: figures }: JudgedRound, rules: StopRules): string[] {
  if (!figures) return [];
  return [
    ...(reachesAgreement(figures, rules) ? agreementTexts(figures, rules) : []),
    ...(showsStability(figures, rules) ? [stabilityText(figures, rules)] : []),
  ];
}

/** Opinion that settled without agreement gets no tick: a reader would think the panel was done. */
function stabilityText(figures: Concordance, rules: StopRules): string {
  const threshold = plainNumber(rules.stabilityThreshold!);
  switch (missesAgreement(figures, rules)) {
    case 'below':
      return html('summary.sign.stabilityBelow', {
        ...{ threshold, agreement: plainNumber(rules.agreementThreshold!) },
      });
    case 'chance':
      return html('summary.sign.stabilityByChance', { threshold });
    case null:
      return html('summary.sign.stability', { threshold });
  }
}

/**
 * What follows when W reaches its threshold, and whether the study goes on under an older rule that differs from
 * today's.
 */
function agreementTexts(figures: Concordance, rules: StopRules): string[] {
  const threshold = plainNumber(rules.agreementThreshold!);
  const agrees = showsAgreement(figures, rules);
  const byPermutation = rules.version > 1 && figures.pPermutation !== null;
  const byChance = byPermutation ? 'summary.sign.byChance' : 'summary.sign.byChanceByP';
  const isOtherwise = agrees !== showsAgreement(figures, { ...rules, version: PANEL_STATUS.version });
  return [
    html(agrees ? 'summary.sign.agreement' : byChance, { threshold }),
    ...(isOtherwise ? [html('summary.sign.otherwise')] : []),
  ];
}

/** Whether the round shows agreement or stability. */
export function hasSign({ concordance }: JudgedRound, rules: StopRules): boolean {
  return concordance !== null && (showsAgreement(concordance, rules) || showsStability(concordance, rules));
}

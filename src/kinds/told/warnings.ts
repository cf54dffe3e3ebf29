import { type Advice, adviceOn } from '../../domain/advice.ts';
import type { Concordance, JudgedRound } from '../../domain/judged-round.ts';
import type { StopRules } from '../../domain/verdict.ts';
import { isAboutItems, type Warning, type WarningRule, warningsOf } from '../../domain/warnings.ts';
import { unchangedText, wText } from '../../messages/figures.ts';
import { html, plain } from '../../texts/i18n.ts';
import { decimal, perHundred } from '../../texts/numerals.ts';
import { pValue } from '../../texts/p-value.ts';
import type { Mark } from '../item-chart.ts';
import { codesOf } from './codes.ts';

const W_DIGITS = 3;

/** What to do with a panel now, in one sentence, and why its figures should not be taken at face value. */
export function adviceTexts(
  judged: JudgedRound,
  { stop, maxRounds, rule }: { stop: StopRules; maxRounds: number; rule: WarningRule },
): string[] {
  const { concordance } = judged;
  const warnings = concordance ? warningsOf({ ...judged, concordance }, stop, rule) : [];
  return [
    adviceText(adviceOn(judged, warnings, { stop, maxRounds })),
    ...warnings.map((warning) => warningText(warning, concordance!, stop)),
  ];
}

/** One-word names of warnings, to stand beside the items concerned. */
const MARKS = {
  split: ['split', 'summary.chart.mark.split'],
  firmMinority: ['minority', 'summary.chart.mark.minority'],
  hanging: ['doubt', 'summary.chart.mark.hanging'],
  fewAnswers: ['doubt', 'summary.chart.mark.fewAnswers'],
} as const;

/** The one-word warnings about each item, by its code. */
export function marksOf(judged: JudgedRound, stop: StopRules, rule: WarningRule): Map<string, Mark[]> {
  const { concordance } = judged;
  const marks = new Map<string, Mark[]>();
  if (!concordance) return marks;
  for (const warning of warningsOf({ ...judged, concordance }, stop, rule).filter(isAboutItems)) {
    const [of, key] = MARKS[warning.code];
    for (const code of warning.items) marks.set(code, [...(marks.get(code) ?? []), { of, text: plain(key) }]);
  }
  return marks;
}

function adviceText(advice: Advice): string {
  if (advice.say === 'lookAgain')
    return html('summary.advice.lookAgain', { items: advice.items.length, codes: codesOf(advice.items) });
  return html(`summary.advice.${advice.why}`);
}

function warningText(warning: Warning, { w }: Concordance, { agreementThreshold }: StopRules): string {
  if (isAboutItems(warning)) {
    return html(`summary.warning.${warning.code}`, {
      items: warning.items.length,
      codes: codesOf(warning.items),
    });
  }
  const args = w === null ? {} : { w: wText(w, agreementThreshold) };
  switch (warning.code) {
    case 'orderWithoutLevel':
      return html('summary.warning.orderWithoutLevel', {
        ...args,
        agreed: warning.agreed,
        items: warning.items,
      });
    case 'answersMoving':
      return html('summary.warning.answersMoving', { share: unchangedText(warning.unchangedShare) });
    case 'smallBase':
      return html('summary.warning.smallBase', { raters: warning.raters, items: warning.items });
    case 'pApart':
      return html('summary.warning.pApart', {
        p: pValue(warning.p),
        pPermutation: pValue(warning.pPermutation),
      });
    case 'settledApart':
      return html(`summary.warning.${warning.isBelow ? 'settledBelow' : 'settledByChance'}`, args);
    case 'flatRaters':
      return html('summary.warning.flatRaters', { experts: warning.experts });
    case 'fewRaters':
      return html('summary.warning.fewRaters', { raters: warning.raters, answered: warning.answered });
    case 'nearChance':
      return html('summary.warning.nearChance', { ...args, chance: decimal(warning.wChance, W_DIGITS) });
    case 'keptInBulk':
      return html('summary.warning.keptInBulk', { share: perHundred(warning.share) });
    case 'smallP':
      return html('summary.warning.smallP', args);
    case 'changeFromItems':
    case 'changeHidden':
      return html(`summary.warning.${warning.code}`);
  }
}

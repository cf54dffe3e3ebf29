import { concordanceStrength } from '../domain/concordance-strength.ts';
import type { Concordance, JudgedItem } from '../domain/judged-round.ts';
import { hasConcordance } from '../domain/kinds.ts';
import { type PanelFigures, type StopRules, showsAgreement, showsStability } from '../domain/verdict.ts';
import { type Warning, warningsOf } from '../domain/warnings.ts';
import { isolate } from '../texts/direction.ts';
import { html, plain } from '../texts/i18n.ts';
import { decimal, perHundred, plainNumber } from '../texts/numerals.ts';
import { pValue } from '../texts/p-value.ts';
import { meanText, signed } from './figures.ts';
import type { PanelSummary, SummaryFrame } from './round-summary.ts';
import { shorten } from './shorten.ts';

type Round = Pick<SummaryFrame, 'round' | 'rules' | 'neutralPoint'>;

/** Most items of a list; fewer where the panel would outgrow a message. */
const LIST_LENGTHS = [12, 8, 5, 3, 1, 0];
const LONGEST_ITEM = 60;
const LONGEST_NAME = 80;
const LONGEST_CODE = 30;
const W_DIGITS = 3;

/** What one panel's round came to; at most `room` characters, its lists shortened to fit. */
export function panelBlock(panel: PanelSummary, round: Round, room: number): string {
  const blocks = LIST_LENGTHS.map((length) => () => blockWith(panel, round, length));
  for (const block of blocks) {
    const text = block();
    if (text.length <= room) return text;
  }
  return blockWith(panel, round, 0);
}

function blockWith(panel: PanelSummary, round: Round, listLength: number): string {
  const figures = hasConcordance(panel.kind) ? panel.concordance : null;
  const lines = [
    headingText(panel),
    ...turnoutTexts(panel),
    ...(figures ? concordanceTexts(panel, figures) : []),
    ...itemTexts(panel, round, listLength),
    ...(figures ? signTexts(figures, round.rules) : []),
    verdictText(panel, figures, round),
    ...(figures ? warningTexts(panel, figures, round.rules) : []),
  ];
  return lines.join('\n');
}

function headingText({ panel: { name, code }, kind }: PanelSummary): string {
  const args = { name: isolate(shorten(name, LONGEST_NAME)), code: isolate(shorten(code, LONGEST_CODE)) };
  if (kind === 'likert') return html('summary.panel.heading', args);
  return html('summary.panel.headingWithKind', { ...args, kind: plain(`summary.kind.${kind}`) });
}

function turnoutTexts(panel: PanelSummary): string[] {
  const { notHandedIn, items } = panel;
  const noOpinion = items.filter((item) => item.noOpinion > 0);
  const answers = noOpinion.reduce((sum, item) => sum + item.noOpinion, 0);
  return [
    turnoutText(panel),
    ...(notHandedIn > 0 ? [html('summary.panel.notHandedIn', { notHandedIn })] : []),
    ...(answers > 0 ? [html('summary.panel.noOpinion', { answers, items: noOpinion.length })] : []),
  ];
}

function turnoutText({ invited, answered, submitted }: PanelSummary): string {
  if (answered === 0 && submitted === 0) return html('summary.panel.nobody', { invited });
  if (answered < invited) {
    return html('summary.panel.turnout', { invited, answered, submitted, silent: invited - answered });
  }
  return submitted < invited
    ? html('summary.panel.turnoutNobodySilent', { invited, submitted })
    : html('summary.panel.turnoutWhole', { invited });
}

function concordanceTexts(panel: PanelSummary, figures: Concordance): string[] {
  const { w, p, pPermutation } = figures;
  if (w === null) return [undefinedText(panel), ...changeTexts(panel, figures)];
  return [
    html('summary.w.value', {
      w: decimal(w, W_DIGITS),
      strength: plain(`summary.strength.${concordanceStrength(w)}`),
    }),
    html('summary.w.base', { raters: panel.raters, items: panel.items.length }),
    ...(p === null
      ? []
      : [
          pPermutation === null
            ? html('summary.w.p', { p: pValue(p) })
            : html('summary.w.pBoth', { p: pValue(p), pPermutation: pValue(pPermutation) }),
        ]),
    ...changeTexts(panel, figures),
  ];
}

function undefinedText({ raters, items }: PanelSummary): string {
  if (items.length < 2) return html('summary.w.undefined.fewItems');
  return raters < 2 ? html('summary.w.undefined.fewRaters', { raters }) : html('summary.w.undefined.allTied');
}

function changeTexts(
  { previousNumber: previous, unchangedShare }: PanelSummary,
  { change, changeCommon }: Concordance,
): string[] {
  if (previous === null) return [html('summary.change.first')];
  const unchanged =
    unchangedShare === null ? [] : [html('summary.change.unchanged', { share: perHundred(unchangedShare) })];
  if (change === null) return [html('summary.change.undefined', { previous }), ...unchanged];
  const args = { previous, change: signed(change, W_DIGITS) };
  return [
    changeCommon === null
      ? html('summary.change.valueWithoutCommon', args)
      : html('summary.change.value', { ...args, common: signed(changeCommon, W_DIGITS) }),
    ...unchanged,
  ];
}

function itemTexts({ items, kind }: PanelSummary, { neutralPoint }: Round, listLength: number): string[] {
  const kept = items.filter((item) => item.kept);
  const rated = kept.filter(({ why }) => why !== 'no_answers');
  const unrated = kept.filter(({ why }) => why === 'no_answers');
  const dropped = items.filter((item) => !item.kept);
  // The mean of words, such as «ضروری», says nothing.
  const list = (some: readonly JudgedItem[]) =>
    listTexts(some, listLength, hasConcordance(kind) ? neutralPoint : undefined);
  return [
    kept.length === 0 ? html('summary.items.keptNone') : html('summary.items.kept', { items: kept.length }),
    ...list(rated),
    ...(unrated.length > 0
      ? [html('summary.items.unrated', { items: unrated.length }), ...list(unrated)]
      : []),
    dropped.length === 0
      ? html('summary.items.droppedNone')
      : html('summary.items.dropped', { items: dropped.length }),
    ...list(dropped),
  ];
}

/** @param neutralPoint undefined: means are not told */
function listTexts(
  items: readonly JudgedItem[],
  length: number,
  neutralPoint: number | null | undefined,
): string[] {
  const highestFirst = items.toSorted((one, other) => (other.mean ?? 0) - (one.mean ?? 0));
  const lines = highestFirst.slice(0, length).map(({ title, mean }) => {
    const short = isolate(shorten(title, LONGEST_ITEM));
    return mean === null || neutralPoint === undefined
      ? html('summary.items.lineWithoutMean', { title: short })
      : html('summary.items.line', { title: short, mean: meanText(mean, neutralPoint) });
  });
  const more = items.length - lines.length;
  return more > 0 ? [...lines, html('summary.items.more', { items: more })] : lines;
}

/** Signs of agreement and stability: told in every round, whether they end the panel or not. */
function signTexts(figures: Concordance, rules: StopRules): string[] {
  const { agreementThreshold, stabilityThreshold } = rules;
  const reached = agreementThreshold !== null && figures.w !== null && figures.w >= agreementThreshold;
  return [
    ...(reached
      ? [
          html(showsAgreement(figures, rules) ? 'summary.sign.agreement' : 'summary.sign.byChance', {
            threshold: plainNumber(agreementThreshold),
          }),
        ]
      : []),
    ...(showsStability(figures, rules) && stabilityThreshold !== null
      ? [html('summary.sign.stability', { threshold: plainNumber(stabilityThreshold) })]
      : []),
  ];
}

function verdictText(panel: PanelSummary, figures: Concordance | null, { round, rules }: Round): string {
  if (panel.verdict !== 'active') return html(`summary.verdict.${panel.verdict}`);
  const items = panel.items.filter(({ kept }) => kept).length;
  const early = round < rules.minRounds && figures !== null && hasSign(figures, rules);
  return early
    ? html('summary.verdict.activeBeforeMinimum', { items, minRounds: rules.minRounds })
    : html('summary.verdict.active', { items });
}

function hasSign(figures: Pick<PanelFigures, 'w' | 'p' | 'change'>, rules: StopRules): boolean {
  return showsAgreement(figures, rules) || showsStability(figures, rules);
}

function warningTexts(panel: PanelSummary, figures: Concordance, rules: StopRules): string[] {
  const { raters, unchangedShare, items, scale } = panel;
  return warningsOf({ ...figures, raters, unchangedShare, items }, scale, rules).map(warningText);
}

function warningText(warning: Warning): string {
  switch (warning.code) {
    case 'levelsApart':
      return html('summary.warning.levelsApart', { items: warning.items });
    case 'answersMoving':
      return html('summary.warning.answersMoving', { share: perHundred(warning.unchangedShare) });
    case 'smallBase':
      return html('summary.warning.smallBase', { raters: warning.raters, items: warning.items });
    case 'orderWithoutLevel':
    case 'changeFromItems':
    case 'changeHidden':
      return html(`summary.warning.${warning.code}`);
  }
}

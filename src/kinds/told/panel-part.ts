import type { BesideFigures } from '../../domain/beside-figures.ts';
import type { JudgedRound } from '../../domain/judged-round.ts';
import { html } from '../../texts/i18n.ts';
import { kindOf } from '../all.ts';
import type { ToldStudy } from '../kind.ts';
import { besideTexts } from './beside.ts';
import { panelHead } from './panel-head.ts';
import type { PanelPart } from './round-summary.ts';
import { folded, type Told } from './told.ts';

/** A panel's part of a round's summary. The kind is named where it is not that of every round. */
export function panelPart(judged: JudgedRound, beside: BesideFigures, study: ToldStudy): PanelPart {
  const kind = kindOf(judged.kind);
  return {
    head: panelHead(judged, judged.kind !== study.kind),
    advice: kind.advice(judged, study),
    hasCard: kind.chart([judged], study) !== null,
    rest: (listLength) => withBeside(kind.told(judged, study, listLength), besideTexts(beside, judged)),
  };
}

/** What stands beside the outcome comes right after it. */
function withBeside(told: readonly Told[], beside: readonly string[]): Told[] {
  const first = told.findIndex((one) => typeof one !== 'string');
  const at = first < 0 ? told.length : first;
  return [...told.slice(0, at), ...folded(html('summary.fold.beside'), beside), ...told.slice(at)];
}

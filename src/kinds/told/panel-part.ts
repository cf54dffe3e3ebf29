import type { BesideFigures } from '../../domain/beside-figures.ts';
import type { JudgedRound } from '../../domain/judged-round.ts';
import { kindOf } from '../all.ts';
import type { ToldStudy } from '../kind.ts';
import { besideTexts } from './beside.ts';
import { panelHead } from './panel-head.ts';
import type { PanelPart } from './round-summary.ts';

/** A panel's part of a round's summary. The kind is named where it is not that of every round. */
export function panelPart(judged: JudgedRound, beside: BesideFigures, study: ToldStudy): PanelPart {
  const kind = kindOf(judged.kind);
  return {
    head: panelHead(judged, judged.kind !== study.kind),
    advice: kind.advice(judged, study),
    beside: besideTexts(beside, judged),
    hasCard: kind.chart([judged], study) !== null,
    rest: (listLength) => kind.told(judged, study, listLength),
  };
}

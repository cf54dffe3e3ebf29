import type { BesideFigures } from '../../domain/beside-figures.ts';
import type { JudgedRound } from '../../domain/judged-round.ts';
import { kindOf } from '../../kinds/all.ts';
import type { ToldStudy } from '../../kinds/kind.ts';
import { missingTexts } from '../../kinds/told/beside.ts';
import { panelHead } from '../../kinds/told/panel-head.ts';
import type { Message } from '../../messages/message.ts';
import { textLength } from '../../messages/text-length.ts';
import { html } from '../../texts/i18n.ts';

/** Of 1024 characters, less the markup added to lines, and a line for what has no room. */
const LONGEST_CAPTION = 920;

/** The caption of a closing card's picture: what the closing comes to, and as many warnings as fit. */
export function closingCardMessage(judged: JudgedRound, beside: BesideFigures, study: ToldStudy): Message {
  const [heading = '', turnout = ''] = panelHead(judged, judged.kind !== study.kind);
  const [advice = '', ...warnings] = kindOf(judged.kind).advice(judged, study);
  const lines = [
    html('summary.card.round', { round: judged.number }),
    heading,
    turnout,
    ...missingTexts(beside),
    advice,
  ];
  for (const [place, warning] of warnings.entries()) {
    if (textLength([...lines, warning].join('\n')) <= LONGEST_CAPTION) lines.push(warning);
    else
      return {
        html: [...lines, html('summary.card.more', { warnings: warnings.length - place })].join('\n'),
      };
  }
  return { html: lines.join('\n') };
}

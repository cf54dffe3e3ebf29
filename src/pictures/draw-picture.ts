import type { AnswerShares } from '../kinds/answer-shares.ts';
import type { ItemChart } from '../kinds/item-chart.ts';
import { answerBars } from './answer-bars.ts';
import { type Attrition, attritionBars } from './attrition-bars.ts';
import { type ClosingPicture, closingSvg } from './closing-picture.ts';
import { type ConcordanceRounds, concordanceRounds } from './concordance-rounds.ts';
import { drawPng } from './draw-png.ts';
import { type Heading, pictureSvg, WIDTH } from './frame.ts';
import { itemRows } from './item-rows.ts';

/** What a worker is given to draw: plain values. */
export type Picture = ({ readonly of: 'closing' } & ClosingPicture) | (Heading & Chart);

/** The kind of chart, and its data. */
type Chart =
  | { readonly of: 'items'; readonly shown: ItemChart }
  | { readonly of: 'concordance'; readonly shown: ConcordanceRounds }
  | { readonly of: 'answers'; readonly shown: AnswerShares }
  | { readonly of: 'attrition'; readonly shown: Attrition };

/** Most rows of a chart that is viewed by itself. */
const MOST_ROWS = 40;

/** A picture as a PNG. */
export function drawPicture(picture: Picture): Promise<Uint8Array> {
  return drawPng(svgOf(picture), WIDTH);
}

export function svgOf(picture: Picture): string {
  switch (picture.of) {
    case 'closing':
      return closingSvg(picture);
    case 'items':
      return pictureSvg(picture, [itemRows(picture.shown, MOST_ROWS)]);
    case 'concordance':
      return pictureSvg(picture, [concordanceRounds(picture.shown)]);
    case 'answers':
      return pictureSvg(picture, [answerBars(picture.shown, MOST_ROWS)]);
    case 'attrition':
      return pictureSvg(picture, [attritionBars(picture.shown, MOST_ROWS)]);
  }
}

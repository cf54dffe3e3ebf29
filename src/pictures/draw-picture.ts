import { type ClosingPicture, closingSvg } from './closing-picture.ts';
import { drawPng } from './draw-png.ts';
import { WIDTH } from './frame.ts';

/** What a worker is handed to draw: plain values. */
export type Picture = { readonly of: 'closing' } & ClosingPicture;

/** A picture as a PNG. */
export function drawPicture(picture: Picture): Promise<Uint8Array> {
  return drawPng(svgOf(picture), WIDTH);
}

function svgOf(picture: Picture): string {
  switch (picture.of) {
    case 'closing':
      return closingSvg(picture);
  }
}

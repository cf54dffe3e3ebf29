import { parseNumber } from '../../domain/digits.ts';
import { plain } from '../../texts/i18n.ts';
import { plainNumber } from '../../texts/numerals.ts';
import type { PanelKind } from '../kind.ts';

/** A ranking on paper: the place of each item stands beside it. Only a complete one counts. */
export const ORDER_ON_PAPER: Pick<PanelKind, 'fromCell' | 'cellTakes' | 'faultOnPaper'> = {
  fromCell: ({ items }, { text, number }) => {
    const place = number ?? parseNumber(text);
    return place !== null && Number.isInteger(place) && place >= 1 && place <= items ? place : null;
  },
  cellTakes: ({ items }) => plain('paper.place', { items: plainNumber(items) }),
  faultOnPaper: (places, { items }) => {
    const at = places.findIndex((place, index) => place !== null && places.indexOf(place) < index);
    if (at >= 0) return { code: 'twice', at, above: places.indexOf(places[at]!) };
    const placed = places.filter((place) => place !== null).length;
    return places.length === items && (placed === 0 || placed === items) ? null : { code: 'part' };
  },
};

import type { AnswerShares } from '../kinds/answer-shares.ts';
import { plain } from '../texts/i18n.ts';
import { anyNumber } from '../texts/numerals.ts';
import { roughWidth } from './fit-text.ts';
import {
  box,
  cutLabel,
  type Drawn,
  HEADING_AT,
  INK,
  LEFT,
  label,
  PAPER,
  partHeading,
  QUIET,
  RIGHT,
  ROOM,
} from './frame.ts';

const SIZE = 30;
const SMALL = 27;
const ROW = 108;
const BAR = 42;
const LEGEND_ROW = 44;
const SWATCH = 30;
/** In a narrower bar the number is left out. */
const ROOM_FOR_NUMBER = 34;

/** From the lowest choice to the highest, through a pale middle: distinguishable for colour-blind eyes, and in grey. */
const [LOWEST, MIDDLE, HIGHEST] = [
  [179, 88, 6],
  [240, 238, 232],
  [8, 69, 148],
] as const;

/** How each item's answers are distributed: one bar of all answers, from the lowest choice at the right. */
export function answerBars({ choices, rows }: AnswerShares, most: number): (from: number) => Drawn {
  return (from) => {
    const shown = rows.slice(0, most);
    const heading = partHeading(plain('summary.chart.answers'), from);
    const legend = legendOf(choices, from + HEADING_AT + LEGEND_ROW);
    const top = legend.end + 14;
    const bars = shown.flatMap(({ title, counts }, place) => {
      const y = top + place * ROW;
      const answers = counts.reduce((sum, count) => sum + count, 0);
      const text = plain('summary.chart.allAnswers', { answers });
      return [
        cutLabel(title, { x: RIGHT, y: y + 36, size: SIZE, fill: INK, anchor: 'end' }, ROOM - 160),
        label(text, { x: LEFT, y: y + 36, size: SMALL, fill: QUIET, anchor: 'start' }),
        ...barOf(counts, answers, y + 50),
      ];
    });
    const end = top + shown.length * ROW;
    if (shown.length === rows.length) return { drawn: [heading, ...legend.drawn, ...bars], end };
    const note = plain('summary.chart.shown', { shown: shown.length, items: rows.length });
    const cut = label(note, { x: RIGHT, y: end + 34, size: SMALL, fill: QUIET, anchor: 'end' });
    return { drawn: [heading, ...legend.drawn, ...bars, cut], end: end + 42 };
  };
}

function barOf(counts: readonly number[], answers: number, y: number): string[] {
  let right = RIGHT;
  return counts.flatMap((count, place) => {
    if (count === 0) return [];
    const width = (ROOM * count) / answers;
    right -= width;
    const { fill, ink } = colourOf(place, counts.length);
    return [
      box({ x: right, y, width, height: BAR }, { fill, stroke: QUIET }),
      ...(width < ROOM_FOR_NUMBER
        ? []
        : [
            label(anyNumber(count), {
              ...{ x: right + width / 2, y: y + 31, size: SMALL, bold: true, fill: ink, anchor: 'middle' },
            }),
          ]),
    ];
  });
}

/** The meaning of each colour, from the right, in as many lines as it takes. */
function legendOf(choices: readonly string[], from: number): Drawn {
  let [x, y] = [RIGHT, from];
  const drawn = choices.flatMap((choice, place) => {
    const width = SWATCH + 12 + Math.min(ROOM / 2, roughWidth(choice) * SMALL) + 34;
    if (x - width < LEFT && x < RIGHT) [x, y] = [RIGHT, y + LEGEND_ROW];
    const right = x;
    x -= width;
    return [
      box(
        { x: right - SWATCH, y: y - 23, width: SWATCH, height: 28 },
        { fill: colourOf(place, choices.length).fill, stroke: QUIET },
      ),
      cutLabel(choice, { x: right - SWATCH - 12, y, size: SMALL, fill: INK, anchor: 'end' }, ROOM / 2),
    ];
  });
  return { drawn, end: y };
}

function colourOf(place: number, choices: number): { fill: string; ink: string } {
  const share = choices === 1 ? 1 : place / (choices - 1);
  const [from, to, part] = share < 0.5 ? [LOWEST, MIDDLE, share * 2] : [MIDDLE, HIGHEST, (share - 0.5) * 2];
  const mixed = from.map((one, at) => Math.round(one + (to[at]! - one) * part));
  const [red, green, blue] = mixed as [number, number, number];
  const isDark = 0.299 * red + 0.587 * green + 0.114 * blue < 140;
  return { fill: `rgb(${mixed.join(',')})`, ink: isDark ? PAPER : INK };
}

import { plain } from '../texts/i18n.ts';
import { decimal, plainNumber } from '../texts/numerals.ts';
import {
  across,
  box,
  type Drawn,
  GRID,
  INK,
  LATEST,
  LEFT,
  label,
  line,
  PAPER,
  partHeading,
  QUIET,
  RIGHT,
} from './frame.ts';
import { roundSign } from './round-signs.ts';

/** W of a panel's rounds of one kind. */
export interface ConcordanceRounds {
  /** In order. */
  readonly rounds: readonly {
    readonly number: number;
    /** Null: undefined. */
    readonly w: number | null;
    /** The mean of W under chance alone. */
    readonly chance: number | null;
  }[];
  /** At or above it W counts as agreement; null: the study uses none. */
  readonly threshold: number | null;
}

const HEIGHT = 160;
const SIZE = 27;
/** Room for the numbers of the axis, at its right. */
const AXIS_ROOM = 60;
/** The threshold's legend stands above the number of a W that is nearly 1. */
const LEGEND_ROOM = 34;
/** Half the width of the chance line at a round. */
const CHANCE = 58;

/** W over the rounds, from the right, each beside its chance level. */
export function concordanceRounds({ rounds, threshold }: ConcordanceRounds): (from: number) => Drawn {
  return (from) => {
    const top = from + (threshold === null ? 128 : 128 + LEGEND_ROOM);
    const bottom = top + HEIGHT;
    const right = RIGHT - AXIS_ROOM;
    const yOf = (w: number) => bottom - HEIGHT * w;
    const step = (right - LEFT) / Math.max(2, rounds.length);
    const xOf = (place: number) => right - step * (place + 0.5);
    const small = { size: SIZE, fill: QUIET } as const;
    const told = rounds.map((round, place) => ({
      ...round,
      x: xOf(place),
      isLast: place === rounds.length - 1,
    }));
    const known = told.flatMap(({ x, w }) => (w === null ? [] : [`${across(x)},${yOf(w)}`]));
    return {
      drawn: [
        partHeading(plain('summary.chart.w'), from),
        ...[0, 0.5, 1].flatMap((w) => [
          line([LEFT, yOf(w)], [right, yOf(w)], { stroke: GRID }),
          label(plainNumber(w), { ...small, x: RIGHT, y: yOf(w) + 9, anchor: 'end' }),
        ]),
        ...(threshold === null ? [] : thresholdLine(threshold, yOf(threshold), right, top)),
        ...(known.length > 1
          ? [`<polyline points="${known.join(' ')}" fill="none" stroke="${LATEST}" stroke-width="4"/>`]
          : []),
        ...told.flatMap(({ number, w, chance, x, isLast }) => [
          label(plain('summary.chart.round', { round: number }), {
            ...{ x, y: bottom + 36, size: SIZE, bold: isLast, fill: INK, anchor: 'middle' },
          }),
          ...(chance === null
            ? []
            : [
                line([x - CHANCE, yOf(chance)], [x + CHANCE, yOf(chance)], {
                  ...{ stroke: INK, width: 4, dashes: '3 9' },
                }),
                label(plain('summary.chart.chance', { chance: decimal(chance, 2) }), {
                  ...{ ...small, x, y: bottom + 70, anchor: 'middle' },
                }),
              ]),
          ...(w === null
            ? [label(plain('summary.chart.undefined'), { ...small, x, y: bottom - 20, anchor: 'middle' })]
            : [
                roundSign(x, yOf(w), isLast ? 0 : 1),
                box({ x: x - 48, y: yOf(w) - 50, width: 96, height: 34 }, { fill: PAPER }),
                label(decimal(w, 3), {
                  ...{ x, y: yOf(w) - 22, size: 30, bold: true, fill: LATEST, anchor: 'middle' },
                }),
              ]),
        ]),
      ],
      end: bottom + 78,
    };
  };
}

function thresholdLine(threshold: number, y: number, right: number, top: number): string[] {
  const words = plain('summary.chart.threshold', { threshold: plainNumber(threshold) });
  const legendAt = top - 18 - LEGEND_ROOM;
  return [
    line([LEFT, y], [right, y], THRESHOLD),
    line([LEFT, legendAt - 9], [LEFT + 56, legendAt - 9], THRESHOLD),
    label(words, { x: LEFT + 72, y: legendAt, size: SIZE, fill: QUIET, anchor: 'start' }),
  ];
}

const THRESHOLD = { stroke: QUIET, width: 3, dashes: '14 8' };

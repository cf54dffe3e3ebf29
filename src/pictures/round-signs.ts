import { plain } from '../texts/i18n.ts';
import { across, at, INK, LATEST, label, line, PAPER, RIGHT, wordWidth } from './frame.ts';

/** The look of a round's figures: each round has a shape of its own, and the last one is filled. */
interface RoundSign {
  readonly fill: string;
  readonly form: (x: number, y: number, radius: number) => string;
}

const polygon = (points: readonly (readonly [number, number])[]) =>
  `<polygon points="${points.map(([x, y]) => `${across(x)},${at(y)}`).join(' ')}"`;

const circle: RoundSign['form'] = (x, y, radius) => `<circle cx="${across(x)}" cy="${at(y)}" r="${radius}"`;
const square: RoundSign['form'] = (x, y, radius) =>
  polygon([
    [x - radius, y - radius],
    [x + radius, y - radius],
    [x + radius, y + radius],
    [x - radius, y + radius],
  ]);
const triangle: RoundSign['form'] = (x, y, radius) =>
  polygon([
    [x, y - radius * 1.2],
    [x + radius * 1.15, y + radius],
    [x - radius * 1.15, y + radius],
  ]);
const diamond: RoundSign['form'] = (x, y, radius) =>
  polygon([
    [x, y - radius * 1.35],
    [x + radius * 1.35, y],
    [x, y + radius * 1.35],
    [x - radius * 1.35, y],
  ]);

const EARLIER: readonly RoundSign[] = [
  { fill: '#d55e00', form: square },
  { fill: '#00795c', form: triangle },
  { fill: '#a3527f', form: diamond },
];
const NOW: RoundSign = { fill: LATEST, form: circle };

/** @param before how many rounds before the last: 0 is the last */
function signOf(before: number): RoundSign {
  return before === 0 ? NOW : EARLIER[(before - 1) % EARLIER.length]!;
}

/** A round's sign at a place. */
export function roundSign(x: number, y: number, before: number): string {
  const { fill, form } = signOf(before);
  return before === 0
    ? `${form(x, y, 11)} fill="${fill}"/>`
    : `${form(x, y, 8)} fill="${PAPER}" stroke="${fill}" stroke-width="3.5"/>`;
}

/** A line as long as the spread of its figures. */
export function roundLine(from: number, to: number, y: number, before: number): string {
  const { fill } = signOf(before);
  return line([from, y], [to, y], { stroke: fill, width: before === 0 ? 6 : 3 });
}

const SIZE = 28;
const GAP = 36;

/** Which sign belongs to which round, from the right. @param rounds in order */
export function roundLegend(rounds: readonly number[], y: number): string[] {
  let x = RIGHT;
  return rounds.flatMap((round, place) => {
    const before = rounds.length - 1 - place;
    const words = plain(before === 0 && place > 0 ? 'summary.chart.now' : 'summary.chart.round', { round });
    const drawn = [
      roundSign(x - 14, y - 9, before),
      label(words, { x: x - 36, y, size: SIZE, fill: INK, anchor: 'end' }),
    ];
    x -= 36 + wordWidth(words, SIZE) + GAP;
    return drawn;
  });
}

import { plain } from '../texts/i18n.ts';
import {
  ACCENT,
  box,
  cutLabel,
  type Drawn,
  HEADING_AT,
  INK,
  LEFT,
  label,
  partHeading,
  QUIET,
  RIGHT,
  ROOM,
} from './frame.ts';

/** How many experts of each panel took part in each round. */
export interface Attrition {
  readonly panels: readonly {
    readonly name: string;
    readonly rounds: readonly {
      readonly number: number;
      readonly invited: number;
      readonly answered: number;
      readonly submitted: number;
    }[];
  }[];
}

const TITLE = 32;
const SMALL = 27;
const HEAD = 62;
const ROW = 48;
const BAR = 30;
const ROUND_ROOM = 110;
const FIGURE_ROOM = 330;

/** Who was invited to each round and how many of them answered; from the right, one panel after the other. */
export function attritionBars({ panels }: Attrition, most: number): (from: number) => Drawn {
  return (from) => {
    const shown = panels.slice(0, most);
    const widest = Math.max(1, ...shown.flatMap(({ rounds }) => rounds.map(({ invited }) => invited)));
    const widthOf = (experts: number) => ((ROOM - ROUND_ROOM - FIGURE_ROOM) * experts) / widest;
    const right = RIGHT - ROUND_ROOM;
    let y = from + HEADING_AT;
    const drawn = [partHeading(plain('summary.chart.attrition'), from)];
    for (const { name, rounds } of shown) {
      y += HEAD;
      drawn.push(cutLabel(name, { x: RIGHT, y, size: TITLE, bold: true, fill: ACCENT, anchor: 'end' }, ROOM));
      for (const { number, invited, answered, submitted } of rounds) {
        y += ROW;
        const bar = { y: y - BAR + 6, height: BAR };
        const [all, those] = [widthOf(invited), widthOf(answered)];
        const figure = plain('summary.chart.turnout', { answered, invited, submitted });
        drawn.push(
          label(plain('summary.chart.round', { round: number }), {
            ...{ x: RIGHT, y, size: SMALL, fill: INK, anchor: 'end' },
          }),
          box({ ...bar, x: right - all, width: all }, { fill: 'none', stroke: ACCENT, radius: 4 }),
          box({ ...bar, x: right - those, width: those }, { fill: ACCENT, radius: 4 }),
          label(figure, { x: LEFT, y, size: SMALL, fill: INK, anchor: 'start' }),
        );
      }
    }
    if (shown.length < panels.length) {
      y += HEAD;
      const note = plain('summary.chart.morePanels', { panels: panels.length - shown.length });
      drawn.push(label(note, { x: RIGHT, y, size: SMALL, fill: QUIET, anchor: 'end' }));
    }
    return { drawn, end: y };
  };
}

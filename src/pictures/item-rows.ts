import type { Axis, CountChart, ItemChart, Mark, Spread, SpreadChart } from '../kinds/item-chart.ts';
import { plain } from '../texts/i18n.ts';
import { plainNumber } from '../texts/numerals.ts';
import { roughWidth } from './fit-text.ts';
import {
  BAND,
  box,
  cutLabel,
  type Drawn,
  GRID,
  HEADING_AT,
  INK,
  LATEST,
  LEFT,
  label,
  line,
  PAPER,
  partHeading,
  QUIET,
  RIGHT,
  ROOM,
  WIDTH,
  wordWidth,
} from './frame.ts';
import { roundLegend, roundLine, roundSign } from './round-signs.ts';

/** Room below the rows for the note on what is not shown. */
const NOTE_ROOM = 42;
/** Room below the rows for the name of the value that decides. */
const MARK_ROOM = 36;
const TITLE = 32;
const SMALL = 27;
/** From a row's top to its title's baseline. */
const TITLE_AT = 36;
/** From there to the first track, and from one track to the next. */
const TO_TRACK = 25;
const TRACK = 22;
const BELOW = 17;
const BAR = 22;
/** Room for the meaning of an end of the axis. */
const END_ROOM = 240;
/** Room for a sign at the very end of the axis. */
const INSET = 20;
/** Width of a letter in the text at a row's left, which is not measured. */
const FIGURE_LETTER = 0.52;

/**
 * A chart's items, a row each: the title, its marks and its figure, and below them where opinion lies, from right to
 * left. Where there are more rows than `most`, those with marks are shown first, and a note gives the total.
 */
export function itemRows(chart: ItemChart, most: number): (from: number) => Drawn {
  return (from) => {
    const { drawn, end, rows } =
      chart.of === 'spreads'
        ? within(chart, most, (shown) => spreads(shown, from + HEADING_AT))
        : within(chart, most, (shown) => counts(shown, from + HEADING_AT));
    const heading = partHeading(chart.heading, from);
    if (rows === chart.rows.length) return { drawn: [heading, ...drawn], end };
    const note = plain('summary.chart.shown', { shown: rows, items: chart.rows.length });
    const y = end + NOTE_ROOM;
    return {
      drawn: [heading, ...drawn, label(note, { x: RIGHT, y, size: SMALL, fill: QUIET, anchor: 'end' })],
      end: y,
    };
  };
}

/** The chart with as many rows as there is room for. */
function within<Chart extends { readonly rows: readonly { readonly marks: readonly Mark[] }[] }>(
  chart: Chart,
  most: number,
  draw: (chart: Chart) => Drawn,
): Drawn & { readonly rows: number } {
  const rows = chosen(chart.rows, most);
  return { ...draw({ ...chart, rows }), rows: rows.length };
}

/** Picks rows with marks first, then from the top; keeps their order. */
function chosen<Row extends { readonly marks: readonly Mark[] }>(rows: readonly Row[], most: number): Row[] {
  const marked = rows.filter(({ marks }) => marks.length > 0);
  const others = rows.filter(({ marks }) => marks.length === 0);
  const some = new Set([...marked, ...others].slice(0, most));
  return rows.filter((row) => some.has(row));
}

function spreads({ rounds, axis, rows }: SpreadChart, from: number): Drawn {
  const lanes = rounds.length;
  const height = TITLE_AT + TO_TRACK + (lanes - 1) * TRACK + BELOW;
  const legendAt = from + 52;
  const top = legendAt + (axis ? 56 : 24);
  const bottom = top + rows.length * height;
  const drawn = rows.flatMap((row, place) => {
    const y = top + place * height;
    const scale = scaleOf(axis ?? ownAxis(row.spreads));
    const tracks = row.spreads.flatMap((spread, round) => {
      if (!spread) return [];
      const trackAt = y + TITLE_AT + TO_TRACK + round * TRACK;
      return [
        roundLine(scale(spread.low), scale(spread.high), trackAt, lanes - 1 - round),
        roundSign(scale(spread.middle), trackAt, lanes - 1 - round),
      ];
    });
    return [
      ...(place % 2 === 0 ? [band(y, height)] : []),
      ...(axis ? gridLines(axis, y + TITLE_AT + TO_TRACK / 2, y + height) : []),
      ...rowHead(row, y),
      ...tracks,
    ];
  });
  return {
    drawn: [...roundLegend(rounds, legendAt), ...(axis ? axisNames(axis, top, bottom) : []), ...drawn],
    end: bottom + (axis?.mark ? MARK_ROOM : 0),
  };
}

/** The numbers above the rows, with the meaning of the ends; below them the name of the value that decides. */
function axisNames(axis: Axis, top: number, bottom: number): string[] {
  const { ticks, mark, ends } = axis;
  const scale = scaleOf(axis);
  const look = { y: top - 12, size: SMALL, fill: QUIET } as const;
  const [first, last] = [`${plainNumber(axis.from)}: ${ends[0]}`, `${plainNumber(axis.to)}: ${ends[1]}`];
  const roomOf = (end: string) => Math.min(END_ROOM, roughWidth(end) * SMALL) + INSET;
  const inner = ticks.filter(
    (tick) => scale(tick) < RIGHT - roomOf(first) && scale(tick) > LEFT + roomOf(last),
  );
  return [
    ...inner.map((tick) => label(plainNumber(tick), { ...look, x: scale(tick), anchor: 'middle' })),
    cutLabel(first, { ...look, x: RIGHT, anchor: 'end' }, END_ROOM),
    cutLabel(last, { ...look, x: LEFT, anchor: 'start' }, END_ROOM),
    ...(mark ? [label(mark.name, { ...look, x: scale(mark.at), y: bottom + 28, anchor: 'middle' })] : []),
  ];
}

/** Left out beside titles, which they would make hard to read. */
function gridLines(axis: Axis, top: number, bottom: number): string[] {
  const scale = scaleOf(axis);
  const { ticks, mark } = axis;
  return [
    ...ticks.map((tick) => line([scale(tick), top], [scale(tick), bottom], { stroke: GRID })),
    ...(mark
      ? [line([scale(mark.at), top], [scale(mark.at), bottom - 4], { stroke: INK, width: 3, dashes: '3 9' })]
      : []),
  ];
}

/** Positions from the right. */
function scaleOf({ from, to }: Pick<Axis, 'from' | 'to'>): (value: number) => number {
  const room = ROOM - 2 * INSET;
  const share = (value: number) => (to === from ? 0.5 : (value - from) / (to - from));
  return (value) => RIGHT - INSET - room * Math.min(1, Math.max(0, share(value)));
}

/** An axis just wide enough for one item's own figures. */
function ownAxis(spreads: readonly (Spread | null)[]): Pick<Axis, 'from' | 'to'> {
  const all = spreads.flatMap((spread) => (spread ? [spread.low, spread.high] : []));
  return { from: Math.min(...all), to: Math.max(...all) };
}

function band(y: number, height: number): string {
  return box({ x: LEFT / 2, y, width: WIDTH - LEFT, height }, { fill: BAND, radius: 10 });
}

const MARK_LOOKS: Readonly<
  Record<Mark['of'] | 'leaves' | 'below', { readonly ink: string; readonly fill: string }>
> = {
  split: { ink: '#8a3b00', fill: '#fde3cf' },
  minority: { ink: '#5b2a6e', fill: '#efe0f5' },
  doubt: { ink: '#3d4a50', fill: '#e3e9eb' },
  leaves: { ink: PAPER, fill: QUIET },
  below: { ink: INK, fill: GRID },
};

type Titled = ItemChart['rows'][number];

/** Marks beside a title that leave it readable. */
const MOST_MARKS = 2;

/** An item's title at the right, its figure at the left, and its marks in between. */
function rowHead({ title, figure, fate, marks }: Titled, y: number): string[] {
  const baseline = y + TITLE_AT;
  let x = LEFT + figure.length * FIGURE_LETTER * TITLE + 18;
  const told = [
    ...(fate === 'stays' ? [] : [{ of: fate, text: plain(`summary.chart.${fate}`) } as const]),
    ...marks.slice(0, MOST_MARKS),
  ];
  const pills = told.flatMap(({ of, text }) => {
    const { ink, fill } = MARK_LOOKS[of];
    const width = wordWidth(text, SMALL, true) + 24;
    const left = x;
    x += width + 10;
    return [
      box({ x: left, y: baseline - 28, width, height: 38 }, { fill, radius: 19 }),
      label(text, {
        ...{ x: left + width / 2, y: baseline - 1, size: SMALL, bold: true, fill: ink, anchor: 'middle' },
      }),
    ];
  });
  return [
    cutLabel(
      title,
      { x: RIGHT, y: baseline, size: TITLE, fill: fate === 'leaves' ? QUIET : INK, anchor: 'end' },
      RIGHT - x - 10,
    ),
    label(figure, { x: LEFT, y: baseline, size: TITLE, bold: true, fill: INK, anchor: 'start' }),
    ...pills,
  ];
}

function counts({ choice, rows }: CountChart, from: number): Drawn {
  const height = TITLE_AT + 16 + BAR + BELOW;
  const legendAt = from + 52;
  const top = legendAt + 24;
  const most = Math.max(1, ...rows.map(({ answers }) => answers));
  const widthOf = (answers: number) => (ROOM * answers) / most;
  const drawn = rows.flatMap((row, place) => {
    const y = top + place * height;
    const bar = { y: y + TITLE_AT + 16, height: BAR };
    const [speaking, answers] = [widthOf(row.speaking), widthOf(row.answers)];
    const needed = row.needed === null ? null : RIGHT - widthOf(row.needed);
    return [
      ...(place % 2 === 0 ? [band(y, height)] : []),
      ...rowHead(row, y),
      box({ ...bar, x: RIGHT - answers, width: answers }, { fill: PAPER, stroke: LATEST, radius: 4 }),
      box({ ...bar, x: RIGHT - speaking, width: speaking }, { fill: LATEST, radius: 4 }),
      ...(needed === null
        ? []
        : [line([needed, bar.y - 3], [needed, bar.y + BAR + 7], { stroke: INK, width: 6 })]),
    ];
  });
  return { drawn: [...countLegend(choice, legendAt), ...drawn], end: top + rows.length * height };
}

function countLegend(choice: string, y: number): string[] {
  let x = RIGHT;
  const signs = [
    [
      choice,
      (left: number) => box({ x: left, y: y - 20, width: 34, height: 22 }, { fill: LATEST, radius: 4 }),
    ],
    [
      plain('summary.chart.otherAnswers'),
      (left: number) =>
        box({ x: left, y: y - 20, width: 34, height: 22 }, { fill: PAPER, stroke: LATEST, radius: 4 }),
    ],
    [
      plain('summary.chart.needed'),
      (left: number) => line([left + 17, y - 24], [left + 17, y + 6], { stroke: INK, width: 6 }),
    ],
  ] as const;
  return signs.flatMap(([words, sign]) => {
    const drawn = [sign(x - 34), label(words, { x: x - 46, y, size: SMALL, fill: INK, anchor: 'end' })];
    x -= 46 + wordWidth(words, SMALL) + 34;
    return drawn;
  });
}

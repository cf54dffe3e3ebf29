import { BEFORE_ROUNDS } from '../../domain/funnel.ts';
import { drawPng, textElement } from '../../pictures/draw-png.ts';
import { type FittedText, fitText } from '../../pictures/fit-text.ts';
import { across, anchorAcross } from '../../pictures/frame.ts';
import { isFromTheRight, withoutControls } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { anyNumber } from '../../texts/numerals.ts';
import { columnNames, type FunnelPart, type ToldFunnel, type ToldStep } from './funnel-message.ts';

const WIDTH = 1600;
const MARGIN = 60;
const CENTRE = WIDTH / 2;
const RIGHT = WIDTH - MARGIN;

const INK = '#22333b';
const QUIET = '#5e6b70';
const ACCENT = '#0f766e';
const PALE = '#cfe5e2';
const PALEST = '#f1f7f6';
const PAPER = '#ffffff';

const TITLE_FROM = 96;
/** A bar, and the gap to the next one. */
const BAR = 76;
const GAP = 64;
const WIDEST_BAR = 780;
/** The number stands within a bar at least this wide, else beside it. */
const ROOM_FOR_NUMBER = 120;
const LABEL_ROOM = 330;

const ROW = 52;
/** Height of the second line of a name. */
const NEXT_LINE = 36;
const NAME_ROOM = 470;
/** Further parts are added up in the last row. */
const MOST_ROWS = 16;

/** A funnel, laid out from the right as the other pictures are, as a PNG: its steps, and below them each unit and group. */
export function funnelPng(funnel: ToldFunnel): Promise<Uint8Array> {
  return drawPng(funnelSvg(funnel), WIDTH);
}

export function funnelSvg(funnel: ToldFunnel): string {
  const title = fitText(withoutControls(funnel.title), {
    ...{ size: 40, bold: false, room: WIDTH - 2 * MARGIN, most: 2 },
  });
  const parts: string[] = [
    text(plain('funnel.picture.title'), {
      x: CENTRE,
      y: TITLE_FROM,
      size: 60,
      bold: true,
      fill: ACCENT,
      anchor: 'middle',
    }),
  ];
  let y = TITLE_FROM;
  for (const line of title.lines) {
    y += title.size * 1.5;
    parts.push(text(line, { x: CENTRE, y, size: title.size, fill: QUIET, anchor: 'middle' }));
  }
  y += 48;
  const bars = barsOf(funnel, y);
  parts.push(...bars.drawn);
  y = bars.end;
  for (const of of ['units', 'groups'] as const) {
    if (funnel[of].length === 0) continue;
    const rows = joinedBeyond(
      funnel[of],
      MOST_ROWS,
      plain(of === 'units' ? 'funnel.part.noUnit' : 'funnel.part.noGroup'),
    );
    const table = tableOf(plain(`funnel.picture.${of}`), rows, columnNames(funnel.columns), y + 70);
    parts.push(...table.drawn);
    y = table.end;
  }
  const height = Math.ceil(y + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<rect width="${WIDTH}" height="${height}" fill="${PAPER}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

interface Drawn {
  readonly drawn: readonly string[];
  /** Where the next element may begin. */
  readonly end: number;
}

/** Bars for the number of items at first and after each step, in proportion; between two of them, those that left. */
function barsOf({ steps, columns, excludedAudiences }: ToldFunnel, from: number): Drawn {
  const names = columnNames(columns);
  const told = steps.filter(({ step }) => columns.includes(step));
  const counts = [steps[0]?.entered ?? 0, ...told.map(({ entered, left }) => entered - left)];
  const most = Math.max(1, ...counts);
  const widthOf = (count: number) => (WIDEST_BAR * count) / most;
  const drawn = counts.flatMap((count, at) => {
    const y = from + at * (BAR + GAP);
    const width = widthOf(count);
    const baseline = y + BAR / 2 + 13;
    const isWide = width >= ROOM_FOR_NUMBER;
    const step = at === 0 ? undefined : told[at - 1];
    return [
      ...(step === undefined ? [] : between(widthOf(counts[at - 1]!), width, y - GAP)),
      `<rect x="${CENTRE - Math.max(width, 4) / 2}" y="${y}" width="${Math.max(width, 4)}" height="${BAR}" rx="8" fill="${ACCENT}"/>`,
      text(anyNumber(count), {
        ...{ x: isWide ? CENTRE : CENTRE + width / 2 + 16, y: baseline, size: 38, bold: true },
        ...{ fill: isWide ? PAPER : INK, anchor: isWide ? 'middle' : 'start' },
      }),
      fitted(
        step === undefined ? names[at]! : labelOf(step, names[at]!),
        { x: RIGHT, y: baseline, size: 34, bold: true, fill: INK, anchor: 'end' },
        LABEL_ROOM,
      ),
      ...(step === undefined ? [] : notesOf(step, excludedAudiences, baseline)),
    ];
  });
  return { drawn, end: from + counts.length * (BAR + GAP) - GAP };
}

/** The transition from the bar above to the one below. */
function between(above: number, below: number, y: number): string[] {
  const points = [
    [CENTRE - above / 2, y],
    [CENTRE + above / 2, y],
    [CENTRE + below / 2, y + GAP],
    [CENTRE - below / 2, y + GAP],
  ];
  return [`<polygon points="${points.map((point) => point.join(',')).join(' ')}" fill="${PALE}"/>`];
}

function labelOf({ kinds }: Pick<ToldStep, 'kinds'>, name: string): string {
  if (kinds.length === 0) return name;
  return plain('funnel.picture.step', {
    name,
    kinds: listed(kinds.map((kind) => plain(`summary.kind.${kind}`))),
  });
}

function notesOf({ step, left, born }: ToldStep, audiences: readonly string[], y: number): string[] {
  const notes = [
    left === 0 ? plain('funnel.picture.leftNone') : plain('funnel.picture.left', { left }),
    ...(step === BEFORE_ROUNDS && audiences.length > 0 ? [listed(audiences)] : []),
    ...(born === 0 ? [] : [plain('funnel.picture.born', { born })]),
  ];
  return notes.map((note, at) =>
    fitted(note, { x: MARGIN, y: y + at * 40, size: 30, fill: QUIET, anchor: 'start' }, LABEL_ROOM),
  );
}

/** Units or groups, a row each, with what was left of each after every step. */
function tableOf(heading: string, rows: readonly Row[], columns: readonly string[], from: number): Drawn {
  const width = (WIDTH - 2 * MARGIN - NAME_ROOM) / columns.length;
  const middleOf = (column: number) => RIGHT - NAME_ROOM - (column + 0.5) * width;
  const drawn = [
    text(heading, { x: RIGHT, y: from, size: 40, bold: true, fill: ACCENT, anchor: 'end' }),
    ...columns.map((name, column) =>
      fitted(name, { x: middleOf(column), y: from, size: 28, fill: QUIET, anchor: 'middle' }, width - 12),
    ),
  ];
  let y = from;
  for (const { name, counts } of rows) {
    const { lines, size } = nameLines(name);
    const line = y + 16;
    drawn.push(
      `<line x1="${MARGIN}" y1="${line}" x2="${RIGHT}" y2="${line}" stroke="${PALE}" stroke-width="2"/>`,
      ...lines.map((part, at) =>
        text(part, { x: RIGHT, y: y + ROW + at * NEXT_LINE, size, fill: INK, anchor: 'end' }),
      ),
      ...counts.flatMap((count, column) =>
        shareBar(
          count,
          counts[0]!,
          middleOf(column),
          width - 16,
          y + ROW + ((lines.length - 1) * NEXT_LINE) / 2,
        ),
      ),
    );
    y += ROW + (lines.length - 1) * NEXT_LINE;
  }
  return { drawn, end: y };
}

/** A long name has two lines. */
function nameLines(name: string): FittedText {
  const size = 30;
  const room = NAME_ROOM - 20;
  if (isShort(name, size, room)) return { lines: [name], size };
  return fitText(name, { size, bold: false, room, most: 2 });
}

/** The number on a bar whose length is the share of the part that is left. */
function shareBar(count: number, first: number, middle: number, room: number, y: number): string[] {
  const width = first === 0 ? 0 : room * Math.min(1, count / first);
  const left = across(middle, WIDTH) - room / 2;
  return [
    `<rect x="${left}" y="${y - 31}" width="${room}" height="42" rx="4" fill="${PALEST}"/>`,
    `<rect x="${isFromTheRight() ? left + room - width : left}" y="${y - 31}" width="${width}" height="42" rx="4" fill="${PALE}"/>`,
    text(anyNumber(count), { x: middle, y, size: 30, fill: INK, anchor: 'middle' }),
  ];
}

interface Row {
  readonly name: string;
  readonly counts: readonly number[];
}

/** The largest first; those beyond the room are added up in the last row. */
function joinedBeyond(parts: readonly FunnelPart[], most: number, unnamed: string): Row[] {
  const largestFirst = parts
    .toSorted((one, other) => other.counts[0]! - one.counts[0]!)
    .map(({ name, counts }) => ({
      name: name === null ? unnamed : withoutControls(name),
      counts,
    }));
  if (parts.length <= most) return largestFirst;
  const rest = largestFirst.slice(most - 1);
  const counts = rest[0]!.counts.map((_, at) => rest.reduce((sum, row) => sum + row.counts[at]!, 0));
  return [
    ...largestFirst.slice(0, most - 1),
    { name: plain('funnel.picture.others', { parts: rest.length }), counts },
  ];
}

type Style = Parameters<typeof textElement>[1];
type Look = Omit<Style, 'bold'> & { readonly bold?: boolean };

function text(words: string, { bold = false, x, anchor, ...style }: Look): string {
  return textElement(words, { ...style, bold, x: across(x, WIDTH), anchor: anchorAcross(anchor) });
}

/** No letter is wider, in font sizes: what fits by this bound need not be measured, which takes milliseconds. */
const WIDEST_LETTER = 0.65;

function isShort(words: string, size: number, room: number): boolean {
  return words.length * WIDEST_LETTER * size <= room;
}

/** One line, made smaller or cut where it is too long for its room. */
function fitted(words: string, { bold = false, ...style }: Look, room: number): string {
  if (isShort(words, style.size, room)) return text(words, { ...style, bold });
  const { lines, size } = fitText(words, { size: style.size, bold, room, most: 1 });
  return text(lines[0]!, { ...style, bold, size });
}

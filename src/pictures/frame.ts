import { shorten } from '../messages/shorten.ts';
import { isFromTheRight, withoutControls } from '../texts/direction.ts';
import { lineWidth, textElement } from './draw-png.ts';
import { fitText, roughWidth } from './fit-text.ts';

/** As many pixels as a phone is wide: on its 360 points a letter of size 30 is 10 points high. */
export const WIDTH = 1080;
export const LEFT = 44;
/** The same above and below. */
const MARGIN = LEFT;
export const RIGHT = WIDTH - MARGIN;
export const ROOM = RIGHT - LEFT;

/** Distinguishable for colour-blind eyes (Okabe & Ito 2008); no meaning rests on colour alone. */
export const INK = '#1f2d33';
export const QUIET = '#5e6b70';
export const ACCENT = '#0f766e';
export const LATEST = '#0072b2';
export const GRID = '#dbe3e6';
export const BAND = '#f3f7f8';
export const PAPER = '#ffffff';

/** A part of a picture, and where the next part may begin. */
export interface Drawn {
  readonly drawn: readonly string[];
  readonly end: number;
}

export interface Heading {
  readonly title: string;
  readonly subtitle: string;
}

const TITLE = 50;
const SUBTITLE = 30;

/** A picture: its heading, and the parts below one another. @param parts each is given the place where it begins */
export function pictureSvg(
  { title, subtitle }: Heading,
  parts: readonly ((from: number) => Drawn)[],
): string {
  const drawn: string[] = [];
  let y = MARGIN / 2;
  for (const [words, look] of [
    [title, { size: TITLE, bold: true, most: 2, fill: ACCENT }],
    [subtitle, { size: SUBTITLE, bold: false, most: 2, fill: QUIET }],
  ] as const) {
    if (words === '') continue;
    const { fill, ...room } = look;
    const { lines, size } = fitText(withoutControls(words), { ...room, room: ROOM });
    for (const line of lines) {
      y += size * 1.3;
      drawn.push(label(line, { x: RIGHT, y, size, bold: look.bold, fill, anchor: 'end' }));
    }
  }
  for (const part of parts) {
    const { drawn: more, end } = part(y);
    drawn.push(...more);
    y = end;
  }
  const height = Math.ceil(y + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">`,
    `<rect width="${WIDTH}" height="${height}" fill="${PAPER}"/>`,
    ...drawn,
    '</svg>',
  ].join('\n');
}

type Style = Parameters<typeof textElement>[1];
export type Look = Omit<Style, 'bold'> & { readonly bold?: boolean };

export function label(words: string, { bold = false, x, anchor, ...style }: Look): string {
  return textElement(words, {
    ...style,
    bold,
    x: across(x),
    anchor: anchorAcross(anchor),
  });
}

const OTHER_END = { start: 'end', middle: 'middle', end: 'start' } as const;

/** At which end words are held, in a picture that is laid out from the right; see `across`. */
export function anchorAcross(anchor: Style['anchor']): Style['anchor'] {
  return isFromTheRight() ? anchor : OTHER_END[anchor];
}

/** A line cut to the room it has. */
export function cutLabel(words: string, look: Look, room: number): string {
  const whole = withoutControls(words);
  let shown = whole;
  // A cut at a word's end is the same for every length down to that end.
  while (shown.length > 1 && roughWidth(shown) * look.size > room)
    shown = shorten(whole, Array.from(shown).length - 1);
  return label(shown, look);
}

/** Baseline of a part's heading, from the part's top. */
export const HEADING_AT = 64;
const HEADING = 34;

/** The heading of a part of a picture. @param from the part's top */
export function partHeading(words: string, from: number): string {
  const look = { size: HEADING, bold: true, fill: INK, anchor: 'end' } as const;
  return cutLabel(words, { ...look, x: RIGHT, y: from + HEADING_AT }, ROOM);
}

const widths = new Map<string, number>();

/** The drawn width of one of the program's own few words. */
export function wordWidth(words: string, size: number, bold = false): number {
  const key = `${size} ${bold} ${words}`;
  const known = widths.get(key) ?? lineWidth(words, { size, bold });
  widths.set(key, known);
  return known;
}

export function line(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  { stroke, width = 2, dashes = '' }: { stroke: string; width?: number; dashes?: string },
): string {
  const dashed = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
  return `<line x1="${across(x1)}" y1="${at(y1)}" x2="${across(x2)}" y2="${at(y2)}" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round"${dashed}/>`;
}

export function box(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  { fill, stroke, radius = 0 }: { fill: string; stroke?: string; radius?: number },
): string {
  const edge = stroke === undefined ? '' : ` stroke="${stroke}" stroke-width="2"`;
  const left = isFromTheRight() ? x : WIDTH - x - width;
  return `<rect x="${at(left)}" y="${at(y)}" width="${at(width)}" height="${at(height)}" rx="${radius}" fill="${fill}"${edge}/>`;
}

/**
 * Where a place stands across the picture, which is laid out from the right as Persian runs: in a language that runs
 * from the left everything stands the other way round.
 */
export function across(x: number, width = WIDTH): number {
  return at(isFromTheRight() ? x : width - x);
}

/** Rounds to tenths of a unit, finer than any eye. */
export function at(coordinate: number): number {
  return Math.round(coordinate * 10) / 10;
}

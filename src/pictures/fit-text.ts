import { lineWidth } from './draw-png.ts';

/** A text broken into lines, and the size at which each of them fits. */
export interface FittedText {
  readonly lines: readonly string[];
  readonly size: number;
}

export interface TextRoom {
  /** The size wanted. */
  readonly size: number;
  readonly bold: boolean;
  /** Width of a line. */
  readonly room: number;
  /** Most lines; a text that needs more is made smaller, and finally cut. */
  readonly most: number;
}

/** A text still too long at this size is cut. */
const SMALLEST = 22;
const SMALLER = 0.86;

/** Breaks a text at its spaces into lines that fit. */
export function fitText(text: string, { size: wanted, bold, room, most }: TextRoom): FittedText {
  for (let size = wanted; ; size *= SMALLER) {
    const lines = balanced(text, room / size);
    if (lines.length > most && size >= SMALLEST) continue;
    const shown = lines.length <= most ? lines : cut(broken(text, room / size), most);
    return { lines: shown, size: Math.min(...shown.map((line) => fittingSize(line, { size, bold, room }))) };
  }
}

/** Fills each line completely: evenly filled lines would lose more of the text. */
function cut(lines: readonly string[], most: number): string[] {
  return [...lines.slice(0, most - 1), `${lines[most - 1]}…`];
}

/** The size at which a line fits its room: the wanted one, or smaller. */
function fittingSize(text: string, { size, bold, room }: Omit<TextRoom, 'most'>): number {
  const width = lineWidth(text, { size, bold });
  return width <= room ? size : (size * room) / width;
}

/** How far a line may exceed an even share of the text so that words still fit. */
const SLACK = 1.12;

/** Lines of about the same length: a lone last word looks like a mistake. */
function balanced(text: string, room: number): string[] {
  const lines = broken(text, room);
  if (lines.length < 2) return lines;
  const even = broken(text, Math.min(room, (roughWidth(text) / lines.length) * SLACK));
  return even.length === lines.length ? even : lines;
}

/** Breaks at spaces by the average width of letters; `fittingSize` finds the real width of a line. */
function broken(text: string, room: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && roughWidth(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Width of a letter in font sizes. Drawn Persian titles in bold Vazirmatn take 0.42 to 0.52 a letter. */
const LETTER = 0.5;
const SPACE = 0.27;
const UNSEEN = /[\p{Mark}\p{Cf}]/gu;

/** The approximate width of a line, in font sizes: measuring it takes milliseconds. */
export function roughWidth(text: string): number {
  const letters = Array.from(text.replace(UNSEEN, ''));
  return letters.reduce((sum, letter) => sum + (letter === ' ' ? SPACE : LETTER), 0);
}

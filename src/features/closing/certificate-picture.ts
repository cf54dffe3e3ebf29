import { textElement } from '../../pictures/draw-png.ts';
import { type FittedText, fitText } from '../../pictures/fit-text.ts';
import { dateText } from '../../texts/dates.ts';
import { isolate, withoutControls } from '../../texts/direction.ts';
import { plain } from '../../texts/i18n.ts';

/** What a certificate of taking part says. Nothing of answers: it is for showing around. */
export interface Certificate {
  readonly name: string;
  /** Empty: none is named. */
  readonly role: string;
  readonly studyTitle: string;
  /** Empty: none is named. */
  readonly organiser: string;
  /** Rounds in which the expert answered. */
  readonly rounds: number;
  /** When the study ended. */
  readonly at: Date;
}

/** A4, landscape. */
const WIDTH = 1754;
const HEIGHT = 1240;
/** About 210 dots an inch: sharp on paper, a few hundred kB. */
const PIXELS = 2480;
const CENTRE = WIDTH / 2;
/** Between the inner borders. */
const ROOM = 1380;
/** For what stands at the foot on either side. */
const FOOT_ROOM = 620;
/** Where it stands, from either edge. */
const SIDE = 480;

const INK = '#22333b';
const QUIET = '#5e6b70';
const ACCENT = '#0f766e';
const GOLD = '#b08d3e';
const PAPER = '#fffdf8';

/** Baselines between which the block in the middle hangs. */
const BLOCK_FROM = 372;
const BLOCK_TO = 912;
const FOOT = 1022;

interface Line {
  readonly text: string;
  readonly size: number;
  readonly bold: boolean;
  readonly fill: string;
  /** Above its baseline. */
  readonly gap: number;
}

/** A certificate, and how many pixels wide it is to be drawn. */
export function certificateDrawing(certificate: Certificate, zone: string): { svg: string; width: number } {
  return { svg: certificateSvg(certificate, zone), width: PIXELS };
}

export function certificateSvg(certificate: Certificate, zone: string): string {
  const texts = [...middleOf(certificate), ...footOf(certificate, zone)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${PAPER}"/>`,
    border(48, 6, ACCENT),
    border(66, 2, GOLD),
    ...corners(),
    ...ornament(292),
    ...texts,
    '</svg>',
  ].join('\n');
}

function middleOf(certificate: Certificate): string[] {
  const lines = blockOf(certificate);
  const height = lines.reduce((sum, { gap }) => sum + gap, 0);
  // A long title and a role make it higher than its place: then all of it is smaller.
  const scale = Math.min(1, (BLOCK_TO - BLOCK_FROM) / height);
  let y = (BLOCK_FROM + BLOCK_TO - height * scale) / 2;
  const heading = { x: CENTRE, y: 226, size: 104, bold: true, fill: ACCENT, anchor: 'middle' } as const;
  return [
    textElement(plain('certificate.title'), heading),
    ...lines.map(({ gap, text, size, ...style }) => {
      y += gap * scale;
      return textElement(text, { ...style, size: size * scale, x: CENTRE, y, anchor: 'middle' });
    }),
  ];
}

/** The first line's gap is nothing: the block begins at its baseline. */
function blockOf({ name, role, studyTitle, rounds }: Certificate): Line[] {
  const line = (text: string, wanted: number, bold: boolean, fill: string, gap: number): Line => {
    const { lines, size } = fitText(text, { size: wanted, bold, room: ROOM, most: 1 });
    return { text: lines[0]!, size, bold, fill, gap };
  };
  // The line's own direction holds for a text of several lines; an isolate would be torn.
  const title = fitText(plain('certificate.study', { title: withoutControls(studyTitle) }), {
    ...{ size: 56, bold: true, room: ROOM, most: 3 },
  });
  return [
    line(plain('certificate.certified'), 40, false, QUIET, 0),
    line(isolate(name), 84, true, INK, 112),
    ...(role === '' ? [] : [line(isolate(role), 36, false, QUIET, 66)]),
    line(plain('certificate.as'), 40, false, QUIET, 84),
    ...title.lines.map((text, at): Line => {
      const gap = at === 0 ? 86 : title.size * 1.45;
      return { text, size: title.size, bold: true, fill: ACCENT, gap };
    }),
    line(roundsText(rounds), 40, false, INK, 92),
    line(plain('certificate.thanks'), 36, false, QUIET, 64),
  ];
}

function roundsText(rounds: number): string {
  return rounds === 1 ? plain('certificate.oneRound') : plain('certificate.rounds', { rounds });
}

function footOf({ organiser, at }: Certificate, zone: string): string[] {
  const room = { size: 36, bold: true, room: FOOT_ROOM };
  const date = fitText(dateText(at, zone), { ...room, most: 1 });
  const hosts = organiser === '' ? null : fitText(withoutControls(organiser), { ...room, most: 2 });
  return [
    ...(hosts ? foot(plain('certificate.organiser'), hosts, WIDTH - SIDE) : []),
    ...foot(plain('certificate.date'), date, hosts ? SIDE : CENTRE),
    textElement(plain('certificate.made'), {
      ...{ x: CENTRE, y: HEIGHT - 88, size: 24, bold: false, fill: QUIET, anchor: 'middle' },
    }),
  ];
}

function foot(label: string, { lines, size }: FittedText, x: number): string[] {
  const rule = FOOT - 56;
  return [
    `<line x1="${x - 150}" y1="${rule}" x2="${x + 150}" y2="${rule}" stroke="${GOLD}" stroke-width="2"/>`,
    textElement(label, { x, y: FOOT, size: 30, bold: false, fill: QUIET, anchor: 'middle' }),
    ...lines.map((text, at) => {
      const y = FOOT + 54 + at * size * 1.4;
      return textElement(text, { x, y, size, bold: true, fill: INK, anchor: 'middle' });
    }),
  ];
}

function border(inset: number, stroke: number, colour: string): string {
  const [width, height] = [WIDTH - 2 * inset, HEIGHT - 2 * inset];
  return `<rect x="${inset}" y="${inset}" width="${width}" height="${height}" rx="18" fill="none" stroke="${colour}" stroke-width="${stroke}"/>`;
}

function corners(): string[] {
  const inset = 96;
  return [
    [inset, inset, 0],
    [WIDTH - inset, inset, 90],
    [WIDTH - inset, HEIGHT - inset, 180],
    [inset, HEIGHT - inset, 270],
  ].map(
    ([x, y, turn]) =>
      `<g transform="translate(${x} ${y}) rotate(${turn})" fill="none" stroke="${GOLD}" stroke-width="3">` +
      `<path d="M0 92 V16 Q0 0 16 0 H92"/><path d="M18 72 V34 Q18 18 34 18 H72"/><circle cx="40" cy="40" r="5" fill="${GOLD}" stroke="none"/></g>`,
  );
}

function ornament(y: number): string[] {
  return [
    `<g stroke="${GOLD}" stroke-width="2" fill="${GOLD}">`,
    `<line x1="${CENTRE - 260}" y1="${y}" x2="${CENTRE - 40}" y2="${y}"/>`,
    `<line x1="${CENTRE + 40}" y1="${y}" x2="${CENTRE + 260}" y2="${y}"/>`,
    `<path stroke="none" d="M${CENTRE} ${y - 14} l14 14 l-14 14 l-14 -14 z"/>`,
    `<circle stroke="none" cx="${CENTRE - 30}" cy="${y}" r="4"/><circle stroke="none" cx="${CENTRE + 30}" cy="${y}" r="4"/>`,
    '</g>',
  ];
}

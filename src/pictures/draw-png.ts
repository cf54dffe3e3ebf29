import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type { ResvgRenderOptions } from '@resvg/resvg-js';
import { collectGarbage } from '../collect-garbage.ts';
import { isFromTheRight } from '../texts/direction.ts';
import { escapeXml } from '../texts/xml.ts';
import { palettePng } from './palette-png.ts';

const require = createRequire(import.meta.url);

/** Loaded when the first picture is drawn: where a machine cannot load it, only its pictures fail. */
function renderer(): typeof import('@resvg/resvg-js') {
  return require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
}

/** The only font family in pictures; fonts of the machine are never used, so that every machine draws the same. */
const PICTURE_FONT = 'Vazirmatn';

const options = (): ResvgRenderOptions => ({
  font: {
    loadSystemFonts: false,
    defaultFontFamily: PICTURE_FONT,
    fontFiles: ['400Regular', '700Bold'].map((weight) =>
      require.resolve(`@expo-google-fonts/vazirmatn/${weight}/Vazirmatn_${weight}.ttf`),
    ),
  },
});

/**
 * Draws an SVG as a PNG: some 200 ms of work.
 *
 * @param width of the picture, in pixels
 */
export async function drawPng(svg: string, width: number): Promise<Uint8Array> {
  const png = rendered(svg, width);
  // The renderer keeps a picture's pixels until JavaScript's handle of it is collected, and V8 cannot know that some
  // tens of megabytes hang on it: sixty charts took a gigabyte.
  collectGarbage();
  // What was collected is freed in the next turn.
  await setImmediate();
  return png;
}

function rendered(svg: string, width: number): Uint8Array {
  const { Resvg } = renderer();
  const image = new Resvg(svg, { ...options(), fitTo: { mode: 'width', value: width } }).render();
  return palettePng(image.pixels, image.width, image.height) ?? image.asPng();
}

/** The drawn width of a line of text, in the units of its font size. */
export function lineWidth(text: string, style: { readonly size: number; readonly bold: boolean }): number {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10">${textElement(text, { ...style, x: 0, y: 0, anchor: 'start', fill: '#000' })}</svg>`;
  const { Resvg } = renderer();
  return new Resvg(svg, options()).getBBox()?.width ?? 0;
}

/**
 * A line of text. The renderer takes every line as left to right, whatever `direction` says; within an isolate of its
 * own (U+2067 … U+2069, U+2066 … U+2069) it runs as the language spoken does, and text of the other direction in it the
 * other way.
 */
export function textElement(
  text: string,
  style: {
    readonly x: number;
    readonly y: number;
    readonly size: number;
    readonly bold: boolean;
    readonly fill: string;
    readonly anchor: 'start' | 'middle' | 'end';
  },
): string {
  const { x, y, size, bold, fill, anchor } = style;
  const weight = bold ? 700 : 400;
  return (
    `<text x="${x}" y="${y}" font-family="${PICTURE_FONT}" font-weight="${weight}" font-size="${size}" ` +
    `text-anchor="${anchor}" fill="${fill}">${isFromTheRight() ? '\u2067' : '\u2066'}${escapeXml(text.replace(/\s+/g, ' '))}\u2069</text>`
  );
}

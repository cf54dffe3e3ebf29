import { inflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { expect, test } from 'vitest';
import { drawPng } from '../../src/pictures/draw-png.ts';
import { palettePng } from '../../src/pictures/palette-png.ts';

/** The renderer reads a picture in a picture by a decoder of its own. */
function pixelsOf(png: Uint8Array, width: number, height: number): Uint8Array {
  const href = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  const image = `<image width="${width}" height="${height}" image-rendering="optimizeSpeed" href="${href}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  return new Resvg(svg).render().pixels;
}

function pixels(count: number, colourOf: (at: number) => readonly [number, number, number, number]): Buffer {
  return Buffer.from(Array.from({ length: count }, (_, at) => colourOf(at)).flat());
}

test('a picture by palette shows the very pixels that it was made from', () => {
  const opaque = pixels(12 * 20, (at) => [at % 7, at, 255 - at, 255]);
  expect(Buffer.from(pixelsOf(palettePng(opaque, 12, 20)!, 12, 20))).toEqual(opaque);
  const clear = pixels(6, (at) => (at % 2 === 0 ? [0, 0, 0, 0] : [255, 255, 255, 255]));
  expect(Buffer.from(pixelsOf(palettePng(clear, 3, 2)!, 3, 2))).toEqual(clear);
});

test('256 colours are a palette, and one more is none', () => {
  const colours = (count: number) => pixels(count, (at) => [at % 256, Math.floor(at / 256), 0, 255]);
  expect(palettePng(colours(256), 256, 1)).not.toBeNull();
  expect(palettePng(colours(257), 257, 1)).toBeNull();
});

test('a picture of many colours is drawn all the same', async () => {
  const stops = '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>';
  const fill = `<linearGradient id="g">${stops}</linearGradient>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="20">${fill}<rect width="600" height="20" fill="url(#g)"/></svg>`;
  const png = await drawPng(svg, 600);
  expect(Buffer.from(pixelsOf(png, 600, 20))).toEqual(new Resvg(svg).render().pixels);
});

test('what is drawn is drawn again to the same bytes, at a number a pixel', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="30" height="10" fill="#fff"/></svg>';
  const png = Buffer.from(await drawPng(svg, 30));
  expect(Buffer.from(await drawPng(svg, 30))).toEqual(png);
  const data = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  expect(rows).toHaveLength(31 * 10);
});

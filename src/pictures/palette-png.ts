import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const MOST_COLOURS = 256;
const [EIGHT_BITS, BY_PALETTE] = [8, 3];

/**
 * A PNG whose pixels are numbers of colours (https://www.w3.org/TR/png-3/), less than half as large as one that repeats
 * the colours themselves; null where there are more than 256.
 *
 * @param rgba four bytes a pixel, row by row
 */
export function palettePng(rgba: Uint8Array, width: number, height: number): Uint8Array | null {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const colours = new Map<number, number>();
  // Each row begins with the number of its filter: none.
  const rows = new Uint8Array((width + 1) * height);
  let last = { pixel: Number.NaN, colour: 0 };
  for (let at = 0; at < pixels.length; at += 1) {
    const pixel = pixels[at]!;
    if (pixel !== last.pixel) {
      const colour = colours.get(pixel) ?? colours.size;
      if (colour === MOST_COLOURS) return null;
      colours.set(pixel, colour);
      last = { pixel, colour };
    }
    rows[at + 1 + Math.floor(at / width)] = last.colour;
  }
  const palette = Buffer.from(Uint32Array.from(colours.keys()).buffer);
  const channel = (wanted: readonly number[]) => palette.filter((_, at) => wanted.includes(at % 4));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([EIGHT_BITS, BY_PALETTE], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', channel([0, 1, 2])),
    chunk('tRNS', channel([3])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

import { deflateSync, inflateSync } from 'node:zlib';

/*
 * A screenshot in a quarter of its bytes: a messenger's chat has few colours, and a palette holds them all but for shades
 * that nobody tells apart.
 */

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** As many as a byte tells. With fewer, shades of letters outnumber the few points of a line's orange, and it turns yellow. */
const MOST_COLOURS = 256;
/** Bits of each channel that tell a colour from its neighbours while colours are counted. */
const COUNTED_BITS = 5;
/** Of the header, which comes first. */
const COLOUR_TYPE_AT = 25;
const PALETTE = 3;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue, a byte each, row by row. */
  readonly rgb: Uint8Array;
}

/**
 * The same picture with a palette; one that has a palette stays as it is.
 *
 * @param png as Chromium makes it: eight bits a channel, not interlaced
 * @throws Error where it is another sort of PNG
 */
export function smallPng(png: Buffer): Buffer {
  if (png[COLOUR_TYPE_AT] === PALETTE) return png;
  const pixels = decode(png);
  const palette = paletteOf(pixels);
  return encode(pixels, palette);
}

function decode(png: Buffer): Pixels {
  const chunks = chunksOf(png);
  const head = chunks.find(({ name }) => name === 'IHDR')!.data;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = { 2: 3, 6: 4 }[head[9]!];
  if (head[8] !== 8 || channels === undefined || head[12] !== 0) throw new Error('another sort of PNG');
  const data = inflateSync(
    Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map((one) => one.data)),
  );
  const rows = unfiltered(data, { width, height, channels });
  const rgb = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgb[pixel * 3 + channel] = rows[pixel * channels + channel]!;
    }
  }
  return { width, height, rgb };
}

function chunksOf(png: Buffer): { name: string; data: Buffer }[] {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    chunks.push({ name, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  return chunks;
}

/** Takes the filters of the PNG specification (section 9) off each row. */
function unfiltered(data: Buffer, size: { width: number; height: number; channels: number }): Uint8Array {
  const { width, height, channels } = size;
  const stride = width * channels;
  const rows = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (stride + 1)]!;
    for (let at = 0; at < stride; at += 1) {
      const left = at < channels ? 0 : rows[row * stride + at - channels]!;
      const up = row === 0 ? 0 : rows[(row - 1) * stride + at]!;
      const upLeft = at < channels || row === 0 ? 0 : rows[(row - 1) * stride + at - channels]!;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter]!;
      rows[row * stride + at] = data[row * (stride + 1) + 1 + at]! + predicted;
    }
  }
  return rows;
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [byLeft, byUp, byUpLeft] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (byLeft <= byUp && byLeft <= byUpLeft) return left;
  return byUp <= byUpLeft ? up : upLeft;
}

interface Palette {
  /** Red, green and blue of each colour. */
  readonly colours: readonly (readonly [number, number, number])[];
  /** By counted colour, which of the palette's is nearest. */
  readonly nearest: ReadonlyMap<number, number>;
}

const SHIFT = 8 - COUNTED_BITS;

function keyAt(rgb: Uint8Array, pixel: number): number {
  const [red, green, blue] = [rgb[pixel * 3]!, rgb[pixel * 3 + 1]!, rgb[pixel * 3 + 2]!];
  return ((red >> SHIFT) << (2 * COUNTED_BITS)) | ((green >> SHIFT) << COUNTED_BITS) | (blue >> SHIFT);
}

/** The colours that most pixels have; each stands for its neighbours by their mean. */
function paletteOf({ width, height, rgb }: Pixels): Palette {
  const sums = new Map<number, [number, number, number, number]>();
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const key = keyAt(rgb, pixel);
    const sum = sums.get(key) ?? [0, 0, 0, 0];
    for (let channel = 0; channel < 3; channel += 1) sum[channel]! += rgb[pixel * 3 + channel]!;
    sum[3] += 1;
    sums.set(key, sum);
  }
  const means = [...sums].map(([key, [red, green, blue, count]]) => ({
    key,
    count,
    colour: [red / count, green / count, blue / count].map(Math.round) as [number, number, number],
  }));
  const colours = means
    .toSorted((one, other) => other.count - one.count)
    .slice(0, MOST_COLOURS)
    .map(({ colour }) => colour);
  return { colours, nearest: new Map(means.map(({ key, colour }) => [key, nearestOf(colours, colour)])) };
}

function nearestOf(colours: Palette['colours'], colour: readonly [number, number, number]): number {
  const distances = colours.map((one) =>
    one.reduce((sum, value, channel) => sum + (value - colour[channel]!) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function encode({ width, height, rgb }: Pixels, { colours, nearest }: Palette): Buffer {
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      rows[row * (width + 1) + 1 + column] = nearest.get(keyAt(rgb, row * width + column))!;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a pixel, by palette.
  head.set([8, PALETTE, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(colours.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}

const CRC_TABLE = Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

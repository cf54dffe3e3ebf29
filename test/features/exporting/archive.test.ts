import { setImmediate as nextTurn } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { handPieces, zipPieces } from '../../../src/features/exporting/archive.ts';
import { PIECE_BYTES } from '../../../src/store/files.ts';
import { bytesOf, slices } from './pieces.ts';

const at = new Date('2026-11-30T14:30:00Z');

const zipArchive = (...packed: Parameters<typeof zipPieces>) => bytesOf(zipPieces(...packed));

test('the files of an archive unpack to their pieces joined', async () => {
  const bytes = await zipArchive(
    [
      { name: 'a.csv', pieces: slices('\ufeffالف,', 'ب\n') },
      { name: 'b.bin', pieces: [new Uint8Array([1, 2]), new Uint8Array([3])] },
      { name: 'empty', pieces: [] },
    ],
    at,
    'Asia/Tehran',
  );
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(['a.csv', 'b.bin', 'empty']);
  expect(Buffer.from(files['a.csv']!).toString()).toBe('\ufeffالف,ب\n');
  expect([...files['b.bin']!]).toEqual([1, 2, 3]);
  expect(files['empty']!.length).toBe(0);
});

test('bytes that fflate’s own compressor writes unreadably unpack as they were', async () => {
  const bytes = Buffer.from('00000000f8000000c801010001b2000000000030', 'hex');
  const archive = await zipArchive([{ name: 'a.bin', pieces: [bytes] }], at, 'Asia/Tehran');
  expect(Buffer.from(unzipSync(archive)['a.bin']!)).toEqual(bytes);
});

test('the same files and moment give the same bytes', async () => {
  const once = () => zipArchive([{ name: 'a', pieces: ['x'.repeat(100_000)] }], at, 'Asia/Tehran');
  expect(Buffer.compare(await once(), await once())).toBe(0);
});

test('presses are handled while a large file is packed', async () => {
  let turns = 0;
  const clock = setInterval(() => (turns += 1), 0);
  const piece = 'دلیل '.repeat(20_000);
  await zipArchive([{ name: 'a', pieces: Array.from({ length: 50 }, () => piece) }], at, 'UTC');
  clearInterval(clock);
  expect(turns).toBeGreaterThan(5);
});

test('an archive is handed over in pieces of one size, each of which is kept before the next is filled', async () => {
  const sizes = [1, PIECE_BYTES - 1, 2 * PIECE_BYTES + 5, 7];
  const chunks = sizes.map((size, at) => new Uint8Array(size).fill(at + 1));
  const handed: number[] = [];
  const kept: Buffer[] = [];
  await handPieces(slices(...chunks), async (piece) => {
    handed.push(piece.length);
    await nextTurn();
    kept.push(Buffer.from(piece));
  });
  expect(handed).toEqual([PIECE_BYTES, PIECE_BYTES, PIECE_BYTES, 12]);
  expect(Buffer.concat(kept).equals(Buffer.concat(chunks))).toBe(true);
});

import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive as its writer packs it; what is not named is as it should be. */
export interface RawFile {
  readonly name: string;
  readonly content?: Uint8Array | string;
  /** Deflated beforehand, in place of `content`. */
  readonly packed?: Uint8Array;
  readonly isStored?: boolean;
  readonly method?: number;
  readonly flags?: number;
  /** What the headers claim of the unpacked size. */
  readonly claimed?: number;
  /** What the headers claim of the checksum; 0 is none. */
  readonly checksum?: number;
  /** Sizes and checksum follow the content, as for those who write into a stream. */
  readonly hasDescriptor?: boolean;
  /** Sizes and offset stand in the zip64 field though they would fit elsewhere. */
  readonly isZip64?: boolean;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const UTF8 = 0x800;
const FOLLOWED = 0x8;
const FULL = 0xffffffff;

/** A zip archive, byte by byte: its writer may be odd, or lie. */
export function rawZip(files: readonly RawFile[]): Uint8Array {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const body = bodyOf(file);
    bodies.push(body.bytes);
    directory.push(entryOf(file, body, at));
    at += body.bytes.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, entries, end]);
}

interface Body {
  readonly bytes: Buffer;
  readonly packed: number;
  readonly size: number;
  readonly checksum: number;
  readonly method: number;
  readonly flags: number;
}

function bodyOf(file: RawFile): Body {
  const content = Buffer.from(file.content ?? '');
  const packed = Buffer.from(file.packed ?? (file.isStored ? content : deflateRawSync(content)));
  const name = Buffer.from(file.name);
  const size = file.claimed ?? content.length;
  const checksum = file.checksum ?? (file.packed ? 0 : crc32(content));
  const method = file.method ?? (file.isStored ? 0 : 8);
  const flags = (file.flags ?? 0) | UTF8 | (file.hasDescriptor ? FOLLOWED : 0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  if (!file.hasDescriptor) {
    header.writeUInt32LE(checksum, 14);
    header.writeUInt32LE(file.isZip64 ? FULL : packed.length, 18);
    header.writeUInt32LE(file.isZip64 ? FULL : size, 22);
  }
  header.writeUInt16LE(name.length, 26);
  const extra = file.isZip64 ? zip64Field([size, packed.length]) : Buffer.alloc(0);
  header.writeUInt16LE(extra.length, 28);
  const descriptor = Buffer.alloc(file.hasDescriptor ? 16 : 0);
  if (file.hasDescriptor) {
    descriptor.writeUInt32LE(DESCRIPTOR, 0);
    descriptor.writeUInt32LE(checksum, 4);
    descriptor.writeUInt32LE(packed.length, 8);
    descriptor.writeUInt32LE(size, 12);
  }
  const bytes = Buffer.concat([header, name, extra, packed, descriptor]);
  return { bytes, packed: packed.length, size, checksum, method, flags };
}

function entryOf(file: RawFile, { packed, size, checksum, method, flags }: Body, at: number): Buffer {
  const name = Buffer.from(file.name);
  const extra = file.isZip64 ? zip64Field([size, packed, at]) : Buffer.alloc(0);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(ENTRY, 0);
  entry.writeUInt16LE(20, 4);
  entry.writeUInt16LE(20, 6);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(method, 10);
  entry.writeUInt32LE(checksum, 16);
  entry.writeUInt32LE(file.isZip64 ? FULL : packed, 20);
  entry.writeUInt32LE(file.isZip64 ? FULL : size, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt16LE(extra.length, 30);
  entry.writeUInt32LE(file.isZip64 ? FULL : at, 42);
  return Buffer.concat([entry, name, extra]);
}

function zip64Field(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + numbers.length * 8);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(numbers.length * 8, 2);
  numbers.forEach((number, at) => {
    field.writeBigUInt64LE(BigInt(number), 4 + at * 8);
  });
  return field;
}

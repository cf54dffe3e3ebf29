import sax from 'sax';
import { UnreadableFile } from './unreadable-file.ts';

/** The events of interest in an XML part; names come without their prefix. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** Includes CDATA; one text may come in several pieces. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * A sheet formatted down to its last row has a million or two; two hundred megabytes can hold thirty, which takes a
 * minute.
 */
const MOST_ELEMENTS = 10_000_000;

/** Each costs sax as much as a hundred characters; a part that is not text has one at every byte. */
const MOST_FORGIVEN = 1000;

/** Errors in texts, or before the root, that lose no content. */
const FORGIVEN = /entity|Unencoded <|Non-whitespace before|Text data outside|Max buffer length/;

/**
 * Reads an XML part of a workbook, in whatever encoding it is. Characters that XML forbids are let through: a text
 * that was pasted brings them along, and they hurt nobody.
 *
 * Left out are extensions, and of markup with alternatives all but the fallback (ECMA-376 part 3): nothing that is
 * read here stands in them.
 *
 * @returns whether the part is sound to its end; what was told of one that is not may be incomplete
 * @throws UnreadableFile where its elements are too many
 */
export async function readXml(
  pieces: AsyncIterable<Uint8Array>,
  listener: XmlListener,
  mostElements = MOST_ELEMENTS,
): Promise<boolean> {
  const reader = new XmlReader(listener, mostElements);
  // What comes after the end is inflated all the same: its size counts.
  for await (const text of decode(pieces)) reader.read(text);
  return reader.end();
}

/** Thrown through sax, which would otherwise go on. */
const STOP = Symbol('nothing more is to be read');

class XmlReader {
  readonly #listener: XmlListener;
  readonly #mostElements: number;
  readonly #parser = sax.parser(true, { position: false });
  #state: 'reading' | 'sound' | 'broken' = 'reading';
  #elements = 0;
  #depth = 0;
  #leftOutAt: number | null = null;
  #forgiven = 0;

  constructor(listener: XmlListener, mostElements: number) {
    this.#listener = listener;
    this.#mostElements = mostElements;
    const parser = this.#parser;
    parser.onopentag = ({ name, attributes }) => this.#open(localName(name), attributes as never);
    parser.onclosetag = (name) => this.#close(localName(name));
    parser.ontext = (text) => this.#hear(text);
    parser.oncdata = (text) => this.#hear(text);
    parser.onerror = (error) => this.#forgive(error);
  }

  read(text: string): void {
    this.#step(() => this.#parser.write(text));
  }

  /** @returns whether the root was closed and nothing before was broken */
  end(): boolean {
    this.#step(() => this.#parser.close());
    return this.#state === 'sound';
  }

  #step(work: () => void): void {
    if (this.#state !== 'reading') return;
    try {
      work();
    } catch (error) {
      if (error !== STOP) throw error;
    }
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.#elements += 1;
    if (this.#elements > this.#mostElements) throw new UnreadableFile('tooMuchContent');
    this.#depth += 1;
    if (this.#leftOutAt !== null) return;
    if (LEFT_OUT.has(name)) this.#leftOutAt = this.#depth;
    else this.#listener.open?.(name, attributes);
  }

  #close(name: string): void {
    if (this.#leftOutAt === null) this.#listener.close?.(name);
    else if (this.#leftOutAt === this.#depth) this.#leftOutAt = null;
    this.#depth -= 1;
    if (this.#depth > 0) return;
    this.#state = 'sound';
    throw STOP;
  }

  #hear(text: string): void {
    if (this.#leftOutAt === null) this.#listener.text?.(text);
  }

  #forgive(error: Error): void {
    this.#forgiven += 1;
    if (!FORGIVEN.test(error.message) || this.#forgiven > MOST_FORGIVEN) {
      this.#state = 'broken';
      throw STOP;
    }
    // sax continues once its error is cleared.
    this.#parser.error = null as unknown as Error;
  }
}

const LEFT_OUT: ReadonlySet<string> = new Set(['extLst', 'Choice']);

/** The name without its prefix. */
function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

async function* decode(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece));
    yield decoder.decode(piece, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

/** By the byte order mark, which TextDecoder drops; else by the zeros of UTF-16; else as the part declares it. */
function encodingOf(start: Uint8Array): string {
  const [first, second] = start;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  const declaration = Buffer.from(start.subarray(0, 200)).toString('latin1');
  const declared = /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)["']/.exec(declaration)?.[1] ?? 'utf-8';
  // Text that was built in memory as UTF-16 declares it still after it was written as UTF-8.
  return /^(utf-?16|ucs)/i.test(declared) || !isKnownEncoding(declared) ? 'utf-8' : declared;
}

function isKnownEncoding(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== '';
  } catch {
    return false;
  }
}

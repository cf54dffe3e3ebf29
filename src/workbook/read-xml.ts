import sax from 'sax';

/** What somebody wants to hear of an XML part; names come without their prefix. */
export interface XmlListener {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  /** Of CDATA too; one text may come in several pieces. */
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/**
 * Reads an XML part of a workbook, in whatever encoding it is. Characters that XML forbids are let through: a text
 * that was pasted brings them along, and they hurt nobody.
 *
 * Left out are extensions, and of markup with alternatives all but the fallback (ECMA-376 part 3): nothing that is
 * read here stands in them.
 *
 * @returns whether the part is sound to its end; what was told of one that is not may be incomplete
 */
export async function readXml(pieces: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<boolean> {
  const parser = sax.parser(true, { position: false });
  let isSound = true;
  let hasRoot = false;
  let skipped = 0;
  parser.onerror = (error) => {
    // sax goes on once its error is taken away.
    parser.error = null as unknown as Error;
    if (!FORGIVEN.test(error.message)) isSound = false;
  };
  parser.onopentag = ({ name: qualified, attributes }) => {
    const name = localName(qualified);
    hasRoot = true;
    if (skipped > 0 || LEFT_OUT.has(name)) skipped += 1;
    else listener.open?.(name, attributes as Record<string, string>);
  };
  parser.onclosetag = (qualified) => {
    if (skipped > 0) skipped -= 1;
    else listener.close?.(localName(qualified));
  };
  parser.ontext = (text) => {
    if (skipped === 0) listener.text?.(text);
  };
  parser.oncdata = parser.ontext;
  for await (const text of decode(pieces)) parser.write(text);
  parser.close();
  return isSound && hasRoot;
}

/** The name behind its prefix. */
function localName(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}

/** What stands in a text and was not written as XML wants it, or around the root: no content is lost by it. */
const FORGIVEN = /entity|Unencoded <|Non-whitespace before|Text data outside|Max buffer length/;

const LEFT_OUT: ReadonlySet<string> = new Set(['extLst', 'Choice']);

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

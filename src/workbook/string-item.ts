import { readXml } from './read-xml.ts';
import { UnreadableFile } from './unreadable-file.ts';

/**
 * The text of a string item (`si`, `is`): plain text and the runs of rich text in their order, without the reading
 * aid of a phonetic run (ECMA-376 part 1, 18.4.8).
 */
export class StringItem {
  #text = '';
  #isText = false;
  #phonetic = 0;

  open(name: string): void {
    if (name === 'rPh') this.#phonetic += 1;
    else if (name === 't') this.#isText = this.#phonetic === 0;
  }

  hear(text: string): void {
    if (this.#isText) this.#text += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic -= 1;
    else if (name === 't') this.#isText = false;
  }

  /** The text so far; the next item begins. */
  take(): string {
    const text = unescapeText(this.#text);
    this.#text = '';
    return text;
  }
}

/**
 * A string writes a character that XML cannot hold as `_x000D_`, and such a writing itself as `_x005F_x000D_`
 * (ST_Xstring).
 */
export function unescapeText(text: string): string {
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, point: string) =>
    String.fromCharCode(Number.parseInt(point, 16)),
  );
}

/**
 * The workbook's shared strings, by their number.
 *
 * @param count called with the characters of each
 * @throws UnreadableFile
 */
export async function readSharedStrings(
  pieces: AsyncIterable<Uint8Array>,
  count: (characters: number) => void,
): Promise<readonly string[]> {
  const strings: string[] = [];
  const item = new StringItem();
  const isSound = await readXml(pieces, {
    open: (name) => item.open(name),
    text: (text) => item.hear(text),
    close: (name) => {
      if (name !== 'si') return item.close(name);
      const text = item.take();
      count(text.length);
      strings.push(text);
    },
  });
  if (!isSound) throw new UnreadableFile('damaged');
  return strings;
}

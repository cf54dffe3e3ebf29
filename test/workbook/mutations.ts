import { expect } from 'vitest';
import { faultText, warningText, workbookRefusalText } from '../../src/workbook/fault-text.ts';
import type { WorkbookReading } from '../../src/workbook/read-workbook.ts';
import { type Parts, packed, type Writer } from './raw-package.ts';

/** A number below another one, drawn. */
export type Roll = (below: number) => number;

export const WRITERS: readonly Writer[] = [
  {},
  { strings: 'inline' },
  { references: 'none' },
  { prefix: 'x' },
  { strict: true },
  { text: (text) => `<![CDATA[${text}]]>` },
];

/** What an attribute or a value may be replaced with. */
const ODD_VALUES = [
  '',
  '0',
  '-1',
  '99999999999',
  'NaN',
  '1e308',
  'A1048577',
  'XFE1',
  '#REF!',
  '../../x',
  'ك',
  '\ufffd',
  '&#0;',
  '&amp;',
];
const PIECES = [
  '<',
  '>',
  '&',
  '"',
  '<row>',
  '</row>',
  '<c t="s">',
  '</c>',
  '<v>',
  ']]>',
  '<![CDATA[',
  '<!--',
  '<?x',
  '\u0000',
  '&x;',
  '<!DOCTYPE a>',
];

/** Changes to a workbook: to its file, to the package's parts, or within one of them. */
export const MUTATIONS: Record<string, (parts: Parts, file: Uint8Array, roll: Roll) => Uint8Array> = {
  'a byte of the file changed': (_, file, roll) => changed(file, roll),
  'a piece of the file cut out': (_, file, roll) => {
    const at = roll(file.length);
    return Buffer.concat([file.subarray(0, at), file.subarray(at + 1 + roll(200))]);
  },
  'the file broken off': (_, file, roll) => file.subarray(0, roll(file.length)),
  'bytes put into the file': (_, file, roll) => {
    const at = roll(file.length);
    return Buffer.concat([file.subarray(0, at), Buffer.alloc(1 + roll(50), roll(256)), file.subarray(at)]);
  },
  'a part left out': (parts, _, roll) => {
    const names = Object.keys(parts);
    const gone = names[roll(names.length)];
    return packed(Object.fromEntries(Object.entries(parts).filter(([name]) => name !== gone)));
  },
  'two parts exchanged': (parts, _, roll) => {
    const names = Object.keys(parts);
    const [one, other] = [names[roll(names.length)]!, names[roll(names.length)]!];
    return packed({ ...parts, [one]: parts[other]!, [other]: parts[one]! });
  },
  'a character of a part changed': (parts, _, roll) =>
    withPart(parts, roll, (xml) => splice(xml, roll(xml.length), 1, String.fromCharCode(32 + roll(95)))),
  'a piece of a part cut out': (parts, _, roll) =>
    withPart(parts, roll, (xml) => splice(xml, roll(xml.length), 1 + roll(60), '')),
  'a piece of a part twice': (parts, _, roll) =>
    withPart(parts, roll, (xml) => {
      const at = roll(xml.length);
      return splice(xml, at, 0, xml.slice(at, at + 1 + roll(200)));
    }),
  'markup put into a part': (parts, _, roll) =>
    withPart(parts, roll, (xml) => splice(xml, roll(xml.length), 0, PIECES[roll(PIECES.length)]!)),
  'an attribute changed': (parts, _, roll) =>
    withPart(parts, roll, (xml) => replaceOne(xml, /(?<==")[^"]*(?=")/g, roll)),
  'a value changed': (parts, _, roll) =>
    withPart(parts, roll, (xml) => replaceOne(xml, /(?<=>)[^<]+(?=<)/g, roll)),
  'an attribute left out': (parts, _, roll) =>
    withPart(parts, roll, (xml) => replaceOne(xml, / [\w:]+="[^"]*"/g, roll, '')),
  'a part broken off': (parts, _, roll) => withPart(parts, roll, (xml) => xml.slice(0, roll(xml.length))),
  'a part of other bytes': (parts, _, roll) => {
    const names = Object.keys(parts);
    return packed({
      ...parts,
      [names[roll(names.length)]!]: Buffer.from(Array.from({ length: 300 }, () => roll(256))),
    });
  },
};

function changed(file: Uint8Array, roll: Roll): Uint8Array {
  const bytes = Buffer.from(file);
  bytes[roll(bytes.length)]! ^= 1 << roll(8);
  return bytes;
}

function withPart(parts: Parts, roll: Roll, change: (xml: string) => string): Uint8Array {
  const names = Object.keys(parts);
  const name = names[roll(names.length)]!;
  return packed({ ...parts, [name]: change(parts[name] as string) });
}

function splice(text: string, at: number, length: number, other: string): string {
  return text.slice(0, at) + other + text.slice(at + length);
}

function replaceOne(
  xml: string,
  pattern: RegExp,
  roll: Roll,
  other = ODD_VALUES[roll(ODD_VALUES.length)]!,
): string {
  const found = [...xml.matchAll(pattern)];
  const one = found[roll(found.length)];
  return one ? splice(xml, one.index, one[0].length, other) : xml;
}

/** What a facilitator would read of it. */
export function linesOf(reading: WorkbookReading): string[] {
  if ('refusal' in reading) return [workbookRefusalText(reading.refusal)];
  return [...(reading.ok ? [] : reading.faults.map(faultText)), ...reading.warnings.map(warningText)];
}

/** Each is one whole sentence, and nothing of its making shows. */
export function expectWhole(lines: readonly string[], kind: string): void {
  for (const line of lines) expect(line, kind).toMatch(/^[^\n]*[^\s{}]\.?$/);
  expect(lines.join(), kind).not.toMatch(/\{\{|undefined|NaN\b(?!\u2069)|\[object/);
}

/** How often each kind of change came to what. */
export class Outcomes {
  readonly #counts = new Map<string, Map<string, number>>();

  add(kind: string, outcome: string): void {
    const counts = this.#counts.get(kind) ?? new Map<string, number>();
    this.#counts.set(kind, counts.set(outcome, (counts.get(outcome) ?? 0) + 1));
  }

  of(kind: string): string[] {
    return [...(this.#counts.get(kind)?.keys() ?? [])];
  }

  toString(): string {
    const table = [...this.#counts].map(([kind, counts]) => [kind, Object.fromEntries(counts)]);
    return JSON.stringify(Object.fromEntries(table), null, 1);
  }
}

/** Of a change in the archive itself: it is noticed, never taken for the facilitator's words. */
export const OF_THE_FILE = [
  'a byte of the file changed',
  'the file broken off',
  'a piece of the file cut out',
];

import { expect, test } from 'vitest';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { faultText, warningText, workbookRefusalText } from '../../src/workbook/fault-text.ts';
import { readWorkbook, type WorkbookReading } from '../../src/workbook/read-workbook.ts';
import { type Parts, packed, partsOf, type RawSheets, type Writer } from './raw-package.ts';
import { VALID } from './workbook-of.ts';

/** `vitest --mode long`. */
const WORKBOOKS = process.env['MODE'] === 'long' ? 2000 : 300;
const SEED = 20261130;

type Roll = (below: number) => number;

const WRITERS: readonly Writer[] = [
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

const MUTATIONS: Record<string, (parts: Parts, file: Uint8Array, roll: Roll) => Uint8Array> = {
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

/** Every line that a facilitator would read of it is whole. */
function linesOf(reading: WorkbookReading): string[] {
  if ('refusal' in reading) return [workbookRefusalText(reading.refusal)];
  return [...(reading.ok ? [] : reading.faults.map(faultText)), ...reading.warnings.map(warningText)];
}

function outcomeOf(reading: WorkbookReading, whole: string): string {
  if ('refusal' in reading) return `refused: ${reading.refusal}`;
  if (!reading.ok) return 'faults told by cell';
  return JSON.stringify(reading) === whole ? 'read as if whole' : 'read with what was changed';
}

test(`of ${WORKBOOKS} workbooks with something changed each is read or answered`, async () => {
  const random = seededRandom(SEED);
  const roll: Roll = (below) => random.below(Math.max(1, below));
  const writings = WRITERS.map((writer) => partsOf(VALID as RawSheets, writer));
  const example = await exampleWorkbook();
  const whole = JSON.stringify(await readWorkbook(packed(writings[0]!)));
  const wholeExample = JSON.stringify(await readWorkbook(example));
  const kinds = Object.entries(MUTATIONS);
  const outcomes = new Map<string, Map<string, number>>();
  let slowest = 0;
  for (let at = 0; at < WORKBOOKS; at += 1) {
    const [kind, mutate] = kinds[at % kinds.length]!;
    const parts = writings[roll(writings.length)]!;
    // Some files are what the program itself hands out.
    const isExample = kind.includes('file') && roll(3) === 0;
    const bytes = mutate(parts, isExample ? example : packed(parts), roll);
    const startedAt = performance.now();
    const reading = await readWorkbook(bytes);
    slowest = Math.max(slowest, performance.now() - startedAt);
    for (const line of linesOf(reading)) expect(line, kind).toMatch(/^[^\n]*[^\s{}]\.?$/);
    expect(linesOf(reading).join(), kind).not.toMatch(/\{\{|undefined|NaN\b(?!⁩)|\[object/);
    const outcome = outcomeOf(reading, isExample ? wholeExample : whole);
    const counts = outcomes.get(kind) ?? new Map<string, number>();
    outcomes.set(kind, counts.set(outcome, (counts.get(outcome) ?? 0) + 1));
  }
  if (process.env['MODE'] === 'long') {
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    process.stdout.write(
      `${JSON.stringify(Object.fromEntries([...outcomes].map(([kind, counts]) => [kind, Object.fromEntries(counts)])), null, 1)}\nslowest ${slowest.toFixed(0)} ms, most memory ${memory} MB\n`,
    );
  }
  // What is changed in the archive itself is noticed, never taken for the facilitator's words.
  for (const kind of ['a byte of the file changed', 'the file broken off', 'a piece of the file cut out']) {
    expect([...outcomes.get(kind)!.keys()], kind).not.toContain('read with what was changed');
  }
}, 1_800_000);

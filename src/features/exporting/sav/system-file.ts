/**
 * SPSS system files (`.sav`), as PSPP's developer guide describes them ("System File Format",
 * https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html): little-endian, in UTF-8, with the
 * cases packed by bytecode. Written are a header, variables (records of type 2), value labels (3 and 4), the machine's
 * numbers (7/3, 7/4), measures (7/11), long names (7/13), the number of cases (7/16) and the encoding (7/20). Texts
 * have at most 255 bytes, so that none is a very long string (7/14).
 */
import { cutToBytes } from '../../../texts/cut-to-bytes.ts';
import { spokenDigits } from '../../../texts/numerals.ts';
import { SavBytes } from './sav-bytes.ts';

export interface SavVariable {
  /** Letters, digits and `_`; unique regardless of case. */
  readonly name: string;
  readonly label: string;
  /** Bytes of the longest text; null: the variable is numeric. */
  readonly width: number | null;
  /** Digits shown after the decimal point. */
  readonly decimals: number;
  readonly measure: 'nominal' | 'ordinal' | 'scale';
  readonly valueLabels: readonly SavValueLabel[];
  /** The value that stands for a missing answer. */
  readonly missing: number | null;
}

export interface SavValueLabel {
  readonly value: number;
  readonly label: string;
}

/** Null: no answer (system-missing). */
export type SavValue = string | number | null;

export const LONGEST_TEXT = 255;
const LONGEST_VARIABLE_LABEL = 255;
/** The longest value label that haven and SPSS keep. */
const LONGEST_VALUE_LABEL = 120;
const BIAS = 100;
const SYSTEM_MISSING = -Number.MAX_VALUE;
const MEASURES = { nominal: 1, ordinal: 2, scale: 3 };
/** Width in letters where a program shows the cases. */
const COLUMN_WIDTH = 10;
const ALIGN_LEFT = 0;
const ALIGN_RIGHT = 1;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * Writes a system file, piece by piece. The cases are packed before the header is written, as it gives their number;
 * packed they take about a byte a number.
 *
 * @param file.writtenAt the file's own time: the wall clock's, as if it were UTC
 * @param cases the values of each, in the order of the variables
 */
export async function* systemFile(
  file: { readonly title: string; readonly writtenAt: Date },
  variables: readonly SavVariable[],
  cases: AsyncIterable<readonly SavValue[]>,
): AsyncGenerator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const data = new SavBytes();
  let count = 0;
  for await (const values of cases) {
    for (const [at, value] of values.entries()) packValue(data, value, variables[at]!.width);
    packed.push(data.take());
    count += 1;
  }
  data.endOpcodes();
  packed.push(data.take());
  yield dictionary(file, variables, count);
  yield* packed;
}

function packValue(data: SavBytes, value: SavValue, width: number | null): void {
  if (width !== null) data.packText(String(value ?? ''), 8 * segmentsOf(width));
  else if (value === null) data.packMissing();
  else data.packNumber(Number(value), BIAS);
}

/** A text takes as many eight-byte segments as it needs. */
function segmentsOf(width: number | null): number {
  return width === null ? 1 : Math.ceil(width / 8);
}

function dictionary(
  { title, writtenAt }: { readonly title: string; readonly writtenAt: Date },
  variables: readonly SavVariable[],
  count: number,
): Uint8Array {
  const out = new SavBytes();
  const places: number[] = [];
  let place = 1;
  for (const { width } of variables) {
    places.push(place);
    place += segmentsOf(width);
  }
  out.text('$FL2', 4).text('@(#) SPSS DATA FILE Hamray', 60);
  out.int32(2, place - 1, 1, 0, count).float64(BIAS);
  out.text(dateText(writtenAt), 9).text(writtenAt.toISOString().slice(11, 19), 8);
  out.text(cutToBytes(title, 64), 64).text('', 3);
  for (const [at, variable] of variables.entries()) writeVariable(out, variable, shortName(at));
  writeValueLabels(out, variables, places);
  writeExtensions(out, variables, count);
  out.int32(999, 0);
  return out.take();
}

/** Such as `30 Nov 26`. */
function dateText(at: Date): string {
  const [day, year] = [at.getUTCDate(), at.getUTCFullYear() % 100].map((n) => String(n).padStart(2, '0'));
  return `${day} ${MONTHS[at.getUTCMonth()]} ${year}`;
}

/** At most eight bytes; the full name has a record of its own. */
function shortName(at: number): string {
  return `V${at + 1}`;
}

function writeVariable(out: SavBytes, variable: SavVariable, name: string): void {
  const { width, decimals, label, missing, measure } = variable;
  const [text, number] = [1, 5];
  const shown = measure === 'scale' ? 16 : 8;
  const format = width === null ? (number << 16) | (shown << 8) | decimals : (text << 16) | (width << 8);
  out.int32(2, width ?? 0, 1, missing === null ? 0 : 1, format, format).text(name, 8);
  out.countedText(cutToBytes(label, LONGEST_VARIABLE_LABEL), 4);
  if (missing !== null) out.float64(missing);
  for (let segment = 1; segment < segmentsOf(width); segment += 1)
    out.int32(2, -1, 0, 0, format, format).text('', 8);
}

/** Variables with the same labels share one set of them. */
function writeValueLabels(out: SavBytes, variables: readonly SavVariable[], places: readonly number[]): void {
  const sharing = new Map<string, { readonly labels: readonly SavValueLabel[]; readonly places: number[] }>();
  for (const [at, { valueLabels }] of variables.entries()) {
    const key = JSON.stringify(valueLabels);
    const set = sharing.get(key) ?? { labels: valueLabels, places: [] };
    set.places.push(places[at]!);
    sharing.set(key, set);
  }
  for (const { labels, places: ofVariables } of sharing.values()) {
    if (labels.length === 0) continue;
    out.int32(3, labels.length);
    for (const [at, label] of distinctLabels(labels.map((each) => each.label)).entries())
      out.float64(labels[at]!.value).shortText(label, 8);
    out.int32(4, ofVariables.length, ...ofVariables);
  }
}

/** Labels cut to the allowed length; where two become equal, the later one gets its number. */
function distinctLabels(labels: readonly string[]): string[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    let cut = cutToBytes(label, LONGEST_VALUE_LABEL);
    for (let ordinal = 2; taken.has(cut); ordinal += 1) {
      const mark = ` (${spokenDigits(String(ordinal))})`;
      cut = cutToBytes(label, LONGEST_VALUE_LABEL - Buffer.byteLength(mark)) + mark;
    }
    taken.add(cut);
    return cut;
  });
}

function writeExtensions(out: SavBytes, variables: readonly SavVariable[], count: number): void {
  const [noMachine, ieee754, bytecode, littleEndian, utf8] = [-1, 1, 1, 2, 65_001];
  out.int32(7, 3, 4, 8).int32(1, 0, 0, noMachine, ieee754, bytecode, littleEndian, utf8);
  // The lowest number stands for missing values; the next one is the lowest valid value.
  out.int32(7, 4, 8, 3).float64(SYSTEM_MISSING, Number.MAX_VALUE).int32(-2, -1_048_577);
  out.int32(7, 11, 4, 3 * variables.length);
  for (const { measure, width } of variables)
    out.int32(MEASURES[measure], COLUMN_WIDTH, width === null ? ALIGN_RIGHT : ALIGN_LEFT);
  out.extensionText(13, variables.map(({ name }, at) => `${shortName(at)}=${name}`).join('\t'));
  out.int32(7, 16, 8, 2).int64(1, count);
  out.extensionText(20, 'UTF-8');
}

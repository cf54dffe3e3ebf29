import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { foldDigits } from '../../../src/domain/digits.ts';
import type { Picture } from '../../../src/pictures/draw-picture.ts';
import { plain } from '../../../src/texts/i18n.ts';
import {
  archiveOf,
  EXPERTS,
  MEASURE,
  PANEL,
  PLAYED_KINDS,
  type PlayedKind,
  playedKind,
} from '../../fixtures/played-kinds.ts';
import { readWord, type WordReading } from './report/read-word.ts';

/* What the files of each kind of study say, read back and held against its results.json. */

/** A dot: what the charts show is read where it is composed. */
const DOT = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

type Figure = number | boolean | null;

interface Results {
  readonly panels: readonly { readonly code: string; readonly rounds: readonly Round[] }[];
  readonly final: readonly { readonly code: string; readonly decided: string }[];
  readonly funnel: readonly { readonly entered: number; readonly left: number }[];
}

interface Round {
  readonly number: number;
  readonly kind: PlayedKind;
  readonly invited: number;
  readonly answered: number;
  readonly submitted: number;
  readonly raters: number;
  readonly kendall: Readonly<Record<string, number | null>> | null;
  readonly items: readonly (Readonly<Record<string, Figure>> & {
    readonly code: string;
    readonly n: number;
    readonly mean: number | null;
    readonly sd: number | null;
    readonly counts: Readonly<Record<string, number>>;
  })[];
}

interface Archive {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly results: Results;
  readonly rounds: readonly Round[];
  readonly sheets: ReadonlyMap<string, readonly Readonly<Record<string, ExcelJS.CellValue>>[]>;
  readonly word: WordReading;
  readonly pictures: readonly Picture[];
}

const FIGURES_OF_W = [
  ...(['w', 'chi2', 'df', 'p', 'change'] as const).map((name) => [name, name] as const),
  ['pPermutation', 'p_permutation'],
  ['changeCommon', 'change_common'],
] as const;
const HAVING_W: readonly PlayedKind[] = ['likert', 'ranking'];
const HAVING_VERDICTS: readonly PlayedKind[] = ['likert', 'screening', 'cvr', 'cvi'];

describe.each(PLAYED_KINDS)('a study of the kind %s', (kind) => {
  let archive: Archive;
  beforeAll(async () => {
    archive = await archiveRead(kind);
  }, 120_000);

  test('has in its workbook the figures of each item in each round, exactly', () => {
    const { rounds, sheets } = archive;
    const keys = new Map(
      sheets.get('راهنمای ستون‌ها')!.map((row) => [row['ستون'], row['کلید در results.json']]),
    );
    const rows = sheets.get('A') ?? [];
    expect(rows).toHaveLength(rounds.reduce((sum, { items }) => sum + items.length, 0));
    let compared = 0;
    for (const row of rows) {
      const round = rounds.find(({ number }) => number === row[plain('summary.sheet.round')])!;
      const item = round.items.find(({ code }) => code === row[plain('summary.sheet.code')])!;
      for (const [header, cell] of Object.entries(row)) {
        const key = keys.get(header) as string | undefined;
        if (key === undefined || !(key in item)) continue;
        expect(cell, `${item.code} ${header}`).toEqual(cellOf(item[key]!));
        compared += 1;
      }
      for (const [value, count] of Object.entries(item.counts))
        expect(row[plain('summary.sheet.value', { value: Number(value) })]).toBe(count);
    }
    expect(compared).toBeGreaterThanOrEqual(rows.length * 3);
  });

  test('has there who took part, and W with its figures or no column of it', () => {
    const { rounds, sheets } = archive;
    const overview = sheets.get('نمای کلی')!;
    const told = (name: 'invited' | 'answered' | 'submitted') =>
      overview.map((row) => row[plain(`summary.sheet.${name}`)]);
    expect(told('invited')).toEqual(rounds.map(({ invited }) => invited));
    expect(told('answered')).toEqual(rounds.map(({ answered }) => answered));
    expect(told('submitted')).toEqual(rounds.map(({ submitted }) => submitted));
    const ofW = sheets.get('ضریب کندال') ?? [];
    expect(ofW).toHaveLength(HAVING_W.includes(kind) ? rounds.length : 0);
    for (const [at, row] of ofW.entries()) {
      const { kendall } = rounds[at]!;
      for (const [name, key] of FIGURES_OF_W)
        expect(row[plain(`summary.sheet.${name}`)] ?? null, name).toBe(kendall![key]);
    }
    const headers = [...sheets].flatMap(([, [first]]) => Object.keys(first ?? {}));
    if (!HAVING_W.includes(kind)) expect(headers.filter((header) => /W|کندال/.test(header))).toEqual([]);
  });

  test('has no sheet without a row, and no column without a cell but those that a reader fills in', () => {
    const blank = [...archive.sheets].flatMap(([name, rows]) =>
      Object.keys(rows[0] ?? {})
        .filter((header) => rows.every((row) => (row[header] ?? null) === null))
        .map((header) => `${name}: ${header}`),
    );
    const filledByHand = ['انحراف از پروتکل: دلیل'];
    // The first round of a kind has nothing to compare with; W's sheet says so by its empty cells.
    expect(blank.filter((one) => !filledByHand.includes(one) && !one.startsWith('ضریب کندال'))).toEqual([]);
    expect([...archive.sheets].filter(([, rows]) => rows.length === 0)).toEqual([]);
  });

  test('has in its report the figures of each item in each round', () => {
    const { rounds, word } = archive;
    const table = tableNamed(word, `گویه‌های ${PANEL} (پانل A)`);
    if (kind === 'brainstorming') return expect(table).toBeUndefined();
    const [, ...rows] = table!;
    for (const [at, round] of rounds.entries()) {
      for (const item of round.items) {
        const cell = rows.find(([code]) => code === item.code)![2 + at]!;
        expect(numbersIn(cell).slice(0, 2), `${item.code} ${round.number}`).toEqual(figuresOf(kind, item));
        expect(cell.includes(MEASURE)).toBe(kind === 'numeric');
      }
    }
    return undefined;
  });

  test('has there who took part, W, the steps and the final list as results.json has them', () => {
    const { results, rounds, word } = archive;
    const [, ...people] = tableNamed(word, 'خبرگان در هر پانل و دور')!;
    expect(
      people.map(([, round, invited, answered, , submitted]) =>
        numbersOf([round, invited, answered, submitted]),
      ),
    ).toEqual(
      rounds.map(({ number, invited, answered, submitted }) => [number, invited, answered, submitted]),
    );
    const w = tableNamed(word, 'ضریب هماهنگی کندال در هر پانل و دور');
    expect(w?.slice(1).map((row) => numbersIn(row[4]!)[0])).toEqual(
      HAVING_W.includes(kind) ? rounds.map(({ kendall }) => rounded(kendall!['w']!, 3)) : undefined,
    );
    const steps = tableNamed(word, 'گویه‌ها در هر گام');
    if (steps)
      expect(steps.slice(1).map(([, entered, left]) => numbersOf([entered, left]))).toEqual(
        results.funnel.map(({ entered, left }) => [entered, left]),
      );
    const final = tableNamed(word, 'نتیجهٔ هر گویه');
    expect((final ?? []).slice(1).map((row) => [row[0], row.at(-1)])).toEqual(
      results.final.map(({ code, decided }) => [code, plain(`item.decided.${decided as 'kept'}`)]),
    );
    expect(results.final.length > 0).toBe(HAVING_VERDICTS.includes(kind));
  });

  test('speaks in its report of W, means and a scale only where it has them', () => {
    // The checklists' own questions, and the sources, stand in every report.
    const { paragraphs } = archive.word;
    const own = paragraphs.slice(0, paragraphs.lastIndexOf(plain('report.checklists.heading'))).join('\n');
    expect(/(^|[^A-Za-z])W([^A-Za-z]|$)|کندال/.test(own)).toBe(HAVING_W.includes(kind));
    expect(own.includes('طیف پاسخ:')).toBe(kind === 'likert');
    expect(own.includes('میانگین')).toBe(['likert', 'ranking', 'numeric'].includes(kind));
    expect(own).not.toMatch(/از ۰ گویه/);
  });

  test('draws in its charts the figures of results.json', () => {
    const { rounds, pictures } = archive;
    for (const { of, shown } of pictures as Extract<Picture, { shown: unknown }>[]) {
      if (of === 'attrition')
        expect(shown.panels[0]!.rounds).toEqual(
          rounds.map(({ number, invited, answered, submitted }) => ({
            number,
            invited,
            answered,
            submitted,
          })),
        );
      if (of === 'concordance')
        expect(shown.rounds.map(({ w }) => w)).toEqual(rounds.map(({ kendall }) => kendall!['w']));
    }
    expect(pictures.map(({ of }) => of)).toContain('attrition');
    expect(pictures.some(({ of }) => of === 'concordance')).toBe(HAVING_W.includes(kind));
  });

  test('names no expert in any file, in what files hold within, or in what they say of themselves', () => {
    const all = [...everyFile(archive.files)];
    expect(all.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'report.docx/docProps/core.xml',
        'results.xlsx/docProps/core.xml',
        'answers.sav',
      ]),
    );
    const names = EXPERTS.flatMap((name) => [name, name.split(' ')[1]!]);
    for (const [file, bytes] of all) {
      const buffer = Buffer.from(bytes);
      for (const name of names)
        for (const encoding of ['utf8', 'utf16le'] as const)
          expect(buffer.includes(Buffer.from(name, encoding)), `${name} in ${file}`).toBe(false);
      // A picture holds nothing but the picture.
      if (file.endsWith('.png')) expect(buffer.toString('latin1')).not.toMatch(/tEXt|iTXt|zTXt|eXIf/);
    }
  });
});

/** The figures of an item that its cell in the report begins with, as they are printed. */
function figuresOf(kind: PlayedKind, { mean, sd, counts, n }: Round['items'][number]): number[] {
  switch (kind) {
    case 'screening':
      return [counts['1']!, counts['0']!];
    case 'cvr':
      return [counts['3']!, n];
    case 'cvi':
      return [counts['3']! + counts['4']!, n];
    default:
      return [rounded(mean!, 2), rounded(sd!, 2)];
  }
}

function cellOf(figure: Figure): ExcelJS.CellValue {
  return typeof figure === 'boolean' ? plain(figure ? 'summary.sheet.yes' : 'summary.sheet.no') : figure;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** The numbers of a cell: «۴٫۱۲ (۰٫۸۳)» is 4.12 and 0.83. */
function numbersIn(cell: string): number[] {
  const latin = foldDigits(cell).replaceAll('٫', '.').replaceAll('٬', '').replaceAll('−', '-');
  return [...latin.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
}

function numbersOf(cells: readonly (string | undefined)[]): number[] {
  return cells.flatMap((cell) => numbersIn(cell!));
}

function tableNamed({ tables }: WordReading, words: string): readonly (readonly string[])[] | undefined {
  return [...tables].find(([caption]) => caption.includes(words))?.[1];
}

async function archiveRead(kind: PlayedKind): Promise<Archive> {
  const pictures: Picture[] = [];
  const bytes = await archiveOf(await playedKind(kind), async (picture) => {
    pictures.push(picture);
    return DOT;
  });
  const files = unzipSync(bytes);
  const results = JSON.parse(Buffer.from(files['results.json']!).toString()) as Results;
  return {
    ...{ files, results, pictures, rounds: results.panels[0]!.rounds },
    sheets: await sheetsIn(files['results.xlsx']!),
    word: readWord(files['report.docx']!),
  };
}

/** Rows of each sheet by their headers; a chart's sheet has none. */
async function sheetsIn(bytes: Uint8Array): Promise<Archive['sheets']> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const tables = workbook.worksheets.filter(({ name }) => name !== plain('summary.sheet.charts'));
  return new Map(
    tables.map((sheet) => {
      const headers = (sheet.getRow(1).values as string[]).slice(1);
      const rows = Array.from({ length: sheet.rowCount - 1 }, (_, at) =>
        Object.fromEntries(
          headers.map((header, column) => [header, sheet.getRow(at + 2).getCell(column + 1).value]),
        ),
      );
      return [sheet.name, rows];
    }),
  );
}

/** Every file, and those within files that are packages themselves. */
function* everyFile(files: Readonly<Record<string, Uint8Array>>): Generator<[string, Uint8Array]> {
  for (const [name, bytes] of Object.entries(files)) {
    yield [name, bytes];
    if (!/\.(?:docx|xlsx)$/.test(name)) continue;
    for (const [part, content] of Object.entries(unzipSync(bytes))) yield [`${name}/${part}`, content];
  }
}

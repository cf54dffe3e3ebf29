import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { exportStudy } from '../../src/features/exporting/export-study.ts';
import { type SavVariable, systemFile } from '../../src/features/exporting/sav/system-file.ts';
import { describeWhere } from '../describe-where.ts';
import { slices } from '../features/exporting/pieces.ts';
import { readCsv } from '../features/exporting/read-csv.ts';
import { LEFT_BLANK } from '../fixtures/blank-chart.ts';
import { playRound, type StudyParts, studyWith } from '../fixtures/judged-study.ts';
import {
  askPspp,
  HAVEN_MISSING,
  type HavenReading,
  PSPP_MISSING,
  readByHaven,
} from './statistics-programs.ts';

const LONG = 'پرداخت الکترونیکی عوارض نوسازی و کسب‌وکار با «درگاه یکپارچهٔ» شهرداری؛ '.repeat(4).trim();

const PARTS: StudyParts = {
  panels: { P1: 'خدمات شهری', پ‌۲: 'فرهنگی' },
  experts: [
    { name: 'مریم احمدی', pseudonym: 'K7', panels: 'P1,پ‌۲' },
    { name: 'علی رضایی', pseudonym: 'B2', panels: 'P1' },
    { name: 'علی رضایی', pseudonym: 'A9', panels: 'P1,پ‌۲' },
    { name: 'سارا کریمی', pseudonym: 'Z1', panels: 'پ‌۲' },
  ],
  items: [
    { code: 'S1', title: LONG, panels: 'P1' },
    { code: 'س-۲', title: 'پسماند', panels: 'P1,پ‌۲' },
    { code: 'S3', title: 'بازار', panels: 'P1' },
    { code: 'S4', title: 'گردشگری', panels: 'پ‌۲' },
  ],
};

async function exported(anonymity: 'named' | 'coded' | 'unlinked') {
  const world = studyWith({ ...PARTS, rules: { anonymity } });
  await playRound(world, `item x1 x2 x3 x4\n S1 5 4 5 .\n س-۲ 4 - 4 2\n S3 1 2 1 .\n S4 3 . 5 -`);
  await playRound(world, `item x1 x2 x3 x4\n S1 5 5 5 .\n س-۲ 4 4 . 3\n S4 4 . 5 5`);
  const now = new Date('2026-12-20T12:00:00Z');
  const { bytes } = await exportStudy(world.db, world.studyId, { now, zone: 'Asia/Tehran', ...LEFT_BLANK });
  const files = unzipSync(bytes);
  const [, ...answers] = readCsv(Buffer.from(files['answers.csv']!).toString());
  return { sav: files['answers.sav']!, answers };
}

const ROW = ['S1', 'س-۲', 'S3', 'S4'];

/** Each rating as `answers.csv` would have it: round, panel, expert, item, value. */
function ratingsIn({ columns }: HavenReading): string[] {
  const valuesOf = (name: string) => columns.find((column) => column.name === name)!.values;
  return columns.flatMap(({ name, values, missing }) => {
    const [, round, item] = /^R(\d+)_(\d+)$/.exec(name) ?? [];
    if (!item) return [];
    return values.flatMap((value, at) =>
      value === null || missing.includes(Number(value))
        ? []
        : [[round, valuesOf('panel')[at], valuesOf('expert')[at], ROW[Number(item) - 1], value].join(' | ')],
    );
  });
}

const NO_OPINION: SavVariable = {
  ...{ name: 'R1_1', label: 'دور ۱', width: null, decimals: 2, measure: 'ordinal', missing: -9 },
  valueLabels: [{ value: -9, label: 'نظری ندارم' }],
};

async function fileOf(variables: readonly SavVariable[], cases: readonly (string | number | null)[][]) {
  const pieces: Uint8Array[] = [];
  const about = { title: LONG, writtenAt: new Date('2026-12-20T12:00:00Z') };
  for await (const piece of systemFile(about, variables, slices(...cases))) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

describeWhere(HAVEN_MISSING, 'answers.sav in R’s haven', () => {
  test.each(['named', 'coded', 'unlinked'] as const)(
    'has every rating of answers.csv: %s',
    async (anonymity) => {
      const { sav, answers } = await exported(anonymity);
      const told = answers.map((row) => row.slice(0, 5).join(' | '));
      expect(told).toHaveLength(23);
      expect(ratingsIn(readByHaven(sav)).sort()).toEqual(told.sort());
    },
  );

  test('tells what was asked, the scale, and who had no opinion', async () => {
    const { columns } = readByHaven((await exported('named')).sav);
    expect(columns.map(({ name }) => name)).toEqual([
      ...['expert', 'panel', 'R1_1', 'R1_2', 'R1_3', 'R1_4', 'R2_1', 'R2_2', 'R2_4'],
    ]);
    const [expert, panel, first, second] = columns;
    expect(expert).toMatchObject({ label: 'خبره', values: expect.arrayContaining(['علی رضایی (۲)']) });
    expect(new Set(panel!.values)).toEqual(new Set(['P1', 'پ‌۲']));
    expect(Buffer.byteLength(first!.label)).toBeLessThanOrEqual(255);
    expect(Buffer.byteLength(first!.label)).toBeGreaterThan(245);
    expect(`دور ۱، S1: ${LONG}`.startsWith(first!.label)).toBe(true);
    expect(second).toMatchObject({ label: 'دور ۱، س-۲: پسماند', missing: [-9] });
    expect(second!.labels).toEqual({
      ...{ 'پلهٔ 1': 1, 'پلهٔ 2': 2, 'پلهٔ 3': 3, 'پلهٔ 4': 4, 'پلهٔ 5': 5, 'نظری ندارم': -9 },
    });
    expect(second!.values.filter((value) => value === -9)).toHaveLength(1);
  });

  test('says under which round a code of one round stands', async () => {
    const { columns } = readByHaven((await exported('unlinked')).sav);
    expect(columns.slice(0, 3).map(({ name }) => name)).toEqual(['expert', 'panel', 'round']);
    expect(new Set(columns[2]!.values)).toEqual(new Set([1, 2]));
  });

  test('keeps reals, long texts and labels that begin alike', async () => {
    const name = 'ن'.repeat(127);
    const like = { value: 1, label: `${LONG} کم` };
    const sav = await fileOf(
      [
        { ...NO_OPINION, name: 'expert', width: 255, measure: 'nominal', valueLabels: [], missing: null },
        {
          ...NO_OPINION,
          valueLabels: [like, { value: 2, label: `${LONG} زیاد` }, ...NO_OPINION.valueLabels],
        },
        { ...NO_OPINION, name: 'R1_2', measure: 'scale', missing: -99 },
      ],
      [
        [name, 1, 0.1],
        ['ع', null, -1234567.891],
        ['', -9, -9],
        ['x', 152, 1e300],
        ['y', -100, null],
      ],
    );
    const [expert, first, second] = readByHaven(sav).columns;
    expect(expert!.values).toEqual([name, 'ع', '', 'x', 'y']);
    expect(first!.values).toEqual([1, null, -9, 152, -100]);
    expect(second!.values).toEqual([0.1, -1234567.891, -9, 1e300, null]);
    expect(second!.missing).toEqual([-99]);
    const labels = Object.keys(first!.labels);
    expect(labels).toHaveLength(3);
    for (const label of labels) expect(Buffer.byteLength(label)).toBeLessThanOrEqual(120);
    expect(labels[1]).toMatch(/ \(۲\)$/);
  });
});

describeWhere(PSPP_MISSING, 'answers.sav in pspp', () => {
  let sav: Uint8Array;
  let answers: string[][];
  beforeAll(async () => {
    ({ sav, answers } = await exported('coded'));
  });

  test('has every rating of answers.csv', () => {
    const ratings = answers.map(([round, panel, expert, item, value]) => [
      ...[round, panel, expert, ROW.indexOf(item!) + 1, value],
    ]);
    const [header, ...rows] = readCsv(askPspp(sav, 'LIST.'))
      .filter((row) => row.length > 5)
      .map((row) => row.map((cell) => cell.trim()));
    const found = rows.flatMap(([expert, panel, ...cells]) =>
      cells.flatMap((cell, at) => {
        const [, round, item] = /^R(\d+)_(\d+)$/.exec(header![at + 2]!)!;
        return cell === '.' || cell === '-9' ? [] : [[round, panel, expert, Number(item), cell].join(' | ')];
      }),
    );
    expect(found.sort()).toEqual(ratings.map((row) => row.join(' | ')).sort());
  });

  test('takes «نظری ندارم» for no answer', () => {
    const [, ...rows] = readCsv(askPspp(sav, 'DESCRIPTIVES R1_2 R2_2 /STATISTICS=MEAN.'));
    const told = rows.flatMap(([variable, n, mean]) =>
      variable?.startsWith('دور') ? [[variable, n, mean]] : [],
    );
    expect(told).toEqual([
      ['دور ۱، س-۲: پسماند', '5', '3.60'],
      ['دور ۲، س-۲: پسماند', '4', '3.75'],
    ]);
  });

  test('knows what was asked and the scale in words', () => {
    const dictionary = askPspp(sav, 'DISPLAY DICTIONARY.');
    for (const words of ['دور ۲، S4: گردشگری', 'پلهٔ 5', 'نظری ندارم']) expect(dictionary).toContain(words);
  });
});

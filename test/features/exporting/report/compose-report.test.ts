import { beforeAll, describe, expect, test } from 'vitest';
import { foldDigits } from '../../../../src/domain/digits.ts';
import { proposalsText } from '../../../../src/features/exporting/report/results-part.ts';
import { reportOf } from './report-of.ts';

type Report = Awaited<ReturnType<typeof reportOf>>;

let report: Report;
beforeAll(async () => {
  report = await reportOf({ funder: 'شهرداری', aim: 'اجماع' });
}, 60_000);

/** The numbers of a cell: «۴٫۱۲ (۰٫۸۳)» is 4.12 and 0.83. */
function numbersIn(cell: string): number[] {
  const latin = foldDigits(cell).replaceAll('٫', '.').replaceAll('٬', '').replaceAll('−', '-');
  return [...latin.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));
}

function tableNamed(words: string): readonly (readonly string[])[] {
  const [, rows] = [...report.word.tables].find(([caption]) => caption.includes(words))!;
  return rows;
}

interface Round {
  readonly number: number;
  readonly invited: number;
  readonly answered: number;
  readonly submitted: number;
  readonly raters: number;
  readonly kendall: Record<string, number | null>;
  readonly items: readonly { code: string; mean: number | null; sd: number | null; n: number }[];
}

interface Panel {
  readonly code: string;
  readonly name: string;
  readonly rounds: readonly Round[];
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

describe('numbers of its tables are those of results.json', () => {
  test('means and SD of each item in each round', () => {
    let told = 0;
    for (const panel of report.results.panels as Panel[]) {
      const [, ...rows] = tableNamed(`گویه‌های ${panel.name} (پانل ${panel.code})`);
      for (const [code, , ...cells] of rows) {
        for (const [at, round] of panel.rounds.entries()) {
          const item = round.items.find((one) => one.code === code);
          if (!item || item.n === 0) continue;
          const expected = [item.mean, item.sd].flatMap((value) =>
            value === null ? [] : [rounded(value, 2)],
          );
          expect(numbersIn(cells[at]!), `${panel.code} ${code} ${round.number}`).toEqual(expected);
          told += 1;
        }
      }
    }
    expect(told).toBe(10);
  });

  test('W, chi-square, degrees of freedom and both p of each panel and round', () => {
    const [, ...rows] = tableNamed('ضریب هماهنگی کندال در هر پانل و دور');
    const expected = (report.results.panels as Panel[]).flatMap(({ rounds }) =>
      rounds.map(({ number, raters, items, kendall }) => {
        const { w, chi2, df, p, p_permutation: permuted } = kendall;
        const figures = w == null ? [] : [rounded(w, 3), rounded(chi2!, 2), df!];
        return { head: [number, raters, items.length], figures, likely: w == null ? [] : [p!, permuted!] };
      }),
    );
    expect(rows).toHaveLength(4);
    for (const [at, [, round, raters, items, w, chi2, df, ...likely]] of rows.entries()) {
      const { head, figures, likely: ps } = expected[at]!;
      expect([round, raters, items].flatMap((cell) => numbersIn(cell!))).toEqual(head);
      expect([w, chi2, df].flatMap((cell) => numbersIn(cell!))).toEqual(figures);
      for (const [which, p] of ps.entries())
        if (p >= 0.001) expect(numbersIn(likely[which]!)).toEqual([rounded(p, 3)]);
    }
  });

  test('who was asked and who answered', () => {
    const [, ...rows] = tableNamed('خبرگان در هر پانل و دور');
    const told = rows.map(([, round, invited, answered, , submitted, raters]) =>
      [round, invited, answered, submitted, raters].flatMap((cell) => numbersIn(cell!)),
    );
    const expected = (report.results.panels as Panel[]).flatMap(({ rounds }) =>
      rounds.map(({ number, invited, answered, submitted, raters }) => [
        ...[number, invited, answered, submitted, raters],
      ]),
    );
    expect(told).toEqual(expected);
  });
});

test('the checklists have each line of ACCORD and of DELPHISTAR once', () => {
  const numbers = (caption: string) =>
    tableNamed(caption)
      .slice(1)
      .map(([no]) => foldDigits(no!));
  expect(numbers('ACCORD')).toHaveLength(35);
  expect(numbers('ACCORD').slice(0, 5)).toEqual(['T1', 'I1', 'I2', 'I3', 'M1']);
  expect(numbers('DELPHISTAR')).toEqual(Array.from({ length: 38 }, (_, at) => String(at + 1)));
});

test('a line is filled where the workbook knows, and marked where it does not', async () => {
  const row = (no: string) => tableNamed('ACCORD').find(([first]) => first === no)!;
  expect(row('O3').slice(2)).toEqual(['حامی مالی: شهرداری', 'برگهٔ «گزارش»']);
  expect(row('O2').slice(2)).toEqual([
    expect.stringMatching(/^✎ نویسنده باید بنویسد.*تعارض منافع$/),
    'نویسنده',
  ]);
  // Half of it is known.
  expect(row('I2')[2]).toMatch(/^هدف: اجماع\n✎ .*مخاطب$/);
  // What nobody but the author knows is not made up.
  expect(row('D2').slice(2)).toEqual(['✎ نویسنده باید بنویسد.', 'نویسنده']);
});

test('the reasons and moments of departures, the seal and the rules stand in it', () => {
  const text = report.word.paragraphs.join('\n');
  expect(text).toContain(report.results.study.protocol_sha256);
  expect(text).toContain('گویه‌ای می‌ماند که میانگینش از نقطهٔ خنثی (۳) بالاتر باشد.');
  expect(text).toContain('از ۵ نفر در ۸ جایگاه پرسیده شد: ۳ نفر عضو بیش از یک پانل بودند.');
});

test('no file of it names an expert or tells a code of theirs, properties included', () => {
  for (const name of report.names) expect(report.word.xml).not.toContain(name);
  expect(report.word.paragraphs.join('\n')).not.toMatch(/\b(?:K7|B2|A9|Z1|Q4)\b/);
});

test('names typed in XML’s own signs come through whole', () => {
  expect(report.word.paragraphs).toContain('رنگ‌آمیزی <جدول> & "نرده"');
});

test('nothing of a message is left: no mark-up, sign or isolate', () => {
  const text = report.word.paragraphs.join('\n');
  expect(text).not.toMatch(/<b>|&amp;|\{\{|[\u2066-\u2069]|\p{Emoji_Presentation}/u);
});

test('proposals that nobody has decided on are counted apart', () => {
  const told = { made: 3, accepted: 1, rejected: 0 };
  expect(proposalsText({ ...told, waiting: 2 })).toContain('۲ پیشنهاد هنوز در انتظار تصمیم است');
  expect(proposalsText({ ...told, rejected: 2, waiting: 0 })).not.toContain('انتظار');
});

test('the archive’s message says what it is', () => {
  expect(report.caption).toContain('report.docx');
});

import { beforeEach, describe, expect, test } from 'vitest';
import { previewForm } from '../../../src/features/paper/preview-form.ts';
import type { FormDraft } from '../../../src/workbook/read-form.ts';
import { readSent } from '../../../src/workbook/read-workbook.ts';
import { type FormRow, faultsOf, filledIn, formsOf, sendBack, shownOf } from '../../fixtures/paper-form.ts';
import { refusalOf, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { packed, partsOf } from '../../workbook/raw-package.ts';

const WORDS = { experts: { آرش: 'A B', مینا: 'B' }, items: { G1: 'A B', G2: 'A', G3: 'B' } };

let study: TestStudy;
let rows: FormRow[];
beforeEach(async () => {
  study = new TestStudy(WORDS).join('آرش').open();
  rows = (await formsOf(study))[0]!.rows;
});

/** The form with one row's cells otherwise, and one good answer. */
function withCells(cells: FormRow): FormRow[] {
  return [{ ...rows[0]!, پاسخ: 5 }, { ...rows[1]!, ...cells }, ...rows.slice(2)];
}

test('the preview of a form tells how many answers it gives and of whom, whose form is whole, and who will be told', async () => {
  const { text } = await shownOf(
    study,
    filledIn(rows, { 'آرش G1': 5, 'مینا G1': 'زیاد', 'مینا G3': 'نظری ندارم' }),
  );
  expect(text).toContain('۳ پاسخ از ۲ خبره');
  expect(text).toContain('آرش: ۱ پاسخ\n');
  expect(text).toContain('مینا: ۲ پاسخ؛ فرم کامل است و ثبت نهایی می‌شود');
  expect(text).toContain('۱ نفر از آن‌ها عضو شده‌اند');
  expect(text).toContain('زیر کدی جدا');
  expect(study.questionnaire('مینا').begunAt).toBeNull();
});

test('what the expert has answered in the messenger is named and left out', async () => {
  study.begin('آرش').rate('آرش', 'G1', 2);
  const { text } = await shownOf(study, filledIn(rows, { 'آرش G1': 5, 'آرش G2': 4 }));
  expect(text).toContain('۱ پاسخ از ۱ خبره');
  expect(text).toContain('ردیف ۲: آرش، گویهٔ ');
  expect(refusalOf(await sendBack(study, filledIn(rows, { 'آرش G1': 5 })))).toBe('paper.allAnswered');
});

test('a value, its label and either in other spellings are one answer', async () => {
  for (const answer of [4, '4', '۴', 'زیاد', ' زياد ']) {
    expect(await faultsOf(study, withCells({ پاسخ: answer }))).toEqual([]);
  }
});

describe('a fault is told by sheet, row and column', () => {
  test.each<[string, FormRow, string]>([
    ['a name that nobody bears', { پاسخ: 4, خبره: 'نادر' }, 'ستون «خبره»: خبره‌ای به نام «نادر»'],
    ['a wrong code', { پاسخ: 4, 'کد گویه': 'G9' }, 'ستون «کد گویه»: گویه‌ای با کد «⁨G9⁩» در این دور نیست'],
    ['no code', { پاسخ: 4, 'کد گویه': '' }, 'ستون «کد گویه»: این خانه خالی است'],
    ['an item of others', { پاسخ: 4, خبره: 'مینا' }, 'از «مینا» پرسیده نمی‌شود'],
    ['a panel that does not ask it', { پاسخ: 4, پانل: 'B' }, 'پانل‌های مجاز: ⁨A⁩'],
    ['an answer off the scale', { پاسخ: 7 }, 'ستون «پاسخ»: «⁨7⁩» پذیرفته نیست؛ مجاز است:'],
    ['a word that is no label', { پاسخ: 'شاید' }, '«شاید» پذیرفته نیست'],
    ['a reason without an answer', { دلیل: 'چون' }, 'ستون «دلیل»: این دلیل بی‌پاسخ است'],
    ['the same once more', { پاسخ: 4, 'کد گویه': 'G1', پانل: 'A' }, 'پیش‌تر در ردیف ۲ آمده است'],
  ])('%s', async (_, cells, told) => {
    const faults = await faultsOf(study, withCells(cells));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain('برگهٔ «پاسخ‌ها»، ردیف ۳');
    expect(faults[0]).toContain(told);
  });

  test('all at once, in the order of rows', async () => {
    const wrong = rows.map((row, at) => ({ ...row, پاسخ: at === 0 ? 9 : at === 1 ? 'شاید' : 3 }));
    expect(await faultsOf(study, [...wrong.slice(0, 2), { ...wrong[2]!, خبره: 'نادر' }])).toEqual([
      expect.stringContaining('ردیف ۲'),
      expect.stringContaining('ردیف ۳'),
      expect.stringContaining('ردیف ۴'),
    ]);
  });
});

test('a row that somebody added without a mark belongs to the form', async () => {
  const added = { ...rows[1]!, پاسخ: 4, 'شناسهٔ فرم': '' };
  expect((await shownOf(study, [{ ...rows[0]!, پاسخ: 5 }, added])).text).toContain('۲ پاسخ از ۱ خبره');
});

describe('a form that cannot be kept is refused in one sentence', () => {
  test('an empty one', async () => {
    expect(await faultsOf(study, rows)).toBe('paper.empty');
  });

  test('of another round', async () => {
    await study.close().judge();
    study.open();
    expect(await faultsOf(study, filledIn(rows, { 'آرش G1': 5 }))).toBe('paper.otherRound');
  });

  test('of rounds of several forms', async () => {
    const other = { ...rows[1]!, پاسخ: 4, 'شناسهٔ فرم': 'F2-99' };
    expect(await faultsOf(study, [{ ...rows[0]!, پاسخ: 5 }, other])).toBe('paper.severalRounds');
  });

  test('without a mark, or with one that is none', async () => {
    for (const mark of ['', 'فرم']) {
      const unmarked = filledIn(rows, { 'آرش G1': 5 }).map((row) => ({ ...row, 'شناسهٔ فرم': mark }));
      expect(await faultsOf(study, unmarked)).toBe('paper.unmarked');
    }
  });

  test('whose sheet is broken: its mark is not what is missing', async () => {
    const sheet = 'xl/worksheets/sheet1.xml';
    const parts = partsOf({ پاسخ‌ها: [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))] });
    const bytes = packed({ ...parts, [sheet]: String(parts[sheet]).slice(0, 300) });
    const reading = await readSent(bytes, { at: study.at, quietHours: null, zone: TEHRAN });
    const by = { accountId: study.facilitator, at: study.at };
    const shown = study.run((tx) => previewForm(tx, { form: (reading as { form: FormDraft }).form, ...by }));
    expect(shown).toMatchObject({ ok: true, faults: [{ code: 'sheetDamaged' }] });
  });

  test('of a study that the sender does not run', async () => {
    const stranger = study.facilitatorsAccount();
    const filled = filledIn(rows, { 'آرش G1': 5 });
    expect(refusalOf(await sendBack(study, filled, stranger))).toBe('paper.otherStudy');
  });
});

test('two of one name stay two', async () => {
  study = new TestStudy({ ...WORDS, experts: { آرش: 'A', مینا: 'A' } });
  study.db.$client.prepare("UPDATE experts SET name = 'آرش'").run();
  rows = (await formsOf(study.open()))[0]!.rows;
  const { text } = await shownOf(study, filledIn(rows, { 'آرش G1': 5, 'آرش (۲) G1': 1 }));
  expect(text).toContain('۲ پاسخ از ۲ خبره');
});

test('a number is read between its bounds, in any digits', async () => {
  study = new TestStudy({
    ...{ experts: { آرش: 'A' }, items: { G1: 'A' } },
    rounds: [{ number: 1, kind: 'numeric' }],
    bounds: { G1: { least: 0, most: 100, measure: 'درصد' } },
  }).open();
  rows = (await formsOf(study))[0]!.rows;
  expect(await faultsOf(study, filledIn(rows, { 'آرش G1': '۴۰٫۵ درصد' }))).toEqual([]);
  expect(await faultsOf(study, filledIn(rows, { 'آرش G1': 101 }))).toEqual([
    expect.stringContaining('عددی از ۰ تا ۱۰۰ درصد'),
  ]);
});

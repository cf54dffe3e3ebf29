import { expect, test } from 'vitest';
import { removeIdea, writeIdea } from '../../../src/features/answering/write-ideas.ts';
import { composeSummary } from '../../../src/features/judging/compose-summary.ts';
import { composePaperNews } from '../../../src/features/paper/compose-paper-news.ts';
import { loadIdeas } from '../../../src/store/proposals.ts';
import { type FormRow, faultsOf, formsOf, keep, shownOf } from '../../fixtures/paper-form.ts';
import { must, TEHRAN, TestStudy } from '../../fixtures/study.ts';

function calling(experts: Record<string, string> = { آرش: 'A', مینا: 'A' }): TestStudy {
  return new TestStudy({ experts, items: {}, rounds: [{ number: 1, kind: 'brainstorming' }] });
}

/** The form's rows with each expert's ideas in the first of their own. */
function written(rows: readonly FormRow[], ideas: Readonly<Record<string, readonly string[]>>): FormRow[] {
  const next = new Map(Object.entries(ideas).map(([name, own]) => [name, [...own]]));
  return rows.map((row) => ({ ...row, پاسخ: next.get(String(row['خبره']))?.shift() ?? '' }));
}

async function give(study: TestStudy, ideas: Readonly<Record<string, readonly string[]>>) {
  const [form] = await formsOf(study);
  const shown = await shownOf(study, written(form!.rows, ideas));
  return { ...shown, kept: must(keep(study, shown.previewId!)).kept };
}

function call(study: TestStudy, name: string, panel = 'A') {
  return { questionnaireId: study.questionnaire(name).id, panelId: study.panel(panel).id };
}

function write(study: TestStudy, name: string, text: string): number {
  return must(study.run((tx) => writeIdea(tx, call(study, name), text, study.press(name)))).proposalId;
}

function ideasOf(study: TestStudy, name: string, panel = 'A'): string[] {
  const expertId = study.expert(name).id;
  const of = { roundId: study.round.id, panelId: study.panel(panel).id, expertId, hidden: null };
  return loadIdeas(study.db, of).map(({ text }) => text);
}

test('a form has blank rows for the proposals of each expert and panel, and says that each is a row', async () => {
  const study = calling({ آرش: 'A B', مینا: 'B' }).open();
  const [form] = await formsOf(study);
  expect(form!.rows).toHaveLength(30);
  expect(form!.rows[10]).toMatchObject({
    خبره: 'آرش',
    پانل: 'B',
    'کد گویه': '',
    عنوان: 'پیشنهاد ۱',
    پاسخ: '',
  });
  expect(form!.caption).toContain('هر پیشنهاد در یک ردیف');
});

test('each filled row is one proposal, in the form’s order; such a list is handed in, and the summary tells it', async () => {
  const study = calling().open();
  const shown = await give(study, { آرش: ['امضای الکترونیکی', 'نوبت‌دهی', 'پرداخت'] });
  expect(shown.text).toContain('۳ پیشنهاد از ۱ خبره');
  expect(shown.text).toContain('ثبت نهایی می‌شود');
  expect(shown.kept).toMatchObject({ answers: 0, ideas: 3, experts: 1, handedIn: 1, overtaken: 0 });
  expect(ideasOf(study, 'آرش')).toEqual(['امضای الکترونیکی', 'نوبت‌دهی', 'پرداخت']);
  expect(study.questionnaire('آرش').handedInAt).toEqual(study.at);
  await study.close().judge();
  expect(study.panelRound('A').answered).toBe(1);
  const [summary] = composeSummary(study.db, study.round.id, TEHRAN);
  expect(summary!.html).toContain('۳ پیشنهاد از فرم کاغذی وارد شده است');
});

test('a later form takes the place of the earlier one’s proposals, of that expert alone, and says so', async () => {
  const study = calling().open();
  const [form] = await formsOf(study);
  await give(study, { آرش: ['یک', 'دو'], مینا: ['سه'] });
  const later = await shownOf(study, written(form!.rows, { آرش: ['دو', 'چهار'] }));
  expect(later.text).toContain('۲ پیشنهاد که پیش‌تر از فرم برای همین خبرگان وارد شده است برداشته می‌شود');
  must(keep(study, later.previewId!));
  expect([ideasOf(study, 'آرش'), ideasOf(study, 'مینا')]).toEqual([['دو', 'چهار'], ['سه']]);
});

test('what an expert has written or taken off in the messenger stands: the row is named and left out', async () => {
  const study = calling().join('آرش').open().begin('آرش');
  write(study, 'آرش', 'امضای الکترونیکی');
  const taken = write(study, 'آرش', 'نوبت‌دهی');
  must(study.run((tx) => removeIdea(tx, taken, study.press('آرش'))));
  study.pass(1000);
  const given = { آرش: ['امضاي الکترونيکي', 'نوبت‌دهی', 'پرداخت'] };
  const shown = await give(study, given);
  expect(shown.text).toContain('۲ ردیف کنار گذاشته می‌شود');
  expect(shown.text).toMatch(/ردیف ۲: \S*آرش/);
  expect(shown.kept).toMatchObject({ ideas: 1, overtaken: 0 });
  expect(ideasOf(study, 'آرش')).toEqual(['امضای الکترونیکی', 'پرداخت']);
  const [row] = study.queued('paper-kept');
  const to = { accountId: row!.accountId, at: study.at, zone: TEHRAN };
  expect(composePaperNews(study.db, row!.args, to)!.html).toContain('۱ پیشنهاد');
});

test('what comes in the messenger between preview and press stands, and is told', async () => {
  const study = calling().join('آرش').open().begin('آرش');
  const [form] = await formsOf(study);
  const shown = await shownOf(study, written(form!.rows, { آرش: ['یک', 'دو'] }));
  write(study, 'آرش', 'دو');
  expect(must(keep(study, shown.previewId!)).kept).toMatchObject({ ideas: 1, overtaken: 1 });
  expect(ideasOf(study, 'آرش').sort()).toEqual(['دو', 'یک']);
});

test('each fault is named by its row, and nothing is kept', async () => {
  const study = calling({ آرش: 'A B', مینا: 'B' }).open();
  const [form] = await formsOf(study);
  const rows = written(form!.rows, { آرش: ['الف'.repeat(400), 'دو', ' دو '], مینا: ['نظری ندارم'] });
  rows[3] = { ...rows[3]!, پاسخ: 'سه', دلیل: 'چون' };
  rows[4] = { ...rows[4]!, پاسخ: 'چهار', پانل: '' };
  const faults = await faultsOf(study, rows);
  expect(faults).toEqual([
    expect.stringContaining('این پیشنهاد ۱٬۲۰۰ حرف دارد؛ حداکثر ۱٬۰۰۰ حرف'),
    expect.stringContaining('همین پیشنهاد را در ردیف ۳ هم داده است'),
    expect.stringContaining('دلیل را در خود پیشنهاد بنویسید'),
    expect.stringContaining('برای کدام پانل است'),
    expect.stringContaining('ردیف را خالی بگذارید'),
  ]);
  expect(ideasOf(study, 'آرش')).toEqual([]);
  const many = Array.from({ length: 51 }, (_, at) => ({ ...form!.rows[0]!, پاسخ: `پیشنهاد شمارهٔ ${at}` }));
  expect(await faultsOf(study, many)).toEqual([expect.stringContaining('حداکثر ۵۰ پیشنهاد')]);
});

test('beside a panel that calls for proposals another asks items, in one form', async () => {
  const study = new TestStudy({
    experts: { آرش: 'A B' },
    items: { G1: 'A' },
    rounds: [
      { number: 1, kind: 'likert', panelCodes: ['A'] },
      { number: 1, kind: 'brainstorming', panelCodes: ['B'] },
    ],
  }).open();
  const [form] = await formsOf(study);
  expect(form!.rows.map((row) => row['کد گویه']).slice(0, 2)).toEqual(['G1', '']);
  const rows = form!.rows.map((row, at) => ({ ...row, پاسخ: at === 1 ? 'پرداخت' : '' }));
  const part = await shownOf(study, rows);
  expect(part.text).not.toContain('ثبت نهایی می‌شود');
  const whole = await shownOf(
    study,
    rows.map((row, at) => (at === 0 ? { ...row, پاسخ: 5 } : row)),
  );
  expect(whole.text).toContain('۱ پاسخ و ۱ پیشنهاد از ۱ خبره');
  expect(must(keep(study, whole.previewId!)).kept).toMatchObject({ answers: 1, ideas: 1, handedIn: 1 });
  const loose = form!.rows.map((row) => ({ ...row, 'کد گویه': '', پانل: 'A', پاسخ: 'x' }));
  expect((await faultsOf(study, loose.slice(0, 1)))[0]).toContain('برای کدام پانل است');
});

import { expect, test } from 'vitest';
import { requestForms, sendForms } from '../../../src/features/paper/send-forms.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { formsOf } from '../../fixtures/paper-form.ts';
import { DAY, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const WORDS = { experts: { آرش: 'A B', مینا: 'B' }, items: { G1: 'A B', G2: 'A', G3: 'B' } };

const nothingIsWritten = () => Promise.reject(new Error('no form is to be written'));

test('a form has a row for each item of each expert, joined or not, with its panels, and knows its round', async () => {
  const study = new TestStudy({ ...WORDS, rules: { anonymity: 'named' } }).join('آرش').open();
  const [form, other] = await formsOf(study);
  expect(other).toBeUndefined();
  expect(form!.rows.map((row) => `${row['خبره']} ${row['کد گویه']} ${row['پانل']}`)).toEqual([
    'آرش G1 A، B',
    'آرش G2 A',
    'آرش G3 B',
    'مینا G1 B',
    'مینا G3 B',
  ]);
  expect(form!.rows[1]).toEqual({
    ...{ خبره: 'آرش', پانل: 'A', 'کد گویه': 'G2', عنوان: 'گویهٔ G2', پاسخ: '', دلیل: '' },
    'شناسهٔ فرم': `F1-${study.round.id}`,
  });
  expect(form!.name).toMatch(/^فرم دور ۱ .*\.xlsx$/);
  expect(form!.caption).toContain('۲ خبره، ۵ ردیف');
  expect(form!.caption).not.toContain('ناشناس');
});

test('who has handed in or left stands in it no more', async () => {
  const study = new TestStudy({ ...WORDS, experts: { ...WORDS.experts, کاوه: 'B' } }).join().open();
  study.answerAll('G1 G2 G3\nآرش 5 4 3').handIn('آرش');
  study.db.$client.prepare("UPDATE experts SET left_at = 1 WHERE name = 'کاوه'").run();
  const [form] = await formsOf(study);
  expect([...new Set(form!.rows.map((row) => row['خبره']))]).toEqual(['مینا']);
  study.answerAll('G1 G3\nمینا 5 4').handIn('مینا');
  expect(await formsOf(study)).toEqual([]);
  expect(study.queued('reply').at(-1)!.args.message.html).toContain('همهٔ خبرگان دور ۱ ثبت نهایی کرده‌اند');
});

test('in an anonymous study it bears names too, and says so', async () => {
  const study = new TestStudy({ ...WORDS, rules: { anonymity: 'coded' } }).open();
  const [form] = await formsOf(study);
  expect(form!.rows[0]!['خبره']).toBe('آرش');
  expect(form!.caption).toContain('این مطالعه ناشناس است، ولی فرم نام خبرگان را دارد');
});

test('the second of one name is numbered', async () => {
  const study = new TestStudy({ ...WORDS, experts: { آرش: 'A', مینا: 'A' } });
  study.db.$client.prepare("UPDATE experts SET name = 'آرش'").run();
  const [form] = await formsOf(study.open());
  expect([...new Set(form!.rows.map((row) => row['خبره']))]).toEqual(['آرش', 'آرش (۲)']);
});

test('without an open round, or past its deadline, it says what to do first', async () => {
  const study = new TestStudy(WORDS);
  const ask = () =>
    study.run((tx) =>
      requestForms(tx, { key: 'f', accountId: study.facilitator, study: study.study, at: study.at }),
    );
  expect(refusalOf(ask())).toBe('round.noneOpen');
  study.open().pass(30 * DAY);
  expect(refusalOf(ask())).toBe('round.judging');
});

test('over 5,000 rows it is a workbook a panel, and an item of two panels stands in the first alone', async () => {
  const items = Object.fromEntries(
    Array.from({ length: 260 }, (_, at) => [`G${at}`, at === 0 ? 'A B' : at % 2 ? 'A' : 'B']),
  );
  const experts = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`خبرهٔ ${at}`, 'A B']));
  const study = new TestStudy({ items, experts }).open();
  const forms = await formsOf(study);
  expect(forms.map(({ rows }) => rows.length)).toEqual([20 * 131, 20 * 129]);
  expect(forms.map(({ name }) => name)).toEqual([
    expect.stringContaining('پانل A'),
    expect.stringContaining('پانل B'),
  ]);
  expect(forms[0]!.rows[0]!['پانل']).toBe('A، B');
});

test('a round that has closed meanwhile says so', async () => {
  const study = new TestStudy(WORDS).open();
  must(
    study.run((tx) =>
      requestForms(tx, { key: 'f', accountId: study.facilitator, study: study.study, at: study.at }),
    ),
  );
  const job = askedJob(loadQueuedJobs(study.db).at(-1)!);
  study.close();
  study.run((await sendForms(job, { db: study.db, now: () => study.at, run: nothingIsWritten }))!);
  expect(study.queued('reply').at(-1)!.args.message.html).toContain('دور ۱ بسته شده');
});

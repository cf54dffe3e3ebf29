import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Anonymity } from '../../../src/domain/anonymity.ts';
import { exportStudy } from '../../../src/features/exporting/export-study.ts';
import { composeSummary } from '../../../src/features/judging/compose-summary.ts';
import { leaveStudy } from '../../../src/features/leaving/leave-study.ts';
import { composePaperNews } from '../../../src/features/paper/compose-paper-news.ts';
import { LEFT_BLANK } from '../../fixtures/blank-chart.ts';
import { answersOnPaper, filledIn, formsOf, keep, shownOf } from '../../fixtures/paper-form.ts';
import { DAY, must, refusalOf, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { readCsv } from '../exporting/read-csv.ts';

const WORDS = { experts: { آرش: 'A', مینا: 'A', کاوه: 'A' }, items: { G1: 'A', G2: 'A' } };

function studyOf(anonymity: Anonymity = 'coded'): TestStudy {
  return new TestStudy({ ...WORDS, rules: { anonymity, minRounds: 3, neutralPoint: 0 } });
}

/** `answers.csv` by its header. */
async function answersOf(study: TestStudy): Promise<Record<string, string>[]> {
  const { bytes } = await exportStudy(study.db, study.studyId, {
    now: study.at,
    zone: TEHRAN,
    ...LEFT_BLANK,
  });
  const [header, ...rows] = readCsv(Buffer.from(unzipSync(bytes)['answers.csv']!).toString('utf8'));
  return rows.map((row) => Object.fromEntries(header!.map((name, at) => [name, row[at]!])));
}

test('who has not joined can be answered for; a whole form hands in, and counts when the round closes', async () => {
  const study = studyOf('named').open();
  await answersOnPaper(study, { 'آرش G1': 5, 'آرش G2': 'کم', 'مینا G1': 'نظری ندارم' });
  expect(study.questionnaire('آرش').handedInAt).toEqual(study.at);
  expect(study.questionnaire('مینا').handedInAt).toBeNull();
  expect(study.answer('مینا', 'G1')).toMatchObject({ state: 'no_opinion', how: 'paper', apartCode: null });
  expect(study.queued('paper-kept')).toEqual([]);
  await study.close().judge();
  expect(await answersOf(study)).toEqual([
    expect.objectContaining({ expert: 'آرش', item: 'G1', value: '5', origin: 'paper', submitted: 'true' }),
    expect.objectContaining({ expert: 'آرش', item: 'G2', value: '2', origin: 'paper' }),
  ]);
  const [summary] = composeSummary(study.db, study.round.id, TEHRAN);
  expect(summary!.html).toContain('۳ پاسخ از ۲ خبره از فرم کاغذی وارد شده است');
});

test('an expert who has joined is told of answers from paper and may change them; they are then the expert’s own', async () => {
  const study = studyOf().join('آرش').open();
  await answersOnPaper(study, { 'آرش G1': 5 });
  const [row] = study.queued('paper-kept');
  expect(row!.accountId).toBe(study.expert('آرش').accountId);
  const news = composePaperNews(study.db, row!.args, {
    accountId: row!.accountId,
    at: study.at,
    zone: TEHRAN,
  });
  expect(news!.html).toContain('پاسخ‌های کاغذی شما ثبت شد');
  expect(news!.buttons![0]![0]!.text).toBe('ادامهٔ پاسخ‌گویی');
  expect(study.answer('آرش', 'G1').apartCode).not.toBeNull();
  study.begin('آرش').rate('آرش', 'G1', 3);
  expect(study.answer('آرش', 'G1')).toMatchObject({ value: 3, how: 'chosen', apartCode: null });
  const other = composePaperNews(study.db, row!.args, { accountId: 999, at: study.at, zone: TEHRAN });
  expect(other).toBeNull();
});

test('what the expert says in the messenger between preview and press is not overwritten', async () => {
  const study = studyOf().join('آرش').open();
  const [form] = await formsOf(study);
  const { previewId } = await shownOf(study, filledIn(form!.rows, { 'آرش G1': 5, 'آرش G2': 5 }));
  study.begin('آرش').rate('آرش', 'G1', 1);
  expect(must(keep(study, previewId!)).kept).toMatchObject({ answers: 1, overtaken: 1, handedIn: 1 });
  expect(study.answer('آرش', 'G1')).toMatchObject({ value: 1, how: 'chosen' });
  expect(refusalOf(keep(study, previewId!))).toBe('preview.done');
  const later = await shownOf(study, filledIn(form!.rows, { 'آرش G1': 5, 'آرش G2': 4 }));
  expect(later.text).toContain('۱ ردیف کنار گذاشته می‌شود');
  expect(must(keep(study, later.previewId!)).kept).toMatchObject({ answers: 1, overtaken: 0 });
});

test('a later form replaces paper, its reason too; blank cells are passed over', async () => {
  const study = studyOf().open();
  const [form] = await formsOf(study);
  const rows = filledIn(form!.rows, { 'آرش G1': 5, 'آرش G2': 4 }).map((row) =>
    row['کد گویه'] === 'G1' && row['خبره'] === 'آرش' ? { ...row, دلیل: 'چون مهم است' } : row,
  );
  must(keep(study, (await shownOf(study, rows)).previewId!));
  expect(study.answer('آرش', 'G1')).toMatchObject({ reason: 'چون مهم است', reasonState: 'new' });
  const code = study.answer('آرش', 'G1').apartCode;
  const again = await shownOf(study, filledIn(form!.rows, { 'آرش G1': 2 }));
  expect(again.text).toContain('۱ پاسخ، جای پاسخی را می‌گیرد');
  must(keep(study, again.previewId!));
  expect(study.answer('آرش', 'G1')).toMatchObject({ value: 2, reason: null, apartCode: code });
  expect(study.answer('آرش', 'G2')).toMatchObject({ value: 4 });
});

test('a form is not kept once the round takes no answers', async () => {
  const study = studyOf().open();
  const [form] = await formsOf(study);
  const { previewId } = await shownOf(study, filledIn(form!.rows, { 'آرش G1': 5 }));
  study.pass(30 * DAY);
  expect(refusalOf(keep(study, previewId!))).toBe('round.closed');
});

test.each<Anonymity>(['coded', 'unlinked'])(
  'in an anonymous study (%s) answers from paper stand under a code that no answer of the messenger bears',
  async (anonymity) => {
    const study = studyOf(anonymity).join('آرش', 'مینا').open();
    study.begin('آرش').rate('آرش', 'G1', 1).answerAll('G1 G2\nمینا 3 3');
    await answersOnPaper(study, { 'آرش G2': 5, 'کاوه G1': 4, 'کاوه G2': 4 });
    await study.close().judge();
    study.open();
    await answersOnPaper(study, { 'کاوه G1': 4 });
    await study.close().judge();
    const answers = await answersOf(study);
    const codesOf = (origin: string) =>
      new Set(answers.filter((row) => row['origin'] === origin).map((row) => row['expert']));
    expect(answers.filter(({ origin }) => origin === 'paper')).toHaveLength(4);
    expect(codesOf('paper').size).toBe(anonymity === 'coded' ? 2 : 3);
    const stored = study.db.$client
      .prepare("SELECT count(DISTINCT apart_code) FROM answers WHERE how = 'paper'")
      .pluck()
      .get();
    expect(stored).toBe(anonymity === 'coded' ? 2 : 3);
    for (const code of codesOf('chosen')) expect(codesOf('paper')).not.toContain(code);
    for (const { pseudonym } of [study.expert('آرش'), study.expert('کاوه')]) {
      expect(codesOf('paper')).not.toContain(pseudonym);
    }
    expect(answers.every((row) => row['answered_at'] === '' && row['submitted'] === '')).toBe(true);
  },
);

test('answers withdrawn on leaving are removed, also those from paper', async () => {
  const study = studyOf().join('آرش').open();
  await answersOnPaper(study, { 'آرش G1': 5 });
  must(
    study.run((tx) =>
      leaveStudy(tx, { ...study.press('آرش'), studyId: study.studyId, withdrawRoundId: study.round.id }),
    ),
  );
  expect(study.answer('آرش', 'G1')).toMatchObject({ state: 'open', how: null, apartCode: null });
});

import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { giveReason } from '../../../src/features/answering/give-reason.ts';
import { loadHistory, loadRememberedStudies } from '../../../src/features/history/compose-history.ts';
import { composePrivacy } from '../../../src/features/history/compose-privacy.ts';
import { historyMessage } from '../../../src/features/history/history-message.ts';
import { requestHistoryFile, sendHistoryFile } from '../../../src/features/history/send-history-file.ts';
import { leaveStudy } from '../../../src/features/leaving/leave-study.ts';
import { textLength } from '../../../src/messages/text-length.ts';
import { loadFile } from '../../../src/store/files.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { must, refusalOf, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const WORDS = {
  experts: { e1: 'A B', e2: 'A', e3: 'A B' },
  items: { x: 'A', y: 'A', z: 'B' },
  rules: { minAnswersForFeedback: 2, organiser: 'شهرداری اصفهان', contact: '031-3793' },
};

async function played(): Promise<TestStudy> {
  const study = new TestStudy(WORDS).join();
  await study.playRound(`
        x y
    e1  5 4
    e2  4 -
    e3  3 .
  `);
  return study;
}

const historyOf = (study: TestStudy, name = 'e1') =>
  loadHistory(study.db, study.press(name).accountId, study.studyId)!;

test('/history shows each of the expert’s answers beside the frozen mean of its panel', async () => {
  const study = await played();
  const [inA, inB] = historyOf(study).panels;
  expect(inA).toMatchObject({ round: 1, state: 'judged', panelName: 'پانل A', answered: true });
  expect(inA!.items).toMatchObject([
    { code: 'x', own: { value: 5, words: 'خیلی زیاد' }, panel: { n: 3, mean: 4 }, kept: true },
    // One answer is too few to show what the panel said.
    { code: 'y', own: { value: 4 }, panel: null },
  ]);
  expect(inB!.items).toMatchObject([{ code: 'z', own: null, panel: null }]);
  const { html } = historyMessage(historyOf(study), 0);
  expect(html).toContain('پاسخ شما: <b>خیلی زیاد (۵)</b> · پانل: ۴٫۰۰');
  expect(historyOf(study, 'e2').panels[0]!.items[1]).toMatchObject({ own: 'noOpinion' });
});

test('/history shows only the expert’s own answers of an open round, and nothing before it is begun', async () => {
  const study = await played();
  study.open();
  expect(historyOf(study).panels.map(({ round }) => round)).toEqual([1, 1]);
  study.begin('e1').rate('e1', 'x', 2);
  const [now] = historyOf(study).panels;
  expect(now).toMatchObject({ round: 2, state: 'open' });
  expect(now!.items[0]).toMatchObject({ own: { value: 2 }, panel: null, kept: null });
  expect(historyMessage(historyOf(study), 0).html).toContain('باز است');
});

test('/history lists a round without answers as one line', async () => {
  const study = new TestStudy(WORDS).join();
  await study.playRound('x y\ne2 4 4\ne3 4 4');
  const { html } = historyMessage(historyOf(study), 0);
  expect(html).toContain('در این دور پاسخی از شما ثبت نشد.');
  expect(html).not.toContain('گویهٔ x');
});

test('/history tells how many were for an item where its kind has no mean', async () => {
  const rounds = [{ number: 1, kind: 'screening' as const }];
  const study = new TestStudy({ ...WORDS, rounds }).join();
  study.open().begin('e1').begin('e2').begin('e3');
  for (const [name, place] of [
    ['e1', 0],
    ['e2', 0],
    ['e3', 1],
  ] as const) {
    must(study.tryPress(name, 'x', { rating: place }));
  }
  await study.close().judge();
  expect(historyMessage(historyOf(study), 0).html).toContain('پاسخ شما: <b>بله</b> · پانل: ۶۷ درصد «بله»');
});

test('/history stays open to an expert who has left, and to nobody else', async () => {
  const study = await played();
  const given = { studyId: study.studyId, ...study.press('e1'), withdrawRoundId: null };
  must(study.run((tx) => leaveStudy(tx, given)));
  expect(historyOf(study).panels).toHaveLength(2);
  const stranger = study.account();
  expect(loadHistory(study.db, stranger, study.studyId)).toBeNull();
  expect(loadRememberedStudies(study.db, stranger)).toEqual([]);
  const request = { key: 'k', studyId: study.studyId, accountId: stranger, at: study.at };
  expect(refusalOf(study.run((tx) => requestHistoryFile(tx, request)))).toBe('leave.noStudy');
});

test('the pages of /history turn in one message, each within the limit', () => {
  const items = Array.from({ length: 30 }, (_, at) => ({
    code: `G${at}`,
    title: `گویهٔ <${'بلند '.repeat(60)}> ${at}`,
    own: { value: 4, words: 'خیلی '.repeat(60), isNumber: true },
    reason: null,
    answeredAt: null,
    panel: { n: 9, mean: 3.5, median: 4 },
    kept: true,
    isByHand: false,
  }));
  const panel = { round: 2, state: 'judged' as const, panelName: 'پ'.repeat(300), answered: true, items };
  const panels = [panel, { ...panel, round: 1 }];
  const history = { studyId: 7, title: 'ع'.repeat(300), panels, unconfirmed: 'numberOrAccount' as const };
  const pages = [0, 1, 2, 3, 4, 5].map((page) => historyMessage(history, page));
  for (const { html } of pages) expect(textLength(html)).toBeLessThanOrEqual(4096);
  const labels = (page: number) => pages[page]!.buttons!.flat().map(({ text }) => text);
  expect(labels(0)).toEqual(['صفحهٔ بعد', '📄 همه در یک فایل']);
  expect(labels(5)).toEqual(['صفحهٔ قبل', '📄 همه در یک فایل']);
  expect(pages.join('')).not.toContain('undefined');
  const told = pages.map(({ html }) => html.match(/•/g)!.length);
  expect(told).toEqual([10, 10, 10, 10, 10, 10]);
  expect(historyMessage(history, 99).html).toBe(pages[5]!.html);
});

test('the file of /history holds every answer and reason', async () => {
  const study = await played();
  study.open().begin('e1').rate('e1', 'x', 2);
  const answerId = study.answer('e1', 'x').id;
  must(study.run((tx) => giveReason(tx, answerId, '=چون لازم است', study.press('e1'))));
  const { accountId } = study.press('e1');
  const request = { key: 'k', studyId: study.studyId, accountId, at: study.at };
  must(study.run((tx) => requestHistoryFile(tx, request)));
  const job = loadQueuedJobs(study.db).find(({ kind }) => kind === 'history-file')!;
  const write = await sendHistoryFile(askedJob(job), { db: study.db, now: () => study.at, zone: TEHRAN });
  study.run((tx) => write!(tx));
  const { args } = study.queued('document')[0]!;
  const file = loadFile(study.db, 'fileId' in args ? Number(args.fileId) : 0)!;
  expect(file.name).toBe('پاسخ های من خدمات الکترونیکی.xlsx');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.bytes as unknown as ExcelJS.Buffer);
  const sheet = workbook.worksheets[0]!;
  expect(sheet.views[0]).toMatchObject({ rightToLeft: true });
  const rows = Array.from({ length: sheet.rowCount }, (_, at) => sheet.getRow(at + 1).values as unknown[]);
  expect(rows[0]!.slice(1)).toEqual(expect.arrayContaining(['دور', 'پانل', 'پاسخ شما', 'میانگین پانل']));
  expect(rows[1]!.slice(1, 8)).toEqual([2, 'پانل A', 'x', 'گویهٔ x', 'کم', 2, '=چون لازم است']);
  // A text, not a formula.
  expect(sheet.getCell(2, 7).type).toBe(ExcelJS.ValueType.String);
  const first = rows.find((row) => row[1] === 1 && row[3] === 'x')!;
  expect(first.slice(9)).toEqual([4, 4, 3, 'ماند']);
});

test('/privacy names the code, the organiser and the contact of each study, and no name of the expert', async () => {
  const study = await played();
  const other = new TestStudy({ ...WORDS, rules: { title: 'دیگری', anonymity: 'named' } }, study.db);
  const { accountId } = study.press('e1');
  must(other.accept(other.expert('e2').token!, accountId));
  const { html } = composePrivacy(study.db, accountId, { zone: TEHRAN, copiesKeptDays: 14 });
  expect(html).toContain(study.expert('e1').pseudonym);
  expect(html).toContain('شهرداری اصفهان');
  expect(html).toContain('031-3793');
  expect(html).toContain('دیگری');
  expect(html).toContain('حداکثر ۱۴ شب پس از آن از سرور پاک می‌شود');
  expect(html).toContain('برگزارکننده پاسخ‌های شما را کنار نامتان می‌بیند');
  expect(html).not.toContain(other.expert('e2').pseudonym);
  expect(html).not.toMatch(/\be[12]\b/);
  expect(textLength(html)).toBeLessThanOrEqual(4096);
});

test('/privacy tells a stranger what is stored too', () => {
  const study = new TestStudy(WORDS);
  const { html } = composePrivacy(study.db, study.account(), { zone: TEHRAN, copiesKeptDays: null });
  expect(html).toContain('چه نگه داشته می‌شود');
  expect(html).toContain('هنوز عضو مطالعه‌ای نیستید');
  expect(html).not.toContain('نسخه‌های پشتیبان');
});

import { asc } from 'drizzle-orm';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { prepareInvitations, requestInvitations } from '../../../src/features/joining/prepare-invitations.ts';
import { writeInvitations } from '../../../src/features/joining/write-invitations.ts';
import type { BackgroundTasks, RunInBackground } from '../../../src/jobs/background.ts';
import { loadFile } from '../../../src/store/files.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { files } from '../../../src/store/schema.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { must, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const WORDS: StudyWords = {
  experts: { مریم: 'A', کاوه: 'A B', نادر: 'B' },
  items: { a: 'A', b: 'B' },
  rules: { organiser: 'دانشگاه اصفهان', contact: '031-3793', title: 'اولویت خدمات: ۱۴۰۵' },
};

type Row = Record<string, string>;

/** Runs `/invite`; the workbook's rows by their headers. */
async function invite(
  study: TestStudy,
  botNames: { telegram?: string; bale?: string },
): Promise<{ rows: Row[]; name: string; caption: string }> {
  const request = { key: `invite:${study.at.getTime()}`, accountId: study.facilitator, at: study.at };
  must(study.run((tx) => requestInvitations(tx, { ...request, study: study.study })));
  const job = loadQueuedJobs(study.db).at(-1)!;
  const write = await prepareInvitations(askedJob(job), {
    db: study.db,
    now: () => study.at,
    botNames: () => botNames,
    run: (async (
      name: string,
      { studyId, botNames: names }: BackgroundTasks['write-invitations']['input'],
    ) => {
      expect(name).toBe('write-invitations');
      return writeInvitations(study.db, studyId, names);
    }) as RunInBackground,
  });
  study.run(write!);
  const file = study.db.select().from(files).orderBy(asc(files.id)).all().at(-1)!;
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(loadFile(study.db, file.id)!.bytes as unknown as ExcelJS.Buffer);
  const [header, ...rows] = sheetRows(workbook.getWorksheet('دعوت')!);
  return {
    name: file.name,
    caption: study.queued('document').at(-1)!.args.caption ?? '',
    rows: rows.map((row) => Object.fromEntries(header!.map((name, at) => [name, row[at] ?? '']))),
  };
}

function sheetRows(sheet: ExcelJS.Worksheet): string[][] {
  const width = sheet.columnCount;
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: width }, (_, column) => sheet.getCell(row + 1, column + 1).text),
  );
}

test('every expert has a row in the workbook\u2019s order, with a whole link and a text that holds it', async () => {
  const study = new TestStudy(WORDS);
  const { rows, caption, name } = await invite(study, { telegram: 'hamray_bot' });
  expect(rows.map((row) => row['نام'])).toEqual(['مریم', 'کاوه', 'نادر']);
  const { token } = study.expert('کاوه');
  const link = `https://t.me/hamray_bot?start=${token}`;
  expect(rows[1]).toMatchObject({ پانل‌ها: 'A، B', پیوند: link, 'عضو شده': 'خیر' });
  expect(rows[1]).not.toHaveProperty('پیوند بله');
  expect(rows[1]!['متن دعوت']).toContain(link);
  expect(rows[1]!['متن دعوت']).toContain('دانشگاه اصفهان');
  expect(rows[1]!['متن دعوت']).not.toContain(study.expert('کاوه').pseudonym);
  expect(caption).toContain('۰ نفر از ۳ خبره');
  expect(name).toBe('دعوت اولویت خدمات ۱۴۰۵.xlsx');
});

test('who has joined has no link left; the others keep theirs however often it is asked', async () => {
  const study = new TestStudy(WORDS);
  const first = await invite(study, { telegram: 'hamray_bot' });
  study.join('مریم');
  study.pass(1000);
  const second = await invite(study, { telegram: 'hamray_bot' });
  expect(second.rows[0]).toMatchObject({ پیوند: '', 'متن دعوت': '', 'عضو شده': 'بله' });
  expect(second.rows[2]).toEqual(first.rows[2]);
  expect(second.caption).toContain('۱ نفر از ۳ خبره');
});

test('with Bale live its links have a column of their own', async () => {
  const study = new TestStudy(WORDS);
  const { rows } = await invite(study, { telegram: 'hamray_bot', bale: 'hamray' });
  const { token } = study.expert('مریم');
  expect(rows[0]!['پیوند بله']).toBe(`https://ble.ir/hamray?start=${token}`);
  expect(rows[0]!['متن دعوت']).toContain(`https://ble.ir/hamray?start=${token}`);
});

test('a finished study invites nobody', () => {
  const study = new TestStudy(WORDS);
  const request = { key: 'k', accountId: study.facilitator, at: study.at };
  const finished = { ...study.study, state: 'finished' as const };
  const outcome = study.run((tx) => requestInvitations(tx, { ...request, study: finished }));
  expect(outcome).toEqual({ ok: false, refusal: { code: 'study.finished' } });
});

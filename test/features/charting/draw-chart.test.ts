import { expect, test } from 'vitest';
import { drawChart, requestChart } from '../../../src/features/charting/draw-chart.ts';
import { PANEL_CHARTS, type PanelChart } from '../../../src/features/charting/study-charts.ts';
import type { RunInBackground } from '../../../src/jobs/background.ts';
import { drawPicture, type Picture } from '../../../src/pictures/draw-picture.ts';
import { loadFile } from '../../../src/store/files.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { loadPanelRounds } from '../../../src/store/panel-rounds.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { TestStudy } from '../../fixtures/study.ts';

async function judged(table: string): Promise<TestStudy> {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A', y: 'A' } });
  return study.join().playRound(table);
}

const TABLE = `
      x  y
  e1  5  1
  e2  4  2
  e3  4  1
`;

function ask(study: TestStudy, of: PanelChart | 'attrition', key: string = of): boolean {
  const [panelRound] = loadPanelRounds(study.db, study.round.id);
  const args = of === 'attrition' ? {} : { panelRoundId: panelRound!.id, chart: PANEL_CHARTS.indexOf(of) };
  const { studyId, at: createdAt, facilitator: accountId } = study;
  return study.run((tx) => requestChart(tx, { key, accountId, studyId, args, createdAt }));
}

const chartJobs = (study: TestStudy) => loadQueuedJobs(study.db).filter(({ kind }) => kind === 'chart');

/** Carries the asked-for charts out, and tells which pictures were drawn. */
async function draw(study: TestStudy): Promise<Picture[]> {
  const pictures: Picture[] = [];
  const run = (async (name: string, input: unknown) => {
    expect(name).toBe('draw-picture');
    pictures.push(input as Picture);
    return drawPicture(input as Picture);
  }) as RunInBackground;
  for (const job of chartJobs(study)) {
    const write = await drawChart(askedJob(job), { db: study.db, run, now: () => study.at });
    study.run((tx) => write!(tx));
  }
  return pictures;
}

test.each([
  ['items', 'گویه ها در هر دور لیکرت پانل A خدمات الکترونیکی.png'],
  ['w', 'W در هر دور لیکرت پانل A خدمات الکترونیکی.png'],
  ['answers', 'پراکندگی پاسخ ها لیکرت پانل A خدمات الکترونیکی.png'],
  ['attrition', 'ریزش خبرگان خدمات الکترونیکی.png'],
] as const)('%s comes as a document to who asked', async (of, name) => {
  const study = await judged(TABLE);
  expect(ask(study, of)).toBe(true);
  expect(await draw(study)).toHaveLength(1);
  const [document] = study.queued('document');
  expect(document!.accountId).toBe(study.facilitator);
  const { args } = document!;
  const file = loadFile(study.db, 'fileId' in args ? Number(args.fileId) : 0)!;
  expect(file.name).toBe(name);
  expect(file.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(args.caption).toContain('خدمات الکترونیکی');
});

test('who presses again while it is drawn gets no second one, and another one is another', async () => {
  const study = await judged(TABLE);
  expect(ask(study, 'w', 'first')).toBe(true);
  expect(ask(study, 'w', 'second')).toBe(false);
  expect(ask(study, 'items', 'third')).toBe(true);
  expect(chartJobs(study).map(({ key }) => key)).toEqual(['first', 'third']);
});

test('W that is undefined in every round is told with its reason, and no empty picture comes', async () => {
  const study = await judged(`
        x  y
    e1  3  3
    e2  4  4
  `);
  ask(study, 'w');
  expect(await draw(study)).toEqual([]);
  expect(study.queued('document')).toEqual([]);
  const [reply] = study.queued('reply');
  expect(reply!.args).toMatchObject({
    message: { html: expect.stringContaining('هر خبره به همهٔ گویه‌ها امتیاز یکسان داده است') },
  });
});

test.each(['items', 'answers'] as const)('%s that nobody answered are told as such', async (of) => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A', e3: 'A' }, items: { x: 'A', y: 'A' } });
  study.join().open().pass(86_400_000);
  await study.close().judge();
  ask(study, of);
  expect(await draw(study)).toEqual([]);
  expect(study.queued('reply')[0]!.args).toMatchObject({
    message: { html: expect.stringContaining('هیچ‌کس به گویه‌های آن پاسخ نداده است') },
  });
});

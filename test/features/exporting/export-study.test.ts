import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { exportStudy, handExport, runExport } from '../../../src/features/exporting/export-study.ts';
import { funnelPng } from '../../../src/features/funnel/funnel-picture.ts';
import { composeSummary } from '../../../src/features/judging/compose-summary.ts';
import type { Progress, RunInBackground } from '../../../src/jobs/background.ts';
import { createLog } from '../../../src/log.ts';
import { drawPicture } from '../../../src/pictures/draw-picture.ts';
import { loadEvents, logEvent } from '../../../src/store/events.ts';
import { enrolExpert, loadExpert, markLeft, updateExpert } from '../../../src/store/experts.ts';
import { transact } from '../../../src/store/file/database.ts';
import { loadFile, sweepFiles } from '../../../src/store/files.ts';
import { insertItemVersion } from '../../../src/store/items.ts';
import { endJob, loadQueuedJobs, queueJob } from '../../../src/store/jobs.ts';
import { setPanelStatus } from '../../../src/store/panels.ts';
import { insertProposal, updateProposal } from '../../../src/store/proposals.ts';
import { loadRounds } from '../../../src/store/rounds.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { LEFT_BLANK } from '../../fixtures/blank-chart.ts';
import {
  judge,
  playRound,
  type StudyParts,
  type StudyWorld,
  studyWith,
} from '../../fixtures/judged-study.ts';
import { readCsv } from './read-csv.ts';

const NOW = new Date('2026-12-20T12:00:00Z');
const WHERE = { now: NOW, zone: 'Asia/Tehran', ...LEFT_BLANK };

const PARTS: StudyParts = {
  panels: { P1: 'خدمات شهری', P2: 'فرهنگی' },
  experts: [
    { name: 'مریم احمدی', pseudonym: 'K7', panels: 'P1,P2' },
    { name: 'علی رضایی', pseudonym: 'B2', panels: 'P1' },
    { name: 'علی رضایی', pseudonym: 'A9', panels: 'P1,P2' },
    { name: 'سارا کریمی', pseudonym: 'Z1', panels: 'P2' },
  ],
  items: [
    { code: 'S1', title: 'رنگ‌آمیزی', panels: 'P1' },
    { code: 'S2', title: 'پسماند', panels: 'P1,P2' },
    { code: 'S3', title: 'بازار', panels: 'P1' },
    { code: 'S4', title: 'گردشگری', panels: 'P2' },
    { code: 'S5', title: 'کتابخانه', panels: 'P2' },
  ],
};

const FIRST = `
  item x1 x2 x3
  S1   5  4  5
  S2   4  -  4
  S3   1  2  1
  S4   3  .  5
  S5   .  .  .`;
const SECOND = `
  item x1 x2 x3 x4
  S1   5  5  5  .
  S2   4  4  4  3
  S4   4  .  5  5
  S5   2  .  1  .`;

async function twoRounds(rules: StudyParts['rules'] = {}): Promise<StudyWorld> {
  const world = studyWith({ ...PARTS, rules });
  await playRound(world, FIRST, { unsubmitted: ['x3'], reasons: { 'x1 S1': '=بله، "شاید"\nولی' } });
  await playRound(world, SECOND);
  return world;
}

async function filesOf({ db, studyId }: StudyWorld) {
  const archive = await exportStudy(db, studyId, WHERE);
  const files = unzipSync(archive.bytes);
  const text = (name: string) => Buffer.from(files[name]!).toString('utf8');
  return {
    ...archive,
    files,
    text,
    results: JSON.parse(text('results.json')),
    answers: readCsv(text('answers.csv')).slice(1),
    wide: readCsv(text('answers-wide.csv')),
  };
}

describe('a study without a closed round', () => {
  test('has all files, valid and empty', async () => {
    const { results, answers, wide, files, caption } = await filesOf(studyWith(PARTS));
    expect(Object.keys(files)).toEqual([
      ...['results.json', 'results.xlsx', 'report.docx', 'answers.csv', 'answers-wide.csv', 'answers.sav'],
      ...['charts/funnel.png', 'protocol.json', 'proposals.csv', 'log.csv'],
    ]);
    expect(results.study.rounds).toBe(0);
    expect(results.panels.map(({ rounds }: { rounds: unknown[] }) => rounds)).toEqual([[], []]);
    expect(answers).toEqual([]);
    expect(wide).toEqual([['expert']]);
    expect(caption).toContain('هنوز دوری بسته نشده است');
  });

  test('tells the hash of the protocol that stands in the archive', async () => {
    const { results, files } = await filesOf(studyWith(PARTS));
    const sha256 = createHash('sha256').update(files['protocol.json']!).digest('hex');
    expect(results.study.protocol_sha256).toBe(sha256);
  });
});

describe('the charts', () => {
  test('of each panel and of the study are pictures, under names that any program unpacks', async () => {
    const { db, studyId } = await twoRounds();
    const archive = await exportStudy(db, studyId, { ...WHERE, draw: drawPicture, drawFunnel: funnelPng });
    const charts = Object.entries(unzipSync(archive.bytes)).filter(([name]) => name.startsWith('charts/'));
    expect(charts.map(([name]) => name)).toEqual([
      ...['charts/funnel.png', 'charts/attrition.png'],
      ...['items', 'w', 'answers'].map((of) => `charts/panel-1-likert-${of}.png`),
      ...['items', 'w', 'answers'].map((of) => `charts/panel-2-likert-${of}.png`),
    ]);
    for (const [name, bytes] of charts) {
      expect(name).toMatch(/^charts\/[A-Za-z0-9-]+\.png$/);
      expect([...bytes.subarray(1, 4)]).toEqual([80, 78, 71]);
    }
    expect(archive.caption.match(/charts/g)).toHaveLength(1);
  });
});

describe('the results', () => {
  test('tell how many stand by an answer that differs, in each panel where they sit', async () => {
    const world = await twoRounds();
    world.db.$client.exec(`
      UPDATE answers SET stands_by = 1 WHERE id IN (
        SELECT a.id FROM answers a JOIN items i ON i.id = a.item_id
        JOIN questionnaires q ON q.id = a.questionnaire_id JOIN rounds r ON r.id = q.round_id
        WHERE r.number = 2 AND i.code = 'S2' AND a.value = 4)`);
    const { results } = await filesOf(world);
    const told = results.panels.map(({ code, rounds }: { code: string; rounds: { items: object[] }[] }) => [
      code,
      ...rounds.map(({ items }) =>
        items
          .map((item) => `${(item as { code: string }).code}:${(item as { stand_by: number }).stand_by}`)
          .join(' '),
      ),
    ]);
    expect(told).toEqual([
      ['P1', 'S1:0 S2:0 S3:0', 'S1:0 S2:3'],
      ['P2', 'S2:0 S4:0 S5:0', 'S2:2 S4:0 S5:0'],
    ]);
  });

  test('hold each panel and the rounds it took part in, with the figures that judging froze', async () => {
    const { results } = await filesOf(await twoRounds());
    expect(results.study.rounds).toBe(2);
    const [p1, p2] = results.panels;
    expect(p1).toMatchObject({ code: 'P1', name: 'خدمات شهری', status: 'stable' });
    expect(p2.rounds.map((round: { number: number }) => round.number)).toEqual([1, 2]);
    expect(p1.rounds[0]).toMatchObject({ invited: 3, answered: 3, submitted: 2, raters: 2, kind: 'likert' });
    const figures = Object.entries(p1.rounds[0].items[1]).filter(([, value]) => value !== null);
    expect(Object.fromEntries(figures)).toEqual({
      ...{ code: 'S2', title: 'پسماند', n: 2, mean: 4, sd: 0, median: 4, q1: 4, q3: 4, no_opinion: 1 },
      ...{ stand_by: 0, counts: { 1: 0, 2: 0, 3: 0, 4: 2, 5: 0 }, kept: true, why: 'above_rule' },
      ...{ rule_kept: true, rule_why: 'above_rule' },
      ...{ top2: 1, bottom2: 0, iqr: 0, cv: 0, split: false, minority: 0, fuzzy: 0.75 },
      ...{ top2_low: expect.closeTo(0.3423802275066531, 12), top2_high: 1 },
      ...{ agrees_top70: true, agrees_top75: true, agrees_top80: true, agrees_iqr: true, agrees_cos: true },
      why_null: {
        ...{ unchanged: 'not_asked_before', unchanged_chosen: 'not_asked_before' },
        ...{ kappa: 'not_asked_before', wilcoxon_p: 'not_asked_before' },
        ...{ wilcoxon_least: 'not_asked_before', wilcoxon_holm: 'not_asked_before' },
      },
    });
    expect(p1.rounds[1].items[0]).toMatchObject({
      unchanged: 2 / 3,
      wilcoxon_p: 1,
      wilcoxon_holm: 1,
      wilcoxon_least: 1,
    });
    expect(p2.rounds[0].items[2]).toMatchObject({
      code: 'S5',
      n: 0,
      mean: null,
      kept: true,
      why: 'no_answers',
    });
    expect(p2.rounds[0].kendall.w).toBeNull();
    expect(p2.rounds[1].items[2]).toMatchObject({ kept: false, why: 'below_rule' });
  });

  test('keep the wording that a round put, when the item was worded anew since', async () => {
    const world = await twoRounds();
    const itemId = world.itemIds.get('S1')!;
    insertItemVersion(world.db, itemId, { title: 'تازه', definition: '', reason: 'روشن‌تر', createdAt: NOW });
    const { results } = await filesOf(world);
    expect(results.panels[0].rounds[0].items[0].title).toBe('رنگ‌آمیزی');
  });

  test('tell the status that a panel has now', async () => {
    const world = await twoRounds();
    setPanelStatus(world.db, 2, 'finished');
    expect((await filesOf(world)).results.panels[1].status).toBe('finished');
  });

  test('leave out a round that is closed but not judged, and the caption says so', async () => {
    const world = studyWith(PARTS);
    await playRound(world, FIRST);
    const roundId = await playRound(world, SECOND, { judged: false });
    const before = await filesOf(world);
    expect(before.results.study.rounds).toBe(1);
    expect(before.answers.every(([round]) => round === '1')).toBe(true);
    expect(before.caption).toContain('محاسبهٔ نتیجهٔ دور ۲ هنوز تمام نشده');
    await judge(world, roundId);
    const after = await filesOf(world);
    expect(after.results.study.rounds).toBe(2);
    expect(after.caption).not.toContain('هنوز تمام نشده');
  });
});

describe('the answers', () => {
  test('are as many for each item and panel as the results count', async () => {
    const { results, answers } = await filesOf(await twoRounds());
    for (const panel of results.panels) {
      for (const round of panel.rounds) {
        for (const item of round.items) {
          const own = answers.filter(
            (row) => row[0] === String(round.number) && row[1] === panel.code && row[3] === item.code,
          );
          expect(own).toHaveLength(item.n);
        }
      }
    }
    expect(answers).toHaveLength(26);
  });

  test('to an item of two panels count in each of the expert’s, and there only', async () => {
    const { answers } = await filesOf(await twoRounds());
    const firstOf = (expert: string) =>
      answers.filter(([round, , who, item]) => round === '1' && who === expert && item === 'S2');
    expect(firstOf('K7').map(([, panel]) => panel)).toEqual(['P1', 'P2']);
    expect(answers.filter(([, panel, who]) => who === 'B2' && panel === 'P2')).toEqual([]);
  });

  test('that were not handed in count, and say so beside a name', async () => {
    const { answers } = await filesOf(await twoRounds({ anonymity: 'named' }));
    const submitted = (round: string, expert: string) =>
      new Set(answers.filter((row) => row[0] === round && row[2] === expert).map((row) => row[7]));
    expect(submitted('1', 'علی رضایی (۲)')).toEqual(new Set(['false']));
    expect(submitted('2', 'علی رضایی (۲)')).toEqual(new Set(['true']));
  });

  test('keep their reasons, made harmless', async () => {
    const { answers } = await filesOf(await twoRounds());
    expect(answers.filter((row) => row[5] !== '').map((row) => row.slice(0, 6))).toEqual([
      ['1', 'P1', 'K7', 'S1', '5', '\'=بله، "شاید"\nولی'],
    ]);
  });

  test('stand one expert a line too, with a column for each item of a panel’s round', async () => {
    const { wide } = await filesOf(await twoRounds());
    const [header, ...rows] = wide;
    expect(header!.slice(0, 6)).toEqual([
      'expert',
      'r1_P1_S1',
      'r1_P1_S2',
      'r1_P1_S3',
      'r2_P1_S1',
      'r2_P1_S2',
    ]);
    expect(rows.map(([expert]) => expert)).toEqual(['A9', 'B2', 'K7', 'Z1']);
    expect(rows[1]!.slice(0, 6)).toEqual(['B2', '4', '', '2', '5', '4']);
    expect(rows[3]![header!.indexOf('r2_P2_S4')]).toBe('5');
  });
});

describe('the proposals', () => {
  test('of judged rounds stand without a code or a name; those taken back and of an open round do not', async () => {
    const world = studyWith(PARTS);
    const { db, studyId, expertIds, itemIds } = world;
    const roundId = await playRound(world, FIRST);
    const laterId = await playRound(world, SECOND, { judged: false });
    const made = (text: string, change: Partial<Parameters<typeof insertProposal>[1]> = {}) =>
      insertProposal(db, {
        ...{ studyId, roundId, expertId: expertIds[0]!, kind: 'add', text, itemId: null, panelIds: [2, 1] },
        ...{ createdAt: NOW, ...change },
      });
    const rejected = made('پرداخت قبض');
    updateProposal(db, rejected, { state: 'rejected', decidedAt: NOW, decisionReason: 'تکراری' });
    updateProposal(db, made('پس گرفته'), { state: 'withdrawn', decidedAt: NOW });
    made('دور باز', { roundId: laterId });
    made('حذف شود', { kind: 'remove', itemId: itemIds.get('S2')!, panelIds: [1] });
    const lines = readCsv((await filesOf(world)).text('proposals.csv')).slice(1);
    expect(lines.sort()).toEqual(
      [
        ['حذف شود', 'P1', '', '', 'S2'],
        ['پرداخت قبض', 'P1,P2', 'rejected', 'تکراری', ''],
      ].sort(),
    );
  });
});

describe('in an anonymous study', () => {
  test('no file names an expert, and no answer says when it was given or whether it was handed in', async () => {
    const world = await twoRounds();
    const [expertId] = world.expertIds;
    const event = {
      studyId: world.studyId,
      at: NOW,
      actor: 'expert',
      kind: 'questionnaire.handedIn',
    } as const;
    logEvent(world.db, { ...event, details: { round: 1, expertId } });
    const { files, answers, text } = await filesOf(world);
    const sheets = Object.values(unzipSync(files['results.xlsx']!)).map((part) =>
      Buffer.from(part).toString(),
    );
    const texts = [...Object.keys(files).map(text), ...sheets];
    expect(sheets.join()).toContain('رنگ‌آمیزی');
    for (const { name: person } of PARTS.experts) {
      for (const each of texts) expect(each).not.toContain(person);
    }
    expect(new Set(answers.map((row) => row[6]! + row[7]!))).toEqual(new Set(['']));
    expect(text('log.csv')).toContain('questionnaire.handedIn,"{""round"":1}"');
  });

  test('answers are listed by code, not in the order of the workbook', async () => {
    const { answers } = await filesOf(await twoRounds());
    const order = answers.filter(([round, panel]) => round === '2' && panel === 'P1').map((row) => row[2]);
    expect([...new Set(order)]).toEqual(['A9', 'B2', 'K7']);
  });

  test('no file or summary tells a figure of a small role, of who has left or of who joined late', async () => {
    const world = await twoRounds();
    const { db, studyId, expertIds } = world;
    const [one, another, late] = expertIds as [number, number, number];
    const told = async () => ({
      files: (await filesOf(world)).files,
      summaries: loadRounds(db, studyId).flatMap(({ id }) => composeSummary(db, id, WHERE.zone)),
    });
    for (const id of expertIds) updateExpert(db, id, { role: id === one ? 'مدیر' : 'استاد' });
    const before = await told();
    updateExpert(db, one, { role: 'استاد' });
    updateExpert(db, another, { role: 'مدیر' });
    expect(await told()).toEqual(before);
    markLeft(db, one, NOW);
    enrolExpert(db, late, loadExpert(db, late)!.accountId!, NOW);
    expect(await told()).toEqual(before);
  });
});

describe('in a study without a link from round to round', () => {
  const unlinked = () => twoRounds({ anonymity: 'unlinked' });

  test('a code stands in one round and panel alone, and is not the one that the expert would have else', async () => {
    const { answers, wide } = await filesOf(await unlinked());
    const places = new Map<string, Set<string>>();
    for (const [round, panel, code] of answers) {
      places.set(code!, (places.get(code!) ?? new Set()).add(`${round} ${panel}`));
    }
    for (const each of places.values()) expect(each.size).toBe(1);
    expect(answers).toHaveLength(26);
    expect(places.size).toBe(11);
    expect(PARTS.experts.filter(({ pseudonym }) => places.has(pseudonym))).toEqual([]);
    expect(wide).toHaveLength(12);
  });

  test('the codes are the same in all files and at each export', async () => {
    const world = await unlinked();
    const [once, again] = [await filesOf(world), await filesOf(world)];
    expect(again.answers).toEqual(once.answers);
    expect(new Set(once.wide.slice(1).map(([code]) => code))).toEqual(
      new Set(once.answers.map(([, , code]) => code)),
    );
  });

  test('the wide file has the ratings of one panel’s round in each line', async () => {
    const { answers, wide } = await filesOf(await unlinked());
    const [header, ...lines] = wide;
    const cells = lines.flatMap((line) =>
      line.slice(1).flatMap((value, at) => (value === '' ? [] : [`${header![at + 1]} ${line[0]} ${value}`])),
    );
    const ratings = answers.map(
      ([round, panel, code, item, value]) => `r${round}_${panel}_${item} ${code} ${value}`,
    );
    expect(cells.sort()).toEqual(ratings.sort());
    for (const line of lines) {
      const places = line.slice(1).flatMap((value, at) => (value === '' ? [] : [header![at + 1]!]));
      expect(new Set(places.map((name) => name.split('_').slice(0, 2).join())).size).toBe(1);
    }
  });

  test('lines are in an order of the codes, within each round and panel', async () => {
    const { answers } = await filesOf(await unlinked());
    const order = answers.filter(([round, panel]) => round === '1' && panel === 'P1').map((row) => row[2]!);
    expect(order).toEqual(order.toSorted());
  });
});

describe('in a named study', () => {
  test('experts stand by name, the second of one name marked, with the moment of each answer', async () => {
    const { answers, text } = await filesOf(await twoRounds({ anonymity: 'named' }));
    expect(new Set(answers.map((row) => row[2]))).toEqual(
      new Set(['مریم احمدی', 'علی رضایی', 'علی رضایی (۲)', 'سارا کریمی']),
    );
    expect(answers[0]![6]).toBe('2026-11-04T11:30:00.000+03:30');
    for (const { pseudonym } of PARTS.experts) expect(text('answers.csv')).not.toContain(`,${pseudonym},`);
  });
});

test('the log tells what happened, in its order', async () => {
  const world = await twoRounds();
  const log = readCsv((await filesOf(world)).text('log.csv'));
  expect(log).toHaveLength(loadEvents(world.db, world.studyId).length + 1);
  expect(log[1]!.slice(1)).toEqual([
    'program',
    'round.judged',
    '{"round":1,"openQuestion":{"asked":3,"wrote":0},"reminders":{"sent":0,"answered":0}}',
  ]);
});

test('the same study exports to the same bytes', async () => {
  const { db, studyId } = await twoRounds();
  const once = async () => (await exportStudy(db, studyId, WHERE)).bytes;
  expect(Buffer.compare(await once(), await once())).toBe(0);
});

test('a slice of answers is never so large that an expert is split or lost', async () => {
  const items = Array.from({ length: 260 }, (_, at) => ({ code: `S${at}`, title: 'x', panels: 'P1' }));
  const experts = Array.from({ length: 9 }, (_, at) => ({
    ...{ name: `n${at}`, pseudonym: `K${9 - at}`, panels: 'P1' },
  }));
  const world = studyWith({ panels: { P1: 'یک' }, experts, items });
  const columns = experts.map((_, at) => `x${at + 1}`);
  const lines = items.map(({ code }) => `${code} ${columns.map((_, at) => (at % 5) + 1).join(' ')}`);
  await playRound(world, [`item ${columns.join(' ')}`, ...lines].join('\n'));
  const { answers } = await filesOf(world);
  expect(answers).toHaveLength(260 * 9);
  expect(new Set(answers.map((row) => `${row[2]} ${row[3]}`)).size).toBe(260 * 9);
});

describe('the job', () => {
  const job = (world: StudyWorld) => {
    const { facilitatorId: accountId, studyId, db } = world;
    queueJob(db, { key: 'k', kind: 'export', accountId, studyId, args: {}, createdAt: NOW });
    return askedJob(loadQueuedJobs(db).find(({ kind }) => kind === 'export')!);
  };
  const queued = ({ db }: StudyWorld) =>
    db.$client.prepare("SELECT * FROM outbox WHERE kind = 'document'").all() as {
      args: string;
      key: string;
    }[];
  const toolsOf = ({ db }: StudyWorld, steps: Progress[] = []) => ({
    ...{
      db,
      now: () => NOW,
      elapsed: () => 0,
      zone: 'Asia/Tehran',
      wake: () => {},
      log: createLog('silent'),
    },
    run: ((name, { studyId }: { studyId: number }, _told, take) => {
      expect(name).toBe('export-study');
      const told = (progress: Progress) => void steps.push(progress);
      return handExport(db, studyId, { ...WHERE, told }, async (piece) => take!(piece));
    }) as RunInBackground,
  });

  test('leaves one document with its caption for who asked, also when it runs again', async () => {
    const world = await twoRounds();
    const asked = job(world);
    for (let time = 1; time <= 2; time += 1) {
      const write = await runExport(asked, toolsOf(world));
      transact(world.db, write!);
    }
    const rows = queued(world);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ key: `job:${asked.id}:document`, account_id: world.facilitatorId });
    const { fileId, caption } = JSON.parse(rows[0]!.args);
    expect(loadFile(world.db, fileId)!.name).toBe('نتایج آینده پژوهی شهر 1405.09.29.zip');
    expect(world.db.$client.prepare('SELECT count(*) AS n FROM files').get()).toEqual({ n: 1 });
    for (const name of Object.keys(unzipSync(new Uint8Array(loadFile(world.db, fileId)!.bytes)))) {
      expect(caption).toContain(name.split('/')[0]);
    }
    expect(caption.length).toBeLessThanOrEqual(1024);
  });

  test('that is killed, or meets a full disk, while the archive is written leaves one archive all the same', async () => {
    const world = await twoRounds();
    const asked = job(world);
    const tools = toolsOf(world);
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const cutOff = (async (_name, input, told, take) => {
      await tools.run('export-study', input as never, told, take);
      throw full;
    }) as RunInBackground;
    await expect(runExport(asked, { ...tools, run: cutOff })).rejects.toBe(full);
    expect(queued(world)).toEqual([]);
    const write = await runExport(asked, tools);
    transact(world.db, (tx) => {
      write!(tx);
      endJob(tx, asked.id, { state: 'done', finishedAt: NOW });
    });
    while (sweepFiles(world.db));
    expect(queued(world)).toHaveLength(1);
    const { bytes } = loadFile(world.db, JSON.parse(queued(world)[0]!.args).fileId)!;
    const kept = world.db.$client.prepare('SELECT sum(length(bytes)) FROM file_pieces').pluck().get();
    expect(kept).toBe(bytes.length);
    expect(Object.keys(unzipSync(new Uint8Array(bytes)))).toContain('results.json');
  });

  test('tells its steps in their order, each as it begins', async () => {
    const world = await twoRounds();
    const steps: Progress[] = [];
    await runExport(job(world), toolsOf(world, steps));
    const told = [
      ...new Set(steps.map(({ step, steps: all, what }) => `${step}/${all} ${what.split('.').at(-1)}`)),
    ];
    expect(told).toEqual([
      ...['1/9 results', '2/9 charts', '3/9 json', '4/9 workbook', '5/9 report'],
      ...['6/9 answers', '7/9 wide', '8/9 statistics', '9/9 rest'],
    ]);
  });
});

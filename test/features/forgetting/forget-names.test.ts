import { eq } from 'drizzle-orm';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { giveReason } from '../../../src/features/answering/give-reason.ts';
import { requestCertificate } from '../../../src/features/closing/make-certificate.ts';
import { exportStudy } from '../../../src/features/exporting/export-study.ts';
import { carryOutForgetting } from '../../../src/features/forgetting/carry-out-forgetting.ts';
import {
  cancelForgetting,
  forgetDueStudies,
  forgetPreviewed,
  listForgettable,
  prepareExpertForgetting,
  prepareStudyForgetting,
} from '../../../src/features/forgetting/forget-names.ts';
import { statusScreen } from '../../../src/features/overseeing/compose-status.ts';
import { listPanels } from '../../../src/features/overseeing/list-panels.ts';
import { propose } from '../../../src/features/proposals/suggest.ts';
import { loadStanding } from '../../../src/features/studies/load-standing.ts';
import { answerQuestion } from '../../../src/features/talking/answer-question.ts';
import { askQuestion } from '../../../src/features/talking/ask-question.ts';
import { previewWorkbook } from '../../../src/features/workbooks/preview-workbook.ts';
import { NotYet } from '../../../src/jobs/not-yet.ts';
import { ensureAccount, loadAccount } from '../../../src/store/accounts.ts';
import { loadComposition } from '../../../src/store/compositions.ts';
import { startDialog } from '../../../src/store/dialogs.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadAllExperts, loadExperts, updateExpert } from '../../../src/store/experts.ts';
import { saveFailedUpdate } from '../../../src/store/failed-updates.ts';
import { insertFile } from '../../../src/store/files.ts';
import { loadForgettings } from '../../../src/store/forgettings.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { savePause } from '../../../src/store/messenger-pauses.ts';
import { queueMessage } from '../../../src/store/outbox.ts';
import { loadQuestion } from '../../../src/store/questions.ts';
import {
  answers,
  experts,
  outbox,
  panelRoundExperts,
  questionnaires,
  questions,
  seats,
} from '../../../src/store/schema.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { LEFT_BLANK } from '../../fixtures/blank-chart.ts';
import { newDatabase } from '../../fixtures/database.ts';
import {
  askToForget,
  carryOut,
  deliverAll,
  finish,
  forgettingJob,
  partsOf,
} from '../../fixtures/forgetting.ts';
import { DAY, draftOf, must, refusalOf, type StudyWords, TEHRAN, TestStudy } from '../../fixtures/study.ts';
import { type Needle, searchBytes } from '../../store/byte-search.ts';
import { DatabaseFiles } from '../../store/file/database-files.ts';

let files: DatabaseFiles;

beforeEach(() => {
  files = new DatabaseFiles();
});

afterEach(() => {
  files.remove();
});

const NAMES = ['مهرانگیز‌نمونه', 'بهرام‌نمونه', 'ژاله‌نمونه', 'پرویز‌نمونه'] as const;
const [FIRST, SECOND, THIRD, FOURTH] = NAMES;
const WORDS: StudyWords = {
  experts: { [FIRST]: 'A', [SECOND]: 'A B', [THIRD]: 'B', [FOURTH]: 'A' },
  items: { x: 'A', y: 'A B', z: 'B' },
  rules: { shuffledItems: true },
};
const TABLE = `
             x  y  z
  ${FIRST}   5  4  .
  ${SECOND}  4  2  5
  ${THIRD}   .  1  4
`;
const REASON = 'دلیلی که خودش نوشته است';

/** A person's number, code of the workbook and account, which stand nowhere else. */
const secretsOf = (place: number) => ({
  mobile: `98912700000${place}`,
  key: `KEY-OF-EXPERT-${place}`,
  userId: 7_000_000_000_001 + place,
});

/** What must be in no byte once a study is forgotten. */
function needles(token: string): Needle[] {
  const secrets = NAMES.map((_, place) => secretsOf(place));
  const accounts = secrets.slice(0, 3).map(({ userId }) => userId);
  return [...NAMES, ...secrets.flatMap(({ mobile, key }) => [mobile, key]), ...accounts, token];
}

interface Played {
  readonly study: TestStudy;
  /** The link of who never joined. */
  readonly token: string;
}

/** A study of one open round, all answered, in which people wrote, asked and proposed. The last expert never joined. */
function playing(rules: StudyWords['rules'] = {}, db = files.open('live.sqlite')): Played {
  const study = new TestStudy({ ...WORDS, rules: { ...WORDS.rules, ...rules } }, db);
  const experts = loadAllExperts(db, study.studyId);
  for (const [place, { id, token }] of experts.entries()) {
    const { mobile, key, userId } = secretsOf(place);
    updateExpert(db, id, { mobile, key, role: place < 2 ? 'استاد' : 'مدیر' });
    if (place < 3) study.accept(token!, ensureAccount(db, 'telegram', userId, study.at).id);
  }
  study.open();
  study.pass(DAY);
  study.answerAll(TABLE).handIn(FIRST, SECOND);
  study.run((tx) => {
    const { studyId } = study;
    must(giveReason(tx, study.answer(FIRST, 'x').id, REASON, study.press(FIRST)));
    must(askQuestion(tx, { studyId, text: 'پرسش یک خبره', ...study.press(SECOND) }));
    const press = { studyId, messageId: null, ...study.press(THIRD) };
    must(propose(tx, { ...press, text: 'پیشنهاد یک خبره' }, { kind: 'comment' }));
  });
  return { study, token: experts[3]!.token! };
}

async function ended(rules: StudyWords['rules'] = {}, db?: TestStudy['db']): Promise<Played> {
  const played = playing(rules, ...(db ? [db] : []));
  const { study } = played;
  study.pass(DAY);
  await study.close().judge();
  finish(study);
  return played;
}

async function exported({ db, studyId, at }: TestStudy) {
  const { bytes } = await exportStudy(db, studyId, { now: at, zone: TEHRAN, ...LEFT_BLANK });
  const unzipped = unzipSync(bytes);
  return (name: string) => Buffer.from(unzipped[name]!).toString('utf8');
}

describe('a study that is forgotten', () => {
  test('leaves no byte of names, numbers, codes, accounts and links, in the rows nor anywhere else in its file', async () => {
    const { study, token } = await ended();
    fillWithNames(study);
    files.closeAll();
    expect(searchBytes(files.folder, needles(token)).length).toBe(needles(token).length);
    const again = Object.assign(study, { db: files.open('live.sqlite') });
    deliverAll(again);
    askToForget(again);
    await carryOut(again);
    // Also while the program has it open: in the WAL, and in what lies beside it.
    expect(searchBytes(files.folder, needles(token))).toEqual([]);
    expect(searchBytes(files.folder, [REASON, 'پرسش یک خبره', 'پیشنهاد یک خبره'])).toHaveLength(3);
  });

  test('keeps results and answers as they were, to the byte', async () => {
    const { study } = await ended();
    const earlier = await exported(study);
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    const later = await exported(study);
    for (const name of ['results.json', 'answers.csv', 'answers-wide.csv', 'protocol.json']) {
      expect(later(name)).toBe(earlier(name));
    }
    expect(later('log.csv')).not.toContain('expert.joined');
    expect(later('log.csv')).toContain('study.forgotten');
  });

  test('is told by codes from then on where it was told by names', async () => {
    const { study } = await ended({ anonymity: 'named' });
    const earlier = await exported(study);
    expect(earlier('answers.csv')).toContain(FIRST);
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    const later = await exported(study);
    for (const name of ['answers.csv', 'answers-wide.csv', 'log.csv', 'results.json']) {
      for (const expert of NAMES) expect(later(name)).not.toContain(expert);
    }
    const codes = loadAllExperts(study.db, study.studyId).map(({ pseudonym }) => pseudonym);
    expect(codes.filter((code) => later('answers.csv').includes(code))).toHaveLength(3);
    expect(later('results.json')).toBe(earlier('results.json'));
    // When an answer was given, and whether it was handed in, would tell whose code it is.
    const [head, ...rows] = later('answers.csv').trim().split('\n');
    expect(head).toContain('answered_at,submitted,origin');
    for (const row of rows) expect(row).toMatch(/,,,chosen$/);
  });

  test('has rows in an order, and under ids, that are drawn anew', async () => {
    const { study } = await ended();
    const { db, studyId } = study;
    const ids = () => ({
      experts: loadAllExperts(db, studyId).map(({ id }) => id),
      questionnaires: db
        .select()
        .from(questionnaires)
        .all()
        .map(({ id }) => id),
      answers: db
        .select()
        .from(answers)
        .all()
        .map(({ id }) => id),
      links: [...db.select().from(seats).all(), ...db.select().from(panelRoundExperts).all()].map(
        ({ expertId }) => expertId,
      ),
    });
    const before = ids();
    const codes = new Map(loadAllExperts(db, studyId).map(({ pseudonym, name }) => [pseudonym, name]));
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    const after = ids();
    for (const table of ['experts', 'questionnaires', 'answers', 'links'] as const) {
      expect(after[table]).toHaveLength(before[table].length);
      expect(after[table].filter((id) => before[table].includes(id))).toEqual([]);
    }
    const order = loadAllExperts(db, studyId).map(({ pseudonym }) => codes.get(pseudonym));
    expect(order.toSorted()).toEqual([...NAMES].toSorted());
    expect(order).not.toEqual([...NAMES]);
    // An expert's own order of items was drawn from the former id.
    const places = db
      .select()
      .from(answers)
      .all()
      .map(({ position, itemId }) => `${position}:${itemId}`);
    const [x, y, z] = ['x', 'y', 'z'].map((code) => study.itemId(code));
    expect(places.toSorted()).toEqual(
      [`0:${x}`, `1:${y}`, `0:${y}`, `1:${z}`, `0:${x}`, `1:${y}`, `2:${z}`].toSorted(),
    );
  });

  test('tells of nobody when he joined, began or handed in', async () => {
    const { study } = await ended();
    const { db, studyId } = study;
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    for (const expert of loadAllExperts(db, studyId)) {
      expect(expert).toMatchObject({ name: '', role: '', joinedAt: null, accountId: null, forgotten: true });
    }
    for (const { begunAt, lastAnswerAt, handedInAt, cardAccountId } of db
      .select()
      .from(questionnaires)
      .all()) {
      expect([begunAt, lastAnswerAt, handedInAt, cardAccountId]).toEqual([null, null, null, null]);
    }
    expect(
      db
        .select()
        .from(answers)
        .all()
        .every(({ answeredAt }) => answeredAt === null),
    ).toBe(true);
    const kinds = loadEvents(db, studyId).map(({ kind }) => kind);
    expect(kinds).not.toContain('expert.joined');
    expect(kinds).not.toContain('questionnaire.handedIn');
    expect(loadEvents(db, studyId).filter(({ details }) => 'expertId' in details)).toEqual([]);
  });

  test('still tells how many took part, without saying who', async () => {
    const { study } = await ended();
    const background = { post: '', organisation: '', degree: 'دکتری', experience: '', gender: '' };
    study.db.update(experts).set({ background }).where(eq(experts.studyId, study.studyId)).run();
    const standing = () => loadStanding(study.db, study.study);
    const before = standing();
    const composition = () => loadComposition(study.db, study.study);
    const composed = composition();
    expect(composed).toMatchObject({ persons: 4, forgotten: 0 });
    expect(composed.background).toEqual([{ field: 'degree', cells: [{ value: 'دکتری', experts: 4 }] }]);
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    expect(standing()).toEqual(before);
    expect(loadForgettings(study.db, study.studyId)[0]!.sums).toEqual({
      ...{ experts: 4, joined: 3, left: 0, removed: 0 },
      roles: { استاد: 2, مدیر: 2 },
      composition: composed,
    });
    expect(composition()).toEqual(composed);
    const { panels } = listPanels(study.db, study.study, 0);
    expect(panels.map(({ code, experts, joined }) => [code, experts, joined])).toEqual([
      ['A', 3, null],
      ['B', 2, null],
    ]);
    const { html } = statusScreen(study.db, study.study, 0, { now: study.at, ...study.surroundings });
    expect(html).toContain('نام خبرگان این مطالعه پاک شده است');
    expect(
      refusalOf(listForgettable(study.db, { studyId: study.studyId, accountId: study.facilitator })),
    ).toBe('study.forgotten');
  });

  test('lets no answer to a question pass: whose it was is not known', async () => {
    const { study } = await ended();
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    const { id: questionId } = study.db.select().from(questions).get()!;
    expect(loadQuestion(study.db, questionId)).toMatchObject({ expertId: null, text: 'پرسش یک خبره' });
    const given = { questionId, text: 'بله', accountId: study.facilitator, at: study.at };
    expect(refusalOf(study.run((tx) => answerQuestion(tx, given)))).toBe('question.askerForgotten');
  });

  test('keeps the account of who is in another study too, or runs one', async () => {
    const db = newDatabase();
    const { study } = await ended({}, db);
    const other = new TestStudy({ experts: { کس: 'A' }, items: { x: 'A' } }, db);
    const both = study.expert(FIRST).accountId!;
    other.accept(other.expert('کس').token!, both);
    const runs = study.expert(SECOND).accountId!;
    db.$client
      .prepare("INSERT INTO facilitators (account_id, source, since) VALUES (?, 'claim', 1)")
      .run(runs);
    const alone = study.expert(THIRD).accountId!;
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    expect([both, runs, alone].map((id) => loadAccount(db, id) !== undefined)).toEqual([true, true, false]);
    expect(other.expert('کس')).toMatchObject({ name: 'کس', accountId: both });
    const aboutThem = db
      .select()
      .from(outbox)
      .all()
      .filter(({ accountId, kind }) => accountId === both && kind === 'closing-letter');
    expect(aboutThem).toEqual([]);
  });

  test('touches no other study', async () => {
    const db = newDatabase();
    const { study: other } = await ended({ title: 'مطالعهٔ دیگر' }, db);
    const others = () => ({
      experts: loadAllExperts(db, other.studyId),
      events: loadEvents(db, other.studyId),
    });
    const before = others();
    const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } }, db).join();
    await study.playRound('x\n e1 1\n e2 5');
    finish(study);
    deliverAll(study);
    askToForget(study);
    await carryOut(study);
    expect(others()).toEqual(before);
  });
});

/** Puts names wherever the program may have kept them. */
function fillWithNames(study: TestStudy): void {
  const { db, facilitator, studyId, at } = study;
  const accountId = study.expert(FIRST).accountId!;
  const { userId } = secretsOf(0);
  study.run((tx) => {
    const message = { message: { text: FIRST, from: { id: userId, first_name: FIRST } } };
    saveFailedUpdate(tx, { messenger: 'telegram', updateId: 1, payload: message, error: 'TypeError', at });
    const named = { message: { text: `چرا ${SECOND}؟`, from: { id: 1 } } };
    saveFailedUpdate(tx, { messenger: 'telegram', updateId: 2, payload: named, error: 'TypeError', at });
    savePause(tx, 'telegram', { chatId: userId, until: new Date(at.getTime() + DAY) });
    startDialog(tx, { accountId, kind: 'ask-which', args: { text: FIRST }, startedAt: at });
    must(requestCertificate(tx, { key: 'c', expertId: study.expert(FIRST).id, accountId, at }));
    // The same people, in a workbook that nobody has decided about.
    const draft = draftOf({ ...WORDS, rules: { ...WORDS.rules, contact: '۰۳۱' } });
    previewWorkbook(tx, { draft, warnings: [], accountId: facilitator, at }, TEHRAN);
  });
  expect(studyId).toBe(study.study.id);
  db.$client.pragma('wal_checkpoint(PASSIVE)');
}

test('what names somebody and waits for a facilitator who cannot be reached, or was refused, goes too', async () => {
  const { study } = await ended();
  deliverAll(study);
  const { db, at } = study;
  const away = study.colleague();
  db.$client.prepare('UPDATE accounts SET unreachable_since = 1 WHERE id = ?').run(away);
  const fileId = insertFile(db, { name: 'a.xlsx', bytes: Buffer.from(`کارپوشهٔ ${FIRST}`), createdAt: at });
  const waiting = { accountId: away, at };
  queueMessage(db, { kind: 'document', key: 'd', args: { fileId }, ...waiting });
  queueMessage(db, { kind: 'reply', key: 'r', args: { message: { html: SECOND } }, ...waiting });
  askToForget(study);
  db.$client.prepare("UPDATE outbox SET state = 'waiting' WHERE account_id = ? AND state = 'sent'").run(away);
  const job = askedJob(forgettingJob(db));
  await carryOutForgetting(job, partsOf(study), new AbortController().signal);
  expect(searchBytes(files.folder, [FIRST, SECOND])).toEqual([]);
});

describe('«فراموش کردن» for a whole study', () => {
  const prepare = (study: TestStudy) =>
    study.run((tx) =>
      prepareStudyForgetting(tx, study.study, { accountId: study.facilitator, at: study.at }),
    );

  test('waits for the study’s end, and for the letters that are on their way', async () => {
    const study = playing({}, newDatabase()).study;
    expect(refusalOf(prepare(study))).toBe('forget.notFinished');
    study.pass(DAY);
    await study.close().judge();
    finish(study);
    expect(prepare(study)).toMatchObject({ ok: false, refusal: { code: 'forget.letters', letters: 3 } });
    study.deliver('closing-letter');
    expect(must(prepare(study)).forgetting).toMatchObject({ experts: 4, undelivered: 0 });
  });

  test('does not wait for who cannot be reached, nor for a letter that has been waiting a week', async () => {
    const { study } = await ended({}, newDatabase());
    study.db.$client.prepare('UPDATE accounts SET unreachable_since = 1').run();
    expect(must(prepare(study)).forgetting.undelivered).toBe(3);
    study.db.$client.prepare('UPDATE accounts SET unreachable_since = NULL').run();
    expect(refusalOf(prepare(study))).toBe('forget.letters');
    study.pass(7.1 * DAY);
    expect(must(prepare(study)).forgetting.undelivered).toBe(3);
  });

  test('says how much of what people wrote stays', async () => {
    const { study } = await ended({}, newDatabase());
    deliverAll(study);
    expect(must(prepare(study)).forgetting).toMatchObject({ reasons: 1, proposals: 1, questions: 1 });
  });

  test('is carried out once, and by its own presser alone', async () => {
    const { study } = await ended({}, newDatabase());
    deliverAll(study);
    const { previewId } = must(prepare(study)).forgetting;
    const press = (accountId: number) =>
      study.run((tx) => forgetPreviewed(tx, { previewId, accountId, at: study.at }));
    expect(refusalOf(press(study.account()))).toBe('preview.gone');
    must(press(study.facilitator));
    expect(refusalOf(press(study.facilitator))).toBe('preview.done');
    expect(refusalOf(prepare(study))).toBe('forget.asked');
    await carryOut(study);
    expect(refusalOf(prepare(study))).toBe('study.forgotten');
    const [done, ...others] = study.queued('reply').map(({ args }) => args.message.html);
    expect(done).toContain('نام‌ها پاک شد');
    // Monday noon; the fourteenth night to come is that of 14 December.
    expect(done).toContain('حداکثر تا دوشنبه ۲۳ آذر ۱۴۰۵');
    expect(others).toEqual([]);
  });

  test('given up, leaves everything as it is', async () => {
    const { study } = await ended({}, newDatabase());
    deliverAll(study);
    const { previewId } = must(prepare(study)).forgetting;
    const press = { previewId, accountId: study.facilitator, at: study.at };
    must(study.run((tx) => cancelForgetting(tx, press)));
    expect(refusalOf(study.run((tx) => forgetPreviewed(tx, press)))).toBe('preview.gone');
    expect(loadExperts(study.db, study.studyId)).toHaveLength(4);
  });

  test('lets what is on its way to a facilitator or an expert arrive first', async () => {
    const { study } = await ended({}, newDatabase());
    deliverAll(study);
    askToForget(study);
    study.db.$client
      .prepare(
        `INSERT INTO outbox (key, kind, account_id, args, priority, state, created_at)
         VALUES ('r', 'reply', ?, '{"message":{"html":"a"}}', 0, 'waiting', ?)`,
      )
      .run(study.facilitator, study.at.getTime());
    const carriedOut = carryOutForgetting(
      askedJob(forgettingJob(study.db)),
      partsOf(study),
      new AbortController().signal,
    );
    await expect(carriedOut).rejects.toThrow(NotYet);
    expect(study.expert(FIRST).name).toBe(FIRST);
  });
});

describe('names that come due', () => {
  const tick = (study: TestStudy) => study.run((tx) => forgetDueStudies(tx, study.at));

  test('go so many days after the end, with a week’s notice to the facilitators', async () => {
    const { study } = await ended({ forgetAfterDays: 180 }, newDatabase());
    deliverAll(study);
    study.pass(172.9 * DAY);
    expect(tick(study)).toEqual({ queued: false, told: false });
    study.pass(0.2 * DAY);
    expect([tick(study), tick(study)]).toEqual([
      { queued: false, told: true },
      { queued: false, told: false },
    ]);
    study.pass(6.8 * DAY);
    expect(tick(study).queued).toBe(false);
    study.pass(0.2 * DAY);
    expect([tick(study).queued, tick(study).queued]).toEqual([true, false]);
    await carryOut(study);
    expect(study.study.forgottenAt).toEqual(study.at);
    expect(study.queued('names-forgotten')).toMatchObject([{ accountId: study.facilitator }]);
  });

  test('wait for letters, and stay where the study never said so', async () => {
    const { study } = await ended({ forgetAfterDays: 0.5 }, newDatabase());
    study.pass(DAY);
    expect(tick(study).queued).toBe(false);
    deliverAll(study);
    expect(tick(study).queued).toBe(true);
    const { study: silent } = await ended({ forgetAfterDays: null }, newDatabase());
    deliverAll(silent);
    silent.pass(4000 * DAY);
    expect(tick(silent)).toEqual({ queued: false, told: false });
  });
});

describe('one expert who is forgotten', () => {
  test('leaves a running study with the answers kept, is told, and goes under a code', async () => {
    const { study } = playing();
    deliverAll(study);
    const account = study.expert(FIRST).accountId!;
    const code = study.expert(FIRST).pseudonym;
    askToForget(study, FIRST);
    const told = study.queued('reply').filter(({ accountId }) => accountId === account);
    expect(told.map(({ args }) => args.message.html)).toEqual([expect.stringContaining('پاک می‌شود')]);
    await carryOut(study);
    expect(loadAccount(study.db, account)).toBeUndefined();
    expect(loadExperts(study.db, study.studyId).map(({ name }) => name)).toEqual([SECOND, THIRD, FOURTH]);
    study.pass(DAY);
    await study.close().judge();
    expect(study.panelRound('A')).toMatchObject({ invited: 3, answered: 2, submitted: 2 });
    const files = await exported(study);
    const rows = files('answers.csv')
      .split('\n')
      .filter((row) => row.includes(`,${code},`));
    expect(rows).toHaveLength(2);
    expect(rows.join()).toContain(REASON);
  });

  test('is in no byte of the file, while the others are', async () => {
    const { study } = playing();
    deliverAll(study);
    askToForget(study, FIRST);
    await carryOut(study);
    const { mobile, key, userId } = secretsOf(0);
    expect(searchBytes(files.folder, [FIRST, mobile, key, userId])).toEqual([]);
    expect(searchBytes(files.folder, [SECOND, secretsOf(1).mobile])).toHaveLength(2);
  });

  test('of a study by names has a code among them, and no moments', async () => {
    const { study } = playing({ anonymity: 'named' }, newDatabase());
    deliverAll(study);
    const code = study.expert(FIRST).pseudonym;
    askToForget(study, FIRST);
    await carryOut(study);
    study.pass(DAY);
    await study.close().judge();
    const csv = (await exported(study))('answers.csv');
    expect(csv).not.toContain(FIRST);
    expect(csv).toContain(SECOND);
    const [row] = csv.split('\n').filter((line) => line.includes(`,${code},x,`));
    expect(row).toMatch(/,,,chosen$/);
  });

  test('is no expert of the study for a later workbook, nor twice to be forgotten', async () => {
    const { study } = playing({}, newDatabase());
    deliverAll(study);
    const { id } = study.expert(FIRST);
    askToForget(study, FIRST);
    const asked = { accountId: study.facilitator, at: study.at };
    const prepare = (expertId: number) =>
      study.run((tx) => prepareExpertForgetting(tx, { expertId, ...asked }));
    expect(refusalOf(prepare(id))).toBe('forget.asked');
    await carryOut(study);
    expect(refusalOf(prepare(id))).toBe('expert.gone');
    const listed = must(study.run((tx) => listForgettable(tx, { studyId: study.studyId, ...asked })));
    expect(listed.experts.map(({ name }) => name)).toEqual([SECOND, THIRD, FOURTH]);
    const draft = draftOf({ ...WORDS, experts: { [SECOND]: 'A B', [THIRD]: 'B', [FOURTH]: 'A' } });
    const sent = { draft, warnings: [], accountId: study.facilitator, at: study.at };
    const { html } = study.run((tx) => previewWorkbook(tx, sent, TEHRAN)).message;
    expect(html).not.toContain('برداشته می‌شود');
  });
});

describe('the bytes that are left of names', () => {
  const run = (study: TestStudy, more: object) =>
    carryOutForgetting(
      askedJob(forgettingJob(study.db)),
      { ...partsOf(study), ...more },
      new AbortController().signal,
    );
  const told = (study: TestStudy) => study.queued('reply').map(({ args }) => args.message.html);

  test('wait for room on a full disk, and it is said once that they do', async () => {
    const { study } = await ended();
    deliverAll(study);
    askToForget(study);
    deliverAll(study);
    for (const scrub of [
      async () => 'full',
      async () => Promise.reject(Object.assign(new Error('full'), { code: 'SQLITE_FULL' })),
    ]) {
      await expect(run(study, { scrub })).rejects.toThrow(NotYet);
    }
    expect(told(study)).toEqual([expect.stringContaining('دیسک سرور پر است')]);
    expect(told(study).join()).not.toContain('نام‌ها پاک شد');
    expect(loadForgettings(study.db, study.studyId)[0]).toMatchObject({
      rowsAt: study.at,
      scrubbedAt: null,
    });
    await carryOut(study);
    expect(told(study)).toEqual([expect.stringContaining('نام‌ها پاک شد')]);
    expect(loadForgettings(study.db, study.studyId)[0]!.scrubbedAt).toEqual(study.at);
  });

  test('of a large file wait for the night', async () => {
    const { study } = await ended();
    deliverAll(study);
    askToForget(study);
    deliverAll(study);
    const bytes = () => 400_000_000;
    await expect(run(study, { bytes })).rejects.toThrow(NotYet);
    expect(told(study)).toEqual([expect.stringContaining('امشب')]);
    // 03:00 in Tehran.
    study.at = new Date('2026-12-05T23:30:00Z');
    await run(study, { bytes });
    expect(loadForgettings(study.db, study.studyId)[0]!.scrubbedAt).toEqual(study.at);
  });

  test('wait for who still reads an older state of the database', async () => {
    const { study } = await ended();
    deliverAll(study);
    askToForget(study);
    deliverAll(study);
    const reader = files.read(files.path('live.sqlite'));
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM experts').get();
    await expect(run(study, {})).rejects.toThrow(NotYet);
    expect(study.study.forgottenAt).toEqual(study.at);
    expect(told(study)).toEqual([]);
    study.pass(11 * 60_000);
    for (let tries = 0; tries < 2; tries += 1) await expect(run(study, {})).rejects.toThrow(NotYet);
    expect(told(study)).toEqual([expect.stringContaining('برنامهٔ دیگری در سرور')]);
    reader.exec('COMMIT');
    await run(study, {});
    expect(searchBytes(files.folder, [...NAMES])).toEqual([]);
  });

  test('go at once for all whose names had left the rows', async () => {
    const { study } = playing();
    deliverAll(study);
    askToForget(study, FIRST);
    askToForget(study, SECOND);
    deliverAll(study);
    const signal = new AbortController().signal;
    const jobs = loadQueuedJobs(study.db).filter(({ kind }) => kind === 'forget');
    const full = { ...partsOf(study), scrub: async () => 'full' as const };
    for (const job of jobs) {
      await expect(carryOutForgetting(askedJob(job), full, signal)).rejects.toThrow(NotYet);
      deliverAll(study);
    }
    let scrubbings = 0;
    const scrub = async () => {
      scrubbings += 1;
      return 'clean' as const;
    };
    for (const job of jobs) await carryOutForgetting(askedJob(job), { ...full, scrub }, signal);
    expect(scrubbings).toBe(1);
  });
});

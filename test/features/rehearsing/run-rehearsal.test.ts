import { expect, test } from 'vitest';
import { requestRehearsal } from '../../../src/features/rehearsing/request-rehearsal.ts';
import { runRehearsal } from '../../../src/features/rehearsing/run-rehearsal.ts';
import type { RehearsalProgress, RehearsalRequest, Rehearsed } from '../../../src/jobs/background.ts';
import type { AskedJob, JobTools } from '../../../src/jobs/job-kind.ts';
import { workingKey } from '../../../src/jobs/reply.ts';
import { endJob, loadQueuedJobs } from '../../../src/store/jobs.ts';
import { queueMessage } from '../../../src/store/outbox.ts';
import { must, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const WORDS = { experts: { مریم: 'A', کاوه: 'A' }, items: { x: 'A', y: 'A' } };
const REHEARSED: Rehearsed = {
  told: { html: 'told' },
  cards: [
    { message: { html: 'card' }, png: null },
    { message: { html: 'closing' }, png: Uint8Array.of(137, 80) },
  ],
  archive: { name: 'rehearsal.zip', bytes: Uint8Array.of(80, 75), caption: 'files' },
  check: { html: 'check' },
};

/** A study whose rehearsal was asked for, and the job of it. */
function asked() {
  const study = new TestStudy(WORDS).join();
  const request = { key: 'r', accountId: study.facilitator, at: study.at };
  must(study.run((tx) => requestRehearsal(tx, study.study, request)));
  const [job] = loadQueuedJobs(study.db);
  return { study, job: { ...job!, asker: { forFacilitator: true } } as AskedJob };
}

/** Plays nothing: tells of so much progress, so many seconds apart, and gives a result. */
async function carryOut(
  { study, job }: ReturnType<typeof asked>,
  result: Rehearsed,
  progress: readonly RehearsalProgress[] = [],
): Promise<RehearsalRequest> {
  let seconds = 0;
  let request: unknown;
  const tools = {
    ...{ db: study.db, zone: TEHRAN, now: () => study.at, elapsed: () => seconds * 1000 },
    ...{ randomBelow: () => 5, wake: () => {} },
    runApart: async (_: string, input: unknown, __: AbortSignal, heard: (one: RehearsalProgress) => void) => {
      request = input;
      for (const one of progress) {
        seconds += 3;
        heard(one);
      }
      return result;
    },
  } as unknown as JobTools;
  const write = await runRehearsal(job, tools, new AbortController().signal);
  study.run((tx) => write!(tx));
  return request as RehearsalRequest;
}

const rows = ({ db }: TestStudy) =>
  db.$client
    .prepare<[], { kind: string; args: string }>(
      'SELECT kind, args FROM outbox WHERE priority = 0 ORDER BY id',
    )
    .all();
const far = (answered: number) => ({ round: 1, answered, experts: 40, minutes: 1 });

test('what a rehearsal comes to is sent in one order: how it went, cards, files, and the check of the rules last', async () => {
  const ready = asked();
  await carryOut(ready, REHEARSED);
  expect(rows(ready.study).map(({ kind }) => kind)).toEqual([
    ...['reply', 'rehearsal-card', 'rehearsal-card', 'document', 'reply'],
  ]);
  const told = rows(ready.study).map(({ args }) => JSON.parse(args));
  expect(told[0]).toMatchObject({ message: { html: 'told' }, replacesKey: workingKey(ready.job.id) });
  expect(told[1]).toMatchObject({ message: { html: 'card' }, fileId: null });
  expect(told[2].fileId).toEqual(expect.any(Number));
  expect(told[4]).toMatchObject({ message: { html: 'check' }, forFacilitator: true });
});

test('the process is handed the study without its experts, under a title that says that it is a rehearsal', async () => {
  const { draft, seed } = await carryOut(asked(), REHEARSED);
  expect(seed).toBe(5);
  expect(draft.rules.title).toMatch(/^تمرین: /u);
  expect(draft.experts.map(({ name }) => name)).toEqual(['خبرهٔ ساختگی ۱', 'خبرهٔ ساختگی ۲']);
});

test('how far it is takes the place of what says that it is at work, every few seconds, and only where that was said', async () => {
  const ready = asked();
  await carryOut(ready, REHEARSED, [far(1), far(2), far(3)]);
  expect(rows(ready.study).some(({ args }) => args.includes('نوبت'))).toBe(false);

  const { study, job } = asked();
  const note = {
    kind: 'reply',
    key: workingKey(job.id),
    accountId: study.facilitator,
    at: study.at,
  } as const;
  queueMessage(study.db, { ...note, args: { message: { html: '⏳' } } });
  study.deliver('reply');
  await carryOut({ study, job }, REHEARSED, [far(1), far(2), far(3), far(4)]);
  const told = rows(study).filter(({ args }) => args.includes('نوبت'));
  expect(told).toHaveLength(2);
  expect(JSON.parse(told[0]!.args)).toMatchObject({ replacesKey: workingKey(job.id) });
});

test('where no round could be opened, that is all that is told', async () => {
  const ready = asked();
  await carryOut(ready, { refused: { html: 'refused' } });
  expect(rows(ready.study)).toHaveLength(1);
});

test('one rehearsal of a study at a time; once it is over, another', () => {
  const { study, job } = asked();
  const again = () =>
    study.run((tx) =>
      requestRehearsal(tx, study.study, { key: 'again', accountId: study.facilitator, at: study.at }),
    );
  expect(again()).toEqual({ ok: false, refusal: { code: 'rehearsal.underWay' } });
  endJob(study.db, job.id, { state: 'done', finishedAt: study.at });
  expect(again().ok).toBe(true);
});

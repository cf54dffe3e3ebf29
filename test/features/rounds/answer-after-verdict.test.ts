import { expect, test } from 'vitest';
import { composeSummary } from '../../../src/features/judging/compose-summary.ts';
import {
  mustWait,
  prepareAnswer,
  type VerdictRequest,
} from '../../../src/features/rounds/answer-after-verdict.ts';
import { loadQueuedJobs, queueJob } from '../../../src/store/jobs.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { TestStudy } from '../../fixtures/study.ts';

const numbered = (name: string, many: number, panels: string) =>
  Object.fromEntries(Array.from({ length: many }, (_, at) => [`${name}${at + 1}`, panels]));

async function judged(items: number) {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'B' }, items: numbered('i', items, 'A B') });
  await study.join().open().close().judge();
  return study;
}

const request = (study: TestStudy, command: VerdictRequest['command']): VerdictRequest => ({
  ...{ command, study: study.study, accountId: study.facilitator, text: '', at: study.at },
});

test('a command waits for the verdicts of a round that has just closed', () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join().open();
  expect(mustWait(study.db, request(study, 'open'))).toBe(false);
  study.close();
  expect(mustWait(study.db, request(study, 'open'))).toBe(true);
});

test('the summary of a large round is put together beside the updates, and says the same', async () => {
  const small = await judged(10);
  expect(mustWait(small.db, request(small, 'summary'))).toBe(false);

  const study = await judged(1100);
  expect(mustWait(study.db, request(study, 'summary'))).toBe(true);
  expect(mustWait(study.db, request(study, 'open'))).toBe(false);
  queueJob(study.db, {
    ...{ key: 'asked', kind: 'after-verdict', accountId: study.facilitator, studyId: study.studyId },
    ...{ args: { command: 'summary', text: '' }, createdAt: study.at },
  });
  const job = loadQueuedJobs(study.db).find(({ kind }) => kind === 'after-verdict')!;
  const write = await prepareAnswer(study.db, askedJob(job), { now: () => study.at, ...study.surroundings });
  study.run(write);
  const texts = study.queued('reply').map(({ args }) => args.message.html);
  expect(texts).toEqual(composeSummary(study.db, study.round.id, 'Asia/Tehran').map(({ html }) => html));
});

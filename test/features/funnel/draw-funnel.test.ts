import { expect, test } from 'vitest';
import { loadToldFunnel } from '../../../src/features/funnel/compose-funnel.ts';
import { drawFunnel, requestFunnelPicture } from '../../../src/features/funnel/draw-funnel.ts';
import { funnelPng } from '../../../src/features/funnel/funnel-picture.ts';
import type { RunInBackground } from '../../../src/jobs/background.ts';
import { loadFile } from '../../../src/store/files.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { askedJob } from '../../fixtures/asked-job.ts';
import { TestStudy } from '../../fixtures/study.ts';

const ask = (study: TestStudy) =>
  study.run((tx) =>
    requestFunnelPicture(tx, study.study, { key: 'picture', accountId: study.facilitator, at: study.at }),
  );

test('the picture comes as a document to who asked', async () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  expect(ask(study)).toBe(true);
  const [job] = loadQueuedJobs(study.db);
  const run = (async (name: string, { studyId }: { studyId: number }) => {
    expect(name).toBe('draw-funnel');
    return funnelPng(loadToldFunnel(study.db, studyId));
  }) as RunInBackground;
  const write = await drawFunnel(askedJob(job!), { db: study.db, run, now: () => study.at });
  study.run((tx) => write!(tx));
  const [document] = study.queued('document');
  expect(document!.accountId).toBe(study.facilitator);
  const { args } = document!;
  const file = loadFile(study.db, 'fileId' in args ? Number(args.fileId) : 0)!;
  expect(file.name).toBe('پالایش گویه های خدمات الکترونیکی.png');
  expect(file.bytes.subarray(1, 4).toString()).toBe('PNG');
});

test('a study without an item has no funnel picture', () => {
  const study = new TestStudy({
    experts: { e1: 'A' },
    items: {},
    rounds: [{ number: 1, kind: 'screening' }],
  });
  expect(ask(study)).toBe(false);
  expect(loadQueuedJobs(study.db)).toEqual([]);
});

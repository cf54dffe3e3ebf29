import { expect, test } from 'vitest';
import { tellOfUnreachable } from '../../../src/features/overseeing/tell-of-unreachable.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { finishStudy } from '../../../src/store/studies.ts';
import { TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A' }, items: { x: 'A' } };

function told(study: TestStudy): void {
  study.run((tx) => tellOfUnreachable(tx, study.expert('e1').accountId!, 'blocked', study.at));
}

test('every facilitator of the expert’s study hears of it, and the log', () => {
  const study = new TestStudy(words).join();
  const second = study.colleague();
  told(study);
  expect(study.queued('expert-unreachable').map(({ accountId }) => accountId)).toEqual([
    study.facilitator,
    second,
  ]);
  expect(loadEvents(study.db, study.studyId).at(-1)).toMatchObject({
    kind: 'expert.unreachable',
    details: { expertId: study.expert('e1').id, reason: 'blocked' },
  });
});

test('each loss is told once, the next one again', () => {
  const study = new TestStudy(words).join();
  told(study);
  told(study);
  expect(study.queued('expert-unreachable')).toHaveLength(1);
  study.pass(1000);
  told(study);
  expect(study.queued('expert-unreachable')).toHaveLength(2);
});

test('nobody hears of it in a study that has ended', () => {
  const study = new TestStudy(words).join();
  finishStudy(study.db, study.studyId, study.at);
  told(study);
  expect(study.queued('expert-unreachable')).toEqual([]);
});

import { expect, test } from 'vitest';
import { countOpenQuestion, loadOpenQuestions } from '../../src/store/open-question.ts';
import { insertProposal } from '../../src/store/proposals.ts';
import { TestStudy } from '../fixtures/study.ts';

function propose(study: TestStudy, name: string, kind: 'add' | 'comment' | 'idea'): void {
  const { id: roundId } = study.round;
  const { studyId, at: createdAt } = study;
  insertProposal(study.db, {
    ...{ studyId, roundId, expertId: study.expert(name).id, kind, text: 'متن', itemId: null, createdAt },
    panelIds: [],
  });
}

test('who began was asked, and who wrote counts once', async () => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A', e3: 'A', e4: 'A' }, items: { x: 'A' } }).join();
  study.open().begin('e1').begin('e2').begin('e3');
  expect(countOpenQuestion(study.db, study.round.id)).toEqual({ asked: 3, wrote: 0 });
  propose(study, 'e1', 'add');
  propose(study, 'e1', 'comment');
  propose(study, 'e2', 'idea');
  expect(countOpenQuestion(study.db, study.round.id)).toEqual({ asked: 3, wrote: 1 });
  expect(loadOpenQuestions(study.db, study.studyId)).toEqual(new Map());
  await study.close().judge();
  expect(loadOpenQuestions(study.db, study.studyId)).toEqual(new Map([[1, { asked: 3, wrote: 1 }]]));
});

import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { loadReport } from '../../../../src/features/exporting/report/load-report.ts';
import { loadEvents } from '../../../../src/store/events.ts';
import { loadAllExperts } from '../../../../src/store/experts.ts';
import { loadJudgedPanelRounds } from '../../../../src/store/export-rows.ts';
import { loadProposals } from '../../../../src/store/proposals.ts';
import { experts } from '../../../../src/store/schema.ts';
import { askToForget, carryOut, deliverAll, finish } from '../../../fixtures/forgetting.ts';
import { TestStudy } from '../../../fixtures/study.ts';

const background = { post: '', organisation: '', degree: 'دکتری', experience: '', gender: '' };

const people = ({ db, study, studyId }: TestStudy) =>
  loadReport(db, {
    study,
    judged: loadJudgedPanelRounds(db, studyId),
    experts: loadAllExperts(db, studyId),
    events: loadEvents(db, studyId),
    proposals: loadProposals(db, studyId),
  }).people;

test('the summed table outlives the names, and says of whom it is', async () => {
  const study = new TestStudy({
    experts: { e1: 'A B', e2: 'A', e3: 'A', e4: 'B' },
    items: { x: 'A', y: 'B' },
    rules: { maxRounds: 1 },
  }).join();
  study.db.update(experts).set({ background }).where(eq(experts.studyId, study.studyId)).run();
  await study.playRound('x y\n e1 5 5\n e2 5 .');
  const table = (count: number) => [{ field: 'degree', cells: [{ value: 'دکتری', experts: count }] }];
  const before = people(study);
  expect(before).toMatchObject({
    persons: 4,
    seats: 5,
    background: table(4),
    backgroundOf: null,
    forgotten: 0,
  });
  askToForget(study, 'e4');
  await carryOut(study);
  expect(people(study)).toMatchObject({ persons: 4, background: table(3), backgroundOf: null, forgotten: 1 });
  finish(study);
  deliverAll(study);
  askToForget(study);
  await carryOut(study);
  expect(people(study)).toMatchObject({
    ...{ persons: 4, seats: 5, onSeveralPanels: 1 },
    ...{ background: table(3), backgroundOf: 3, forgotten: 1 },
  });
});

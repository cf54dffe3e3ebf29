import { expect, test } from 'vitest';
import {
  closeOverdueRounds,
  closeRoundEarly,
  prepareClosing,
} from '../../src/features/rounds/close-round.ts';
import { extendRound, keepOverdueOpen } from '../../src/features/rounds/extend-round.ts';
import { openRound, prepareOpening, togglePanel } from '../../src/features/rounds/open-round.ts';
import { loadDeviations, recordDeviation } from '../../src/store/deviations.ts';
import { DAY, HOUR, must, TEHRAN, TestStudy } from '../fixtures/study.ts';

const WORDS = {
  experts: { e1: 'A', e2: 'A', e3: 'A', e4: 'A' },
  items: { a: 'A', b: 'A', c: 'A', d: 'A' },
};
const AGREEING = 'a b c d\ne1 5 4 3 2\ne2 5 4 3 2\ne3 5 4 3 2\ne4 5 4 3 2';

test('a study that kept to its protocol has none: its round opened, and closed at its deadline', () => {
  const study = new TestStudy(WORDS).join().open();
  study.pass(8 * DAY);
  expect(study.run((tx) => closeOverdueRounds(tx, study.at))).toBe(1);
  expect(loadDeviations(study.db, study.studyId)).toEqual([]);
});

test('what was recorded stands between what the log tells of rounds, in its order', async () => {
  const study = await new TestStudy({ ...WORDS, rules: { minRounds: 1, agreementThreshold: 0.1 } })
    .join()
    .playRound(AGREEING);
  const before = loadDeviations(study.db, study.studyId).length;
  const { studyId, facilitator: accountId } = study;
  const reason = 'آزمون';
  study.run((tx) => {
    const details = { field: 'itemByHand', code: 'b', from: 'kept', to: 'dropped' } as const;
    recordDeviation(tx, studyId, { ...details, at: study.at, accountId, reason });
  });
  study.run((tx) => {
    const request = { study: study.study, accountId, when: null, at: study.at };
    const { previewId } = must(prepareOpening(tx, request));
    must(togglePanel(tx, { previewId, panelId: study.panel('A').id, accountId, at: study.at }));
    must(openRound(tx, { previewId, accountId, at: study.at, quietHours: null, zone: TEHRAN }));
  });
  const opened = study.round;
  study.pass(HOUR);
  study.run((tx) =>
    extendRound(tx, { study: study.study, accountId, when: { kind: 'span', ms: DAY }, at: study.at }),
  );
  const moved = study.round.deadline;
  study.pass(30 * DAY);
  const kept = new Date(study.at.getTime() + DAY);
  study.run((tx) => keepOverdueOpen(tx, { deadline: kept, at: study.at }));
  study.pass(HOUR);
  study.run((tx) => {
    const { previewId } = must(prepareClosing(tx, { study: study.study, accountId, at: study.at }));
    must(closeRoundEarly(tx, { previewId, accountId, at: study.at }));
  });
  const told = loadDeviations(study.db, studyId)
    .slice(before)
    .map(({ at: _, ...rest }) => rest);
  expect(told).toEqual([
    { field: 'itemByHand', code: 'b', from: 'kept', to: 'dropped', reason, accountId },
    { field: 'panelContinued', code: 'A', round: 2, from: 'agreed', to: 'active', reason: null, accountId },
    {
      ...{ field: 'deadlineMoved', round: 2, reason: null, accountId },
      ...{ from: opened.deadline.toISOString(), to: moved.toISOString() },
    },
    {
      ...{ field: 'deadlineMoved', round: 2, reason: null, accountId: null },
      ...{ from: moved.toISOString(), to: kept.toISOString() },
    },
    {
      ...{ field: 'closedEarly', round: 2, reason: null, accountId },
      ...{ from: kept.toISOString(), to: study.at.toISOString() },
    },
  ]);
});

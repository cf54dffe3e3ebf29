import { expect, test } from 'vitest';
import type { StudyRules } from '../../../src/domain/study-draft.ts';
import { leaveStudy } from '../../../src/features/leaving/leave-study.ts';
import { prepareClosing } from '../../../src/features/rounds/close-round.ts';
import {
  composeClosingPreview,
  composeOpeningPreview,
} from '../../../src/features/rounds/compose-round-previews.ts';
import { prepareFinish } from '../../../src/features/rounds/finish-study.ts';
import { loadTellable } from '../../../src/features/rounds/load-tellable.ts';
import { prepareOpening } from '../../../src/features/rounds/open-round.ts';
import { logEvent } from '../../../src/store/events.ts';
import { loadRounds } from '../../../src/store/rounds.ts';
import { must, TEHRAN, TestStudy } from '../../fixtures/study.ts';

const FIVE = { e1: 'A', e2: 'A', e3: 'A', e4: 'A', e5: 'A' };

function studyOf(
  rules: Partial<StudyRules> = {},
  experts: Record<string, string> = FIVE,
  items = {},
): TestStudy {
  return new TestStudy({ experts, items: { x: 'A', y: 'A', ...items }, rules }).join();
}

/** Plays a round in which these hand in; who begins only comes as one row more. */
async function play(study: TestStudy, names: string, begun = ''): Promise<void> {
  const row = (name: string) => `${name} 4 5`;
  const split = (list: string) => list.split(' ').filter((name) => name !== '');
  study
    .open()
    .answerAll(['x y', ...split(names), ...split(begun)].map((n, at) => (at ? row(n) : n)).join('\n'));
  await study
    .handIn(...split(names))
    .close()
    .judge();
}

const soFar = (study: TestStudy) => loadTellable(study.db, study.study, loadRounds(study.db, study.studyId));

const opening = (study: TestStudy) => {
  const { study: row, at, facilitator: accountId } = study;
  const prepared = must(prepareOpening(study.db, { study: row, accountId, when: null, at }));
  return composeOpeningPreview(study.db, { study: row, ...prepared }, { at, ...study.surroundings }).tellable;
};

const closing = (study: TestStudy) => {
  const { study: row, at, facilitator: accountId } = study;
  const prepared = must(prepareClosing(study.db, { study: row, accountId, at }));
  return composeClosingPreview(study.db, { study: row, ...prepared }, TEHRAN).tellable;
};

const finishing = (study: TestStudy) =>
  must(prepareFinish(study.db, { study: study.study, accountId: study.facilitator, at: study.at })).tellable;

test('nobody can be told before anybody has answered, or where all did alike', async () => {
  const study = studyOf();
  expect(opening(study)).toEqual({ experts: 0, unlinked: 0 });
  await play(study, 'e1 e2 e3 e4 e5');
  expect(finishing(study)).toEqual({ experts: 0, unlinked: 0 });
});

test('who alone was silent in a later round is counted, and is not under codes of one round', async () => {
  const study = studyOf();
  await play(study, 'e1 e2 e3 e4 e5');
  await play(study, 'e1 e2 e3 e4');
  expect(soFar(study)).toEqual({ experts: 1, unlinked: 0 });
  const unlinked = studyOf({ anonymity: 'unlinked' });
  await play(unlinked, 'e1 e2 e3 e4 e5');
  await play(unlinked, 'e1 e2 e3 e4');
  expect(soFar(unlinked)).toEqual({ experts: 0, unlinked: null });
});

test('who alone began and did not hand in is counted, in the preview of the closing already', async () => {
  const study = studyOf();
  study.open().answerAll('x y\ne1 4 5\ne2 4 4\ne3 5 5\ne4 3 .');
  study.handIn('e1', 'e2', 'e3');
  expect(closing(study)).toEqual({ experts: 1, unlinked: 1 });
  await study.close().judge();
  // Whoever was silent may answer in the next round, alone in that.
  expect(opening(study)).toEqual({ experts: 2, unlinked: 1 });
});

test('a planned round counts by whom it asks', () => {
  const study = studyOf({}, { e1: 'A', e2: 'A', e3: 'A', e4: 'A B' }, { z: 'B' });
  expect(opening(study)).toEqual({ experts: 1, unlinked: 1 });
});

test('who left amid a round is counted, whether the answers were taken back or not', async () => {
  for (const withdraws of [true, false]) {
    const study = studyOf();
    study.open().answerAll('x y\ne1 4 5\ne2 4 4\ne3 5 5\ne4 3 4').handIn('e1', 'e2', 'e3', 'e4');
    const { id } = study.round;
    const left = { studyId: study.studyId, withdrawRoundId: withdraws ? id : null, ...study.press('e4') };
    must(study.run((tx) => leaveStudy(tx, left)));
    expect(closing(study)).toMatchObject({ experts: 1 });
    await study.close().judge();
    expect(soFar(study)).toMatchObject({ experts: 1 });
  }
});

test('a study that has ended is given no advice, and one with names no warning', async () => {
  const study = studyOf();
  await play(study, 'e1 e2 e3 e4', 'e5');
  study.db.$client.exec("UPDATE studies SET state = 'finished'");
  expect(soFar(study)).toEqual({ experts: 1, unlinked: null });
  expect(soFar(studyOf({ anonymity: 'named' }))).toBeNull();
});

test('who alone kept everything at once is counted, once the round is closed', async () => {
  const study = studyOf();
  study.open().answerAll('x y\ne1 4 5\ne2 4 4\ne3 5 5\ne4 3 4\ne5 3 3').handIn('e1', 'e2', 'e3', 'e4', 'e5');
  const { id } = study.questionnaire('e5');
  study.db.$client.exec(`UPDATE answers SET how = 'kept_in_bulk' WHERE questionnaire_id = ${id}`);
  expect(closing(study)).toMatchObject({ experts: 0 });
  await study.close().judge();
  expect(soFar(study)).toEqual({ experts: 1, unlinked: 1 });
});

test('who said that somebody else had answered a round is counted', async () => {
  const study = studyOf();
  await play(study, 'e1 e2 e3 e4 e5');
  const details = { expertId: study.expert('e5').id, rounds: [1] };
  const { studyId, at } = study;
  logEvent(study.db, { studyId, at, actor: 'expert', kind: 'expert.linkRefused', details });
  expect(soFar(study)).toMatchObject({ experts: 1 });
});

test.each([
  ['who was forgotten is not counted: how far they came is not known any more', ''],
  ['a stranger who answered in an expert’s place is nobody’s like', '؟'],
])('%s', async (_, name) => {
  const study = studyOf();
  await play(study, 'e1 e2 e3 e4', 'e5');
  study.db.$client.exec(`UPDATE experts SET name = '${name}' WHERE name = 'e5'`);
  expect(soFar(study)).toEqual({ experts: 0, unlinked: 0 });
});

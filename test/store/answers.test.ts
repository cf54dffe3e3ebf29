import { describe, expect, test } from 'vitest';
import {
  hasPreviousToKeep,
  insertAnswers,
  keepAllPrevious,
  loadAnswersAt,
  loadAskedItems,
  saveAnswer,
} from '../../src/store/answers.ts';
import { loadQuestionnaireOf } from '../../src/store/questionnaires.ts';
import { loadGivenAnswers } from '../../src/store/results.ts';
import { TestStudy } from '../fixtures/study.ts';

function askedIn(study: TestStudy, name: string, roundId: number, countsApart = false) {
  const expertId = study.expert(name).id;
  return loadAskedItems(study.db, { roundId, expertId, hidden: null }, () => countsApart);
}

/** What an expert is asked in the newest round: kind, item, panel, own previous rating. */
function asked(study: TestStudy, name: string) {
  return askedIn(study, name, study.round.id).map((row) => [
    row.kind,
    study.itemCode(row.itemId),
    row.panelId,
    row.previousValue,
  ]);
}

describe('an expert is asked', () => {
  test('an item once, however many of the own panels share it', () => {
    const study = new TestStudy({
      experts: { both: 'A B', one: 'B' },
      items: { x: 'A', s: 'A B', y: 'B' },
    }).open();
    const [a, b] = [study.panel('A').id, study.panel('B').id];
    expect(asked(study, 'both')).toEqual([
      ['likert', 'x', a, null],
      ['likert', 's', a, null],
      ['likert', 'y', b, null],
    ]);
    expect(asked(study, 'one')).toEqual([
      ['likert', 's', b, null],
      ['likert', 'y', b, null],
    ]);
  });

  test('a shared item once in each kind, where the panels do different kinds', () => {
    const study = new TestStudy({
      experts: { both: 'A B' },
      items: { s: 'A B' },
      rounds: [
        { number: 1, kind: 'screening', panelCodes: ['A'] },
        { number: 1, kind: 'likert', panelCodes: ['B'] },
      ],
    }).open();
    expect(asked(study, 'both').map(([kind]) => kind)).toEqual(['screening', 'likert']);
  });
});

describe('the own previous rating', () => {
  const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' }, rules: { maxRounds: 4 } };
  const previous = (study: TestStudy, name: string) => asked(study, name).map(([, , , value]) => value);

  test('is that of the last round', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x y z\n e1 5 4 4\n e2 5 5 5');
    await study.playRound('x y z\n e1 4 5 4\n e2 5 5 5');
    study.open();
    expect(previous(study, 'e1')).toEqual([4, 5, 4]);
  });

  test('is none for an item left open or without an opinion in the last round, though rated before', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x y z\n e1 5 4 4\n e2 5 5 5');
    await study.playRound('x y z\n e1 5 . -\n e2 5 5 5');
    study.open();
    expect(previous(study, 'e1')).toEqual([5, null, null]);
  });

  test('is none for an expert who did not begin the last round', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x y z\n e1 5 4 4\n e2 5 5 5');
    await study.playRound('x y z\n e2 5 5 5');
    study.open();
    expect(previous(study, 'e1')).toEqual([null, null, null]);
    expect(previous(study, 'e2')).toEqual([5, 5, 5]);
  });

  test('is that of the same kind, past a round of another and one that the panel skipped', async () => {
    const study = new TestStudy({
      ...words,
      experts: { ...words.experts, e3: 'B' },
      items: { ...words.items, v: 'B' },
      rounds: [
        { number: 1 },
        { number: 2, kind: 'screening', panelCodes: ['A'] },
        { number: 3, panelCodes: ['B'] },
        { number: 4 },
      ],
    }).join();
    await study.playRound('x y z\n e1 5 4 4\n e2 5 5 5');
    await study.playRound('x y z\n e1 1 1 1\n e2 1 1 1');
    await study.playRound('v\n e3 5');
    study.open();
    expect(previous(study, 'e1')).toEqual([5, 4, 4]);
  });

  test('is never that of a later round', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x y z\n e1 5 4 4\n e2 5 5 5');
    const first = study.round.id;
    await study.playRound('x y z\n e1 4 4 4\n e2 5 5 5');
    const rows = askedIn(study, 'e1', first);
    expect(rows.map(({ previousValue }) => previousValue)).toEqual([null, null, null]);
  });
});

describe('an answer that counts in one panel alone', () => {
  const words = { experts: { both: 'A B' }, items: { x: 'A', s: 'A B', y: 'B' } };

  test('is asked for in each of the panels that share an item', () => {
    const study = new TestStudy(words).open();
    const [a, b] = [study.panel('A').id, study.panel('B').id];
    const rows = askedIn(study, 'both', study.round.id, true);
    expect(rows.map(({ itemId, panelId, countsIn }) => [study.itemCode(itemId), panelId, countsIn])).toEqual([
      ['x', a, a],
      ['s', a, a],
      ['s', b, b],
      ['y', b, b],
    ]);
  });

  test('is told and fed back in that panel alone', async () => {
    const study = new TestStudy({ ...words, rules: { maxRounds: 4, stabilityThreshold: null } })
      .join()
      .open();
    const rows = askedIn(study, 'both', study.round.id, true);
    const { id } = study.questionnaire('both');
    const ofPanel = (code: string) => rows.filter(({ panelId }) => panelId === study.panel(code).id);
    study.run((tx) => insertAnswers(tx, id, [ofPanel('A'), ofPanel('B')]));
    for (const position of [0, 1]) {
      for (const [at, answer] of loadAnswersAt(study.db, id, position).entries()) {
        const value = position === 0 ? at + 4 : 5 - at;
        study.run((tx) =>
          saveAnswer(tx, answer.id, { state: 'rated', value, how: 'chosen', answeredAt: study.at }),
        );
      }
    }
    const given = (code: string) =>
      loadGivenAnswers(study.db, study.panelRound(code), study.expert('both').id).answers;
    expect(given('A').map(([itemId, value]) => [study.itemCode(itemId), value])).toEqual([
      ['x', 4],
      ['s', 5],
    ]);
    expect(given('B').map(([itemId, value]) => [study.itemCode(itemId), value])).toEqual([
      ['s', 5],
      ['y', 4],
    ]);
    await study.close().judge();
    study.open();
    const again = askedIn(study, 'both', study.round.id, true);
    expect(again.map(({ itemId, previousValue }) => [study.itemCode(itemId), previousValue])).toEqual([
      ['x', 4],
      ['s', 5],
      ['s', 5],
      ['y', 4],
    ]);
  });

  test('does not come back while it is open: a part of it counts nowhere', async () => {
    const study = new TestStudy({ ...words, rules: { maxRounds: 4 } }).join().open();
    const { id } = study.questionnaire('both');
    study.run((tx) => insertAnswers(tx, id, [askedIn(study, 'both', study.round.id, true)]));
    const [first] = loadAnswersAt(study.db, id, 0);
    study.run((tx) =>
      saveAnswer(tx, first!.id, { state: 'open', value: 1, how: null, answeredAt: study.at }),
    );
    await study.close().judge();
    study.open();
    const again = askedIn(study, 'both', study.round.id, true);
    expect(again.map(({ previousValue }) => previousValue)).toEqual([null, null, null, null]);
    expect(loadQuestionnaireOf(study.db, study.round.id, study.expert('both').id)?.begunAt).toBeNull();
  });
});

test('keeping all previous ratings touches open items alone, and only those that have one', async () => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' } }).join();
  await study.playRound('x y z\n e1 5 - 4\n e2 5 5 5');
  study.open().begin('e1').rate('e1', 'x', 3);
  const { id } = study.questionnaire('e1');
  expect(hasPreviousToKeep(study.db, id)).toBe(true);
  expect(keepAllPrevious(study.db, id, study.at)).toBe(1);
  expect(hasPreviousToKeep(study.db, id)).toBe(false);
  const said = study.answers('e1').map(({ state, value, how }) => [state, value, how]);
  expect(said).toEqual([
    ['rated', 3, 'chosen'],
    ['open', null, null],
    ['rated', 4, 'kept_in_bulk'],
  ]);
});

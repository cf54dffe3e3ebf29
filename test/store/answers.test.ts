import { describe, expect, test } from 'vitest';
import {
  countAnswers,
  countOpen,
  hasPreviousToKeep,
  keepAllPrevious,
  loadAnswerAt,
  loadAskedItems,
  loadNextOpen,
} from '../../src/store/answers.ts';
import { TestStudy } from '../fixtures/study.ts';

/** What an expert is asked in the newest round: kind, item, panel, own previous rating. */
function asked(study: TestStudy, name: string) {
  return loadAskedItems(study.db, study.round.id, study.expert(name).id, null).map((row) => [
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
    const rows = loadAskedItems(study.db, first, study.expert('e1').id, null);
    expect(rows.map(({ previousValue }) => previousValue)).toEqual([null, null, null]);
  });
});

describe('the next open item', () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A', y: 'A', z: 'A' } }).join().open();
  study.begin('e1');
  const { id } = study.questionnaire('e1');
  const nextAfter = (position: number) => loadNextOpen(study.db, id, position)?.position;

  test('comes after the present one, else from the beginning, else there is none', () => {
    expect(nextAfter(-1)).toBe(0);
    expect(nextAfter(1)).toBe(2);
    study.rate('e1', 'z', 4);
    expect(nextAfter(1)).toBe(0);
    expect(countOpen(study.db, id)).toBe(2);
    study.rate('e1', 'x', 4).rate('e1', 'y', 4);
    expect(nextAfter(-1)).toBeUndefined();
    expect([countAnswers(study.db, id), countOpen(study.db, id)]).toEqual([3, 0]);
  });

  test('is told by its place', () => {
    expect(loadAnswerAt(study.db, id, 1)).toMatchObject({ itemId: study.itemId('y') });
    expect(loadAnswerAt(study.db, id, 3)).toBeUndefined();
  });
});

test('a questionnaire that was not begun has no answers laid out', () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join().open();
  expect(countAnswers(study.db, study.questionnaire('e1').id)).toBe(0);
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

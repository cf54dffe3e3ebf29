import { describe, expect, test } from 'vitest';
import {
  decideResult,
  insertItemResult,
  loadCountedAnswers,
  loadGivenAnswers,
} from '../../src/store/results.ts';
import { TestStudy } from '../fixtures/study.ts';

const words = { experts: { e1: 'A', both: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

describe('an answer counts', () => {
  test('in every panel where its expert and its item sit', () => {
    const study = new TestStudy(words).join().open();
    study.answerAll(`
            x  s
      e1    5  4
      both  3  2
    `);
    const counted = (code: string) =>
      loadCountedAnswers(
        study.db,
        study.panelRound(code),
        ['e1', 'both', 'e3'].map((name) => study.expert(name).id),
      )
        .filter(({ state }) => state === 'rated')
        .map(({ itemId, value }) => [study.itemCode(itemId), value]);
    expect(counted('A')).toEqual([
      ['x', 5],
      ['s', 4],
      ['x', 3],
      ['s', 2],
    ]);
    // The caller names the panel's experts; e1 has no seat on B, and is not among them there.
    const ofB = loadCountedAnswers(study.db, study.panelRound('B'), [study.expert('both').id]);
    expect(ofB.map(({ itemId, value }) => [study.itemCode(itemId), value])).toEqual([
      ['s', 2],
      ['y', null],
    ]);
  });

  test('in its own kind alone, where panels ask a shared item in two kinds', () => {
    const study = new TestStudy({
      experts: { both: 'A B' },
      items: { s: 'A B' },
      rounds: [
        { number: 1, kind: 'screening', panelCodes: ['A'] },
        { number: 1, kind: 'likert', panelCodes: ['B'] },
      ],
    })
      .join()
      .open();
    study.begin('both');
    const [screening, likert] = study.answers('both');
    study.db.$client
      .prepare("UPDATE answers SET state = 'rated', value = ? WHERE id = ?")
      .run(0, screening!.id);
    study.db.$client.prepare("UPDATE answers SET state = 'rated', value = ? WHERE id = ?").run(5, likert!.id);
    const values = ['A', 'B'].map((code) =>
      loadCountedAnswers(study.db, study.panelRound(code), [study.expert('both').id]).map(
        ({ value }) => value,
      ),
    );
    expect(values).toEqual([[0], [5]]);
  });

  test('with whether its expert handed in', () => {
    const study = new TestStudy(words).join().open();
    study.answerAll('x s\n e1 5 4\n both 3 .').handIn('e1');
    const given = (name: string) => loadGivenAnswers(study.db, study.panelRound('A'), study.expert(name).id);
    expect(given('e1')).toEqual({
      handedIn: true,
      answers: [
        [study.itemId('x'), 5, 0],
        [study.itemId('s'), 4, 0],
      ],
    });
    expect(given('both')).toEqual({ handedIn: false, answers: [[study.itemId('x'), 3, 0]] });
    expect(loadGivenAnswers(study.db, study.panelRound('A'), 99)).toEqual({ handedIn: false, answers: [] });
  });
});

test('a result written again after a kill replaces the first', async () => {
  const study = new TestStudy(words).join();
  await study.playRound('x s\n e1 5 4');
  const first = study.results('A')['x']!;
  const { code: _code, title: _title, ruled: _ruled, left: _left, ...judgement } = first;
  insertItemResult(study.db, study.panelRound('A').id, { ...judgement, mean: 4 });
  expect(study.results('A')['x']).toEqual({ ...first, mean: 4 });
});

test('what a person decides holds in the place of the rule’s verdict, which stays beside it', async () => {
  const study = new TestStudy(words).join();
  await study.playRound('x s\n e1 1 4');
  const before = study.results('A')['x']!;
  expect(before).toMatchObject({ kept: false, why: 'below_rule', left: true });
  const { id: panelRoundId } = study.panelRound('A');
  decideResult(study.db, { panelRoundId, itemId: study.itemId('x') }, { kept: true, why: 'by_hand' });
  const ruled = { kept: false, why: 'below_rule' };
  expect(study.results('A')['x']).toEqual({ ...before, kept: true, why: 'by_hand', ruled });
});

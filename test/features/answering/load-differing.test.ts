import { describe, expect, test } from 'vitest';
import { loadAsking, loadPanelFeedback } from '../../../src/features/answering/load-differing.ts';
import { TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', both: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

describe('feedback on an item', () => {
  const feedback = (study: TestStudy, name: string, code: string) => {
    const questionnaire = { roundId: study.round.id, expertId: study.expert(name).id };
    const answer = { itemId: study.itemId(code), kind: 'likert' as const };
    const asking = loadAsking(study.db, questionnaire, answer);
    const found = loadPanelFeedback(study.db, asking, { minAnswersForFeedback: 1 }, answer.itemId);
    return found.map(({ panelName, result }) => [panelName, result.mean]);
  };

  test('comes from each of the expert’s panels that asks it again', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(`
            s
      e1    5
      both  4
      e3    5
    `);
    study.open();
    expect(feedback(study, 'both', 's')).toEqual([
      ['پانل A', 4.5],
      ['پانل B', 4.5],
    ]);
    expect(feedback(study, 'e1', 's')).toHaveLength(1);
  });

  test('does not come from a panel that dropped it', async () => {
    const study = new TestStudy(words).join();
    await study.playRound(`
            s
      e1    1
      both  2
      e3    5
    `);
    study.open();
    expect(feedback(study, 'both', 's')).toEqual([['پانل B', 3.5]]);
  });

  test('is none in the first round of a kind', () => {
    const study = new TestStudy(words).join().open();
    expect(feedback(study, 'both', 's')).toEqual([]);
  });
});

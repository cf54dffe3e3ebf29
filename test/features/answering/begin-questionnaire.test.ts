import { describe, expect, test } from 'vitest';
import { beginQuestionnaire } from '../../../src/features/answering/begin-questionnaire.ts';
import { replaceScale } from '../../../src/store/studies.ts';
import { DAY, refusalOf, SCALE, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' } };
const opened = () => new TestStudy(words).join().open();
const strips = (study: TestStudy) =>
  study.queued('strip').map(({ accountId, args }) => [accountId, args.messageId]);

describe('the first press', () => {
  test('lays the items out, all open, and makes the pressed message the card of the first', () => {
    const study = opened().begin('e1', 77);
    expect(study.answers('e1').map(({ itemId, state }) => [study.itemCode(itemId), state])).toEqual([
      ['x', 'open'],
      ['y', 'open'],
      ['z', 'open'],
    ]);
    expect(study.questionnaire('e1')).toMatchObject({
      begunAt: study.at,
      screen: 'item',
      currentAnswerId: study.answer('e1', 'x').id,
      cardMessageId: 77,
      cardAccountId: study.expert('e1').accountId,
    });
    expect(strips(study)).toEqual([]);
  });

  test('lays them out in the expert’s own order where the study shuffles', () => {
    const items = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`i${at}`, 'A']));
    const study = new TestStudy({ ...words, items, rules: { shuffledItems: true } }).join().open();
    const order = (name: string) =>
      study
        .begin(name)
        .answers(name)
        .map(({ itemId }) => itemId);
    const [mine, other] = [order('e1'), order('e2')];
    expect(mine).not.toEqual(other);
    expect([...mine].sort((a, b) => a - b)).toEqual([...other].sort((a, b) => a - b));
  });

  test('does not lay out again', () => {
    const study = opened().begin('e1').rate('e1', 'x', 5);
    const begunAt = study.at;
    study.pass(1000);
    study.begin('e1');
    expect(study.answer('e1', 'x').value).toBe(5);
    expect(study.questionnaire('e1').begunAt).toEqual(begunAt);
  });

  test('offers no previous rating that a later workbook took off the scale', async () => {
    const study = new TestStudy(words).join();
    await study.playRound('x y z\n e1 5 4 4\n e2 5 4 4');
    replaceScale(study.db, study.studyId, SCALE.slice(0, 4));
    study.open().begin('e1');
    expect(study.answers('e1').map(({ previousValue }) => previousValue)).toEqual([null, 4, 4]);
  });
});

describe('a later press', () => {
  test('goes on at the first open item', () => {
    const study = opened().begin('e1').rate('e1', 'x', 5).begin('e1');
    expect(study.questionnaire('e1').currentAnswerId).toBe(study.answer('e1', 'y').id);
  });

  test('shows the overview where nothing is open', () => {
    const study = opened().answerAll('x y z\n e1 5 4 3').begin('e1');
    expect(study.questionnaire('e1')).toMatchObject({ screen: 'overview', currentAnswerId: null });
  });

  test('on another message makes that the card, and the old one loses its buttons', () => {
    const study = opened().begin('e1', 77).begin('e1', 90);
    expect(study.questionnaire('e1').cardMessageId).toBe(90);
    expect(strips(study)).toEqual([[study.expert('e1').accountId, 77]]);
  });

  test('on the card itself strips nothing, however often', () => {
    const study = opened().begin('e1', 77).begin('e1', 77).begin('e1', 77);
    expect(strips(study)).toEqual([]);
  });

  test('for a fresh card has one sent', () => {
    const study = opened().begin('e1', 77).begin('e1');
    expect(study.questionnaire('e1')).toMatchObject({ cardMessageId: null, cardHash: null });
    expect(strips(study)).toHaveLength(1);
  });

  test('from another account of the expert finds the card of the old one gone', () => {
    const study = opened().begin('e1', 77);
    const old = study.expert('e1').accountId;
    study.moves('e1');
    study.begin('e1', 5);
    expect(study.questionnaire('e1')).toMatchObject({ cardMessageId: 5, cardHash: null });
    const last = study.queued('reply').filter(({ accountId }) => accountId === old);
    expect(last.map(({ args }) => args.replacesMessageId)).toEqual([77]);
  });
});

describe('nobody begins', () => {
  test('another’s round', () => {
    const study = opened();
    const press = { questionnaireId: study.questionnaire('e2').id, messageId: 1, ...study.press('e1') };
    expect(refusalOf(beginQuestionnaire(study.db, press))).toBe('answer.notYours');
    expect(study.questionnaire('e2').begunAt).toBeNull();
  });

  test('a round that is not there', () => {
    const study = opened();
    const press = { questionnaireId: 999, messageId: 1, ...study.press('e1') };
    expect(refusalOf(beginQuestionnaire(study.db, press))).toBe('answer.notYours');
  });

  test('a closed one, or one at its deadline', () => {
    const study = opened();
    study.pass(7 * DAY);
    expect(refusalOf(study.tryBegin('e1'))).toBe('round.closed');
    study.close();
    expect(refusalOf(study.tryBegin('e1'))).toBe('round.closed');
    expect(study.questionnaire('e1').begunAt).toBeNull();
  });
});

import { describe, expect, test } from 'vitest';
import { REASON_LIMIT } from '../../../src/domain/answering.ts';
import {
  askForReason,
  giveReason,
  leaveReason,
  removeReason,
} from '../../../src/features/answering/give-reason.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

/** A study whose expert was asked for the reason of `x`. */
function asked() {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } }).join().open();
  study.begin('e1', 7).rate('e1', 'x', 5);
  must(askForReason(study.db, study.answer('e1', 'x').id, study.press('e1')));
  return study;
}

const dialog = (study: TestStudy) => loadDialog(study.db, study.expert('e1').accountId!);
const give = (study: TestStudy, text: string) =>
  study.run((tx) => giveReason(tx, study.answer('e1', 'x').id, text, study.press('e1')));

describe('a reason', () => {
  test('is waited for, and the card says so', () => {
    const study = asked();
    expect(dialog(study)).toMatchObject({ kind: 'reason', args: { answerId: study.answer('e1', 'x').id } });
    expect(study.questionnaire('e1')).toMatchObject({
      screen: 'reason',
      currentAnswerId: study.answer('e1', 'x').id,
    });
  });

  test('is saved beside the answer; a fresh card comes below the text, and the old one loses its buttons', () => {
    const study = asked();
    must(give(study, ' چون لازم است '));
    expect(study.answer('e1', 'x')).toMatchObject({ value: 5, reason: 'چون لازم است', reasonState: 'new' });
    expect(study.questionnaire('e1')).toMatchObject({ screen: 'item', cardMessageId: null });
    expect(study.queued('strip').map(({ args }) => args.messageId)).toEqual([7]);
    expect(dialog(study)).toBeUndefined();
  });

  test('replaces the one before', () => {
    const study = asked();
    must(give(study, 'نخست'));
    must(give(study, 'دوم'));
    expect(study.answer('e1', 'x').reason).toBe('دوم');
  });

  test('that is too long or empty is refused, and waited for still', () => {
    const study = asked();
    expect(refusalOf(give(study, 'ن'.repeat(REASON_LIMIT + 1)))).toBe('reason.tooLong');
    expect(refusalOf(give(study, '  '))).toBe('reason.noText');
    expect(dialog(study)).toBeDefined();
    expect(study.answer('e1', 'x').reason).toBeNull();
  });

  test('typed when the round has closed is refused, no longer waited for, and the card shows the closing', () => {
    const study = asked().close();
    const { cardVersion } = study.questionnaire('e1');
    expect(refusalOf(give(study, 'دیر'))).toBe('round.closed');
    expect(study.answer('e1', 'x').reason).toBeNull();
    expect(dialog(study)).toBeUndefined();
    expect(study.questionnaire('e1').cardVersion).toBeGreaterThan(cardVersion);
  });

  test('can be given up, and taken off again', () => {
    const study = asked();
    const { id } = study.answer('e1', 'x');
    must(leaveReason(study.db, id, study.press('e1')));
    expect(dialog(study)).toBeUndefined();
    expect(study.questionnaire('e1').screen).toBe('item');
    must(give(study, 'چون'));
    must(removeReason(study.db, id, study.press('e1')));
    expect(study.answer('e1', 'x')).toMatchObject({ reason: null, reasonState: null, value: 5 });
  });

  test('is not another’s to ask for, give or take off', () => {
    const study = asked();
    const { id } = study.answer('e1', 'x');
    must(give(study, 'چون'));
    const presses = [askForReason, removeReason, leaveReason].map((action) =>
      action(study.db, id, study.press('e2')),
    );
    const given = giveReason(study.db, id, 'دیگر', study.press('e2'));
    expect([...presses, given].map(refusalOf)).toEqual(Array(4).fill('answer.notYours'));
    expect(study.answer('e1', 'x').reason).toBe('چون');
  });
});

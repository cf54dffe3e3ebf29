import { describe, expect, test } from 'vitest';
import {
  loadOpenQuestionnaires,
  loadQuestionnaire,
  markCardShown,
  refreshCard,
  updateQuestionnaire,
} from '../../src/store/questionnaires.ts';
import { TestStudy } from '../fixtures/study.ts';

test('an account’s open questionnaires come newest study first, without closed ones', () => {
  const words = { experts: { e1: 'A' }, items: { x: 'A' } };
  const older = new TestStudy(words);
  const newer = new TestStudy(words, older.db);
  const account = older.account();
  for (const study of [older, newer]) study.accept(study.expert('e1').token!, account);
  older.open();
  newer.open();
  const open = () => loadOpenQuestionnaires(older.db, account).map(({ studyId }) => studyId);
  expect(open()).toEqual([newer.studyId, older.studyId]);
  newer.close();
  expect(open()).toEqual([older.studyId]);
});

describe('a card', () => {
  function withCard(messageId: number | null) {
    const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join().open();
    study.begin('e1', messageId);
    const card = () => loadQuestionnaire(study.db, study.questionnaire('e1').id)!.questionnaire;
    return { study, card };
  }

  test('is in step once its message shows its version', () => {
    const { study, card } = withCard(null);
    const { id, cardVersion: version } = card();
    markCardShown(study.db, id, { messageId: 7, insteadOf: null, version, hash: 'a' });
    expect(card()).toMatchObject({ cardMessageId: 7, cardShownVersion: version, cardHash: 'a' });
  });

  test('that moved on while its message was on the way still lags', () => {
    const { study, card } = withCard(5);
    const { id, cardVersion: version } = card();
    updateQuestionnaire(study.db, id, { screen: 'overview' });
    markCardShown(study.db, id, { messageId: 5, insteadOf: 5, version, hash: 'a' });
    expect(card().cardVersion).toBeGreaterThan(card().cardShownVersion);
  });

  test('stays the new message when an edit of the old one arrives late', () => {
    const { study, card } = withCard(5);
    const { id, cardVersion: version } = card();
    study.begin('e1', null);
    markCardShown(study.db, id, { messageId: 5, insteadOf: 5, version, hash: 'a' });
    expect(card()).toMatchObject({ cardMessageId: null, cardHash: null });
    expect(card().cardVersion).toBeGreaterThan(card().cardShownVersion);
  });

  test('sent anew because its message was gone takes the new message', () => {
    const { study, card } = withCard(5);
    const { id, cardVersion: version } = card();
    markCardShown(study.db, id, { messageId: 9, insteadOf: 5, version, hash: 'a' });
    expect(card().cardMessageId).toBe(9);
  });

  test('is marked as behind only for the account that has it', () => {
    const { study, card } = withCard(5);
    const { id, cardVersion } = card();
    refreshCard(study.db, id, study.account());
    expect(card().cardVersion).toBe(cardVersion);
    refreshCard(study.db, id, study.expert('e1').accountId!);
    expect(card().cardVersion).toBe(cardVersion + 1);
  });

  test('is not marked as behind for who has left: it is shown no more, and would lag for good', () => {
    const { study, card } = withCard(5);
    const { id, cardVersion } = card();
    const { id: expertId, accountId } = study.expert('e1');
    study.db.$client.prepare('UPDATE experts SET left_at = 1 WHERE id = ?').run(expertId);
    refreshCard(study.db, id, accountId!);
    expect(card().cardVersion).toBe(cardVersion);
  });
});

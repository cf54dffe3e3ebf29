import { beforeEach, describe, expect, test } from 'vitest';
import { ANSWER_LIMIT, MOST_UNANSWERED, QUESTION_LIMIT } from '../../../src/domain/written-texts.ts';
import { confirmAccount } from '../../../src/features/joining/change-account.ts';
import {
  answerQuestion,
  awaitAnswer,
  questionRepliedTo,
} from '../../../src/features/talking/answer-question.ts';
import {
  askQuestion,
  awaitQuestion,
  loadAskableStudies,
} from '../../../src/features/talking/ask-question.ts';
import { composeQuestion, composeQuestionAnswer } from '../../../src/features/talking/compose-question.ts';
import { textLength } from '../../../src/messages/text-length.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { loadQuestion } from '../../../src/store/questions.ts';
import { HOUR, must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const WORDS = { experts: { آرش: 'A', مینا: 'A' }, items: { G1: 'A' } };
let study: TestStudy;

beforeEach(() => {
  study = new TestStudy(WORDS).join();
});

function ask(text = 'منظور از «خدمت» چیست؟', name = 'آرش') {
  const { accountId } = study.press(name);
  const given = { studyId: study.studyId, text, accountId, at: study.at };
  return study.run((tx) => askQuestion(tx, given));
}

function answer(questionId: number, text = 'هر کار برخط.', accountId = study.facilitator) {
  return study.run((tx) => answerQuestion(tx, { questionId, text, accountId, at: study.at }));
}

describe('a question', () => {
  test('reaches every facilitator of the study, once each, and says nothing of whose it is', () => {
    const other = study.colleague();
    const { questionId } = must(ask());
    const queued = study.queued('question');
    expect(queued.map(({ accountId }) => accountId)).toEqual([study.facilitator, other]);
    const { html } = composeQuestion(study.db, questionId)!;
    expect(html).toContain('منظور از «خدمت» چیست؟');
    expect(html).not.toMatch(/آرش|مینا/);
    expect(html).not.toContain(study.expert('آرش').pseudonym);
  });

  test('stands in the log without its asker', () => {
    must(ask());
    const asked = loadEvents(study.db, study.studyId).find(({ kind }) => kind === 'question.asked')!;
    expect(asked).toMatchObject({ actor: 'expert', accountId: null, details: {} });
  });

  test('is refused empty, too long, from a stranger, and where too many wait', () => {
    expect(refusalOf(ask('  '))).toBe('ask.noText');
    expect(refusalOf(ask('پ'.repeat(QUESTION_LIMIT + 1)))).toBe('ask.tooLong');
    const strange = { studyId: study.studyId, text: 'چرا؟', accountId: study.account(), at: study.at };
    expect(refusalOf(study.run((tx) => askQuestion(tx, strange)))).toBe('ask.noStudy');
    for (let asked = 0; asked < MOST_UNANSWERED; asked += 1) must(ask('پ'.repeat(QUESTION_LIMIT)));
    expect(refusalOf(ask())).toBe('ask.tooMany');
    const { accountId } = study.press('آرش');
    const request = { studyId: study.studyId, accountId, at: study.at };
    expect(refusalOf(study.run((tx) => awaitQuestion(tx, request)))).toBe('ask.tooMany');
    must(ask('من هم بپرسم؟', 'مینا'));
  });

  test('too long is waited for still: the expert shortens it', () => {
    const { accountId } = study.press('آرش');
    must(study.run((tx) => awaitQuestion(tx, { studyId: study.studyId, accountId, at: study.at })));
    expect(refusalOf(ask('پ'.repeat(QUESTION_LIMIT + 1)))).toBe('ask.tooLong');
    expect(loadDialog(study.db, accountId)?.kind).toBe('ask');
    must(ask());
    expect(loadDialog(study.db, accountId)).toBeUndefined();
  });

  test('may be about the studies that go on; where none does, about those that are over', () => {
    const other = new TestStudy(WORDS, study.db);
    const { accountId } = study.press('آرش');
    other.accept(other.expert('مینا').token!, accountId);
    const ids = () => loadAskableStudies(study.db, accountId).map((each) => each.study.id);
    expect(ids()).toEqual([other.studyId, study.studyId]);
    study.db.$client.prepare("UPDATE studies SET state = 'finished' WHERE id = ?").run(other.studyId);
    expect(ids()).toEqual([study.studyId]);
    study.db.$client.prepare("UPDATE studies SET state = 'finished'").run();
    expect(ids()).toEqual([other.studyId, study.studyId]);
  });
});

describe('an answer', () => {
  test('goes to the asker alone, once; a second one is refused', () => {
    const { questionId } = must(ask());
    must(answer(questionId));
    expect(refusalOf(answer(questionId, 'دوباره'))).toBe('question.answered');
    const queued = study.queued('question-answer');
    expect(queued.map(({ accountId }) => accountId)).toEqual([study.press('آرش').accountId]);
    const { html } = composeQuestionAnswer(study.db, questionId, queued[0]!.accountId)!;
    expect(html).toContain('هر کار برخط.');
    expect(loadQuestion(study.db, questionId)?.answer).toBe('هر کار برخط.');
  });

  test('is nobody’s business who does not run the study', () => {
    const { questionId } = must(ask());
    const stranger = study.account();
    expect(refusalOf(answer(questionId, 'نه', stranger))).toBe('question.gone');
    const press = { questionId, accountId: stranger, at: study.at };
    expect(refusalOf(study.run((tx) => awaitAnswer(tx, press)))).toBe('question.gone');
  });

  test('is meant by a reply to the question’s message, by its id or its words', () => {
    const { questionId } = must(ask());
    const later = must(ask('دوم؟'));
    const accountId = study.facilitator;
    const meant = (id: number, text = '') => questionRepliedTo(study.db, accountId, { id, text });
    const [row] = study.queued('question');
    study.deliver('question');
    const messageId = 5000 + row!.id;
    expect(meant(messageId)).toBe(questionId);
    expect(meant(messageId + 100)).toBeNull();
    // Its message's id is not known yet, or never will be.
    expect(meant(messageId + 100, '❓ پرسش: \u2068منظور از "خدمت"  چیست؟\u2069')).toBe(questionId);
    expect(meant(messageId + 100, 'منظور از خدمت')).toBeNull();
    const press = { questionId: later.questionId, accountId, at: study.at };
    must(study.run((tx) => awaitAnswer(tx, press)));
    expect(meant(messageId)).toBe(questionId);
  });

  test('shows on the messages of facilitators who had the question, and in those still to come', () => {
    const { questionId } = must(ask());
    study.deliver('question');
    const other = study.colleague();
    must(answer(questionId, 'پاسخ', other));
    const edits = study.queued('reply').filter(({ key }) => key.startsWith('question:'));
    expect(edits.map(({ accountId }) => accountId)).toEqual([study.facilitator]);
    expect(edits[0]!.args.message.html).toContain('پاسخ داده شد');
    expect(composeQuestion(study.db, questionId)!.html).toContain('پاسخ داده شد');
  });

  test('waits until the account that takes the place of the one that asked is known to be the same person’s', () => {
    const { questionId } = must(ask());
    const old = study.expert('آرش').accountId!;
    study.pass(HOUR);
    const account = study.moves('آرش');
    must(answer(questionId));
    expect(composeQuestionAnswer(study.db, questionId, account)).toBeNull();
    expect(composeQuestionAnswer(study.db, questionId, old)).toBeNull();
    const { tenureId } = study.queued('link-used')[0]!.args;
    must(study.run((tx) => confirmAccount(tx, { tenureId, accountId: old, at: study.at })));
    expect(composeQuestionAnswer(study.db, questionId, account)).not.toBeNull();
  });

  test('fits one message with its question, at their limits and with signs that HTML escapes', () => {
    const { questionId } = must(ask('<'.repeat(QUESTION_LIMIT)));
    must(answer(questionId, '&'.repeat(ANSWER_LIMIT)));
    expect(textLength(composeQuestion(study.db, questionId)!.html)).toBeLessThanOrEqual(4096);
    const { accountId } = study.press('آرش');
    const told = composeQuestionAnswer(study.db, questionId, accountId)!;
    expect(textLength(told.html)).toBeLessThanOrEqual(4096);
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { askQuestion } from '../../src/features/talking/ask-question.ts';
import type { Dialog } from '../../src/store/dialogs.ts';
import { loadDialog } from '../../src/store/dialogs.ts';
import { loadQueuedJobs } from '../../src/store/jobs.ts';
import { dialogs } from '../../src/store/schema.ts';
import { html, plain } from '../../src/texts/i18n.ts';
import { TestChat } from '../fixtures/chat.ts';
import { must, TestStudy } from '../fixtures/study.ts';

/** A running round; what is waited for stands in the table as a program of before this one wrote it. */
let study: TestStudy;
let chat: TestChat;
let expert: number;

beforeEach(() => {
  study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } }).join('e1', 'e2').open();
  study.begin('e1');
  chat = new TestChat(study);
  expert = study.expert('e1').accountId!;
});

function waits(accountId: number, kind: string, args: Dialog['args'], startedAt = study.at): void {
  study.db
    .insert(dialogs)
    .values({ accountId, kind: kind as Dialog['kind'], args, startedAt })
    .run();
}

const ask = () =>
  must(askQuestion(study.db, { studyId: study.studyId, text: 'چرا؟', accountId: expert, at: study.at }));

describe('what is typed goes to what waits for it', () => {
  test('a question, and one whose study was not known yet', async () => {
    waits(expert, 'ask', { studyId: study.studyId });
    expect((await chat.writes(expert, 'مهلت تا کی است؟')).join()).toBe(
      html('ask.sent', { title: study.study.title }),
    );
    waits(expert, 'ask-which', { text: 'پرسش پیشین' });
    await chat.writes(expert, 'پرسش دیگر');
    expect(study.queued('question')).toHaveLength(2);
  });

  test('a proposal, and the code of an item to go', async () => {
    waits(expert, 'suggest', { studyId: study.studyId, messageId: 3, kind: 'comment', itemId: null });
    expect((await chat.writes(expert, 'بسیار خوب')).join()).toContain(html('suggest.received'));
    waits(expert, 'suggest-item', { studyId: study.studyId, messageId: 3 });
    await chat.writes(expert, 'x');
    expect(loadDialog(study.db, expert)).toMatchObject({ kind: 'suggest', args: { kind: 'remove' } });
  });

  test('an announcement of a facilitator, and the answer to a question', async () => {
    waits(study.facilitator, 'announce', { studyId: study.studyId });
    expect((await chat.writes(study.facilitator, 'یادآوری مهم')).join()).toContain('یادآوری مهم');
    const { questionId } = ask();
    study.db.delete(dialogs).run();
    waits(study.facilitator, 'answer-question', { questionId });
    await chat.writes(study.facilitator, 'پاسخ');
    expect(study.queued('question-answer')).toHaveLength(1);
  });
});

test('what is no text is said to be none, a workbook of a facilitator is read, and a command is a command', async () => {
  waits(study.facilitator, 'announce', { studyId: study.studyId });
  expect(await chat.sends(study.facilitator, { sticker: {} })).toEqual([
    html('announce.writeAgain', { label: plain('label.cancel') }),
  ]);
  await chat.sends(study.facilitator, { document: { file_id: 'f', file_unique_id: 'f' } });
  expect(loadQueuedJobs(study.db).map(({ kind }) => kind)).toEqual(['read-workbook']);
  expect((await chat.writes(study.facilitator, '/panels')).join()).toContain('A');
  expect(loadDialog(study.db, study.facilitator)).toMatchObject({ kind: 'announce' });
});

test('an answer typed days after its question was pressed is about something else', async () => {
  const { questionId } = ask();
  waits(study.facilitator, 'answer-question', { questionId }, new Date(study.at.getTime() - 3 * 86_400_000));
  expect((await chat.writes(study.facilitator, 'سلام')).join()).toBe(html('facilitator.unexpected'));
  expect(study.queued('question-answer')).toEqual([]);
});

test('a dialog of a facilitator waits for nothing once the account is none', async () => {
  waits(expert, 'announce', { studyId: study.studyId });
  expect((await chat.writes(expert, 'به همه')).join()).toBe(
    html('expert.unexpected.text', { text: 'به همه' }),
  );
});

test('a dialog that no program reads any more holds nothing up', async () => {
  waits(expert, 'horoscope', {});
  expect((await chat.writes(expert, 'سلام')).join()).toBe(html('expert.unexpected.greeting'));
  expect((await chat.writes(expert, '/cancel')).join()).toBe(html('facilitator.cancel.done'));
});

import { beforeEach, describe, expect, test } from 'vitest';
import {
  answerQuestionButton,
  askThisButton,
  cancelDialogButton,
  tellQuestionButton,
} from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { questions } from '../../../src/store/schema.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, must, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } };
let study: TestStudy;
let chat: TestChat;
let expert: number;

beforeEach(() => {
  study = new TestStudy(words).join();
  chat = new TestChat(study);
  expert = study.press('e1').accountId;
});

const asked = () => study.db.select().from(questions).all();
const labels = (accountId: number) =>
  chat
    .said(accountId)
    .at(-1)!
    .buttons!.flat()
    .map(({ text }) => text);

describe('/ask', () => {
  test('takes the next text for the question, and passes it on', async () => {
    expect(await chat.writes(expert, '/ask')).toEqual([expect.stringContaining('پرسش خود را بنویسید')]);
    expect(labels(expert)).toEqual(['لغو']);
    expect(await chat.writes(expert, 'مهلت تا کی است؟')).toEqual([expect.stringContaining('بدون نامتان')]);
    expect(asked()).toMatchObject([{ text: 'مهلت تا کی است؟', expertId: study.expert('e1').id }]);
    expect(await chat.writes(expert, 'و این؟')).toEqual([expect.stringContaining('به کسی نمی‌رسد')]);
  });

  test('with a text passes it on at once', async () => {
    expect(await chat.writes(expert, '/ask چرا؟')).toEqual([expect.stringContaining('بدون نامتان')]);
    expect(asked()).toHaveLength(1);
  });

  test('of invisible signs alone is no question', async () => {
    await chat.writes(expert, '/ask');
    expect(await chat.writes(expert, '\u200c\u200e')).toEqual([expect.stringContaining('به‌صورت متن')]);
    expect(await chat.writes(expert, '/ask \u200c')).toEqual([
      expect.stringContaining('پرسش خود را بنویسید'),
    ]);
    expect(asked()).toEqual([]);
  });

  test('that only greets is not passed on, and is waited for still', async () => {
    await chat.writes(expert, '/ask');
    for (const greeting of ['سلام', 'سلام، خسته نباشید'])
      expect(await chat.writes(expert, greeting)).toEqual([expect.stringContaining('این پیام به کسی نرفت')]);
    expect(asked()).toEqual([]);
    await chat.writes(expert, 'سلام، مهلت تا کی است؟');
    expect(asked()).toMatchObject([{ text: 'سلام، مهلت تا کی است؟' }]);
  });

  test('«لغو» gives it up; pressed again it does no harm to a later one', async () => {
    await chat.writes(expert, '/ask');
    const first = cancelDialogButton.write({ startedAt: study.at.getTime() });
    expect(await chat.presses(expert, first)).toEqual({});
    expect(loadDialog(study.db, expert)).toBeUndefined();
    study.pass(1000);
    await chat.writes(expert, '/ask');
    expect(await chat.presses(expert, first)).toEqual({});
    expect(loadDialog(study.db, expert)?.kind).toBe('ask');
    await chat.writes(expert, '/cancel');
    expect(loadDialog(study.db, expert)).toBeUndefined();
    expect(asked()).toEqual([]);
  });

  test('is given up by itself after a day: what is typed then is about something else', async () => {
    await chat.writes(expert, '/ask');
    study.pass(DAY);
    expect(await chat.writes(expert, 'چه خبر؟')).toEqual([expect.stringContaining('به کسی نمی‌رسد')]);
    expect(asked()).toEqual([]);
    expect(loadDialog(study.db, expert)).toBeUndefined();
  });

  test('with a sticker in place of words is asked again', async () => {
    await chat.writes(expert, '/ask');
    const sticker = { sticker: { file_id: 'f', file_unique_id: 'u' } };
    expect(await chat.sends(expert, sticker)).toEqual([expect.stringContaining('به‌صورت متن')]);
    await chat.writes(expert, 'خب: چرا؟');
    expect(asked()).toHaveLength(1);
  });

  test('of an expert of several studies asks which; a text typed before is not lost, nor sent twice', async () => {
    const other = new TestStudy({ ...words, rules: { title: 'مطالعهٔ دوم' } }, study.db);
    must(other.accept(other.expert('e1').token!, expert));
    await chat.writes(expert, '/ask چند دور است؟');
    expect(labels(expert)).toEqual(['۱. مطالعهٔ دوم', '۲. خدمات الکترونیکی', 'لغو']);
    expect(asked()).toEqual([]);
    const [first] = chat.said(expert);
    await chat.writes(expert, '/ask تا کی؟');
    // Each question has its own choice.
    const choose = ({ buttons }: Message) => chat.presses(expert, buttons![1]![0]!.data!);
    expect(first!.html).toContain('چند دور است؟');
    expect(await choose(first!)).toEqual({});
    expect(asked()).toMatchObject([{ text: 'چند دور است؟', studyId: study.studyId }]);
    expect(await choose(first!)).toMatchObject({ alert: true });
    // As an earlier version wrote the button.
    expect(await chat.presses(expert, askThisButton.write({ studyId: study.studyId }))).toMatchObject({
      alert: true,
    });
    expect(asked()).toHaveLength(1);

    await chat.writes(expert, '/ask');
    const button = chat.said(expert).at(-1)!.buttons![0]![0]!;
    await chat.presses(expert, button.data!);
    await chat.writes(expert, 'دربارهٔ دومی');
    expect(asked().find(({ text }) => text === 'دربارهٔ دومی')).toMatchObject({ studyId: other.studyId });
  });

  test('of a stranger says how to join', async () => {
    expect(await chat.writes(study.account(), '/ask چرا؟')).toEqual([
      expect.stringContaining('عضو مطالعه‌ای نیستید'),
    ]);
  });
});

describe('a facilitator', () => {
  async function asking(): Promise<{ questionId: number; messageId: number }> {
    await chat.writes(expert, '/ask مهلت تا کی است؟');
    const row = study.queued('question').at(-1)!;
    study.deliver('question');
    return { questionId: row.args.questionId, messageId: 5000 + row.id };
  }
  const replyTo = (message_id: number) => ({ reply_to_message: { message_id, date: 1 } });

  test('answers by a reply to the question, once', async () => {
    const { messageId } = await asking();
    const { facilitator } = study;
    const said = await chat.writes(facilitator, 'تا شنبه.', replyTo(messageId));
    expect(said.at(-1)).toContain('برای فرستندهٔ پرسش فرستاده می‌شود');
    expect(study.queued('question-answer').map(({ accountId }) => accountId)).toEqual([expert]);
    expect(await chat.writes(facilitator, 'تا یکشنبه.', replyTo(messageId))).toEqual([
      expect.stringContaining('پیش‌تر پاسخ داده شده'),
    ]);
    expect(asked()[0]!.answer).toBe('تا شنبه.');
  });

  test('or by the button and a typed text, where replies do not exist', async () => {
    const { questionId } = await asking();
    const { facilitator } = study;
    const press = answerQuestionButton.write({ questionId });
    expect(await chat.presses(facilitator, press)).toEqual({});
    expect(await chat.sends(facilitator, { sticker: { file_id: 'f' } })).toEqual([
      expect.stringContaining('به‌صورت متن'),
    ]);
    await chat.writes(facilitator, 'تا شنبه.');
    expect(asked()[0]!.answer).toBe('تا شنبه.');
    expect(await chat.presses(facilitator, press)).toMatchObject({ alert: true });
  });

  test('a reply to any other message answers nothing, and a command in a reply is a command', async () => {
    const { messageId } = await asking();
    const { facilitator } = study;
    await chat.writes(facilitator, 'سلام', replyTo(messageId + 1));
    await chat.writes(facilitator, '/status', replyTo(messageId));
    expect(asked()[0]!.answer).toBeNull();
  });

  test('may tell question and answer to all, previewed', async () => {
    const { questionId, messageId } = await asking();
    const { facilitator } = study;
    const tell = tellQuestionButton.write({ questionId });
    expect(await chat.presses(facilitator, tell)).toMatchObject({ alert: true });
    await chat.writes(facilitator, 'تا شنبه.', replyTo(messageId));
    await chat.presses(facilitator, tell);
    const preview = chat.said(facilitator).at(-1)!;
    expect(preview.html).toContain('مهلت تا کی است؟');
    expect(preview.html).toContain('تا شنبه.');
    expect(study.queued('announcement')).toEqual([]);
    const send = preview.buttons!.flat().find(({ text }) => text === 'فرستادن به ۲ نفر')!;
    expect(await chat.presses(facilitator, send.data!)).toEqual({});
    // The asker too: who alone got nothing would be known.
    expect(study.queued('announcement').map(({ accountId }) => accountId)).toContain(expert);
    expect(study.queued('announcement')).toHaveLength(2);
    expect(await chat.presses(facilitator, send.data!)).toMatchObject({ alert: true });
  });

  test('announces by /announce with a text, or with the next one', async () => {
    const { facilitator } = study;
    expect((await chat.writes(facilitator, '/announce جلسه فرداست')).at(-1)).toContain('جلسه فرداست');
    expect(await chat.writes(facilitator, '/announce')).toEqual([
      expect.stringContaining('در یک پیام بنویسید'),
    ]);
    const [said] = await chat.writes(facilitator, 'جلسه پس‌فرداست');
    expect(said).toContain('جلسه پس‌فرداست');
    expect(labels(facilitator)).toEqual(['فرستادن به ۲ نفر', 'لغو']);
    const cancel = chat.said(facilitator).at(-1)!.buttons!.flat().at(-1)!;
    expect(await chat.presses(facilitator, cancel.data!)).toEqual({});
    expect(study.queued('announcement')).toEqual([]);
  });

  test('offers to send no text of invisible signs alone', async () => {
    const { facilitator } = study;
    expect((await chat.writes(facilitator, '/announce \u200c')).at(-1)).toContain('در یک پیام بنویسید');
    expect(await chat.writes(facilitator, '\u200f\u200c')).toEqual([expect.stringContaining('به‌صورت نوشته')]);
    expect(study.queued('announcement')).toEqual([]);
  });

  test('/announce exists for no expert', async () => {
    expect(await chat.writes(expert, '/announce سلام')).toEqual(await chat.writes(expert, '/nosuch'));
  });
});

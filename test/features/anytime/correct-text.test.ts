import { beforeEach, describe, expect, test } from 'vitest';
import { decideProposal } from '../../../src/features/proposals/decide-proposal.ts';
import { loadNewProposals, loadProposals } from '../../../src/store/proposals.ts';
import { loadQuestion } from '../../../src/store/questions.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;
let chat: TestChat;
let expert: number;

beforeEach(() => {
  study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A', y: 'A' } }).join();
  chat = new TestChat(study);
  expert = study.press('e1').accountId;
});

const SENT = 900;
const writes = (account: number, text: string) => chat.writes(account, text, { message_id: SENT });
const edits = (account: number, text: string) => chat.edits(account, SENT, text);
const press = async (account: number, label: string) => {
  const buttons = chat.said(account).at(-1)!.buttons!.flat();
  return chat.presses(account, buttons.find(({ text }) => text.includes(label))!.data!);
};

describe('a question that was edited', () => {
  const questionId = () => study.queued('question')[0]!.args.questionId;

  test('stands in its new words, and comes anew to who has read the old ones', async () => {
    await writes(expert, '/ask تا کی؟');
    expect((await edits(expert, 'تا چه روزی؟'))[0]).toContain('پرسش اصلاح شد');
    expect(loadQuestion(study.db, questionId())!.text).toBe('تا چه روزی؟');
    // Nobody has got it yet: the message that waits brings the new words.
    expect(study.queued('question')).toHaveLength(1);
    study.deliver('question');
    study.pass(1000);
    await edits(expert, 'تا کدام روز؟');
    expect(study.queued('question')).toMatchObject([{ args: { corrected: true } }]);
  });

  test('after an answer changes nothing, says why, and offers to ask these words', async () => {
    await writes(expert, '/ask تا کی؟');
    const id = questionId();
    study.db.$client.prepare("UPDATE questions SET answer = 'شنبه' WHERE id = ?").run(id);
    const [said] = await edits(expert, 'و جمعه چه؟');
    expect(said).toContain('پیش از ویرایش پاسخ داده شده');
    expect(said).toContain('«\u2068و جمعه چه؟\u2069»');
    expect(loadQuestion(study.db, id)!.text).toBe('تا کی؟');
    await press(expert, 'پرسش از برگزارکننده');
    expect(study.queued('question')).toHaveLength(2);
  });

  test('to words that are too long says so and keeps the old ones', async () => {
    await writes(expert, '/ask تا کی؟');
    expect((await edits(expert, 'ن'.repeat(1500)))[0]).toContain('بلندتر از');
    expect(loadQuestion(study.db, questionId())!.text).toBe('تا کی؟');
    const refused = chat.said(expert).at(-1)!.buttons!.flat()[0]!.data!;
    // What was refused may be corrected itself, and then does not wait any more.
    expect((await edits(expert, 'تا چه روزی؟'))[0]).toContain('پرسش اصلاح شد');
    expect(loadQuestion(study.db, questionId())!.text).toBe('تا چه روزی؟');
    expect(await chat.presses(expert, refused)).toMatchObject({ alert: true });
  });

  test('with the command that it was typed behind is corrected by what stands there', async () => {
    await writes(expert, '/ask تا کی؟');
    expect((await edits(expert, '/ask تا چه روزی؟'))[0]).toContain('پرسش اصلاح شد');
    expect(loadQuestion(study.db, questionId())!.text).toBe('تا چه روزی؟');
    expect((await edits(expert, `/ask ${'ن'.repeat(1500)}`))[0]).toContain('بلندتر از');
    expect(loadQuestion(study.db, questionId())!.text).toBe('تا چه روزی؟');
  });
});

describe('a proposal that was edited', () => {
  test('takes the place of the old one until it is decided', async () => {
    await chat.writes(expert, '/suggest');
    await press(expert, 'نظر دربارهٔ');
    await writes(expert, 'مهلت کم');
    expect((await edits(expert, 'مهلت کم است'))[0]).toContain('پیشنهاد اصلاح شد');
    const [proposal] = loadNewProposals(study.db, study.studyId);
    expect(proposal!.text).toBe('مهلت کم است');
    const { facilitator: accountId, at } = study;
    study.run((tx) => {
      must(decideProposal(tx, { proposalId: proposal!.id, decision: 'accepted', accountId, at }));
    });
    expect((await edits(expert, 'مهلت زیاد است'))[0]).toContain('پیش از ویرایش بررسی شده');
    expect(loadProposals(study.db, study.studyId)[0]!.text).toBe('مهلت کم است');
  });

  test('also where it was typed before its kind was chosen', async () => {
    await chat.writes(expert, '/suggest');
    await writes(expert, 'مهلت کم');
    await press(expert, 'نظر دربارهٔ');
    await edits(expert, 'مهلت کم است');
    expect(loadNewProposals(study.db, study.studyId)[0]!.text).toBe('مهلت کم است');
  });
});

describe('a reason that was edited', () => {
  test('stands in its new words while the round is open', async () => {
    study.open().begin('e1', 7).rate('e1', 'x', 4);
    await chat.pressesLabel('e1', 'نوشتن دلیل');
    await writes(expert, 'ارزان');
    const [code] = ['x', 'y'].filter((one) => study.answer('e1', one).reason !== null);
    expect((await edits(expert, 'ارزان است'))[0]).toContain('دلیل اصلاح شد');
    expect(study.answer('e1', code!).reason).toBe('ارزان است');
    study.close();
    expect((await edits(expert, 'گران است'))[0]).toContain('بسته شده');
    expect(study.answer('e1', code!).reason).toBe('ارزان است');
  });
});

describe('a facilitator’s text that was edited', () => {
  test('an announcement is shown in its new words until it is sent', async () => {
    await writes(study.facilitator, '/announce جلسه شنبه');
    const said = await edits(study.facilitator, 'جلسه یکشنبه');
    expect(said[0]).toContain('متن پیام اصلاح شد');
    expect(said[1]).toContain('جلسه یکشنبه');
    await press(study.facilitator, 'فرستادن به');
    study.pass(1000);
    expect((await edits(study.facilitator, 'جلسه دوشنبه'))[0]).toContain('پیش از ویرایش فرستاده شد');
    const row = study.db.$client.prepare('SELECT text FROM announcements').pluck().all();
    expect(row).toEqual(['جلسه یکشنبه']);
  });

  test('an answer to a question until it has left', async () => {
    await chat.writes(expert, '/ask تا کی؟');
    const { questionId } = study.queued('question')[0]!.args;
    study.deliver('question');
    const messageId =
      5000 + Number(study.db.$client.prepare("SELECT id FROM outbox WHERE kind = 'question'").pluck().get());
    await writesReply(messageId, 'تا شنبه');
    expect((await edits(study.facilitator, 'تا یکشنبه'))[0]).toContain('پاسخ اصلاح شد');
    expect(loadQuestion(study.db, questionId)!.answer).toBe('تا یکشنبه');
    study.deliver('question-answer');
    expect((await edits(study.facilitator, 'تا دوشنبه'))[0]).toContain('پیش از ویرایش فرستاده شد');
    expect(loadQuestion(study.db, questionId)!.answer).toBe('تا یکشنبه');
  });

  const writesReply = (messageId: number, text: string) =>
    chat.writes(study.facilitator, text, {
      message_id: SENT,
      reply_to_message: { message_id: messageId, text: '' },
    });
});

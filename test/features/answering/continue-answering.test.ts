import { describe, expect, test } from 'vitest';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A' }, items: { x: 'A', y: 'A' } };

function joined() {
  const study = new TestStudy(words).join();
  return { study, chat: new TestChat(study), account: study.expert('e1').accountId! };
}

describe('/continue', () => {
  test('tells who has joined nothing how to join', async () => {
    const { study, chat } = joined();
    expect(await chat.writes(study.account(), '/continue')).toEqual([
      expect.stringContaining('عضو پانلی نیستید'),
    ]);
  });

  test('tells between two rounds what to wait for, and at the end that it is over', async () => {
    const { study, chat, account } = joined();
    expect(await chat.writes(account, '/continue')).toEqual([expect.stringContaining('اکنون دوری از')]);
    study.db.$client.exec("UPDATE panels SET status = 'finished'");
    expect(await chat.writes(account, '/continue')).toEqual([
      expect.stringContaining('برای شما در پیش نیست'),
    ]);
    study.db.$client.exec("UPDATE studies SET state = 'finished'");
    expect(await chat.writes(account, '/continue')).toEqual([expect.stringContaining('پایان یافته است')]);
  });

  test('brings a fresh card of the open round, and the old one loses its buttons', async () => {
    const { study, chat, account } = joined();
    study.open().begin('e1', 7).rate('e1', 'x', 5);
    expect(await chat.writes(account, '/continue')).toEqual([]);
    expect(study.questionnaire('e1')).toMatchObject({
      cardMessageId: null,
      currentAnswerId: study.answer('e1', 'y').id,
    });
    expect(study.queued('strip').map(({ args }) => args.messageId)).toEqual([7]);
  });

  test('begins a round whose opening has not come yet', async () => {
    const { study, chat, account } = joined();
    study.open();
    await chat.writes(account, '/continue');
    expect(study.questionnaire('e1').begunAt).toEqual(study.at);
  });

  test('after the deadline brings no card', async () => {
    const { study, chat, account } = joined();
    study.open().pass(7 * DAY);
    expect(await chat.writes(account, '/continue')).toEqual([expect.stringContaining('اکنون دوری از')]);
    expect(study.questionnaire('e1').begunAt).toBeNull();
  });

  test('with two rounds open asks which, the newest study first', async () => {
    const { study, chat, account } = joined();
    const other = new TestStudy({ ...words, rules: { title: 'مطالعهٔ دوم' } }, study.db);
    other.accept(other.expert('e1').token!, account);
    study.open();
    other.open();
    const [said] = await chat.writes(account, '/continue');
    expect(said).toMatch(/۱\. .*مطالعهٔ دوم.*\n۲\. .*خدمات/u);
    expect(
      chat
        .said(account)
        .at(-1)!
        .buttons!.flat()
        .map(({ text, data }) => [text, data]),
    ).toEqual([
      ['شروع پاسخ‌گویی ۱', `b:${other.questionnaire('e1').id}`],
      ['شروع پاسخ‌گویی ۲', `b:${study.questionnaire('e1').id}`],
    ]);
  });
});

describe('to an expert', () => {
  test('a facilitator’s command does not exist', async () => {
    const { chat, account } = joined();
    const [unknown] = await chat.writes(account, '/nonsense');
    for (const command of ['/open', '/status', '/close', '/finish', '/export', '/studies', '/extend 3d']) {
      expect(await chat.writes(account, command)).toEqual([unknown]);
    }
  });

  test('/help tells what can be done, and until when', async () => {
    const { study, chat, account } = joined();
    study.open();
    const [help] = await chat.writes(account, '/help');
    expect(help).toContain('/continue');
    expect(help).toContain('شنبه ۱۴ آذر ۱۴۰۵، ساعت ۱۰:۰۰');
    expect(help).not.toMatch(/\/open|\/close/);
  });
});

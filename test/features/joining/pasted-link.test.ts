import { describe, expect, test } from 'vitest';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

function invited() {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } });
  const chat = new TestChat(study);
  return { study, chat, stranger: study.account(), token: study.expert('e1').token! };
}

describe('a personal link pasted as text', () => {
  test.each([
    (token: string) => token,
    (token: string) => ` ${token}\n`,
    (token: string) => `https://ble.ir/hamray_test_bot?start=${token}`,
    (token: string) => `t.me/hamray_bot?start=${token}`,
    (token: string) => `tg://resolve?domain=hamray_bot&start=${token}`,
    (token: string) => `https://telegram.me/hamray_bot?text=%D8%B3&start=${token}.`,
    (token: string) => `«${token}».`,
    (token: string) => `\u2068“${token}”\u2069؛`,
    (token: string) => `\u200e\u2066${token}\u2069!`,
    (token: string) => `https://t.me/hamray_bot/?start=${token}`,
    (token: string) =>
      `\u2066https://t.me/hamray_bot?start=${token}\u2069\nhttps://ble.ir/hamray_bot?start=${token}`,
    (token: string) =>
      `مریم گرامی، با سلام\nپیوند شخصی شما: https://t.me/hamray_bot?start=${token}\nاین پیوند را به کسی ندهید.`,
  ])('is as good as opened: %s', async (paste) => {
    const { chat, stranger, token } = invited();
    expect(await chat.writes(stranger, paste(token))).toEqual(await chat.writes(stranger, `/start ${token}`));
    expect(chat.said(stranger)[0]!.html).toContain('از شما دعوت می‌شود');
  });

  test('is opened from a picture’s caption, and where it stands behind a word', async () => {
    const { chat, stranger, token } = invited();
    const consent = await chat.writes(stranger, `/start ${token}`);
    const url = `https://ble.ir/hamray_bot?start=${token}`;
    const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
    expect(await chat.sends(stranger, { photo, caption: `دعوت: ${url}` })).toEqual(consent);
    const entities = [{ type: 'text_link' as const, offset: 0, length: 4, url }];
    expect(await chat.sends(stranger, { text: 'دعوت', entities })).toEqual(consent);
  });

  test('shows a facilitator what the expert would see', async () => {
    const { study, chat, token } = invited();
    expect((await chat.writes(study.facilitator, token))[0]).toContain('این چیزی است که خبره');
  });

  test('that is used or invented brings a stranger what /start brings', async () => {
    const { chat, stranger } = invited();
    const invented = 'abcdefghijklmnopqrstuvwx';
    expect(await chat.writes(stranger, invented)).toEqual(await chat.writes(stranger, `/start ${invented}`));
  });

  test('is a reason while one is asked for', async () => {
    const { study, chat, token } = invited();
    study.join('e2').open().begin('e2', 50);
    await chat.pressesLabel('e2', 'نوشتن دلیل');
    await chat.writes(study.expert('e2').accountId!, token);
    expect(study.answer('e2', 'x').reason).toBe(token);
  });

  test('is not what any other text is', async () => {
    const { chat, stranger } = invited();
    expect((await chat.writes(stranger, 'سلام'))[0]).not.toContain('پیوند معتبر نیست');
  });
});

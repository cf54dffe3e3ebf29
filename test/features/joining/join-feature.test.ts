import { describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { composeExpertDeclined } from '../../../src/features/joining/decline.ts';
import { linkMark, stateOf } from '../../../src/features/joining/list-experts.ts';
import {
  acceptButton,
  beginButton,
  declineButton,
  rateButton,
  renewLinkButton,
} from '../../../src/messages/buttons.ts';
import { loadAccount } from '../../../src/store/accounts.ts';
import { renewToken, updateExpert } from '../../../src/store/experts.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, TestStudy } from '../../fixtures/study.ts';

const words = {
  experts: { e1: 'A', e2: 'A' },
  items: { x: 'A' },
  rules: { guidance: 'پیش از شروع بخوانید.' },
};

const rendered = (study: TestStudy, { args }: { args: { expertId: number } }) => ({
  message: composeExpertDeclined(study.db, args.expertId),
});

function invited() {
  const study = new TestStudy(words);
  const chat = new TestChat(study);
  return { study, chat, stranger: study.account(), token: study.expert('e1').token! };
}

describe('«نه، سپاس»', () => {
  const declined = async () => {
    const all = invited();
    await all.chat.writes(all.stranger, `/start ${all.token}`);
    const ended = await all.chat.presses(all.stranger, declineButton.write(all.token), 12);
    return { ...all, ended };
  };

  test('is thanked for, told to the facilitators once, and leaves the link good', async () => {
    const { study, chat, stranger, token, ended } = await declined();
    expect(ended.alert).not.toBe(true);
    expect(chat.said(stranger).at(-1)!.html).toContain('سپاس از پاسخ شما');
    await chat.presses(stranger, declineButton.write(token), 12);
    const told = study.queued('expert-declined');
    expect(told.map(({ accountId }) => accountId)).toEqual([study.facilitator]);
    const { message } = rendered(study, told[0]!);
    expect(message?.html).toBe(
      '➖ \u2068e1\u2069 دعوت «خدمات» را نپذیرفت.'.replace('خدمات', study.study.title),
    );
    expect((await chat.writes(stranger, `/start ${token}`))[0]).toContain('از شما دعوت می‌شود');
  });

  test('is no more once the consent is accepted after all', async () => {
    const { study, chat, stranger, token } = await declined();
    expect(stateOf({ ...study.expert('e1'), isUnreachable: false })).toBe('declined');
    await chat.presses(stranger, acceptButton.write(token));
    expect(study.expert('e1')).toMatchObject({ accountId: stranger, declinedAt: null });
    expect(rendered(study, study.queued('expert-declined')[0]!).message).toBeNull();
    expect(await chat.presses(stranger, declineButton.write(token))).toMatchObject({ alert: true });
    expect(study.expert('e1').accountId).toBe(stranger);
  });

  test('of a new link’s opener changes nothing of the expert who has joined', async () => {
    const { study, chat, token } = invited();
    study.accept(token, study.account());
    renewToken(study.db, study.expert('e1').id, 'x'.repeat(24));
    const other = study.account();
    await chat.writes(other, `/start ${'x'.repeat(24)}`);
    await chat.presses(other, declineButton.write('x'.repeat(24)));
    expect(study.expert('e1')).toMatchObject({ declinedAt: null, consentShownTo: null });
    expect(study.queued('expert-declined')).toEqual([]);
  });
});

describe('a personal link', () => {
  test('brings a stranger the consent, and its button the welcome with the orientation', async () => {
    const { study, chat, stranger, token } = invited();
    expect(await chat.writes(stranger, `/start ${token}`)).toEqual([
      expect.stringContaining('از شما دعوت می‌شود'),
    ]);
    expect(
      chat
        .said(stranger)
        .at(-1)!
        .buttons!.flat()
        .map(({ text }) => text),
    ).toEqual(['می‌پذیرم و عضو می‌شوم', 'نه، سپاس']);
    expect(await chat.presses(stranger, acceptButton.write(token), 12)).toEqual({});
    expect(chat.said(stranger).at(-1)!.html).toContain('پیش از شروع بخوانید.');
    expect(study.expert('e1').accountId).toBe(stranger);
    expect(study.queued('strip').map(({ args }) => args.messageId)).toEqual([12]);
  });

  test('accepted twice ends the second spinner without an alert', async () => {
    const { chat, stranger, token } = invited();
    await chat.presses(stranger, acceptButton.write(token));
    const said = chat.said(stranger).length;
    expect((await chat.presses(stranger, acceptButton.write(token))).alert).not.toBe(true);
    expect(chat.said(stranger)).toHaveLength(said);
  });

  test('accepted by a second account is refused by an alert', async () => {
    const { study, chat, stranger, token } = invited();
    await chat.presses(stranger, acceptButton.write(token));
    expect(await chat.presses(study.account(), acceptButton.write(token))).toMatchObject({ alert: true });
  });

  test('that is used and one that never was bring a stranger the same words, which name nothing', async () => {
    const { study, chat, stranger, token } = invited();
    await chat.presses(stranger, acceptButton.write(token));
    const used = await chat.writes(study.account(), `/start ${token}`);
    const unknown = await chat.writes(study.account(), '/start abcdefghijklmnopqrstuvwx');
    expect(used).toEqual(unknown);
    expect(used).toHaveLength(1);
    expect(used[0]).not.toMatch(/خدمات|e1|پانل A/);
  });

  test('brings a facilitator a preview without a button', async () => {
    const { study, chat, token } = invited();
    expect(await chat.writes(study.facilitator, `/start ${token}`)).toEqual([
      expect.stringContaining('پیوند دست‌نخورده می‌ماند'),
    ]);
    expect(chat.said(study.facilitator).at(-1)!.buttons).toBeUndefined();
    expect(study.expert('e1').token).toBe(token);
  });

  test('opened by who has joined brings what /continue brings', async () => {
    const { study, chat, stranger, token } = invited();
    await chat.presses(stranger, acceptButton.write(token));
    const continued = await chat.writes(stranger, '/continue');
    expect(await chat.writes(stranger, `/start ${token}`)).toEqual(continued);
    expect(await chat.writes(stranger, `/start ${study.expert('e2').token}`)).toEqual(continued);
    expect(await chat.writes(stranger, '/start')).toEqual(continued);
  });
});

test('a link opened after the study’s end says so, and one shown before it joins no more', async () => {
  const { study, chat, stranger, token } = invited();
  await chat.writes(stranger, `/start ${token}`);
  study.db.$client.exec("UPDATE studies SET state = 'finished'");
  expect(await chat.presses(stranger, acceptButton.write(token))).toMatchObject({ alert: true });
  expect(await chat.writes(stranger, `/start ${token}`)).toEqual([
    expect.stringContaining('پایان یافته است و عضو تازه نمی‌پذیرد'),
  ]);
  expect(study.expert('e1').accountId).toBeNull();
});

describe('a changed account', () => {
  test('takes the old one’s place by the facilitator’s new link: card, buttons and news', async () => {
    const { study, chat, stranger: old, token } = invited();
    must(study.accept(token, old));
    study.open();
    await chat.presses(old, beginButton.write({ questionnaireId: study.questionnaire('e1').id }), 60);
    study.rate('e1', 'x', 4);
    const answerId = study.answer('e1', 'x').id;
    const { facilitator } = study;
    const { id: expertId } = study.expert('e1');
    const panelId = study.panel('A').id;
    const mark = linkMark(study.expert('e1'));
    await chat.presses(facilitator, renewLinkButton.write({ expertId, panelId, page: 0, mark }));
    const renewed = study.expert('e1').token!;
    expect(await chat.presses(old, rateButton.write({ answerId, place: 3 }))).toEqual({});

    const fresh = study.account();
    await chat.writes(fresh, `/start ${renewed}`);
    expect(await chat.presses(fresh, acceptButton.write(renewed))).toEqual({});
    const told = study.queued('reply').filter(({ accountId }) => accountId === old);
    expect(told.at(-1)!.args.replacesMessageId).toBe(60);
    expect(await chat.presses(old, rateButton.write({ answerId, place: 0 }))).toMatchObject({ alert: true });
    expect(await chat.writes(old, '/continue')).toEqual([expect.stringContaining('هنوز عضو پانلی نیستید')]);
    expect(study.queued('round-opened').at(-1)).toMatchObject({ accountId: fresh });
    await chat.writes(fresh, '/continue');
    expect(study.answer('e1', 'x').state).toBe('open');
    expect(
      await chat.presses(fresh, rateButton.write({ answerId: study.answer('e1', 'x').id, place: 1 })),
    ).toEqual({});
    expect(study.answer('e1', 'x').value).toBe(2);
    expect(composeCard(study.db, study.questionnaire('e1').id)).toMatchObject({ accountId: fresh });
  });
});

describe('a phone number', () => {
  const contact = (userId: number, phone_number = '989131234567') => ({
    contact: { phone_number, first_name: 'نام', user_id: userId },
  });

  function known() {
    const all = invited();
    updateExpert(all.study.db, all.study.expert('e1').id, { mobile: '989131234567' });
    const userId = loadAccount(all.study.db, all.stranger)!.userId;
    return { ...all, userId };
  }

  test('is asked for at /start, by a button of the keyboard', async () => {
    const { chat, stranger } = known();
    await chat.writes(stranger, '/start');
    expect(chat.said(stranger).at(-1)!.keyboard).toEqual({ sharePhone: 'ارسال شمارهٔ من' });
  });

  test('that the workbook names brings the consent', async () => {
    const { chat, stranger, userId } = known();
    const said = await chat.sends(stranger, contact(userId, '+98 913 123 4567'));
    expect(said.at(-1)).toContain('از شما دعوت می‌شود');
  });

  test('of somebody else is not taken', async () => {
    const { chat, stranger } = known();
    for (const content of [contact(999), { contact: { phone_number: '989131234567', first_name: 'نام' } }]) {
      expect(await chat.sends(stranger, content)).toEqual([
        expect.stringContaining('با شمارهٔ حساب شما یکی نیست'),
      ]);
    }
  });

  test('that nobody named finds no invitation', async () => {
    const { chat, stranger, userId } = known();
    expect(await chat.sends(stranger, contact(userId, '989120000000'))).toEqual([
      expect.stringContaining('دعوت‌نامه‌ای با این شماره پیدا نشد'),
    ]);
  });

  test('of two experts of one study needs the link', async () => {
    const { study, chat, stranger, userId } = known();
    updateExpert(study.db, study.expert('e2').id, { mobile: '989131234567' });
    expect(await chat.sends(stranger, contact(userId))).toEqual([expect.stringContaining('بیش از یک نفر')]);
  });

  test.each(['+989131234567', '00989131234567', '09131234567', '989131234567', '۰۹۱۳ ۱۲۳ ۴۵۶۷'])(
    'written %s is the workbook’s',
    async (written) => {
      const { chat, stranger, userId } = known();
      expect((await chat.sends(stranger, contact(userId, written))).at(-1)).toContain('از شما دعوت می‌شود');
    },
  );

  test('of two experts of one study is good for the study that has one', async () => {
    const { study, chat, stranger, userId } = known();
    updateExpert(study.db, study.expert('e2').id, { mobile: '989131234567' });
    const other = new TestStudy({ ...words, rules: { title: 'مطالعهٔ دوم' } }, study.db);
    updateExpert(study.db, other.expert('e1').id, { mobile: '989131234567' });
    const said = await chat.sends(stranger, contact(userId));
    expect(said).toHaveLength(2);
    expect(said[1]).toContain('مطالعهٔ دوم');
  });

  test('brings the invitations of several studies, each with its own button', async () => {
    const { study, chat, stranger, userId, token } = known();
    const other = new TestStudy({ ...words, rules: { title: 'مطالعهٔ دوم' } }, study.db);
    updateExpert(study.db, other.expert('e1').id, { mobile: '989131234567' });
    const said = await chat.sends(stranger, contact(userId));
    expect(said[0]).toContain('در ۲ مطالعه');
    const accepts = chat.said(stranger).flatMap((message) => message.buttons?.[0] ?? []);
    expect(accepts.map(({ data }) => data)).toEqual([
      acceptButton.write(other.expert('e1').token!),
      acceptButton.write(token),
    ]);
    for (const { data } of accepts) expect(await chat.presses(stranger, data!)).toEqual({});
    expect(study.expert('e1').accountId).toBe(stranger);
    expect(other.expert('e1').accountId).toBe(stranger);
  });

  test('of an expert who joined from another account asks for a new link', async () => {
    const { study, chat, userId, stranger, token } = known();
    must(study.accept(token, study.account()));
    expect(await chat.sends(stranger, contact(userId))).toEqual([
      expect.stringContaining('از برگزارکننده پیوند تازه بخواهید'),
    ]);
    expect(chat.said(stranger).at(-1)!.html).not.toMatch(/e1|خدمات/);
  });

  test('of an expert of a study that has ended finds no invitation', async () => {
    const { study, chat, userId, stranger } = known();
    study.db.$client.exec("UPDATE studies SET state = 'finished'");
    expect(await chat.sends(stranger, contact(userId))).toEqual([
      expect.stringContaining('دعوت‌نامه‌ای با این شماره پیدا نشد'),
    ]);
  });

  test('of a facilitator brings a preview, for a facilitator joins nothing', async () => {
    const { study, chat } = known();
    const userId = loadAccount(study.db, study.facilitator)!.userId;
    const said = await chat.sends(study.facilitator, contact(userId));
    expect(said.at(-1)).toContain('پیوند دست‌نخورده می‌ماند');
  });

  test('of an expert who has joined goes on', async () => {
    const { study, chat, stranger, userId, token } = known();
    await chat.presses(stranger, acceptButton.write(token));
    updateExpert(study.db, study.expert('e2').id, { mobile: '989131234567' });
    const said = await chat.sends(stranger, contact(userId));
    expect(said.at(-1)).toContain('اکنون دوری از');
    expect(study.expert('e2').accountId).toBeNull();
  });
});

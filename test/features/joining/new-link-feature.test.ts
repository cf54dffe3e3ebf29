import { beforeEach, expect, test } from 'vitest';
import { linkMark } from '../../../src/features/joining/list-experts.ts';
import {
  acceptButton,
  beginButton,
  isMeButton,
  isNotMeButton,
  rateButton,
  renewLinkButton,
  voidLinkButton,
} from '../../../src/messages/buttons.ts';
import { loadAccount } from '../../../src/store/accounts.ts';
import { updateExpert } from '../../../src/store/experts.ts';
import { loadTenures } from '../../../src/store/tenures.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

let study: TestStudy;
let chat: TestChat;
let old: number;
let fresh: number;

/** e1 has answered in the open round; the facilitator gives a new link. */
beforeEach(async () => {
  study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A' } });
  chat = new TestChat(study);
  updateExpert(study.db, study.expert('e1').id, { mobile: '989131234567' });
  [old, fresh] = [study.account(), study.account()];
  await chat.presses(old, acceptButton.write(study.expert('e1').token!));
  study.open().begin('e1', 60).rate('e1', 'x', 4);
  const expert = study.expert('e1');
  const numbers = { expertId: expert.id, panelId: study.panel('A').id, page: 0, mark: linkMark(expert) };
  await chat.presses(study.facilitator, renewLinkButton.write(numbers));
});

const uses = () => chat.presses(fresh, acceptButton.write(study.expert('e1').token!));
const tenure = () => loadTenures(study.db, study.expert('e1').id).at(-1)!.id;
const lastTo = (accountId: number) => chat.said(accountId).at(-1)!.html;
const shares = (accountId: number, phone_number: string) => {
  const { userId } = loadAccount(study.db, accountId)!;
  return chat.sends(accountId, { contact: { phone_number, first_name: 'نام', user_id: userId } });
};

test('who uses the new link is told how to see what was answered before, with the button that shares the number', async () => {
  await uses();
  expect(lastTo(fresh)).toMatch(/خوش آمدید.*ارسال شمارهٔ من.*خودم هستم/s);
  expect(chat.said(fresh).at(-1)!.keyboard).toEqual({ sharePhone: 'ارسال شمارهٔ من' });
  expect((await chat.writes(fresh, '/start')).join()).toContain('برای دیدن پاسخ‌های پیشین');
  expect((await chat.writes(fresh, '/history')).join()).toContain('برای دیدن پاسخ‌های پیشین');
  expect(lastTo(fresh)).not.toContain('پاسخ شما:');
});

test('«خودم هستم» opens the past to the new account; a second press does no harm', async () => {
  await uses();
  const press = () => chat.presses(old, isMeButton.write({ tenureId: tenure() }), 70);
  expect([await press(), await press()]).toEqual([{}, {}]);
  expect(
    study
      .queued('reply')
      .filter(({ accountId }) => accountId === old)
      .at(-1)!.args,
  ).toMatchObject({
    replacesMessageId: 70,
    message: { html: expect.stringContaining('حساب تازه') },
  });
  expect((await chat.writes(fresh, '/history')).join()).toContain('پاسخ شما:');
});

test('«من نیستم» brings the old account back, and what the new one pressed and presses counts no more', async () => {
  await uses();
  await chat.presses(fresh, beginButton.write({ questionnaireId: study.questionnaire('e1').id }), 80);
  const pressed = rateButton.write({ answerId: study.answer('e1', 'x').id, place: 0 });
  expect(await chat.presses(fresh, pressed, 80)).toEqual({});
  study.pass(1000);
  expect(await chat.presses(old, isNotMeButton.write({ tenureId: tenure() }), 70)).toEqual({});
  expect(study.answer('e1', 'x').value).toBe(4);
  expect(lastTo(fresh)).toContain('دیگر به آن مطالعه وصل نیست');
  expect(lastTo(fresh)).not.toMatch(/e1|خدمات/);
  expect(await chat.presses(fresh, pressed, 80)).toMatchObject({ alert: true });
  expect(study.queued('round-opened').at(-1)).toMatchObject({ accountId: old });
  expect(
    await chat.presses(old, rateButton.write({ answerId: study.answer('e1', 'x').id, place: 2 })),
  ).toEqual({});
});

test('the old account makes the link void before anybody uses it', async () => {
  const { id, token } = study.expert('e1');
  const data = voidLinkButton.write({ expertId: id, mark: linkMark(study.expert('e1')) });
  expect(await chat.presses(fresh, data)).toMatchObject({ alert: true });
  expect(await chat.presses(old, data, 70)).toEqual({});
  expect(await chat.presses(fresh, acceptButton.write(token!))).toMatchObject({ alert: true });
  expect(study.expert('e1').accountId).toBe(old);
});

test('the number of the first joining opens the past; any other, and a later one of the workbook, does not', async () => {
  updateExpert(study.db, study.expert('e1').id, { mobile: '989139999999' });
  await uses();
  await shares(fresh, '+989139999999');
  expect((await chat.writes(fresh, '/history')).join()).not.toContain('پاسخ شما:');
  expect((await shares(fresh, '+98 913 123 4567')).join()).toContain('این حساب تأیید شد');
  expect((await chat.writes(fresh, '/history')).join()).toContain('پاسخ شما:');
});

test('nobody else’s press does anything', async () => {
  await uses();
  const others = [fresh, study.facilitator, study.account()];
  for (const accountId of others) {
    for (const data of [
      isMeButton.write({ tenureId: tenure() }),
      isNotMeButton.write({ tenureId: tenure() }),
      isMeButton.write({ tenureId: 99 }),
    ]) {
      expect(await chat.presses(accountId, data)).toMatchObject({ alert: true });
    }
  }
  expect(study.expert('e1')).toMatchObject({ accountId: fresh, seesFrom: study.at });
});

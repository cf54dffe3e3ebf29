import { expect, test } from 'vitest';
import type { QuietHours } from '../../../src/domain/quiet-hours.ts';
import { composeInvitationReminder } from '../../../src/features/joining/nudge.ts';
import { declineButton, nudgeButton } from '../../../src/messages/buttons.ts';
import { markUnreachable } from '../../../src/store/accounts.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, HOUR, TestStudy } from '../../fixtures/study.ts';

/** e1 has joined; e2 has opened the link, e3 has declined, e4 has opened it and blocked the bot; e5 nothing. */
async function invited(quietHours: QuietHours = null) {
  const experts = { e1: 'A', e2: 'A', e3: 'A', e4: 'A', e5: 'A' };
  const study = new TestStudy({ experts, items: { x: 'A' } }).join('e1');
  study.quietHours = quietHours;
  const chat = new TestChat(study);
  const opens = async (name: string) => {
    const account = study.account();
    await chat.writes(account, `/start ${study.expert(name).token!}`);
    return account;
  };
  const opener = await opens('e2');
  await chat.presses(await opens('e3'), declineButton.write(study.expert('e3').token!));
  markUnreachable(study.db, await opens('e4'), 'blocked', study.at);
  const shows = () => chat.presses(study.facilitator, nudgeButton.write({ studyId: study.studyId }));
  const shown = () => chat.said(study.facilitator).at(-1)!;
  const sends = () => chat.presses(study.facilitator, shown().buttons!.flat()[0]!.data!);
  return { study, chat, opener, shows, shown, sends };
}

test('/invite asked again offers a reminder to those who have not answered', async () => {
  const { study, chat } = await invited();
  expect(await chat.writes(study.facilitator, '/invite')).toEqual([]);
  const [offer] = await chat.writes(study.facilitator, '/invite');
  expect(offer).toContain('۳ خبره هنوز به دعوت پاسخ نداده‌اند');
});

test('the preview tells whom the bot reaches, and whom only the facilitator can write to', async () => {
  const { study, chat, opener, shows, shown, sends } = await invited();
  await shows();
  expect(shown().html).toContain('<b>۱ نفر</b> پیوند را باز کرده‌اند');
  expect(shown().html).toContain('<b>۲ نفر</b> هنوز پیوند را باز نکرده‌اند');
  expect(shown().html).toMatch(/e4[^\n]*e5/);
  expect(shown().html).not.toContain('e3');
  expect(
    shown()
      .buttons!.flat()
      .map(({ text }) => text),
  ).toEqual(['فرستادن یادآوری', 'لغو']);
  expect(study.queued('invitation-reminder')).toEqual([]);
  await sends();
  expect(study.queued('invitation-reminder').map(({ accountId }) => accountId)).toEqual([opener]);
  expect(chat.said(study.facilitator).at(-1)!.html).toContain('برای ۱ نفر فرستاده می‌شود');
  expect(await shows()).toMatchObject({ alert: true });
  study.pass(DAY);
  expect((await shows()).alert).not.toBe(true);
});

test('the reminder waits for the end of the quiet hours', async () => {
  const { study, shows, shown, sends } = await invited({ from: 9, to: 12 });
  await shows();
  expect(shown().html).toContain('ساعت سکوت');
  await sends();
  expect(study.queued('invitation-reminder')[0]!.notBefore).toEqual(new Date(study.at.getTime() + 2 * HOUR));
});

test('the reminder has both answers, and is pointless once one is given', async () => {
  const { study, chat, opener, shows, sends } = await invited();
  await shows();
  await sends();
  const { id } = study.expert('e2');
  const reminder = composeInvitationReminder(study.db, id, opener);
  const labels = reminder!.buttons!.flat().map(({ text }) => text);
  expect(labels).toEqual(['می‌پذیرم و عضو می‌شوم', 'نه، سپاس']);
  expect(composeInvitationReminder(study.db, id, study.account())).toBeNull();
  await chat.presses(opener, reminder!.buttons!.flat()[1]!.data!);
  expect(composeInvitationReminder(study.db, id, opener)).toBeNull();
});

test('/invite says so where everybody has answered', async () => {
  const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } }).join();
  const chat = new TestChat(study);
  const pressed = await chat.presses(study.facilitator, nudgeButton.write({ studyId: study.studyId }));
  expect(pressed).toMatchObject({ alert: true, text: expect.stringContaining('کسی نمانده است') });
});

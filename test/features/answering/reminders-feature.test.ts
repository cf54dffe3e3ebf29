import { describe, expect, test } from 'vitest';
import { sendDueReminders } from '../../../src/features/reminding/send-reminders.ts';
import { putOffButton } from '../../../src/messages/buttons.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, HOUR, TestStudy } from '../../fixtures/study.ts';

/** A round of seven days whose first reminder, at 10:00 three days before its end, has just been sent. */
function reminded() {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } }).join().open();
  study.quietHours = { from: 22, to: 8 };
  study.pass(4 * DAY);
  const chat = new TestChat(study);
  const tick = () => study.run((tx) => sendDueReminders(tx, study.at, study.surroundings)).queued;
  tick();
  study.deliver('reminder');
  const expert = (name: string) => study.expert(name).accountId!;
  const notToday = (name = 'e1', messageId = 70) =>
    chat.presses(
      expert(name),
      putOffButton.write({ questionnaireId: study.questionnaire(name).id }),
      messageId,
    );
  const remindersFor = (name: string) =>
    study.queued('reminder').filter((row) => row.accountId === expert(name));
  return { study, chat, tick, expert, notToday, remindersFor };
}

describe('«امروز نه»', () => {
  test('stands in the reminder’s place, with the way on', async () => {
    const { study, notToday } = reminded();
    expect((await notToday()).alert).not.toBe(true);
    const [row] = study.queued('reply');
    expect(row!.args).toMatchObject({ replacesMessageId: 70 });
    expect(row!.args.message.html).toContain('تا پنج‌شنبه ۱۲ آذر ۱۴۰۵، ساعت ۰۸:۰۰ یادآوری نمی‌آید');
    expect(row!.args.message.buttons!.flat().map(({ text }) => text)).toEqual(['شروع پاسخ‌گویی']);
  });

  test('brings one reminder the next morning though no slot is there, and then the slots again', async () => {
    const { study, tick, notToday, remindersFor } = reminded();
    await notToday();
    study.pass(22 * HOUR - 1000);
    expect(tick()).toBe(0);
    study.pass(1000);
    expect(tick()).toBe(1);
    expect(tick()).toBe(0);
    expect(remindersFor('e1')).toMatchObject([{ args: { slotHours: null, afterPutOff: true } }]);
  });

  test('keeps slots away meanwhile, and /remind', async () => {
    const { study, chat, notToday, remindersFor } = reminded();
    await notToday();
    study.pass(HOUR);
    const [said] = await chat.writes(study.facilitator, '/remind');
    expect(said).toContain('برای <b>۱</b> نفر');
    expect(said).toContain('۱ نفر «امروز نه» را زده‌اند');
    const [send] = chat.said(study.facilitator).at(-1)!.buttons!.flat();
    expect(send!.text).toBe('فرستادن یادآوری');
    await chat.presses(study.facilitator, send!.data!);
    expect(chat.said(study.facilitator).at(-1)!.html).toContain('برای ۱ نفر فرستاده می‌شود');
    expect(remindersFor('e1')).toEqual([]);
    expect(remindersFor('e2')).toHaveLength(1);
  });

  test('of all who owe the round leaves /remind nobody', async () => {
    const { study, chat, notToday } = reminded();
    await notToday('e1');
    await notToday('e2');
    study.pass(HOUR);
    expect((await chat.writes(study.facilitator, '/remind'))[0]).toContain('«امروز نه»');
    expect(study.queued('reminder')).toEqual([]);
  });

  test('pressed twice says the same; after its day it is refused', async () => {
    const { study, tick, notToday } = reminded();
    const first = await notToday();
    expect(await notToday()).toEqual(first);
    study.pass(DAY);
    tick();
    expect(await notToday()).toMatchObject({ alert: true });
  });

  test('is refused where no morning is left, and to anybody else', async () => {
    const { study, chat, expert, notToday } = reminded();
    study.pass(3 * DAY - 3 * HOUR);
    expect(await notToday()).toMatchObject({
      alert: true,
      text: expect.stringContaining('پیش از یادآوری فردا'),
    });
    const e2s = putOffButton.write({ questionnaireId: study.questionnaire('e2').id });
    expect(await chat.presses(expert('e1'), e2s)).toMatchObject({ alert: true });
  });

  test('leaves the card alone where the reminder has become it', async () => {
    const { study, notToday } = reminded();
    study.begin('e1', 70);
    await notToday('e1', 70);
    expect(study.queued('reply')).toEqual([]);
  });

  test('brings nothing to who has handed in', async () => {
    const { study, tick, notToday } = reminded();
    await notToday();
    study.begin('e1').handIn('e1');
    study.pass(DAY);
    expect(tick()).toBe(0);
  });
});

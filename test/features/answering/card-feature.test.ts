import { describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { askForReason } from '../../../src/features/answering/give-reason.ts';
import { beginButton, rateButton, submitButton } from '../../../src/messages/buttons.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { DAY, must, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A', z: 'A' } };

function begun() {
  const study = new TestStudy(words).join().open().begin('e1', 7);
  return { study, chat: new TestChat(study), account: study.expert('e1').accountId! };
}

const html = (study: TestStudy) => composeCard(study.db, study.questionnaire('e1').id)!.message.html;

describe('an accepted press', () => {
  test('ends silently, never with an alert', async () => {
    const { study, chat } = begun();
    for (const label of ['زیاد', 'نظری ندارم', 'قبلی', 'بعدی', 'بیشتر', 'پاسخ‌های من', 'نوشتن دلیل', 'لغو']) {
      if (label === 'نوشتن دلیل') study.begin('e1', 7);
      expect(await chat.pressesLabel('e1', label)).toEqual({});
    }
    expect(study.answers('e1').map(({ state, value }) => [state, value])).toEqual([
      ['rated', 4],
      ['no_opinion', null],
      ['open', null],
    ]);
  });

  test('on «بعدی» tells that an open item is left open for now, by a pop-up that is no alert', async () => {
    const { chat } = begun();
    const told = { text: 'این کارت فعلاً بی‌پاسخ ماند.', alert: false };
    expect(await chat.pressesLabel('e1', 'بعدی')).toEqual(told);
    expect(await chat.pressesLabel('e1', 'قبلی')).toEqual({});
    await chat.pressesLabel('e1', 'زیاد');
    await chat.pressesLabel('e1', 'زیاد');
    expect(await chat.pressesLabel('e1', 'بعدی')).toEqual(told);
  });

  test('pressed twice in two updates does no harm', async () => {
    const { study, chat } = begun();
    const data = rateButton.write({ answerId: study.answer('e1', 'x').id, place: 4 });
    const account = study.expert('e1').accountId!;
    expect([await chat.presses(account, data), await chat.presses(account, data)]).toEqual([{}, {}]);
    expect(html(study)).toContain('گویهٔ y');
  });

  test('handed out again by the messenger is carried out once, and its spinner is ended again', async () => {
    const { study, chat, account } = begun();
    const update = chat.pressOf(
      account,
      submitButton.write({ questionnaireId: study.questionnaire('e1').id }),
    );
    await chat.takes(update);
    await chat.takes(update);
    expect(study.questionnaire('e1')).toMatchObject({ warnedOfOpen: true, handedInAt: null });
    expect(chat.ended).toHaveLength(2);
  });

  test('on an opening makes that message the card', async () => {
    const study = new TestStudy(words).join().open();
    const chat = new TestChat(study);
    const data = beginButton.write({ questionnaireId: study.questionnaire('e1').id });
    expect(await chat.presses(study.expert('e1').accountId!, data, 55)).toEqual({});
    expect(study.questionnaire('e1').cardMessageId).toBe(55);
  });
});

describe('«ثبت نهایی»', () => {
  test('with items open says how many in a pop-up that is no alert, and hands in at the second press', async () => {
    const { study, chat } = begun();
    await chat.pressesLabel('e1', 'بیشتر');
    await chat.pressesLabel('e1', 'پاسخ‌های من');
    const first = await chat.pressesLabel('e1', 'ثبت نهایی');
    expect(first).toEqual({ text: expect.stringContaining('۳ گویه بی‌پاسخ'), alert: false });
    expect(html(study)).toContain('⚠️ ۳ گویه');
    expect(await chat.pressesLabel('e1', 'ثبت نهایی')).toEqual({ text: 'ثبت شد. سپاس!', alert: false });
  });

  test('on an older card of a round handed in says so without an alert', async () => {
    const { study, chat, account } = begun();
    study.handIn('e1');
    const ended = await chat.presses(
      account,
      submitButton.write({ questionnaireId: study.questionnaire('e1').id }),
      3,
    );
    expect(ended).toMatchObject({ alert: false, text: expect.stringContaining('پیش‌تر') });
  });
});

test('keeping all previous answers says how many, without an alert', async () => {
  const study = new TestStudy(words).join();
  await study.playRound('x y z\n e1 5 4 -\n e2 5 4 5');
  study.open().begin('e1', 7);
  const ended = await new TestChat(study).pressesLabel('e1', 'همهٔ پاسخ‌ها مانند دور قبل');
  expect(ended).toEqual({ text: '۲ پاسخ مانند دور قبل ثبت شد.', alert: false });
});

describe('a refused press is answered by an alert that says why', () => {
  const alert = (text: string) => ({ alert: true, text: expect.stringContaining(text) });

  test('once the round is closed, and the card shows it', async () => {
    const { study, chat, account } = begun();
    const data = rateButton.write({ answerId: study.answer('e1', 'x').id, place: 0 });
    study.close();
    const { cardVersion } = study.questionnaire('e1');
    expect(await chat.presses(account, data)).toEqual(alert('دور ۱ بسته شد'));
    expect(study.questionnaire('e1').cardVersion).toBeGreaterThan(cardVersion);
    expect(html(study)).toContain('دور ۱ بسته شد');
  });

  test('from the deadline on, closed yet or not', async () => {
    const { study, chat, account } = begun();
    study.pass(7 * DAY);
    const data = rateButton.write({ answerId: study.answer('e1', 'x').id, place: 0 });
    expect(await chat.presses(account, data)).toEqual(alert('بسته شده است'));
  });

  test('but not where it came in time and was only read late', async () => {
    const { study, chat, account } = begun();
    chat.pressedAt = new Date(study.round.deadline.getTime() - 1000);
    study.pass(7 * DAY + 1000);
    const data = rateButton.write({ answerId: study.answer('e1', 'x').id, place: 0 });
    expect(await chat.presses(account, data)).toEqual({});
  });

  test('on another’s card, which stays as it is', async () => {
    const { study, chat } = begun();
    const other = study.expert('e2').accountId!;
    const before = study.questionnaire('e1');
    for (const data of [
      rateButton.write({ answerId: study.answer('e1', 'x').id, place: 0 }),
      submitButton.write({ questionnaireId: before.id }),
      beginButton.write({ questionnaireId: before.id }),
    ]) {
      expect(await chat.presses(other, data)).toEqual(alert('برای شما نیست'));
    }
    expect(study.questionnaire('e1')).toEqual(before);
  });

  test('from an account that joined nothing', async () => {
    const { study, chat } = begun();
    const data = rateButton.write({ answerId: study.answer('e1', 'x').id, place: 0 });
    expect(await chat.presses(study.account(), data)).toEqual(alert('برای شما نیست'));
  });

  test('with what no button carries', async () => {
    const { chat, study, account } = begun();
    expect(
      await chat.presses(account, rateButton.write({ answerId: study.answer('e1', 'x').id, place: 9 })),
    ).toEqual(alert('دیگر در این گویه نیست'));
    expect(await chat.presses(account, rateButton.write({ answerId: 999, place: 0 }))).toEqual(
      alert('دیگر در پرسش‌نامهٔ شما نیست'),
    );
    expect((await chat.presses(account, 'nonsense')).alert).toBe(true);
  });

  test('that could not be saved: it says so, and the update comes again', async () => {
    const { study, chat, account } = begun();
    const update = chat.pressOf(
      account,
      rateButton.write({ answerId: study.answer('e1', 'x').id, place: 0 }),
    );
    study.db.$client.exec(
      `CREATE TRIGGER full BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'disk is full'); END`,
    );
    await expect(chat.takes(update)).rejects.toThrow('disk is full');
    expect(chat.ended).toEqual([alert('ثبت نشد')]);
    study.db.$client.exec('DROP TRIGGER full');
    await chat.takes(update);
    expect(study.answer('e1', 'x').value).toBe(1);
  });
});

describe('a reason', () => {
  function asked() {
    const all = begun();
    must(askForReason(all.study.db, all.study.answer('e1', 'x').id, all.study.press('e1')));
    return all;
  }

  test('is the next text; the one after it is none', async () => {
    const { study, chat, account } = asked();
    expect(await chat.writes(account, 'چون لازم است')).toEqual([]);
    expect(study.answer('e1', 'x').reason).toBe('چون لازم است');
    expect(await chat.writes(account, 'دیگر')).toEqual([expect.stringContaining('به کسی نمی‌رسد')]);
    expect(study.answer('e1', 'x').reason).toBe('چون لازم است');
  });

  test('of invisible signs alone is asked for again, and leaves the one that stands', async () => {
    const { study, chat, account } = asked();
    await chat.writes(account, 'چون لازم است');
    must(askForReason(study.db, study.answer('e1', 'x').id, study.press('e1')));
    for (const nothing of ['\u200c\u200c', '\u200f', '\u2800', '\u3164']) {
      expect(await chat.writes(account, nothing)).toEqual([expect.stringContaining('به‌صورت متن')]);
    }
    expect(study.answer('e1', 'x').reason).toBe('چون لازم است');
  });

  test('is not waited for after another press', async () => {
    const { study, chat, account } = asked();
    await chat.presses(account, rateButton.write({ answerId: study.answer('e1', 'x').id, place: 4 }));
    expect(loadDialog(study.db, account)).toBeUndefined();
    await chat.writes(account, 'چون');
    expect(study.answer('e1', 'x').reason).toBeNull();
  });

  test('sent as a picture is asked for as a text', async () => {
    const { study, chat, account } = asked();
    const photo = [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }];
    expect(await chat.sends(account, { photo })).toEqual([expect.stringContaining('به‌صورت متن')]);
    expect(loadDialog(study.db, account)).toBeDefined();
  });

  test('that is too long is refused with the limit', async () => {
    const { chat, account } = asked();
    expect(await chat.writes(account, 'ن'.repeat(701))).toEqual([expect.stringContaining('۷۰۰ حرف')]);
  });

  test('typed after the closing is refused', async () => {
    const { study, chat, account } = asked();
    study.close();
    expect(await chat.writes(account, 'دیر')).toEqual([expect.stringContaining('بسته شده است')]);
    expect(html(study)).toContain('دور ۱ بسته شد');
  });

  test('is given up by a command', async () => {
    const { study, chat, account } = asked();
    await chat.writes(account, '/continue');
    expect(loadDialog(study.db, account)).toBeUndefined();
    expect(study.questionnaire('e1')).toMatchObject({ screen: 'item', cardMessageId: null });
  });
});

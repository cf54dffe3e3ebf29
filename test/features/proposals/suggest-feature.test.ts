import { describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import type { Button, Message } from '../../../src/messages/message.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { loadNewProposals } from '../../../src/store/proposals.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', e2: 'B' }, items: { x: 'A', y: 'A', z: 'B' } };

function chatOf(study: TestStudy = new TestStudy(words).join()) {
  const chat = new TestChat(study);
  const account = study.expert('e1').accountId!;
  const last = (): Message => chat.said(account).at(-1)!;
  const button = (label: string): Button => {
    const buttons = last().buttons?.flat() ?? [];
    const found = buttons.find(({ text }) => text.includes(label));
    if (!found) throw new Error(`no ${label} among ${buttons.map(({ text }) => text).join(', ')}`);
    return found;
  };
  return {
    study,
    chat,
    account,
    last,
    button,
    press: (label: string, messageId = 70) => chat.presses(account, button(label).data!, messageId),
    says: (text: string) => chat.writes(account, text),
    dialog: () => loadDialog(study.db, account),
    proposals: () =>
      loadNewProposals(study.db, study.studyId).map(({ kind, text, itemId }) => ({
        kind,
        text,
        item: itemId === null ? null : study.itemCode(itemId),
      })),
  };
}

describe('/suggest', () => {
  test('takes an item to add in one typed message, and gives a receipt', async () => {
    const { says, press, last, proposals, dialog, study } = chatOf();
    await says('/suggest');
    expect(await press('افزودن گویه')).toEqual({});
    expect(last().html).toContain('تا ۳۰۰ حرف');
    await says('پرداخت قبض');
    expect(last().html).toContain('پیشنهاد شما ثبت شد');
    expect(proposals()).toEqual([{ kind: 'add', text: 'پرداخت قبض', item: null }]);
    expect(dialog()).toBeUndefined();
    expect(study.queued('strip').at(-1)!.args.messageId).toBe(70);
  });

  test('takes a comment on the study', async () => {
    const { says, press, proposals } = chatOf();
    await says('/suggest');
    await press('نظر دربارهٔ مطالعه');
    await says('مهلت کم است');
    expect(proposals()).toEqual([{ kind: 'comment', text: 'مهلت کم است', item: null }]);
  });

  test('takes an own item to go by its number, with the reason', async () => {
    const { says, press, last, proposals } = chatOf();
    await says('/suggest');
    await press('حذف گویه');
    expect(last().html).toContain('۱. \u2068گویهٔ x\u2069 (\u2068x\u2069)');
    expect(last().html).not.toContain('گویهٔ z');
    await press('۲');
    expect(last().html).toContain('گویهٔ y');
    await says('تکراری است');
    expect(proposals()).toEqual([{ kind: 'remove', text: 'تکراری است', item: 'y' }]);
  });

  test('takes it by its typed code as well, whatever its writing, and asks again for an unknown one', async () => {
    const { says, press, last, proposals } = chatOf();
    await says('/suggest');
    await press('حذف گویه');
    expect((await says('z'))[0]).toContain('گویه‌ای با کد یا شمارهٔ «\u2068z\u2069» در پانل شما نیست');
    expect((await says('\u200c\u2800'))[0]).toContain('متن را در یک پیام');
    await says(' Y ');
    expect(last().html).toContain('گویهٔ y');
    await says('تکراری است');
    expect(proposals()).toEqual([{ kind: 'remove', text: 'تکراری است', item: 'y' }]);
  });

  test('says what is wrong with a text, and waits for another', async () => {
    const { says, press, proposals } = chatOf();
    await says('/suggest');
    await press('افزودن گویه');
    expect((await says('ن'.repeat(301)))[0]).toContain('۳۰۰ حرف');
    await says('کوتاه');
    expect(proposals()).toHaveLength(1);
  });

  test('asks for text where something else comes', async () => {
    const { says, press, chat, account } = chatOf();
    await says('/suggest');
    await press('افزودن گویه');
    expect((await chat.sends(account, { sticker: {} }))[0]).toContain('به‌صورت متن');
  });

  test('can be given up, and then takes no text', async () => {
    const { says, press, last, proposals, dialog } = chatOf();
    await says('/suggest');
    await press('افزودن گویه');
    await press('لغو');
    expect(last().html).toContain('لغو شد');
    expect(dialog()).toBeUndefined();
    expect((await says('پرداخت'))[0]).toContain('به کسی نمی‌رسد');
    expect(proposals()).toEqual([]);
  });

  test('by /cancel as well', async () => {
    const { says, press, dialog } = chatOf();
    await says('/suggest');
    await press('نظر دربارهٔ مطالعه');
    expect((await says('/cancel'))[0]).toContain('لغو شد');
    expect(dialog()).toBeUndefined();
  });

  test('is for who has joined a study that goes on', async () => {
    const study = new TestStudy(words).join('e2');
    const chat = new TestChat(study);
    expect((await chat.writes(study.account(), '/suggest'))[0]).toContain('عضو مطالعه‌ای در جریان نیستید');
  });

  test('asks which study, where there are several', async () => {
    const first = chatOf();
    const other = new TestStudy({ ...words, rules: { title: 'مطالعهٔ دیگر' } }, first.study.db);
    other.accept(other.expert('e1').token!, first.account);
    await first.says('/suggest');
    expect(first.last().html).toContain('دربارهٔ کدام مطالعه');
    await first.press('۱');
    expect(first.last().html).toContain('مطالعهٔ دیگر');
  });

  test('keeps one expert from burying the others', async () => {
    const { says, press, proposals } = chatOf();
    await says('/suggest');
    for (let at = 0; at < 20; at += 1) {
      await press(at === 0 ? 'نظر دربارهٔ' : 'پیشنهاد دیگر');
      if (at > 0) await press('نظر دربارهٔ');
      await says(`نظر ${at}`);
    }
    await press('پیشنهاد دیگر');
    await press('نظر دربارهٔ');
    expect((await says('یکی دیگر'))[0]).toContain('۲۰ پیشنهاد شما هنوز بررسی نشده');
    expect(proposals()).toHaveLength(20);
  });

  test('gives up a reason that a card waited for: the card shows its item again', async () => {
    const { study, says, chat, account, press } = chatOf(new TestStudy(words).join().open().begin('e1', 7));
    await chat.pressesLabel('e1', 'نوشتن دلیل');
    await says('/suggest');
    await press('افزودن گویه');
    expect(study.questionnaire('e1').screen).toBe('item');
    await says('قبض');
    expect(study.answer('e1', 'x').reason).toBeNull();
    expect(loadDialog(study.db, account)).toBeUndefined();
  });
});

describe('the open question at the end of a round', () => {
  function handedIn() {
    const study = new TestStudy(words).join().open().begin('e1', 7).rate('e1', 'x', 4).rate('e1', 'y', 4);
    study.handIn('e1');
    return chatOf(study);
  }
  const card = (study: TestStudy) => composeCard(study.db, study.questionnaire('e1').id);

  test('turns the card into the question, without a new message, and back', async () => {
    const { study, chat, last, press } = handedIn();
    expect(await chat.pressesLabel('e1', 'افزودن یا حذف گویه')).toEqual({});
    expect(study.queued('reply').at(-1)!.args.replacesMessageId).toBe(7);
    expect(last().html).toContain('چه گویه‌ای افزوده یا حذف شود؟');
    expect(card(study)).toBeNull();
    await press('لغو', 7);
    expect(card(study)).toMatchObject({ messageId: 7 });
    expect(card(study)!.message.html).toContain('ثبت نهایی شد');
  });

  test('leads into the same dialog; its receipt leads back to the answers', async () => {
    const { study, chat, press, says, proposals } = handedIn();
    await chat.pressesLabel('e1', 'افزودن یا حذف گویه');
    await press('افزودن گویه', 7);
    await says('قبض');
    expect(proposals()).toHaveLength(1);
    await press('پاسخ‌های من', 99);
    expect(card(study)).toMatchObject({ messageId: 99 });
    expect(study.questionnaire('e1')).toMatchObject({ screen: 'overview' });
  });

  test('leaves no press on an older card without an answer: that one is the card then', async () => {
    const { study, chat, account } = handedIn();
    const { id } = study.answer('e1', 'x');
    await chat.pressesLabel('e1', 'افزودن یا حذف گویه');
    await chat.presses(account, `r:${id}:2`, 5);
    expect(study.answer('e1', 'x').value).toBe(3);
    expect(card(study)).toMatchObject({ messageId: 5 });
  });

  test('is refused by an alert when the round has closed', async () => {
    const { study, chat } = handedIn();
    const { data } = card(study)!
      .message.buttons!.flat()
      .find(({ text }) => text.includes('حذف گویه'))!;
    study.close();
    const ended = await chat.presses(study.expert('e1').accountId!, data!);
    expect(ended).toMatchObject({ alert: true });
    expect(ended.text).toContain('بسته شده');
  });

  test('is not another’s to press', async () => {
    const { study, chat } = handedIn();
    const { data } = card(study)!
      .message.buttons!.flat()
      .find(({ text }) => text.includes('حذف گویه'))!;
    expect(await chat.presses(study.expert('e2').accountId!, data!)).toMatchObject({ alert: true });
    expect(card(study)).toMatchObject({ messageId: 7 });
  });
});

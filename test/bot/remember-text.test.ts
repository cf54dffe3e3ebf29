import { beforeEach, describe, expect, test } from 'vitest';
import { loadQuestion } from '../../src/store/questions.ts';
import { TestChat } from '../fixtures/chat.ts';
import { TestStudy } from '../fixtures/study.ts';

let study: TestStudy;
let chat: TestChat;
let expert: number;

beforeEach(() => {
  study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A', y: 'A' } }).join();
  chat = new TestChat(study);
  expert = study.press('e1').accountId;
});

const last = () => chat.said(expert).at(-1)!;
const press = (label: string) => {
  const found = last()
    .buttons!.flat()
    .find(({ text }) => text.includes(label));
  return chat.presses(expert, found!.data!, 70);
};
const proposals = () =>
  study.db.$client
    .prepare('SELECT kind, text, item_id IS NOT NULL AS item FROM proposals ORDER BY text DESC')
    .all();

describe('a text that nobody had asked for', () => {
  test('becomes a question by one press', async () => {
    await chat.writes(expert, 'تا کی وقت داریم؟');
    await press('پرسش از برگزارکننده');
    expect(last().html).toContain('پرسش شما بدون نامتان');
    const [asked] = study.queued('question');
    expect(loadQuestion(study.db, asked!.args.questionId)!.text).toBe('تا کی وقت داریم؟');
  });

  test('becomes a proposal once its kind is chosen', async () => {
    await chat.writes(expert, 'پرداخت قبض هم باشد');
    await press('پیشنهاد یا نظر');
    expect(last().html).toContain('نوشتهٔ شما: «پرداخت قبض هم باشد»');
    await press('افزودن گویه');
    expect(last().html).toContain('پیشنهاد شما ثبت شد');
    expect(proposals()).toEqual([{ kind: 'add', text: 'پرداخت قبض هم باشد', item: 0 }]);
  });

  test('becomes the reason of the answer just given', async () => {
    study.open().begin('e1', 7).rate('e1', 'x', 4);
    await chat.writes(expert, 'چون هزینه‌اش کم است');
    await press('دلیل گویهٔ ۱');
    expect(study.answer('e1', 'x').reason).toBe('چون هزینه‌اش کم است');
  });

  test('that is too long for one may still be another', async () => {
    await chat.writes(expert, 'ن'.repeat(1500));
    await press('پرسش از برگزارکننده');
    expect(last().html).toContain('بلندتر از');
    expect(study.queued('question')).toEqual([]);
    expect(study.queued('strip')).toEqual([]);
  });

  test('waits while others are kept and cards are pressed, and the buttons below each are its own', async () => {
    const texts = ['نخست', 'دوم', 'سوم'];
    // All of one millisecond: they were written while the program was away.
    for (const text of texts) await chat.writes(expert, text);
    const below = chat.said(expert).map(({ buttons }) => buttons!.flat());
    study.open().begin('e1', 7);
    await chat.pressesLabel('e1', 'زیاد');
    const asked = () =>
      study.queued('question').map(({ args }) => loadQuestion(study.db, args.questionId)!.text);
    await chat.presses(expert, below[1]!.find(({ text }) => text.includes('پرسش'))!.data!);
    expect(asked()).toEqual(['دوم']);
    // Two menus of proposals stand open at once.
    for (const buttons of [below[0]!, below[2]!]) {
      await chat.presses(expert, buttons.find(({ text }) => text.includes('پیشنهاد'))!.data!);
    }
    const menus = chat
      .said(expert)
      .filter(({ html }) => html.includes('نوشتهٔ شما: «') && html.includes('💡'));
    for (const menu of menus.slice(-2)) {
      await chat.presses(expert, menu.buttons!.flat().find(({ text }) => text.includes('نظر دربارهٔ'))!.data!);
    }
    expect(proposals()).toEqual(['نخست', 'سوم'].map((text) => ({ kind: 'comment', text, item: 0 })));
    // What has gone where it belongs does not go again.
    expect(await chat.presses(expert, below[1]![0]!.data!)).toMatchObject({ alert: true });
    expect(asked()).toEqual(['دوم']);
  });

  test('waits also where too many questions do', async () => {
    for (let at = 0; at < 5; at += 1) await chat.writes(expert, `/ask پرسش ${at}`);
    await chat.writes(expert, 'یکی دیگر');
    const ask = last()
      .buttons!.flat()
      .find(({ text }) => text.includes('پرسش'))!;
    await chat.presses(expert, ask.data!);
    expect(last().html).toContain('هنوز پاسخ نگرفته');
    study.db.$client.exec("UPDATE questions SET answer = 'چنین است'");
    await chat.presses(expert, ask.data!);
    expect(study.queued('question')).toHaveLength(6);
  });

  test('edited before it is sent goes out as it stands then', async () => {
    await chat.writes(expert, 'تا کی؟', { message_id: 900 });
    const [ask] = last().buttons![0]!;
    study.pass(1000);
    await chat.edits(expert, 900, 'تا چه روزی؟');
    await chat.presses(expert, ask!.data!);
    const [asked] = study.queued('question');
    expect(loadQuestion(study.db, asked!.args.questionId)!.text).toBe('تا چه روزی؟');
  });

  test('does not stand in the way of a pasted link', async () => {
    await chat.writes(expert, 'تا کی وقت داریم؟');
    const other = new TestStudy({ experts: { o: 'A' }, items: { z: 'A' } }, study.db);
    const said = await chat.writes(expert, `https://t.me/hamray_bot?start=${other.expert('o').token}`);
    expect(said[0]).toContain('از شما دعوت می‌شود');
  });
});

describe('/suggest before a kind is chosen', () => {
  test('keeps what is typed, asks which kind it is, and takes it as that', async () => {
    await chat.writes(expert, '/suggest');
    await chat.writes(expert, 'مهلت کم است');
    expect(last().html).toContain('نوشتهٔ شما: «مهلت کم است»');
    await press('نظر دربارهٔ مطالعه');
    expect(proposals()).toEqual([{ kind: 'comment', text: 'مهلت کم است', item: 0 }]);
  });

  test('takes a text behind the command as well', async () => {
    await chat.writes(expert, '/suggest مهلت کم است');
    await press('نظر دربارهٔ مطالعه');
    expect(proposals()).toEqual([{ kind: 'comment', text: 'مهلت کم است', item: 0 }]);
  });

  test('takes it for the reason why an item should go', async () => {
    await chat.writes(expert, '/suggest');
    await chat.writes(expert, 'تکراری است');
    await press('حذف گویه');
    await press('۲');
    expect(proposals()).toEqual([{ kind: 'remove', text: 'تکراری است', item: 1 }]);
  });

  test('takes it with the item’s code typed instead of pressed', async () => {
    await chat.writes(expert, '/suggest تکراری است');
    await press('حذف گویه');
    await chat.writes(expert, 'y');
    expect(proposals()).toEqual([{ kind: 'remove', text: 'تکراری است', item: 1 }]);
  });

  test('says what is wrong with it and keeps it for another kind', async () => {
    await chat.writes(expert, '/suggest');
    await chat.writes(expert, 'ن'.repeat(400));
    const menu = last();
    expect(await press('افزودن گویه')).toMatchObject({ alert: true });
    const comment = menu.buttons!.flat().find(({ text }) => text.includes('نظر دربارهٔ'));
    await chat.presses(expert, comment!.data!);
    expect(proposals()).toEqual([{ kind: 'comment', text: 'ن'.repeat(400), item: 0 }]);
  });
});

describe('right after «خیر»', () => {
  const screened = () => {
    study = new TestStudy({
      ...{ experts: { e1: 'A' }, items: { x: 'A', y: 'A' } },
      rounds: [{ number: 1, kind: 'screening' }],
    }).join();
    study.open().begin('e1', 7);
    chat = new TestChat(study);
    expert = study.press('e1').accountId;
  };

  test('a text is its reason, without a press for it', async () => {
    screened();
    await chat.pressesLabel('e1', 'خیر');
    expect(await chat.writes(expert, 'چون تکراری است')).toEqual([]);
    expect(study.answer('e1', 'x').reason).toBe('چون تکراری است');
  });

  test('a greeting is none, nor what comes long after, nor what follows «بله»', async () => {
    screened();
    await chat.pressesLabel('e1', 'خیر');
    await chat.writes(expert, 'ممنونم');
    study.pass(31 * 60_000);
    await chat.writes(expert, 'تا کی وقت داریم؟');
    await chat.pressesLabel('e1', 'بله');
    await chat.writes(expert, 'چه خوب که پرسیدید');
    expect(study.answers('e1').map(({ reason }) => reason)).toEqual([null, null]);
  });
});

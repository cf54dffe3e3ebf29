import { describe, expect, test } from 'vitest';
import { composeNews } from '../../../src/features/answering/compose-news.ts';
import { giveReason } from '../../../src/features/answering/give-reason.ts';
import { propose, type Suggestion } from '../../../src/features/proposals/suggest.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';
import { loadDialog } from '../../../src/store/dialogs.ts';
import { loadItemPanels } from '../../../src/store/items.ts';
import { loadNewProposals } from '../../../src/store/proposals.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { must, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const words: StudyWords = {
  experts: { مریم: 'A', کاوه: 'A', سارا: 'A B', آرش: 'B', نیما: 'B' },
  items: { x: 'A', y: 'A', s: 'A B', z: 'B' },
};

function world(study: TestStudy = new TestStudy(words).join()) {
  let drawn = 0;
  const chat = new TestChat(study);
  const account = study.facilitator;
  const last = () => chat.said(account).at(-1)!;
  const dataOf = (label: string) => {
    const buttons = last().buttons?.flat() ?? [];
    const found = buttons.find(({ text }) => text === label || text.includes(label));
    if (!found) throw new Error(`no ${label} among ${buttons.map(({ text }) => text).join(', ')}`);
    return found.data!;
  };
  return {
    study,
    chat,
    last,
    dataOf,
    press: (label: string) => chat.presses(account, dataOf(label), 50),
    says: (text: string) => chat.writes(account, text),
    labels: () =>
      last()
        .buttons?.flat()
        .map(({ text }) => text) ?? [],
    propose(name: string, suggestion: Suggestion, text: string) {
      const accountId = study.expert(name).accountId!;
      const given = { studyId: study.studyId, accountId, text, at: study.at };
      must(study.run((tx) => propose(tx, given, suggestion)));
      // Their order is drawn: here it is the one of the test's lines.
      drawn += 1;
      study.db.$client.prepare('UPDATE proposals SET id = ? WHERE text = ? AND id > 1000').run(drawn, text);
    },
    panelsOf: (code: string) =>
      loadItemPanels(study.db, study.studyId)
        .get(study.itemId(code))!
        .map(({ panelId }) => panelId),
  };
}

const add = { kind: 'add' } as const;
const NAMES = /مریم|کاوه|سارا|آرش|نیما/;

describe('/suggestions', () => {
  test('says that nothing waits, and that reasons come when the open round is closed, written yet or not', async () => {
    const { study, says, last } = world();
    await says('/suggestions');
    expect(last().html).toContain('پیشنهاد یا دلیل تازه‌ای برای بررسی نیست');
    expect(last().html).not.toContain('پس از بسته شدن دور');
    study.open().begin('مریم').rate('مریم', 'x', 5);
    await says('/suggestions');
    expect(last().html).toContain('پس از بسته شدن دور');
    must(study.run((tx) => giveReason(tx, study.answer('مریم', 'x').id, 'چون', study.press('مریم'))));
    await says('/suggestions');
    expect(last().html).toContain('پس از بسته شدن دور');
    expect(last().html).not.toContain('چون');
  });

  test('shows one at a time without a name, and moves on by each decision', async () => {
    const { says, press, last, propose: proposes, labels } = world();
    proposes('مریم', add, 'پرداخت قبض');
    proposes('کاوه', { kind: 'comment' }, 'مهلت کم است');
    await says('/suggestions');
    expect(last().html).toContain('پرداخت قبض');
    expect(last().html).toContain('۱ از ۲');
    expect(last().html).not.toMatch(NAMES);
    expect(labels().slice(0, 2)).toEqual(['پذیرفتن', 'رد کردن']);
    expect(await press('پذیرفتن')).toEqual({ text: 'پذیرفته شد.', alert: false });
    expect(last().html).toContain('پذیرفته شد: گویهٔ \u2068P1\u2069 از دور بعد پرسیده می‌شود');
    expect(last().html).toContain('مهلت کم است');
    await press('رد کردن');
    expect(last().html).toContain('برای بررسی نیست');
  });

  test('stands in an order that is drawn: neither it nor a button tells who wrote first', () => {
    const study = new TestStudy(words).join();
    const texts = Array.from({ length: 12 }, (_, at) => `پیشنهاد ${at}`);
    for (const text of texts) {
      const accountId = study.expert('مریم').accountId!;
      must(
        study.run((tx) =>
          propose(tx, { studyId: study.studyId, accountId, text, at: study.at }, { kind: 'comment' }),
        ),
      );
    }
    const shown = study.run((tx) => loadNewProposals(tx, study.studyId)).map(({ text }) => text);
    expect(shown.toSorted()).toEqual(texts.toSorted());
    // Once in 479,001,600 runs the drawn order is that of the writing.
    expect(shown).not.toEqual(texts);
  });

  test('pages without deciding', async () => {
    const { says, press, last, propose: proposes } = world();
    for (const text of ['یک', 'دو', 'سه']) proposes('مریم', { kind: 'comment' }, text);
    await says('/suggestions');
    await press('صفحهٔ بعد');
    expect(last().html).toContain('دو');
    await press('پذیرفتن');
    expect(last().html).toContain('سه');
    await press('صفحهٔ قبل');
    expect(last().html).toContain('یک');
  });

  test('pressed twice decides once, and neither press is an alert; the other decision after it is', async () => {
    const { study, says, press, dataOf, chat, propose: proposes } = world();
    proposes('مریم', { kind: 'comment' }, 'یک');
    await says('/suggestions');
    const [accept, reject] = [dataOf('پذیرفتن'), dataOf('رد کردن')];
    await press('پذیرفتن');
    expect(await chat.presses(study.facilitator, accept, 50)).toMatchObject({ alert: false });
    expect(await chat.presses(study.facilitator, reject, 50)).toMatchObject({ alert: true });
  });

  test('does not exist for experts, nor do its buttons', async () => {
    const { study, says, dataOf, chat, propose: proposes } = world();
    proposes('مریم', { kind: 'comment' }, 'یک');
    await says('/suggestions');
    const stranger = study.expert('کاوه').accountId!;
    expect((await chat.writes(stranger, '/suggestions'))[0]).toContain('شناخته نشد');
    expect(await chat.presses(stranger, dataOf('پذیرفتن'), 50)).toMatchObject({ alert: true });
  });

  test('fits into one message with the longest texts', async () => {
    const long = { ...words, rules: { title: 'ع'.repeat(300) } };
    const { study, says, last, press, propose: proposes } = world(new TestStudy(long).join());
    proposes('مریم', add, 'آب '.repeat(99));
    proposes('کاوه', add, 'آب '.repeat(98));
    proposes('کاوه', { kind: 'remove', itemId: study.itemId('x') }, 'ن'.repeat(700));
    proposes('کاوه', { kind: 'comment' }, 'ن'.repeat(1000));
    await says('/suggestions');
    for (let at = 0; at < 3; at += 1) {
      expect(textLength(last().html)).toBeLessThanOrEqual(LONGEST_TEXT);
      await press('رد کردن');
    }
    expect(textLength(last().html)).toBeLessThanOrEqual(LONGEST_TEXT);
  });
});

describe('an item to add', () => {
  test('stands beside what is like it: items, dropped ones too, and other proposals', async () => {
    const { says, last, propose: proposes } = world();
    proposes('مریم', add, 'گویهٔ x و z');
    proposes('کاوه', add, 'z، گویهٔ x');
    await says('/suggestions');
    expect(last().html).toContain('نزدیک به این پیشنهاد');
    expect(last().html).toContain('پیشنهادی دیگر: \u2068z، گویهٔ x\u2069');
    expect(last().html).toContain('گویهٔ x\u2069');
  });

  test('goes to its author’s panel, or to those that the facilitator chooses', async () => {
    const { study, says, press, last, propose: proposes, panelsOf, labels } = world();
    proposes('مریم', add, 'قبض');
    await says('/suggestions');
    expect(last().html).toContain('از این پانل‌ها پرسیده می‌شود: \u2068پانل A\u2069');
    await press('انتخاب پانل‌ها');
    expect(labels()).toEqual(['✅ \u2068پانل A\u2069', '\u2068پانل B\u2069', 'بازگشت به پیشنهاد']);
    await press('پانل B');
    await press('پانل A');
    expect(labels().slice(0, 2)).toEqual(['\u2068پانل A\u2069', '✅ \u2068پانل B\u2069']);
    expect(await press('پانل B')).toMatchObject({ alert: true });
    await press('بازگشت');
    await press('پذیرفتن');
    expect(panelsOf('P1')).toEqual([study.panel('B').id]);
  });

  test('does not tell its author by the panels that only one expert shares', async () => {
    const { says, last, propose: proposes } = world();
    proposes('سارا', add, 'قبض');
    await says('/suggestions');
    expect(last().html).not.toMatch(/پانل A.*پانل B/);
  });

  test('accepted while a round is open says that it waits', async () => {
    const { says, press, last, propose: proposes } = world(new TestStudy(words).join().open());
    proposes('مریم', add, 'قبض');
    await says('/suggestions');
    await press('پذیرفتن');
    expect(last().html).toContain('دور باز دست نمی‌خورد');
    expect(last().html).toContain('۱ پیشنهاد پذیرفته‌شده');
  });
});

describe('a rejection', () => {
  const opening = (study: TestStudy, name: string) => {
    const {
      id: rowId,
      args,
      accountId,
    } = study.queued('round-opened').findLast((row) => row.accountId === study.expert(name).accountId)!;
    const news = { rowId, kind: 'round-opened', questionnaireId: args.questionnaireId, accountId } as const;
    return composeNews(study.db, news, { at: study.at, ...study.surroundings })!.html;
  };

  test('may carry a reason, which its author alone reads when the next round opens', async () => {
    const { study, says, press, last, propose: proposes } = world();
    proposes('مریم', add, 'قبض');
    proposes('مریم', { kind: 'remove', itemId: study.itemId('x') }, 'تکراری');
    await says('/suggestions');
    await press('رد کردن');
    expect(last().html).toContain('پیشنهاد «قبض» رد شد');
    await press('نوشتن پاسخ برای نویسنده');
    await says('در x آمده است');
    expect(last().html).toContain('دلیل رد ثبت شد');
    expect(last().html).toContain('تکراری');
    expect(study.queued('strip').at(-1)!.args.messageId).toBe(50);
    await press('پذیرفتن');
    study.open();
    expect(opening(study, 'مریم')).toContain('پذیرفته نشد. پاسخ برگزارکننده: \u2068در x آمده است\u2069');
    expect(opening(study, 'مریم')).toContain('حذف گویهٔ «\u2068گویهٔ x\u2069» پذیرفته شد');
    expect(opening(study, 'کاوه')).not.toContain('پیشنهادهای شما');
  });

  test('is told once, with the first opening after it', async () => {
    const { study, says, press, propose: proposes } = world();
    proposes('مریم', { kind: 'comment' }, 'یک');
    await says('/suggestions');
    await press('رد کردن');
    await study.playRound(`
             x  y
      مریم   5  5
      کاوه   5  4
    `);
    study.open();
    expect(opening(study, 'مریم')).not.toContain('پیشنهادهای شما');
  });

  test('needs no reason: «لغو» and any other press give it up', async () => {
    const { study, says, press, last, propose: proposes } = world();
    proposes('مریم', { kind: 'comment' }, 'یک');
    await says('/suggestions');
    await press('رد کردن');
    await press('نوشتن پاسخ برای نویسنده');
    expect(loadDialog(study.db, study.facilitator)?.kind).toBe('why-rejected');
    await press('لغو');
    expect(loadDialog(study.db, study.facilitator)).toBeUndefined();
    expect(last().html).toContain('برای بررسی نیست');
  });
});

describe('reasons of a closed round', () => {
  async function reasoned() {
    const study = new TestStudy(words).join().open();
    study.answerAll(`
             x  y
      مریم   5  5
      کاوه   5  4
      سارا   4  4
    `);
    for (const name of ['مریم', 'کاوه', 'سارا']) {
      const { id } = study.answer(name, 'x');
      must(study.run((tx) => giveReason(tx, id, `دلیل ${name.length}${name[0]}`, study.press(name))));
    }
    await study.close().judge();
    return world(study);
  }

  test('come one by one, with their item and nothing of who gave them', async () => {
    const { says, press, last, labels, study } = await reasoned();
    await says('/suggestions');
    expect(last().html).toContain('دلیل پاسخ در دور ۱');
    expect(last().html).toContain('گویهٔ x');
    expect(last().html).not.toMatch(NAMES);
    expect(last().html).not.toContain(study.expert('مریم').pseudonym);
    expect(labels()).toContain('پذیرفتن همهٔ دلیل‌های دور ۱');
    await press('پذیرفتن');
    expect(last().html).toContain('۱ از ۲');
  });

  test('can be let through all at once', async () => {
    const { says, press, last, study } = await reasoned();
    await says('/suggestions');
    expect(await press('پذیرفتن همهٔ')).toEqual({ text: '۳ دلیل پذیرفته شد.', alert: false });
    expect(last().html).toContain('برای بررسی نیست');
    expect(study.answers('مریم').map(({ reasonState }) => reasonState)).toContain('accepted');
  });
});

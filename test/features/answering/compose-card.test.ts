import { describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { askForReason } from '../../../src/features/answering/give-reason.ts';
import { handIn } from '../../../src/features/answering/hand-in.ts';
import { showOverview, showStep } from '../../../src/features/answering/turn-card.ts';
import { insertItemVersion } from '../../../src/store/items.ts';
import { must, type StudyWords, TestStudy } from '../../fixtures/study.ts';

const words = { experts: { e1: 'A', both: 'A B', e3: 'B' }, items: { x: 'A', s: 'A B', y: 'B' } };

function composed(study: TestStudy, name: string) {
  return composeCard(study.db, study.questionnaire(name).id);
}

function shown(study: TestStudy, name: string): string {
  return composed(study, name)!.message.html;
}

function labels(study: TestStudy, name: string): string[] {
  return composed(study, name)!
    .message.buttons!.flat()
    .map(({ text }) => text);
}

describe('a card', () => {
  test('is nobody’s before its expert begins', () => {
    const study = new TestStudy(words).join().open();
    expect(composed(study, 'e1')).toBeNull();
    expect(composeCard(study.db, 999)).toBeNull();
  });

  test('shows the item under way, by the workbook, with the scale as buttons', () => {
    const study = new TestStudy(words).join().open().begin('both', 7);
    expect(composed(study, 'both')).toMatchObject({
      accountId: study.expert('both').accountId,
      messageId: 7,
    });
    expect(shown(study, 'both')).toContain('گویهٔ ۱ از ۳ · دور ۱ · ');
    expect(shown(study, 'both')).toContain('گویهٔ x');
    const rates = ['۲ کم', '۱ خیلی کم', '۴ زیاد', '۳ متوسط', 'نظری ندارم', '۵ خیلی زیاد'];
    expect(labels(study, 'both').slice(0, 6)).toEqual(rates);
  });

  test('of an earlier version, turned to a definition, is the page that holds it now', () => {
    const study = new TestStudy(words).join().open().begin('e1');
    study.db.$client.exec("UPDATE questionnaires SET screen = 'definition' WHERE begun_at IS NOT NULL");
    expect(labels(study, 'e1')).toEqual(['بازگشت به گویه', 'پاسخ‌های من']);
  });

  test('names every own panel that asks the item', () => {
    const study = new TestStudy(words).join().open().begin('both').rate('both', 'x', 5);
    expect(shown(study, 'both')).toMatch(/پانل A\u2069، \u2068پانل B/);
  });

  test('puts the question that the plan gives its panel', () => {
    const rounds = [
      { number: 1, panelCodes: ['A'], question: 'در الف چطور؟' },
      { number: 1, panelCodes: ['B'] },
    ];
    const study = new TestStudy({ ...words, rounds, rules: { maxRounds: 1 } }).join().open();
    study.begin('e1').begin('e3');
    expect(shown(study, 'e1')).toContain('در الف چطور؟');
    expect(shown(study, 'e3')).toContain('چه اندازه اولویت دارد؟');
  });

  test('keeps the wording that the round put', () => {
    const study = new TestStudy(words).join().open().begin('e1');
    const wording = { title: 'عنوان تازه', definition: '', reason: '', createdAt: study.at };
    insertItemVersion(study.db, study.itemId('x'), wording);
    expect(shown(study, 'e1')).toContain('گویهٔ x');
  });

  test('has the same hash for the same message, and another for another', () => {
    const study = new TestStudy(words).join().open().begin('e1', 7);
    const first = composed(study, 'e1')!;
    study.begin('e1', 7);
    expect(composed(study, 'e1')).toMatchObject({ hash: first.hash });
    expect(composed(study, 'e1')!.version).toBeGreaterThan(first.version);
    study.rate('e1', 'x', 5);
    expect(composed(study, 'e1')!.hash).not.toBe(first.hash);
  });

  test('is not shown to an account that the expert no longer has', () => {
    const study = new TestStudy(words).join().open().begin('e1', 7);
    study.moves('e1');
    expect(composed(study, 'e1')).toBeNull();
  });

  test('of a closed round says so, without a button', () => {
    const study = new TestStudy(words).join().open().begin('e1', 7).close();
    expect(shown(study, 'e1')).toContain('دور ۱ بسته شد');
    expect(composed(study, 'e1')!.message.buttons).toBeUndefined();
  });

  test('of a closed round says when its result comes, as the expert’s panels may be asked again or not', () => {
    const closed = (its: Partial<StudyWords>) => {
      const study = new TestStudy({ ...words, ...its }).join().open().begin('e1', 7).begin('both', 8).close();
      return { e1: shown(study, 'e1'), both: shown(study, 'both') };
    };
    expect(closed({}).e1).toContain('با باز شدن دور بعد، یا در پایان مطالعه');
    expect(closed({ rules: { minRounds: 1, maxRounds: 1 } }).e1).toContain('نتیجه در پایان مطالعه');
    const asksAOnce = [{ number: 1 }, { number: 2, panelCodes: ['B'] }];
    const planned = closed({ rules: { maxRounds: 2 }, rounds: asksAOnce });
    expect(planned.e1).toContain('نتیجه در پایان مطالعه');
    expect(planned.both).toContain('با باز شدن دور بعد');
  });

  test('of an earlier round, or of a finished study, says where the result is', async () => {
    const study = new TestStudy(words).join().open().begin('e1', 7).close();
    const { id } = study.questionnaire('e1');
    const told = () => composeCard(study.db, id)!.message.html;
    await study.judge();
    study.open();
    expect(told()).toContain('پاسخ‌ها و نتیجه: /history');
    const other = new TestStudy(words).join().open().begin('e1', 7).close();
    other.db.$client.exec("UPDATE studies SET state = 'finished'");
    expect(shown(other, 'e1')).toContain('پاسخ‌ها و نتیجه: /history');
  });

  test('waits for a reason where one was asked for', () => {
    const study = new TestStudy(words).join().open().begin('e1', 7);
    must(askForReason(study.db, study.answer('e1', 'x').id, study.press('e1')));
    expect(labels(study, 'e1')).toEqual(['لغو']);
  });
});

describe('feedback on a card', () => {
  async function secondRound(rules = {}) {
    const study = new TestStudy({ ...words, rules }).join();
    await study.playRound(`
            x  s
      e1    5  4
      both  4  5
    `);
    return study.open().begin('both');
  }

  test('tells for each own panel its mean and spread, with the own previous answer', async () => {
    const study = await secondRound();
    expect(shown(study, 'both')).toContain('دور قبل (۲ پاسخ): میانگین ۴٫۵۰ · میانه ۴٫۵');
    expect(shown(study, 'both')).toMatch(/۴ ▰+ ۱ نفر ◂ 🔵 پاسخ شما/);
    study.rate('both', 'x', 4);
    expect(shown(study, 'both')).toMatch(/در پانل \u2068?پانل A\u2069? \(۲ پاسخ\): میانگین ۴٫۵۰/);
    expect(shown(study, 'both')).toMatch(/در پانل \u2068?پانل B\u2069? \(۱ پاسخ\): میانگین ۵٫۰۰/);
  });

  test('is not shown of a panel with fewer answers than the workbook asks for', async () => {
    const study = await secondRound({ minAnswersForFeedback: 2 });
    study.rate('both', 'x', 4);
    expect(shown(study, 'both')).toMatch(/پانل A\u2069? \(۲ پاسخ\): میانگین ۴٫۵۰/);
    expect(shown(study, 'both')).toMatch(/پانل B\u2069? نشان داده نمی‌شود/);
  });

  test('is none on an item that nobody rated, though no least number of answers is asked for', async () => {
    const study = await secondRound({ minAnswersForFeedback: 0 });
    must(showStep(study.db, study.questionnaire('both').id, 2, study.press('both')));
    expect(shown(study, 'both')).toContain('نتیجهٔ دور قبل نشان داده نمی‌شود');
  });

  test('offers to keep all previous answers on the first card and on the overview', async () => {
    const study = await secondRound();
    const label = 'همهٔ پاسخ‌ها مانند دور قبل';
    expect(labels(study, 'both')).toContain(label);
    study.rate('both', 'x', 4);
    expect(labels(study, 'both')).not.toContain(label);
    must(showOverview(study.db, study.questionnaire('both').id, 0, study.press('both')));
    expect(labels(study, 'both')).toContain(label);
    study.rate('both', 's', 4);
    must(showOverview(study.db, study.questionnaire('both').id, 0, study.press('both')));
    // What is left was not rated in the last round.
    expect(labels(study, 'both')).not.toContain(label);
  });

  test('says on how many items the own answer is a point or more from the median, this round’s before the last one’s', async () => {
    const study = new TestStudy({
      ...{ ...words, experts: { ...words.experts, e4: 'A' }, rules: { minAnswersForFeedback: 3 } },
    }).join();
    await study.playRound(`
            x  s
      e1    5  4
      e4    5  4
      both  2  5
    `);
    study.open().begin('both');
    const far = (items: string) => `فاصلهٔ یک واحد یا بیشتر با میانه: ${items} گویه`;
    expect(shown(study, 'both')).toContain(far('۲'));
    study.rate('both', 'x', 5);
    expect(shown(study, 'both')).not.toContain('فاصله');
    must(showOverview(study.db, study.questionnaire('both').id, 0, study.press('both')));
    expect(shown(study, 'both')).toContain('پاسخ شما در ۱ گویه یک واحد یا بیشتر');
  });

  test('is none in the first round', () => {
    const study = new TestStudy(words).join().open().begin('both');
    expect(shown(study, 'both')).not.toContain('دور قبل');
  });
});

describe('the overview on a card', () => {
  test('lists open items first, answers in words', () => {
    const study = new TestStudy(words).join().open().begin('both').rate('both', 'x', 5);
    must(study.tryPress('both', 's', 'noOpinion'));
    must(showOverview(study.db, study.questionnaire('both').id, 0, study.press('both')));
    const { html } = composed(study, 'both')!.message;
    expect(html.indexOf('گویهٔ y')).toBeLessThan(html.indexOf('گویهٔ x'));
    expect(html).toContain('<b>خیلی زیاد</b>');
    expect(html).toContain('<b>نظری ندارم</b>');
  });

  test('warns after the first press of «ثبت نهایی», and is a receipt after the second', () => {
    const study = new TestStudy(words).join().open().begin('e1');
    const press = () => must(handIn(study.db, study.questionnaire('e1').id, study.press('e1')));
    press();
    expect(shown(study, 'e1')).toContain('⚠️ ۲ گویه بی‌پاسخ است');
    press();
    expect(shown(study, 'e1')).toContain('ثبت نهایی شد');
    expect(labels(study, 'e1')).not.toContain('ثبت نهایی');
  });

  test('comes in pages, the last one where a page is no longer there', () => {
    const items = Object.fromEntries(Array.from({ length: 23 }, (_, at) => [`i${at}`, 'A']));
    const study = new TestStudy({ experts: { e1: 'A' }, items }).join().open().begin('e1');
    const page = (number: number) => {
      must(showOverview(study.db, study.questionnaire('e1').id, number, study.press('e1')));
      return shown(study, 'e1');
    };
    expect(page(0)).toContain('صفحهٔ ۱ از ۳');
    expect(page(2)).toContain('۲۳. ');
    expect(page(9)).toContain('صفحهٔ ۳ از ۳');
  });
});

test('a screening asks its words, and shows the own answer in them', () => {
  const rounds = [{ number: 1, kind: 'screening' }] as const;
  const study = new TestStudy({ ...words, rounds, rules: { maxRounds: 1 } }).join().open().begin('e1');
  expect(labels(study, 'e1').slice(0, 2)).toEqual(['خیر', 'بله']);
  must(study.tryPress('e1', 'x', { rating: 1 }));
  must(showStep(study.db, study.questionnaire('e1').id, 0, study.press('e1')));
  expect(labels(study, 'e1').slice(0, 2)).toEqual(['خیر ✅', 'بله']);
  expect(study.answer('e1', 'x').value).toBe(0);
});

import { describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

const words = {
  experts: { e1: 'A', e2: 'A' },
  items: { year: 'A', share: 'A' },
  bounds: { year: { least: 1400, most: 1430, measure: 'سال' } },
  rounds: [
    { number: 1, kind: 'numeric' },
    { number: 2, kind: 'numeric' },
  ] as const,
  rules: { maxRounds: 2 },
};

function begun() {
  const study = new TestStudy(words).join().open().begin('e1', 7);
  return { study, chat: new TestChat(study), account: study.expert('e1').accountId! };
}

const card = (study: TestStudy) => composeCard(study.db, study.questionnaire('e1').id)!;
const values = (study: TestStudy) => study.answers('e1').map(({ state, value }) => [state, value]);

describe('a number that is written while its card is open', () => {
  test('is the answer, and the card goes on below it', async () => {
    const { study, chat, account } = begun();
    expect(await chat.writes(account, '۱۴۱۰')).toEqual([]);
    expect(values(study)).toEqual([
      ['rated', 1410],
      ['open', null],
    ]);
    // Sent anew: the old one has scrolled away.
    expect(card(study).messageId).toBeNull();
    expect(card(study).message.html).toContain('گویهٔ share');
    expect(await chat.writes(account, '12/5')).toEqual([]);
    expect(values(study)[1]).toEqual(['rated', 12.5]);
  });

  test('out of bounds is refused with them, and so is what is no number; the card stays', async () => {
    const { study, chat, account } = begun();
    expect(await chat.writes(account, '1399')).toEqual([
      expect.stringContaining('بیرون از بازهٔ ۱۴۰۰ تا ۱۴۳۰'),
    ]);
    expect(await chat.writes(account, 'نمی‌دانم')).toEqual([expect.stringContaining('عدد نیست')]);
    expect(await chat.sends(account, { voice: { file_id: 'x' } })).toEqual([
      expect.stringContaining('عدد نیست'),
    ]);
    expect(values(study)[0]).toEqual(['open', null]);
    expect(card(study).messageId).toBe(7);
  });

  test('may be corrected by an edit of its message, and the card stays where it is', async () => {
    const { study, chat, account } = begun();
    await chat.writes(account, '1410', { message_id: 900 });
    expect(await chat.edits(account, 900, '۱۴۱۲')).toEqual([expect.stringContaining('پاسخ اصلاح شد')]);
    expect(values(study)).toEqual([
      ['rated', 1412],
      ['open', null],
    ]);
    expect(card(study).message.html).toContain('گویهٔ share');
    expect((await chat.edits(account, 900, '1300'))[0]).toContain('بیرون از بازه');
    expect(values(study)[0]).toEqual(['rated', 1412]);
    study.close();
    expect((await chat.edits(account, 900, '1415'))[0]).toContain('بسته شده است');
    expect(values(study)[0]).toEqual(['rated', 1412]);
  });

  test('that is words is no answer, and may be a question all the same', async () => {
    const { study, chat, account } = begun();
    const [said] = await chat.writes(account, 'سال شمسی یا میلادی؟');
    expect(said).toContain('عدد نیست');
    expect(said).toContain('نوشتهٔ شما: «\u2068سال شمسی یا میلادی؟\u2069»');
    const ask = chat
      .said(account)
      .at(-1)!
      .buttons!.flat()
      .find(({ text }) => text.includes('پرسش'))!;
    await chat.presses(account, ask.data!);
    expect(study.queued('question')).toHaveLength(1);
    expect((await chat.writes(account, 'سلام، وقت بخیر'))[0]).toContain('سلام و سپاس');
    expect(card(study).messageId).toBe(7);
  });

  test('is a reason where one was asked for', async () => {
    const { study, chat, account } = begun();
    await chat.pressesLabel('e1', 'نوشتن دلیل');
    await chat.writes(account, '۱۴۱۰');
    expect(study.answers('e1')[0]).toMatchObject({ state: 'open', reason: '۱۴۱۰' });
  });

  test('is nothing once every item is answered, or the round is closed', async () => {
    const { study, chat, account } = begun();
    await chat.writes(account, '1410');
    await chat.writes(account, '3');
    expect(await chat.writes(account, '4')).toEqual([expect.stringContaining('به کسی نمی‌رسد')]);
    study.close();
    expect(await chat.writes(account, '5')).toEqual([expect.stringContaining('به کسی نمی‌رسد')]);
    expect(values(study).map(([, value]) => value)).toEqual([1410, 3]);
  });
});

test('a second round shows what the panel wrote, and keeps the own number by a press', async () => {
  const { study, chat } = begun();
  for (const [name, numbers] of Object.entries({ e1: ['1405', '10'], e2: ['1415', '20'] })) {
    if (name === 'e2') study.begin(name, 8);
    for (const number of numbers) await chat.writes(study.expert(name).accountId!, number);
  }
  await study.close().judge();
  expect(study.results('A')['year']).toMatchObject({
    ...{ n: 2, median: 1410, kept: true, why: 'all_stay', counts: { 1405: 1, 1415: 1 } },
  });
  expect(study.panel('A').status).toBe('active');
  study.open().begin('e1', 9);
  expect(card(study).message.html).toContain('میانه ۱۴۱۰ سال؛ نیمی از پاسخ‌ها میان ۱۴۰۷٫۵ و ۱۴۱۲٫۵ بود');
  await chat.pressesLabel('e1', 'همان پاسخ دور قبل');
  expect(study.answers('e1')[0]).toMatchObject({ state: 'rated', value: 1405, how: 'kept' });
});

import { describe, expect, test } from 'vitest';
import { composeCard } from '../../../src/features/answering/compose-card.ts';
import { giveReason } from '../../../src/features/answering/give-reason.ts';
import { showReasons } from '../../../src/features/answering/turn-card.ts';
import { acceptReasons, reasonMark, settleReason } from '../../../src/features/proposals/decide-reason.ts';
import { countNewReasons, loadNewReasons, type NewReason } from '../../../src/store/reasons.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const words = {
  experts: { e1: 'A', e2: 'A', e3: 'A', e4: 'A', e5: 'A B', e6: 'B', e7: 'B' },
  items: { x: 'A B', y: 'A' },
};

function reason(study: TestStudy, name: string, code: string, text: string) {
  must(study.run((tx) => giveReason(tx, study.answer(name, code).id, text, study.press(name))));
}

/** Round 1 is closed: in panel A `x` has the median 4; two reasons above it, one at it, three below. */
async function reasoned(rules = {}) {
  const study = new TestStudy({ ...words, rules }).join().open();
  study.answerAll(`
        x  y
    e1  5  4
    e2  5  4
    e3  4  1
    e4  2  4
    e5  1  4
  `);
  for (const [name, text] of [
    ['e1', 'بالا یک'],
    ['e2', 'بالا دو'],
    ['e3', 'میانه'],
    ['e4', 'پایین یک'],
    ['e5', 'پایین دو'],
  ] as const) {
    reason(study, name, 'x', text);
  }
  reason(study, 'e3', 'y', 'دلیل دیگر');
  return study;
}

const queue = (study: TestStudy) =>
  loadNewReasons(study.db, study.studyId, { from: 0, most: 100 }).map(({ text }) => text);
const all = (study: TestStudy) =>
  study.run((tx) =>
    acceptReasons(tx, { roundId: study.round.id, accountId: study.facilitator, at: study.at }),
  );
const shown = ({ roundId, itemId, text }: NewReason) => ({ roundId, itemId, mark: reasonMark(text) });

function settle(study: TestStudy, text: string, decision: 'accepted' | 'rejected', accountId?: number) {
  const found = loadNewReasons(study.db, study.studyId, { from: 0, most: 100 }).find(
    (one) => one.text === text,
  )!;
  const press = { reason: shown(found), accountId: accountId ?? study.facilitator, at: study.at };
  return study.run((tx) => settleReason(tx, { ...press, decision }));
}

describe('reasons come before the facilitator', () => {
  test('when their round has closed, by item and in no order of experts', async () => {
    const study = await reasoned();
    expect(queue(study)).toEqual([]);
    study.close();
    expect(queue(study)).toEqual(['بالا دو', 'بالا یک', 'میانه', 'پایین دو', 'پایین یک', 'دلیل دیگر']);
    expect(countNewReasons(study.db, study.studyId)).toBe(6);
  });

  test('but not those of an item that has left every panel: nobody will read them beside it', async () => {
    const study = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A', y: 'A' } }).join().open();
    study.answerAll(`
          x  y
      e1  1  5
    `);
    reason(study, 'e1', 'x', 'چون');
    await study.close().judge();
    expect(queue(study)).toEqual([]);
  });

  test('once: what was decided is out of the list, the same press again changes nothing, another is refused', async () => {
    const study = (await reasoned()).close();
    const [first] = loadNewReasons(study.db, study.studyId, { from: 0, most: 1 });
    const press = { reason: shown(first!), accountId: study.facilitator, at: study.at };
    const decide = (decision: 'accepted' | 'rejected') =>
      study.run((tx) => settleReason(tx, { ...press, decision }));
    expect(must(decide('rejected')).isNew).toBe(true);
    expect(must(decide('rejected')).isNew).toBe(false);
    expect(refusalOf(decide('accepted'))).toBe('suggest.decided');
    expect(queue(study)).toHaveLength(5);
  });

  test('with others of the same words: nobody could tell them apart', async () => {
    const study = await reasoned();
    reason(study, 'e2', 'x', 'میانه');
    study.close();
    const before = countNewReasons(study.db, study.studyId);
    must(settle(study, 'میانه', 'accepted'));
    expect(queue(study)).not.toContain('میانه');
    expect(countNewReasons(study.db, study.studyId)).toBe(before - 2);
  });

  test('of their own study alone', async () => {
    const study = (await reasoned()).close();
    expect(refusalOf(settle(study, 'میانه', 'accepted', study.account()))).toBe('study.notYours');
    expect(refusalOf(study.run((tx) => acceptReasons(tx, { roundId: 99, accountId: 1, at: study.at })))).toBe(
      'suggest.gone',
    );
  });

  test('not while the round is open, not even by a guessed button', async () => {
    const study = await reasoned();
    const reason = { roundId: study.round.id, itemId: study.itemId('x'), mark: reasonMark('میانه') };
    const press = { reason, accountId: study.facilitator, at: study.at };
    expect(refusalOf(study.run((tx) => settleReason(tx, { ...press, decision: 'accepted' })))).toBe(
      'suggest.gone',
    );
    expect(must(all(study)).accepted).toBe(0);
  });
});

describe('a round later the others read', () => {
  const seen = (study: TestStudy, name: string) => {
    const { id } = study.questionnaire(name);
    must(study.run((tx) => showReasons(tx, study.answer(name, 'x').id, study.press(name))));
    return composeCard(study.db, id)!.message;
  };
  const labels = (study: TestStudy, name: string) =>
    composeCard(study.db, study.questionnaire(name).id)!
      .message.buttons!.flat()
      .map(({ text }) => text);

  async function nextRound(study: TestStudy) {
    await study.close().judge();
    must(all(study));
    return study.open().begin('e3', 7).begin('e1', 8);
  }

  test('what was let through of both sides of their panel’s median, by side alone, and can answer there', async () => {
    const study = await nextRound(await reasoned());
    expect(labels(study, 'e3')).toContain('بیشتر 💬');
    const { html, buttons } = seen(study, 'e3');
    expect(html).toContain('گویهٔ x');
    for (const text of ['بالا یک', 'بالا دو', 'پایین یک', 'پایین دو']) expect(html).toContain(text);
    expect(html).not.toContain('میانه\u2069');
    expect(html.indexOf('بالا یک')).toBeLessThan(html.indexOf('پایین یک'));
    expect(html).not.toMatch(/e[1-7]\b|[A-Z]-?\d{2}/);
    const texts = buttons!.flatMap((row) => row.map(({ text }) => text.replace(' 🔵', '')).toReversed());
    expect(texts).toEqual(['۱ خیلی کم', '۲ کم', '۳ متوسط', '۴ زیاد', '۵ خیلی زیاد', 'بازگشت به گویه']);
  });

  test('not their own reason', async () => {
    const study = await nextRound(await reasoned());
    expect(seen(study, 'e1').html).not.toContain('بالا یک');
  });

  test('nothing of a panel they do not sit on', async () => {
    const study = await reasoned();
    for (const name of ['e6', 'e7']) study.begin(name).rate(name, 'x', 5);
    (await nextRound(study)).begin('e6', 9);
    // e5 sits on both: in B the one reason below the median is e5's.
    const { html } = seen(study, 'e6');
    expect(html).toContain('پایین دو');
    expect(html).not.toMatch(/بالا|پایین یک/);
  });

  test('nothing that was not let through, and no button where nothing is left', async () => {
    const study = await reasoned();
    await study.close().judge();
    must(settle(study, 'بالا یک', 'accepted'));
    must(settle(study, 'بالا دو', 'rejected'));
    study.open().begin('e3', 7).begin('e1', 8);
    expect(seen(study, 'e3').html).toContain('بالا یک');
    expect(seen(study, 'e3').html).not.toMatch(/بالا دو|پایین/);
    expect(labels(study, 'e1')).not.toContain('بیشتر 💬');
  });

  test('nothing where so few answered that no feedback is shown', async () => {
    const study = await nextRound(await reasoned({ minAnswersForFeedback: 6 }));
    expect(labels(study, 'e3')).not.toContain('بیشتر 💬');
  });
});

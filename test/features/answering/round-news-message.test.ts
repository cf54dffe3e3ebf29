import { describe, expect, test } from 'vitest';
import type { ReminderTurn } from '../../../src/domain/reminder-manners.ts';
import type { ToldProposal } from '../../../src/features/answering/proposals-told-message.ts';
import type { RoundChange } from '../../../src/features/answering/round-change-message.ts';
import {
  deadlineMovedMessage,
  type ExpertRound,
  openingMessage,
  reminderMessage,
} from '../../../src/features/answering/round-news-message.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';

const TEHRAN = 'Asia/Tehran';
const deadline = new Date('2026-12-05T06:30:00Z');

function round(its: Partial<ExpertRound> = {}): ExpertRound {
  return {
    questionnaireId: 8,
    roundNumber: 2,
    title: 'خدمات',
    items: 21,
    open: 21,
    calls: 0,
    callsOpen: 0,
    begun: false,
    handedIn: false,
    deadline,
    secondsAnItem: null,
    ...its,
  };
}

describe('an opening', () => {
  const unchanged: RoundChange = { kept: 21, keptByHand: [], dropped: [], reworded: [], added: [] };
  const opening = (change: RoundChange | null, proposals: readonly ToldProposal[] = []) =>
    openingMessage(round(), {
      ...{ zone: TEHRAN, change, hasFeedback: change !== null, hasOwnPast: true, newPanels: [], proposals },
    });
  const proposal: ToldProposal = { id: 1, kind: 'add', text: 'پرداخت قبض', became: { as: 'accepted' } };

  test('says how much work it is and until when, with the button that begins', () => {
    const message = opening(null);
    expect(message.html).toContain('دور ۲ باز شد');
    expect(message.html).toContain('۲۱ گویه، حدود ۷ دقیقه');
    expect(message.html).toContain('شنبه ۱۴ آذر ۱۴۰۵، ساعت ۱۰:۰۰');
    expect(message.buttons).toEqual([[{ text: 'شروع پاسخ‌گویی', data: 'b:8', style: 'primary' }]]);
    expect(message.html).not.toContain('نتیجهٔ دور قبل');
  });

  test('from the second round on says what has changed', () => {
    const { html } = opening({
      kept: 21,
      keptByHand: [],
      dropped: [
        { title: 'فضای <سبز>', why: 'میانگین کم', below: { mean: 2.25, cutoff: 3 } },
        { title: 'نظافت', why: 'میانگین بالاتر از نقطهٔ خنثی نبود', below: null },
        { title: 'پارکینگ', why: 'با پیشنهادی که پذیرفته شد', below: null },
      ],
      reworded: ['پرداخت برخط'],
      added: ['نوبت‌گیری', 'استعلام'],
    });
    expect(html).toContain(
      [
        '<b>از دور قبل:</b> ۲۱ گویه مانده و ۳ گویه کنار رفته است.',
        '<b>کنار رفت</b>',
        '• \u2068فضای &lt;سبز&gt;\u2069: میانگین ۲٫۲۵ (۳ یا کمتر)',
        '• نظافت: میانگین بالاتر از نقطهٔ خنثی نبود',
        '• پارکینگ: با پیشنهادی که پذیرفته شد',
        '<b>بازنویسی شد</b> (۱ گویه)',
        '• پرداخت برخط',
        '<b>تازه است</b> (۲ گویه)',
        '• نوبت‌گیری',
        '• استعلام',
      ].join('\n'),
    );
    expect(html).toContain('نتیجهٔ دور قبل');
    expect(opening(unchanged).html).toContain('گویه‌ای کنار نرفته و ۲۱ گویه مانده است');
    expect(opening(unchanged).html).not.toMatch(/تازه|کنار رفت|پیشنهاد/);
  });

  test('lists the first few of what changed, and counts the rest', () => {
    const dropped = Array.from({ length: 12 }, (_, at) => ({
      ...{ title: `گویهٔ ${at}`, why: 'به حد لازم نرسید', below: null },
    }));
    const { html } = opening({ ...unchanged, dropped });
    expect(html.match(/به حد لازم نرسید/g)).toHaveLength(5);
    expect(html).toContain('• و ۷ گویهٔ دیگر');
  });

  test('tells what became of the own proposals, with the facilitator’s reason where there is one', () => {
    const { html } = opening(null, [
      proposal,
      { ...proposal, kind: 'remove', text: 'نظافت' },
      { ...proposal, text: 'فضای سبز', became: { as: 'rejected', reason: '' } },
      {
        ...{ ...proposal, kind: 'comment', text: 'مهلت کم است' },
        became: { as: 'rejected', reason: 'برنامه <ثابت> است' },
      },
    ]);
    expect(html).toContain(
      [
        '<b>پیشنهادهای شما</b>',
        '✅ گویهٔ «پرداخت قبض» پذیرفته و به مطالعه افزوده شد.',
        '✅ حذف گویهٔ «نظافت» پذیرفته شد.',
        '➖ گویهٔ «فضای سبز» پذیرفته نشد.',
        '➖ نظر شما «مهلت کم است» پذیرفته نشد. پاسخ برگزارکننده: \u2068برنامه &lt;ثابت&gt; است\u2069',
      ].join('\n'),
    );
  });

  test('fits into one message', () => {
    const { html } = openingMessage(round({ title: 'ع'.repeat(300) }), {
      zone: TEHRAN,
      change: {
        kept: 1,
        keptByHand: [],
        dropped: Array(9).fill({ title: '<'.repeat(300), why: 'میانگین', below: { mean: 2.123, cutoff: 3 } }),
        reworded: Array(9).fill('ب'.repeat(300)),
        added: Array(9).fill('ت'.repeat(300)),
      },
      hasFeedback: true,
      hasOwnPast: true,
      newPanels: [],
      proposals: Array(20).fill({
        ...proposal,
        text: 'ع'.repeat(300),
        accepted: false,
        reason: 'د'.repeat(300),
      }),
    });
    expect(textLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(html).toContain('و ۱۵ پیشنهاد دیگر');
  });
});

describe('a reminder', () => {
  const at = new Date(deadline.getTime() - 24 * 3_600_000 + 9000);
  const turns = ['first', 'again', 'last'] as const;
  const reminder = (its: Partial<ExpertRound>, turn: ReminderTurn = 'first', mayPutOff = false) =>
    reminderMessage(round(its), { at, zone: TEHRAN, turn, mayPutOff });

  test('of a round not begun says how much work it is', () => {
    const message = reminder({});
    expect(message.html).toContain('منتظر پاسخ شماست: ۲۱ گویه، حدود ۷ دقیقه');
    expect(message.buttons![0]![0]!.text).toBe('شروع پاسخ‌گویی');
  });

  test('of one begun without an answer says the same, and resumes', () => {
    const message = reminder({ begun: true });
    expect(message.html).toContain('منتظر پاسخ شماست');
    expect(message.buttons![0]![0]!.text).toBe('ادامهٔ پاسخ‌گویی');
  });

  test('half way says what is left', () => {
    expect(reminder({ begun: true, open: 6 }).html).toContain(
      'به ۱۵ گویه از ۲۱ پاسخ داده‌اید؛ ۶ گویه مانده است، حدود ۲ دقیقه',
    );
  });

  test('where only the last press is missing says so', () => {
    expect(reminder({ begun: true, open: 0 }).html).toContain('فقط «ثبت نهایی» مانده است');
  });

  test('has other words each time, in each of the three places', () => {
    const places = [{}, { begun: true, open: 6 }, { begun: true, open: 0 }];
    const texts = places.flatMap((its) => turns.map((turn) => reminder(its, turn).html));
    expect(new Set(texts).size).toBe(9);
  });

  test('says how long is left, in round words', () => {
    expect(reminder({}).html).toContain('تا پایان مهلت ۱ روز مانده است');
  });

  test('can be put off where there is a tomorrow', () => {
    expect(reminder({}, 'first', true).buttons![1]).toEqual([{ text: 'امروز نه', data: 'nt:8' }]);
    expect(reminder({}).buttons).toHaveLength(1);
  });
});

test('a moved deadline is told with the button that goes on', () => {
  const message = deadlineMovedMessage(round({ begun: true }), TEHRAN);
  expect(message.html).toContain('مهلت دور ۲ عوض شد: تا <b>شنبه ۱۴ آذر ۱۴۰۵، ساعت ۱۰:۰۰</b>.');
  expect(message.buttons![0]![0]).toMatchObject({ text: 'ادامهٔ پاسخ‌گویی', data: 'b:8' });
});

import { describe, expect, test } from 'vitest';
import type { PanelCardState, PanelItem } from '../../../src/kinds/card-state.ts';
import { ranking } from '../../../src/kinds/ranking/ranking.ts';
import type { Message } from '../../../src/messages/message.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';

/** Items with the places given, null where there is none yet; titles «گویهٔ ۱» … unless others are given. */
function itemsOf(places: readonly (number | null)[], its: Partial<PanelItem> = {}): PanelItem[] {
  const whole = places.every((place) => place !== null);
  return places.map((value, at) => ({
    ...{ itemId: 100 + at, title: `چیز ${'ابجدهوزحطیکلمنسعفصقرشت'[at] ?? at}`, definition: '', ...its },
    answer: { id: at + 1, state: whole ? 'rated' : 'open', value, previousValue: null },
  }));
}

function state(its: Partial<PanelCardState> = {}): PanelCardState {
  return {
    ...{ questionnaireId: 7, roundNumber: 1, position: 0, steps: 1, minutesLeft: 2, keepAll: null },
    ...{ question: 'کدام مهم‌تر است؟', sitsOnSeveral: false, panelId: 3, panelName: 'مالی' },
    ...{ othersOpen: false, handedIn: false, screen: 'panel', page: 0 },
    ...{ items: itemsOf([null, null, null, null]), chosenId: null, hasBefore: false, before: null },
    ...its,
  };
}

const card = (its: Partial<PanelCardState> = {}) => ranking.card(state(its));
const bare = ({ html }: Message) => html.replace(/[\u2066-\u2069\u200e\u200f]|<[^>]*>/g, '');
const rows = ({ buttons = [] }: Message) => buttons.map((row) => row.map(({ text }) => text));
const linesOf = (message: Message) => bare(message).match(/^[۰-۹]+\. .*$/gm);

describe('the card of an order', () => {
  test('lists the items one a line, each with one button that begins with its number', () => {
    const message = card();
    expect(linesOf(message)).toEqual(['۱. چیز ا', '۲. چیز ب', '۳. چیز ج', '۴. چیز د']);
    expect(rows(message)).toEqual([['۴', '۳', '۲', '۱'], ['نظری ندارم'], ['بعدی']]);
    expect(bare(message)).toContain('رتبه‌بندی · مالی · دور ۱');
    expect(bare(message)).toContain('جای ۱ از ۴: شمارهٔ گویه‌ای را بزنید که باید اول باشد');
  });

  test('has the placed ones first in their order, and the others keep the numbers first shown', () => {
    const message = card({ items: itemsOf([null, 2, null, 1]) });
    expect(linesOf(message)).toEqual(['۱. چیز د', '۲. چیز ب', '۱. چیز ا', '۳. چیز ج']);
    expect(bare(message)).toMatch(/ترتیب شما تا اینجا\n۱\. [\s\S]*هنوز جا نگرفته \(۲\)\n۱\./);
    expect(rows(message)).toEqual([['۳', '۱'], ['برگرداندن'], ['بعدی']]);
    expect(bare(message)).toContain('جای ۳ از ۴: شمارهٔ گویه را بزنید.');
  });

  test('of a whole order has a button for each place, and hands in where nothing else is open', () => {
    const message = card({ items: itemsOf([2, 4, 1, 3]) });
    expect(linesOf(message)).toEqual(['۱. چیز ج', '۲. چیز ا', '۳. چیز د', '۴. چیز ب']);
    expect(rows(message)).toEqual([['۴', '۳', '۲', '۱'], ['برگرداندن'], ['ثبت نهایی'], ['بعدی']]);
    expect(bare(message)).toContain('✅ ترتیب کامل است.');
    expect(rows(card({ items: itemsOf([2, 4, 1, 3]), othersOpen: true })).flat()).not.toContain('ثبت نهایی');
    expect(rows(card({ items: itemsOf([2, 4, 1, 3]), handedIn: true })).flat()).not.toContain('ثبت نهایی');
  });

  test('moves the place that is chosen, not beyond the ends', () => {
    const chosen = (chosenId: number) => card({ items: itemsOf([2, 3, 1]), chosenId });
    expect(rows(chosen(1)).slice(0, 2)).toEqual([
      ['پایین‌تر', 'بالاتر'],
      ['۳', '۲ ✅', '۱'],
    ]);
    expect(bare(chosen(1))).toContain('«چیز ا» در جای ۲ است. «بالاتر» یا «پایین‌تر» را بزنید.');
    expect(rows(chosen(3))[0]).toEqual(['پایین‌تر']);
    expect(rows(chosen(2))[0]).toEqual(['بالاتر']);
  });

  test('says that there is no opinion, and takes an order all the same', () => {
    const items = itemsOf([null, null]).map((item) => ({
      ...item,
      answer: { ...item.answer, state: 'no_opinion' as const },
    }));
    expect(bare(card({ items }))).toContain('✅ پاسخ شما: نظری ندارم');
    expect(rows(card({ items }))).toEqual([['۲', '۱'], ['نظری ندارم ✅'], ['بعدی']]);
  });

  test('stands among other cards', () => {
    const message = card({ position: 1, steps: 3 });
    expect(bare(message)).toContain('کارت ۲ از ۳ · حدود ۲ دقیقه مانده');
    expect(rows(message).at(-1)).toEqual(['بعدی', 'قبلی']);
  });
});

describe('beside each item', () => {
  const before = {
    itemIds: [100, 101, 102],
    ratings: [
      [1, 4, 2],
      [5, 2, 3],
      [2, 3, 1],
    ] as number[][],
  };
  const withOwn = (own: readonly (number | null)[]) =>
    itemsOf([null, null, null]).map((item, at) => ({
      ...item,
      answer: { ...item.answer, previousValue: own[at] ?? null },
    }));

  test('stand the panel’s mean place and the own one, both among the items that are left', () => {
    const message = card({ items: withOwn([4, 1, 2]), hasBefore: true, before });
    expect(linesOf(message)).toEqual([
      '۱. چیز ا · پانل ۲٫۰ · شما ۳',
      '۲. چیز ب · پانل ۲٫۳ · شما ۱',
      '۳. چیز ج · پانل ۱٫۷ · شما ۲',
    ]);
    expect(bare(message)).toContain('دور قبل (۳ خبره): میانگین جای آن در پانل و جای آن نزد شما، از ۳');
    expect(rows(message)).toContainEqual(['نظری ندارم', 'همان پاسخ دور قبل']);
  });

  test('stands nothing of the panel where too few answered, nor of an item that has come since', () => {
    const few = card({ items: withOwn([4, 1, 2]), hasBefore: true });
    expect(bare(few)).toContain('نتیجهٔ پانل نشان داده نمی‌شود، چون پاسخ‌ها کم بود.');
    expect(linesOf(few)![0]).toBe('۱. چیز ا · شما ۳');
    const newcomer = card({
      items: withOwn([2, 1, null]),
      hasBefore: true,
      before: { itemIds: [100, 101], ratings: [[1, 2]] },
    });
    expect(linesOf(newcomer)).toEqual([
      '۱. چیز ا · پانل ۱٫۰ · شما ۲',
      '۲. چیز ب · پانل ۲٫۰ · شما ۱',
      '۳. چیز ج',
    ]);
    expect(rows(newcomer).flat()).not.toContain('همان پاسخ دور قبل');
  });
});

describe('for 5, 12, 20 and 50 items', () => {
  const title = 'امکان جمع‌سپاری گزارش خرابی‌های معابر و پیگیری رسیدگی به آن از راه تلفن همراه شهروندان';

  test.each([5, 12, 20])('%i whole titles stand on the card, and five numbers a row at most', (items) => {
    const message = card({ items: itemsOf(Array(items).fill(null), { title }) });
    expect(linesOf(message)!.filter((line) => line.endsWith(title))).toHaveLength(items);
    expect(Math.max(...rows(message).map((row) => row.length))).toBeLessThanOrEqual(5);
    expect(rows(message).flat()).not.toContain('پاسخ‌ها');
  });

  test('what does not fit is cut alike, and stands whole behind «پاسخ‌ها», page by page', () => {
    const items = itemsOf(Array(50).fill(null), { title: `${title} ${title}` });
    const message = card({ items });
    expect(textLength(message.html)).toBeLessThanOrEqual(LONGEST_TEXT);
    const lengths = new Set(linesOf(message)!.map((line) => line.split('. ')[1]!.length));
    expect(lengths.size).toBe(1);
    expect(rows(message).flat()).toContain('پاسخ‌ها');
    const pages = [0, 1, 2].map((page) => card({ items, screen: 'details', page }));
    expect(pages.flatMap((page) => linesOf(page)!)).toHaveLength(50);
    for (const page of pages) expect(textLength(page.html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(bare(pages[0]!)).toContain(`۱. ${title} ${title}`);
    expect(rows(pages[1]!)).toEqual([['صفحهٔ بعد', 'صفحهٔ قبل'], ['بازگشت به رتبه‌بندی']]);
  });

  test('a definition stands behind «پاسخ‌ها» too', () => {
    const items = itemsOf([null, null], { definition: 'شرح' });
    expect(rows(card({ items })).flat()).toContain('پاسخ‌ها');
    expect(bare(card({ items, screen: 'details' }))).toContain('۲. چیز ب\nشرح');
  });
});

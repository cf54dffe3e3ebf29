import { describe, expect, test } from 'vitest';
import {
  OVERVIEW_PAGE,
  type Overview,
  type OverviewLine,
  overviewCard,
} from '../../../src/features/answering/overview-message.ts';
import type { Message } from '../../../src/messages/message.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';

const OPEN: OverviewLine = { position: 2, title: 'نظافت', answer: null, asksReason: false };
const ANSWERED: OverviewLine = { position: 0, title: 'پرداخت', answer: 'زیاد', asksReason: false };

function overview(its: Partial<Overview> = {}): Overview {
  return {
    questionnaireId: 3,
    roundNumber: 2,
    items: 3,
    open: 1,
    calls: 0,
    callsOpen: 0,
    handedIn: false,
    resultComes: 'withNextRound',
    warnedOfOpen: false,
    keepAll: null,
    page: 0,
    pages: 1,
    lines: [OPEN, ANSWERED],
    sittings: null,
    ...its,
  };
}

const SUGGEST = '💡 افزودن یا حذف گویه';
const labels = (message: Message) => (message.buttons ?? []).flat().map(({ text }) => text);

describe('the overview', () => {
  test('names what is open first, then the answers, each to be shown by its number', () => {
    const message = overviewCard(overview());
    expect(message.html).toContain('۲ از ۳ گویه پاسخ دارد؛ ۱ گویه مانده است.');
    expect(message.html.indexOf('۳. نظافت')).toBeLessThan(message.html.indexOf('۱. <b>زیاد</b> · پرداخت'));
    // A row is laid from the left, and read from the right.
    expect(labels(message)).toEqual(['ثبت نهایی', '۱', '۳', SUGGEST]);
    expect(message.buttons![1]!.map(({ data }) => data)).toEqual(['g:3:0', 'g:3:2']);
  });

  test('with items open says after the first press how many, and that a second one hands in', () => {
    const { html } = overviewCard(overview({ warnedOfOpen: true }));
    const warning = html.split('\n\n').at(-1);
    expect(warning).toContain('⚠️ ۱ گویه بی‌پاسخ است');
    expect(warning).toContain('«ثبت نهایی»');
  });

  test('with all answered says that only the last press is missing', () => {
    const { html } = overviewCard(overview({ open: 0, lines: [ANSWERED] }));
    expect(html).toContain('به همهٔ گویه‌ها پاسخ داده‌اید (۳ گویه)');
  });

  test('handed in is a receipt, without the press that was made, and says that answers may change', () => {
    const message = overviewCard(overview({ open: 0, handedIn: true, lines: [ANSWERED] }));
    expect(message.html).toContain('ثبت نهایی شد');
    expect(message.html).toContain('می‌توانید پاسخی را عوض کنید');
    expect(message.html).toContain('با باز شدن دور بعد، یا در پایان مطالعه');
    expect(overviewCard(overview({ open: 0, handedIn: true, resultComes: 'atTheEnd' })).html).not.toContain(
      'دور بعد',
    );
    expect(labels(message)).toEqual(['۱', '💡 افزودن یا حذف گویه']);
    expect(message.html).toContain('گویه‌ای هست که باید افزوده یا حذف شود؟');
  });

  test('marks answers whose reason would help, and says quietly what the mark is for', () => {
    const { html } = overviewCard(overview({ lines: [OPEN, { ...ANSWERED, asksReason: true }] }));
    expect(html).toContain('۱. <b>زیاد</b> · پرداخت ✍️');
    expect(html).toContain('اگر مایل بودید');
    expect(html).not.toMatch(/دور از|مخالف|اکثریت/);
    expect(overviewCard(overview()).html).not.toContain('✍️');
  });

  test('offers to keep all previous answers where there are some', () => {
    const message = overviewCard(overview({ keepAll: { apart: 2 } }));
    expect(labels(message)).toContain('همهٔ پاسخ‌ها مانند دور قبل');
    expect(message.html).toContain('پاسخ شما در ۲ گویه یک واحد یا بیشتر با میانهٔ پانل فاصله دارد');
    expect(overviewCard(overview({ keepAll: { apart: null } })).html).not.toContain('فاصله');
  });
});

describe('a long overview', () => {
  const page = (its: Partial<Overview>) => overviewCard(overview({ pages: 3, ...its }));

  test('comes in pages that can be turned both ways', () => {
    expect(labels(page({ page: 0 })).slice(-2)).toEqual(['صفحهٔ بعد', SUGGEST]);
    expect(labels(page({ page: 1 })).slice(-3)).toEqual(['صفحهٔ بعد', 'صفحهٔ قبل', SUGGEST]);
    expect(labels(page({ page: 2 })).slice(-2)).toEqual(['صفحهٔ قبل', SUGGEST]);
    expect(page({ page: 1 }).html).toContain('صفحهٔ ۲ از ۳');
    expect(
      page({ page: 1 })
        .buttons!.at(-2)!
        .map(({ data }) => data),
    ).toEqual(['o:3:2', 'o:3:0']);
  });

  test('stands in rows of numbers as long as each other, none of more than five', () => {
    const lines = Array.from({ length: OVERVIEW_PAGE }, (_, position) => ({ ...ANSWERED, position }));
    const rows = page({ lines }).buttons!.slice(1, 3);
    expect(rows.map((row) => row.length)).toEqual([4, 4]);
    const seven = page({ lines: lines.slice(0, 7) }).buttons!.slice(1, 3);
    expect(seven.map((row) => row.length)).toEqual([4, 3]);
  });

  test('fits into one message with the longest titles and labels', () => {
    const lines = Array.from({ length: OVERVIEW_PAGE }, (_, position) => ({
      position: 990 + position,
      title: 'آب و '.repeat(200),
      answer: position < 5 ? null : 'ب'.repeat(100),
      asksReason: true,
    }));
    expect(textLength(page({ lines, warnedOfOpen: true }).html)).toBeLessThanOrEqual(LONGEST_TEXT);
  });
});

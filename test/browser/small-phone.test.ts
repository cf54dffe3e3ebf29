import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plain } from '../../src/texts/i18n.ts';
import { workbookOf } from '../workbook/workbook-of.ts';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { type RehearsalHere, rehearseHere } from './rehearsal-here.ts';

/** What a chat has of a small phone's screen, in CSS pixels. */
const WIDTH = 360;
const CHAT_HEIGHT = 560;
/** Drawn by then: a chat's changes come every 60 ms. */
const DRAWN_MS = 250;

const EXPERTS = ['رویا', 'بهروز', 'نازنین', 'سهراب', 'پگاه'];
const LABELS_OF_12 = ['بسیار ناچیز', 'کم و محدود', 'نه کم نه بیش', 'زیاد و مهم', 'بسیار فراوان'];
const LONG_LABELS = LABELS_OF_12.map((label) => `امکان ${label} دارد`);
const TITLE_OF_118 =
  'ساماندهی و نگهداری کتابخانه‌ها و سالن‌های مطالعهٔ محله‌های پانزده‌گانه با همکاری داوطلبان، دانشجویان و بازنشستگان محل';
const ITEMS = [0, 1, 2];

interface Study {
  readonly labels: readonly string[];
  readonly title: string;
  readonly panels: readonly string[];
}

/** Where the newest card stands in the chat scrolled to its end, in pixels from the chat's upper edge. */
interface Seen {
  readonly top: number;
  readonly titlesLastLine: number;
  readonly bottom: number;
}

interface Card {
  press(label: string): Promise<void>;
  write(text: string): Promise<void>;
  seen(): Promise<Seen>;
  text(): Promise<string>;
  /** Of the first sign of some words, in pixels from the left. */
  leftOf(words: string): Promise<number>;
  buttonAt(label: string): Promise<{ x: number; y: number }>;
}

describeInBrowser('a card on a small phone', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('with feedback needs no scrolling, with every line, on the first item and the others', async () => {
    const study = { labels: LABELS_OF_12, title: TITLE_OF_118, panels: ['A'] };
    await inSecondRound(study, async (card) => {
      expect(await card.text()).toMatch(/میانگین .*▰.*فاصلهٔ یک واحد یا بیشتر با میانه: ۲ گویه/s);
      await isWhole(card);
      await standsFromTheRight(card);
      await card.press(plain('label.writeReason'));
      await card.write('در محلهٔ ما سه سال است که همین کار انجام می‌شود.');
      expect(await card.text()).toMatch(/▰.*دلیل شما: در محلهٔ ما/s);
      await isWhole(card);
      await card.press(plain('label.next'));
      await isWhole(card);
      await card.press(LABELS_OF_12[0]!);
      expect(await card.text()).toMatch(/▰.*نوشتن دلیل گویهٔ ۲/s);
      await isWhole(card);
      await card.press(plain('label.previous'));
      expect(await card.text()).toMatch(/▰.*پاسخ شما: بسیار ناچیز/s);
      await isWhole(card);
    });
  }, 120_000);

  test('that is longer shows its buttons and the end of its title; of two panels the means', async () => {
    const title = `${TITLE_OF_118}؛ ${TITLE_OF_118}؛ ${TITLE_OF_118}`;
    await inSecondRound({ labels: LONG_LABELS, title, panels: ['A', 'B'] }, async (card) => {
      expect((await card.text()).match(/میانگین/g)).toHaveLength(2);
      expect(await card.text()).not.toContain('▰');
      await showsItsEnd(card);
      await card.press(plain('label.next'));
      await showsItsEnd(card);
      await card.press(plain('expert.button.details'));
      expect((await card.text()).match(/۴ ▰▰▰▰▰▰▰▰ ۴ نفر/g)).toHaveLength(2);
    });
  }, 120_000);

  async function isWhole(card: Card): Promise<void> {
    const { top, bottom } = await card.seen();
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(CHAT_HEIGHT);
  }

  async function showsItsEnd(card: Card): Promise<void> {
    const { titlesLastLine, bottom } = await card.seen();
    expect(titlesLastLine).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(CHAT_HEIGHT);
  }

  /** Bars and buttons run the same way, and both from the right. */
  async function standsFromTheRight(card: Card): Promise<void> {
    expect(await card.leftOf('▰')).toBeLessThan(await card.leftOf('۱ ▰'));
    expect(await card.leftOf('نفر')).toBeLessThan(await card.leftOf('▰'));
    const [first, second, third] = await Promise.all(LABELS_OF_12.map((label) => card.buttonAt(label)));
    expect(first!.x).toBeGreaterThan(second!.x);
    expect(first!.y).toBe(second!.y);
    expect(third!.y).toBeGreaterThan(first!.y);
  }

  async function inSecondRound(study: Study, look: (card: Card) => Promise<void>): Promise<void> {
    const here = await rehearseHere();
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 }, locale: 'fa' });
    try {
      await playFirstRound(here, study);
      await showChat(page, here, here.expertId(0));
      await look(cardOn(page, here, here.expertId(0)));
    } finally {
      await page.close();
      await here.stop();
    }
  }
});

function cardOn(page: Page, here: RehearsalHere, expert: number): Card {
  const last = page.locator('#expert .message').last();
  const drawn = async () => {
    await here.settle();
    await page.waitForTimeout(DRAWN_MS);
  };
  return {
    async press(label) {
      await here.presses(expert, label);
      await drawn();
    },
    async write(text) {
      await here.says(expert, text);
      await drawn();
    },
    seen: () => page.evaluate(SEEN) as Promise<Seen>,
    text: async () => ((await last.textContent()) ?? '').replace(/[\u2066-\u2069\u200e\u200f]/g, ''),
    leftOf: (words) => page.evaluate(leftOf(words)) as Promise<number>,
    async buttonAt(label) {
      const box = await last.locator('.key', { hasText: label }).boundingBox();
      return { x: box?.x ?? 0, y: box?.y ?? 0 };
    },
  };
}

const SEEN = `(() => {
  const upper = document.querySelector('#expert .messages').getBoundingClientRect().top;
  const card = [...document.querySelectorAll('#expert .message')].at(-1);
  const { top, bottom } = card.getBoundingClientRect();
  const title = [...card.querySelector('.text b').getClientRects()];
  return { top: top - upper, bottom: bottom - upper, titlesLastLine: Math.max(...title.map((line) => line.top)) - upper };
})()`;

function leftOf(words: string): string {
  return `(() => {
    const card = [...document.querySelectorAll('#expert .message .text')].at(-1);
    const nodes = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const at = nodes.currentNode.data.indexOf('${words}');
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(nodes.currentNode, at);
      range.setEnd(nodes.currentNode, at + 1);
      return range.getBoundingClientRect().left;
    }
  })()`;
}

async function playFirstRound(here: RehearsalHere, { labels, title, panels }: Study): Promise<void> {
  const facilitator = here.facilitatorId;
  const seats = panels.join(',');
  const bytes = await workbookOf({
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', 'کتابخانه‌های محله'],
      ['پرسش', 'سپردن این خدمت به خود ذی‌نفعان تا چه اندازه شدنی است؟'],
      ['نقطهٔ خنثی', 1],
      ['حداقل دورها', 3],
    ],
    طیف: [['مقدار', 'برچسب'], ...labels.map((label, at) => [at + 1, label])],
    پانل‌ها: [['کد', 'نام'], ...panels.map((code) => [code, `کارشناسان حوزهٔ ${code}`])],
    خبرگان: [['نام', 'پانل‌ها', 'موبایل'], ...EXPERTS.map((name, at) => [name, seats, `0912000000${at}`])],
    گویه‌ها: [['کد', 'عنوان', 'پانل‌ها'], ...ITEMS.map((at) => [`I${at}`, `${title} ${at + 1}`, seats])],
  });
  await here.sends(facilitator, 'study.xlsx', bytes);
  await here.presses(facilitator, plain('label.createStudy'));
  for (const [at] of EXPERTS.entries()) {
    await here.says(here.expertId(at), `/start ${here.tokenOf(at)}`);
    await here.presses(here.expertId(at), plain('label.accept'));
  }
  await open(here);
  for (const [at] of EXPERTS.entries()) {
    await here.presses(here.expertId(at), plain('label.start'));
    for (const item of ITEMS) await here.presses(here.expertId(at), labels[at === 0 ? item : 4 - item]!);
  }
  await here.says(facilitator, '/close');
  await here.presses(facilitator, plain('label.closeRound'));
  await open(here);
  await here.presses(here.expertId(0), plain('label.start'));
}

async function open(here: RehearsalHere): Promise<void> {
  await here.says(here.facilitatorId, '/open');
  await here.presses(here.facilitatorId, plain('label.openRound'));
}

/** The page shows this chat alone, as high as a small phone leaves it. */
async function showChat(page: Page, here: RehearsalHere, personId: number): Promise<void> {
  await page.goto(here.pageUrl);
  await page.evaluate(`sessionStorage.setItem('chosen expert', '${personId}')`);
  await page.reload();
  await page.locator('nav [data-tab="expert"]').click();
  await page.locator('#expert .message').first().waitFor();
  const around = await page.evaluate(
    `window.innerHeight - document.querySelector('#expert .messages').clientHeight`,
  );
  await page.setViewportSize({ width: WIDTH, height: CHAT_HEIGHT + (around as number) });
  await page.evaluate('document.fonts.ready.then(() => {})');
  await page.waitForTimeout(DRAWN_MS);
}

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK, inBothSchemes, looksRight, PHONE, SEEN_BY_AXE } from './axe.ts';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import { type RehearsingProgram, startRehearsingProgram } from './rehearsing-program.ts';

/** Sits on one panel alone, with six items. */
const EXPERT = 'سودابه دفترزاده';
/** Of the whole page, with an example of 48 experts: each list and each chat is one or two. */
const MOST_TAB_STOPS = 30;
const FINGER_PX = 44;
const WITHIN_MS = 120_000;
const ONE_PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let program: RehearsingProgram;
let browser: Browser;
let shown: RehearsalPage;

describeInBrowser('the rehearsal’s page is for everybody', () => {
  beforeAll(async () => {
    program = await startRehearsingProgram();
    browser = await launchBrowser();
    shown = await openRehearsalPage(browser, program.url, SEEN_BY_AXE);
    shown.page.setDefaultTimeout(WITHIN_MS);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.remove();
  });

  test('at first sight, and with the menu of commands or a search open', async () => {
    const { page, facilitator } = shown;
    await shown.arrivesAt('invite 1', WITHIN_MS);
    await isForEverybody('first sight');
    await page.locator('#facilitator').getByRole('button', { name: 'دستورها' }).click();
    await looksRight(page, 'commands');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#facilitator .commands button:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('#facilitator .commands').isHidden()).toBe(true);
    expect(await page.locator('#facilitator textarea:focus').count()).toBe(1);

    await page.locator('#facilitator').getByRole('button', { name: 'جست‌وجو در گفت‌وگو' }).click();
    await page.keyboard.type('مطالعه ساخته شد');
    await looksRight(page, 'search');
    expect(await page.locator('#facilitator .count').textContent()).toBe('۱ از ۱');
    expect(await page.locator('#facilitator .message.found').textContent()).toContain('مطالعه ساخته شد');
    await page.keyboard.press('Escape');
    expect(await page.locator('#facilitator .search-bar').isHidden()).toBe(true);
    expect(await facilitator.messages.filter({ hasText: 'مطالعه ساخته شد' }).count()).toBe(1);
  });

  test('an invitation, the consent, a card, its pop-up, and a phone that blocks the bot', async () => {
    const { page, expert } = shown;
    await shown.next.click();
    await shown.arrivesAt('join 1', WITHIN_MS);
    await shown.chooseExpert(EXPERT);
    await isForEverybody('invitation');
    await page.getByRole('button', { name: 'باز کردن پیوند دعوت' }).click();
    await expert.waitFor('می‌پذیرم');
    await looksRight(page, 'consent', 'expert');
    await shown.next.click();
    await shown.arrivesAt('open 1', WITHIN_MS);
    await shown.next.click();
    await shown.arrivesAt('answer 1', WITHIN_MS);
    await expert.press('شروع پاسخ‌گویی');
    await expert.waitFor('گویهٔ ۱ از ۶');
    await isForEverybody('card');

    await page.locator('#expert').getByRole('button', { name: 'مسدود کردن ربات' }).click();
    await page.locator('#expert .blocked-bar').waitFor();
    await looksRight(page, 'blocked', 'expert');
    await page.locator('#expert .blocked-bar button').click();
    await page.locator('.anew').click();
    await looksRight(page, 'question');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  test('arrows go through the list of people and a card’s buttons, Tab past them', async () => {
    const { page } = shown;
    const focused = () => page.evaluate('document.activeElement.textContent');
    await page.locator('.person.selected').focus();
    await page.keyboard.press('Home');
    const first = await focused();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).not.toBe(first);
    expect(await page.locator('.person:focus').count()).toBe(1);
    await page.keyboard.press('Tab');
    expect(await page.locator('.person:focus').count()).toBe(0);

    const keys = page.locator('#expert .message.of-bot').last().locator('.key');
    await keys.first().focus();
    const before = await focused();
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#expert .key:focus').count()).toBe(1);
    expect(await focused()).not.toBe(before);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(before);
    await page.keyboard.press('Tab');
    expect(await page.locator('#expert .messages :focus').count()).toBe(0);
  });

  test('the first Tab leads past everything to where a chat is written in', async () => {
    const { page } = shown;
    await page.reload();
    await page.locator('#facilitator .message').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('رفتن به گوشی برگزارکننده');
    await looksRight(page, 'skip link');
    await page.keyboard.press('Enter');
    expect(await page.locator('#facilitator textarea:focus').count()).toBe(1);
  });

  test('a chat left at its end offers the way back, and tells what has come', async () => {
    const { page, facilitator } = shown;
    await page.evaluate(`document.querySelector('#facilitator .messages').scrollTo(0, 0)`);
    const jump = page.locator('#facilitator .jump');
    await jump.waitFor();
    await fetch(`${program.url}/api/chats/20000/send`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: '/status' }),
    });
    await facilitator.waitFor('وضعیت در ساعت');
    expect(await jump.getAttribute('aria-label')).toContain('پیام تازه');
    await expect
      .poll(() => page.locator('.unseen[role="status"]').textContent())
      .toContain('جمع‌سپاری خدمات شهرداری');
    await looksRight(page, 'jump');
    await jump.click();
    await jump.waitFor({ state: 'hidden' });
  });

  test('a picture that is pasted is shown, and a tap enlarges it; a file too large is refused before it goes', async () => {
    const { page } = shown;
    const icon = Buffer.from(ONE_PIXEL, 'base64').toJSON().data;
    await paste('map.png', `new Uint8Array(${JSON.stringify(icon)})`);
    const picture = page.locator('#facilitator .message.of-person .photo').last();
    await picture.waitFor();
    expect(await picture.locator('img').getAttribute('alt')).toContain('map.png');
    await looksRight(page, 'picture');
    await picture.click();
    await page.locator('dialog.enlarged').waitFor();
    await looksRight(page, 'enlarged');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });

    expect(await page.locator('#facilitator .limits').textContent()).toContain('۲۰ مگابایت');
    await paste('film.mp4', 'new Uint8Array(21_000_000)');
    await page.locator('#facilitator .toast', { hasText: '۲۱ مگابایت است و فرستاده نشد' }).waitFor();
    expect(await page.locator('#facilitator .file', { hasText: 'film' }).count()).toBe(0);
  });

  async function paste(name: string, bytes: string): Promise<void> {
    await shown.page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([${bytes}], '${name}'));
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.querySelector('#facilitator textarea').dispatchEvent(paste);
    })()`);
  }

  test('a program that is gone is told of, and what was typed stays', async () => {
    const { page, facilitator } = shown;
    await program.end();
    await page.locator('.offline').waitFor();
    await looksRight(page, 'offline');
    await facilitator.type('سلام به همه');
    await page.locator('#facilitator .toast', { hasText: 'متن شما' }).waitFor();
    expect(await page.locator('#facilitator textarea').inputValue()).toBe('سلام به همه');
    await program.startAgain();
    await page.locator('.offline').waitFor({ state: 'hidden' });
    await page.reload();
    await expect.poll(() => page.locator('#facilitator textarea').inputValue()).toBe('سلام به همه');
  });
});

/** As a desk and a phone show it, in light and dark, every tab of a phone. */
async function isForEverybody(state: string): Promise<void> {
  const { page } = shown;
  await looksRight(page, state);
  expect(await tabStops(page), state).toBeLessThanOrEqual(MOST_TAB_STOPS);
  await page.setViewportSize(PHONE);
  for (const tab of ['facilitator', 'expert', 'people']) {
    await page.locator(`nav [data-tab="${tab}"]`).click();
    await inBothSchemes(page, `${state}, ${tab}`);
    expect(await smallTargets(page), `${state}, ${tab}`).toEqual([]);
  }
  await page.setViewportSize(DESK);
}

function tabStops(page: Page): Promise<number> {
  return page.evaluate(`[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0).length`);
}

/** Buttons within a text are as high as their line, as links are. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('button, select, .key, input:not([type="file"]), textarea')]
    .filter((one) => one.checkVisibility() && !one.matches('.command, .skip'))
    .filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return width < ${FINGER_PX} || height < ${FINGER_PX};
    })
    .map((one) => one.className + ' ' + one.textContent)`);
}

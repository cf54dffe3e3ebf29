import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { looksRight, SEEN_BY_AXE, type Tab } from './axe.ts';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import { type RehearsingProgram, startRehearsingProgram } from './rehearsing-program.ts';

/** Sits on one panel alone, with six items. */
const EXPERT = 'سودابه دفترزاده';
/** Of the whole page, with an example of 48 experts: each list and each chat is one or two. */
const MOST_TAB_STOPS = 30;
const WITHIN_MS = 120_000;
const TABS: readonly Tab[] = ['facilitator', 'expert', 'people'];
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
    await looksRight(page, 'first sight', ...TABS);
    await staysShort();
    await page.locator('#facilitator').getByRole('button', { name: 'دستورها' }).click();
    await looksRight(page, 'commands', 'facilitator');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('#facilitator .commands button:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('#facilitator .commands').isHidden()).toBe(true);
    expect(await page.locator('#facilitator textarea:focus').count()).toBe(1);

    await page.locator('#facilitator').getByRole('button', { name: 'جست‌وجو در گفت‌وگو' }).click();
    await page.keyboard.type('مطالعه');
    await expect.poll(() => page.locator('#facilitator .count').textContent()).toMatch(/^۱ از [۲-۹]$/);
    await looksRight(page, 'search', 'facilitator');
    await page.keyboard.type(' ساخته شد');
    expect(await page.locator('#facilitator .count').textContent()).toBe('۱ از ۱');
    expect(await page.locator('#facilitator .message.found').textContent()).toContain('مطالعه ساخته شد');
    await page.keyboard.press('Escape');
    expect(await page.locator('#facilitator .search-bar').isHidden()).toBe(true);
    expect(await facilitator.messages.filter({ hasText: 'مطالعه ساخته شد' }).count()).toBe(1);
  });

  test('an invitation, the consent, a card, its reason, and a phone that blocks the bot', async () => {
    const { page, expert } = shown;
    await shown.next.click();
    await shown.arrivesAt('join 1', WITHIN_MS);
    await shown.chooseExpert(EXPERT);
    await looksRight(page, 'invitation', ...TABS);
    await page.getByRole('button', { name: 'باز کردن پیوند دعوت' }).click();
    await expert.waitFor('می‌پذیرم');
    await looksRight(page, 'consent', 'expert');
    await shown.next.click();
    await shown.arrivesAt('open 1', WITHIN_MS);
    await shown.next.click();
    await shown.arrivesAt('answer 1', WITHIN_MS);
    await expert.press('شروع پاسخ‌گویی');
    await expert.waitFor('گویهٔ ۱ از ۶');
    await looksRight(page, 'card', ...TABS);
    await staysShort();

    await expert.last.locator('.key').first().click();
    await expert.waitFor('گویهٔ ۲ از ۶');
    await expert.press('نوشتن دلیل');
    await expert.waitFor('دلیل پاسخ خود را در یک پیام');
    await page.locator('#expert .reply').last().click();
    await page.locator('#expert .reply-bar').waitFor();
    await looksRight(page, 'reason', 'expert');
    await expert.type('چون ابزارش را نداریم.');
    await expert.waitFor('گویهٔ ۲ از ۶');

    await page.locator('#expert').getByRole('button', { name: 'مسدود کردن ربات' }).click();
    await page.locator('#expert .blocked-bar').waitFor();
    await looksRight(page, 'blocked', 'expert');
    await page.locator('#expert .blocked-bar button').click();
    await page.locator('.anew').click();
    await looksRight(page, 'question', 'facilitator');
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
    await looksRight(page, 'skip link', 'facilitator');
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
    await looksRight(page, 'jump', 'facilitator');
    await jump.click();
    await jump.waitFor({ state: 'hidden' });
  });

  test('a picture is dropped in and shown, a tap enlarges it; a file too large is refused before it goes', async () => {
    const { page } = shown;
    const icon = Buffer.from(ONE_PIXEL, 'base64').toJSON().data;
    await brings('dragover', 'map.png', `new Uint8Array(${JSON.stringify(icon)})`);
    await page.locator('#facilitator .drop', { hasText: '۲۰ مگابایت' }).waitFor();
    await looksRight(page, 'drop', 'facilitator');
    await brings('drop', 'map.png', `new Uint8Array(${JSON.stringify(icon)})`);
    const picture = page.locator('#facilitator .message.of-person .photo').last();
    await picture.waitFor();
    expect(await page.locator('#facilitator .drop').isHidden()).toBe(true);
    expect(await picture.locator('img').getAttribute('alt')).toContain('map.png');
    await looksRight(page, 'picture', 'facilitator');
    await picture.click();
    await page.locator('dialog.enlarged').waitFor();
    await looksRight(page, 'enlarged', 'facilitator');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });

    expect(await page.locator('#facilitator .limits').textContent()).toContain('۲۰ مگابایت');
    await brings('paste', 'film.mp4', 'new Uint8Array(21_000_000)');
    await page.locator('#facilitator .toast', { hasText: '۲۱ مگابایت است و فرستاده نشد' }).waitFor();
    await looksRight(page, 'refused', 'facilitator');
    expect(await page.locator('#facilitator .file', { hasText: 'film' }).count()).toBe(0);
  });

  test('what a button answers too late waits in a box until it is acknowledged', async () => {
    const { page, expert } = shown;
    await page.locator('.moves [data-to="deadline"]').click();
    await shown.arrivesAt('open 2', WITHIN_MS);
    await expert.press('بعدی');
    await page.locator('dialog.alert', { hasText: 'بسته شده' }).waitFor();
    await looksRight(page, 'alert', 'expert');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  /** A file comes to the facilitator's phone, by hand or over it. */
  async function brings(how: 'paste' | 'dragover' | 'drop', name: string, bytes: string): Promise<void> {
    await shown.page.evaluate(`(() => {
      const files = new DataTransfer();
      files.items.add(new File([${bytes}], '${name}'));
      const options = { bubbles: true, cancelable: true };
      const event = '${how}' === 'paste'
        ? new ClipboardEvent('paste', { ...options, clipboardData: files })
        : new DragEvent('${how}', { ...options, dataTransfer: files });
      document.querySelector('#facilitator textarea').dispatchEvent(event);
    })()`);
  }

  test('a program that is gone is told of, and what was typed stays', async () => {
    const { page, facilitator } = shown;
    await program.end();
    await page.locator('.offline').waitFor();
    await looksRight(page, 'offline', 'facilitator');
    await facilitator.type('سلام به همه');
    await page.locator('#facilitator .toast', { hasText: 'متن شما' }).waitFor();
    expect(await page.locator('#facilitator textarea').inputValue()).toBe('سلام به همه');
    await program.startAgain();
    await page.locator('.offline').waitFor({ state: 'hidden' });
    await page.reload();
    await expect.poll(() => page.locator('#facilitator textarea').inputValue()).toBe('سلام به همه');
  });
});

async function staysShort(): Promise<void> {
  const stops =
    await shown.page.evaluate(`[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0).length`);
  expect(stops, 'tab stops').toBeLessThanOrEqual(MOST_TAB_STOPS);
}

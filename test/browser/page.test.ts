import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../until.ts';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import { type RehearsingProgram, startRehearsingProgram } from './rehearsing-program.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
/** Sits on one panel alone, with six items. */
const EXPERT = 'سودابه دفترزاده';

let program: RehearsingProgram;
let browser: Browser;
let shown: RehearsalPage;

describeInBrowser('the rehearsal’s page', () => {
  beforeAll(async () => {
    program = await startRehearsingProgram();
    browser = await launchBrowser();
    shown = await openRehearsalPage(browser, program.url);
    for (const step of ['invite 1', 'join 1', 'open 1']) {
      await shown.arrivesAt(step, 30_000);
      await shown.next.click();
    }
    await shown.arrivesAt('answer 1', 30_000);
    await shown.chooseExpert(EXPERT);
    await shown.expert.press('شروع پاسخ‌گویی');
    await shown.expert.waitFor('گویهٔ ۱ از ۶');
  });
  afterAll(async () => {
    await browser?.close();
    await program?.remove();
  });

  test('an expert answers by keyboard alone: the focus stays on the card that changes', async () => {
    const { page, expert } = shown;
    await expert.last.locator('.key').first().focus();
    for (const place of ['۲', '۳']) {
      await page.keyboard.press('Enter');
      await expert.waitFor(`گویهٔ ${place} از ۶`);
      expect(await expert.last.locator('.key:focus').count()).toBe(1);
    }
  });

  test('after a reload all stands as it stood, the same phone in view', async () => {
    const { page, expert } = shown;
    await page.reload();
    await expert.waitFor('گویهٔ ۳ از ۶');
    expect(await page.locator('#expert .owner h2').textContent()).toBe(EXPERT);
    expect(await shown.step()).toBe('answer 1');
  });

  test('two windows show the same chat, whoever presses', async () => {
    const second = await openRehearsalPage(browser, program.url, PHONE);
    await second.page.locator('nav [data-tab="people"]').click();
    await second.chooseExpert(EXPERT);
    await second.expert.waitFor('گویهٔ ۳ از ۶');
    await second.expert.press('بعدی');
    await shown.expert.waitFor('گویهٔ ۴ از ۶');
    await shown.expert.press('قبلی');
    await second.expert.waitFor('گویهٔ ۳ از ۶');
    expect(second.troubles).toEqual([]);
    await second.page.close();
  });

  test('a phone’s window is never wider than the phone, whatever it shows', async () => {
    const phone = await openRehearsalPage(browser, program.url, PHONE);
    for (const tab of ['facilitator', 'expert', 'people']) {
      await phone.page.locator(`nav [data-tab="${tab}"]`).click();
      expect(await phone.page.evaluate('document.documentElement.scrollWidth'), tab).toBe(390);
      const wider = await phone.page.evaluate(
        `[...document.querySelectorAll('#app *')].filter((one) => one.checkVisibility() &&
          (one.getBoundingClientRect().left < -0.5 || one.getBoundingClientRect().right > 390.5)).length`,
      );
      expect(wider, tab).toBe(0);
    }
    expect(phone.troubles).toEqual([]);
    await phone.page.close();
  });

  test('a chat that grows out of sight is at its end when it comes into view', async () => {
    const phone = await openRehearsalPage(browser, program.url, PHONE);
    await phone.page.locator('nav [data-tab="expert"]').click();
    await shown.facilitator.type('/status');
    await phone.facilitator.waitFor('وضعیت در ساعت');
    await phone.page.locator('nav [data-tab="facilitator"]').click();
    const below = `(() => {
      const list = document.querySelector('#facilitator .messages');
      return list.scrollHeight - list.scrollTop - list.clientHeight;
    })()`;
    await expect.poll(() => phone.page.evaluate(below)).toBe(0);
    await phone.page.close();
  });

  test('what is refused stands in a pop-up that waits to be acknowledged', async () => {
    const { page, expert } = shown;
    await page.locator('.moves [data-to="deadline"]').click();
    await shown.arrivesAt('open 2', 30_000);
    await expert.press('بعدی');
    const alert = page.locator('dialog.alert');
    expect(await alert.textContent()).toContain('بسته شده');
    await page.keyboard.press('Escape');
    await alert.waitFor({ state: 'detached' });
    expect(shown.troubles).toEqual([]);
  });

  test('a program that was ended and started again finds the page waiting, which says so', async () => {
    const { page, facilitator } = shown;
    await program.end();
    await page.locator('.offline').waitFor();
    await program.startAgain();
    await page.locator('.offline').waitFor({ state: 'hidden' });
    await until(async () => (await page.locator('.toast').allTextContents()).join().includes('دوباره وصل'));
    await facilitator.type('/help');
    await until(async () => ((await facilitator.last.textContent()) ?? '').includes('/template'), 20_000);
    expect(await shown.step()).toBe('open 2');
    expect(program.errors()).toBe('');
  });

  test('«از نو» asks first, then forgets everything and begins as at the first sight', async () => {
    const { page, facilitator } = shown;
    await page.locator('.anew').click();
    await page.locator('dialog.alert').getByRole('button', { name: 'لغو' }).click();
    await page.locator('dialog.alert').waitFor({ state: 'detached' });
    expect(await shown.step()).toBe('open 2');
    await page.locator('.anew').click();
    await page.locator('dialog.alert').getByRole('button', { name: 'از نو' }).click();
    await shown.arrivesAt('invite 1', 60_000);
    expect(await facilitator.text()).toContain('مطالعه ساخته شد');
    expect(await facilitator.text()).not.toContain('دور ۱ باز شد');
    expect(await page.locator('.person').count()).toBe(48);
    expect(program.errors()).toBe('');
  });
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { looksRight, SEEN_BY_AXE } from './axe.ts';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import { type RehearsingProgram, startRehearsingProgram } from './rehearsing-program.ts';

const WITHIN_MS = 540_000;

let program: RehearsingProgram;
let browser: Browser;
let shown: RehearsalPage;

describeInBrowser('a newcomer’s first look', () => {
  beforeAll(async () => {
    program = await startRehearsingProgram();
    browser = await launchBrowser();
    shown = await openRehearsalPage(browser, program.url, SEEN_BY_AXE);
    shown.page.setDefaultTimeout(WITHIN_MS);
    await shown.arrivesAt('invite 1', WITHIN_MS);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.remove();
  });

  test('shows the workbook that was sent', async () => {
    const { page } = shown;
    await page.getByRole('button', { name: 'آشنایی در پنج قدم' }).click();
    expect(await page.locator('.next').isHidden()).toBe(true);
    await goOn('نشان بده', 1);
    expect(await page.locator('.pointed .file').textContent()).toContain('xlsx');
    await looksRight(page, 'upload', 'facilitator');
  });

  test('opens the round, and an expert’s card is answered by hand', async () => {
    const { page, expert } = shown;
    await goOn('قدم بعد', 2);
    await goOn('دور را باز کن', 2);
    await page.locator('.go[aria-disabled="false"]', { hasText: 'قدم بعد' }).waitFor();
    await expert.press('شروع پاسخ‌گویی');
    await expert.waitFor(/گویهٔ ۱ از/, WITHIN_MS);
    await expert.last.locator('.key').first().click();
    await page.locator('.tour-text', { hasText: 'پاسخ شما ذخیره شد' }).waitFor();
    await looksRight(page, 'card', 'expert');
  });

  test('is left and come back to where it was, after a reload too', async () => {
    const { page } = shown;
    await goOn('قدم بعد', 3);
    await page.keyboard.press('Escape');
    await shown.next.waitFor();
    expect(await page.locator('.start-tour:focus').count()).toBe(1);
    await page.reload();
    await page.getByRole('button', { name: 'ادامهٔ آشنایی، قدم ۳' }).click();
    await page.locator('.tour-place', { hasText: '۳' }).waitFor();
  });

  test('shows what experts propose, who is missing, and the files at the end', async () => {
    const { page, facilitator } = shown;
    await goOn('پاسخ خبرگان و /suggestions', 3);
    await page.locator('.go', { hasText: 'قدم بعد' }).waitFor();
    await facilitator.waitFor('پیشنهاد', WITHIN_MS);
    await goOn('قدم بعد', 4);
    await goOn('فرستادن /status', 4);
    await facilitator.waitFor('وضعیت در ساعت', WITHIN_MS);
    await goOn('قدم بعد', 5);
    await goOn('تا پایان و /export', 5);
    await page.locator('#facilitator .file', { hasText: 'zip' }).waitFor();
    await looksRight(page, 'report', 'facilitator');
    await page.locator('.go', { hasText: 'پایان آشنایی' }).click();
    await shown.next.waitFor();
    expect(shown.troubles).toEqual([]);
  });

  async function goOn(label: string, place: number): Promise<void> {
    const { page } = shown;
    await page.locator('.go[aria-disabled="false"]', { hasText: label }).click();
    await page.locator('.tour-place', { hasText: `قدم ${place.toLocaleString('fa')}` }).waitFor();
  }
});

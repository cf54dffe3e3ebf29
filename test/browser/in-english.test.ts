import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import { type RehearsingProgram, startRehearsingProgram } from './rehearsing-program.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
const WITHIN_MS = 300_000;

let program: RehearsingProgram;
let browser: Browser;
let shown: RehearsalPage;

/** Every word on a page, those of its hidden parts and of labels that are read aloud too. */
const WORDS = `[document.documentElement.textContent, ...[...document.querySelectorAll('*')].flatMap((one) =>
  ['aria-label', 'title', 'placeholder', 'alt'].map((name) => one.getAttribute(name) ?? ''))].join('\\n')`;

describeInBrowser('the rehearsal in English', () => {
  beforeAll(async () => {
    program = await startRehearsingProgram();
    browser = await launchBrowser();
    shown = await openRehearsalPage(browser, program.url, PHONE);
  }, WITHIN_MS);
  afterAll(async () => {
    await browser?.close();
    await program?.remove();
  });

  test(
    'begins by one press for who reads no Persian, from the left, with its own example',
    async () => {
      const { page } = shown;
      await shown.arrivesAt('invite 1', WITHIN_MS);
      await page.getByRole('button', { name: 'English' }).click();
      await page.locator('html[lang=en][dir=ltr]').waitFor({ timeout: WITHIN_MS });
      await shown.arrivesAt('invite 1', WITHIN_MS);
      await shown.facilitator.waitFor('The study has been created');
      expect(await page.locator('.person').count()).toBe(12);
    },
    2 * WITHIN_MS,
  );

  test(
    'an expert’s card is English, on a phone and on a desk, and the one Persian word leads back to Persian',
    async () => {
      const wide = await openRehearsalPage(browser, program.url);
      for (const step of ['join 1', 'open 1', 'answer 1']) {
        await shown.next.click();
        await shown.arrivesAt(step, WITHIN_MS);
      }
      await wide.chooseExpert('Priya Nair');
      await wide.expert.press('Start answering');
      await wide.expert.waitFor('Item 1 of 6');
      await wide.expert.press('Largely');
      await wide.expert.waitFor('Item 2 of 6');
      expect(await wide.expert.last.locator('.keys').last().locator('.key').allInnerTexts()).toEqual([
        ...['More', 'Previous', 'Next'],
      ]);
      for (const { page } of [shown, wide]) {
        const words = (await page.evaluate(WORDS)) as string;
        expect(words.match(/[\p{Script=Arabic}۰-۹]+/gu)).toEqual(['فارسی']);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
      }
      expect(program.errors()).toBe('');
    },
    3 * WITHIN_MS,
  );
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './chromium.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import { type RehearsingProgram, startRehearsingProgram } from './rehearsing-program.ts';
import { smallPng } from './small-png.ts';
import { deskPictures, WITHOUT_JUMP } from './take-desk-pictures.ts';
import { takeExpertPictures } from './take-expert-pictures.ts';

/*
 * Remakes the README's pictures, and those of docs/expert-screens.md, docs/closing-cards.md and docs/facilitator-screens.md, from the built program:
 * `npm run pictures`.
 * Needs a Chromium in PATH and a font with emoji (on Debian: `apt-get install chromium fonts-noto-color-emoji`).
 */

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures');
/** Sits on one panel alone, whose items are the study's own. */
const EXPERT = 'شاهین فرزان‌پور';
const ROUND_WITHIN_MS = 120_000;
const HEARD_WITHIN_MS = 2000;
/** As wide as a phone, and as high as what is to be seen. */
const phone = (height: number) => ({
  ...{ viewport: { width: 390, height }, deviceScaleFactor: 1.5, bypassCSP: true },
});

const save = async (what: Page | Locator, name: string) =>
  writeFileSync(join(FOLDER, `${name}.png`), smallPng(await what.screenshot()));

/** The guide's steps, one by one, until it has come to the one that is wanted. */
async function goOnTo(shown: RehearsalPage, wanted: string): Promise<void> {
  const { page, next } = shown;
  for (let step = await shown.step(); step !== wanted; step = await shown.step()) {
    const [name, round] = step.split(' ');
    await next.click();
    // The page hears of it a moment later.
    await page
      .locator(`body[data-step="${name}"][data-round="${round}"][data-doing=""]`)
      .waitFor({ state: 'detached', timeout: HEARD_WITHIN_MS })
      .catch(() => {});
    await page.locator('body[data-doing=""]').waitFor({ timeout: ROUND_WITHIN_MS });
  }
}

async function onPhone(browser: Browser, { url }: RehearsingProgram, height: number): Promise<RehearsalPage> {
  const shown = await openRehearsalPage(browser, url, phone(height));
  await shown.page.locator('nav [data-tab="people"]').click();
  await shown.chooseExpert(EXPERT);
  return shown;
}

async function takePictures(browser: Browser, program: RehearsingProgram): Promise<void> {
  const shown = await openRehearsalPage(browser, program.url, { viewport: { width: 1280, height: 820 } });
  await shown.arrivesAt('invite 1');
  await shown.chooseExpert(EXPERT);
  await goOnTo(shown, 'answer 2');
  await shown.expert.press('شروع پاسخ‌گویی');
  await shown.expert.waitFor('گویهٔ ۱ از');
  // As a messenger shows a chat whose last message outgrows it: from the end, nothing under the pointer.
  await shown.page.mouse.move(0, 0);
  await save(shown.page, 'page');

  const expert = await onPhone(browser, program, 900);
  await expert.page.locator('nav [data-tab="expert"]').click();
  await expert.expert.waitFor('گویهٔ ۱ از');
  await save(expert.page.locator('#expert .phone'), 'card');
  await expert.page.close();

  const desk = deskPictures(browser, program, join(FOLDER, 'desk'));
  await desk.ofExample(shown, goOnTo);
  const facilitator = await onPhone(browser, program, 1130);
  await facilitator.page.addStyleTag({ content: WITHOUT_JUMP });
  await facilitator.page.locator('nav [data-tab="facilitator"]').click();
  await facilitator.facilitator.waitFor(/مطالعه را با .*\/finish.* پایان دهید/);
  // `/whatif` has come after it.
  const summary = facilitator.facilitator.messages.filter({ hasText: 'خلاصهٔ دور ۳' }).last();
  await summary.evaluate((message) => message.scrollIntoView({ block: 'end' }));
  await save(facilitator.page.locator('#facilitator .phone'), 'summary');
  await facilitator.page.close();
  await desk.ofOtherKinds(shown, goOnTo);
}

mkdirSync(FOLDER, { recursive: true });
const program = await startRehearsingProgram();
const browser = await launchBrowser();
try {
  await takePictures(browser, program);
  await takeExpertPictures(browser);
} finally {
  await browser.close();
  await program.remove();
}
// A loader's own thread and timers would keep this one waiting.
process.exit(0);

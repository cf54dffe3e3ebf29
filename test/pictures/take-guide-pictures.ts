import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { LANGUAGE, speaking } from '../../src/texts/speaking.ts';
import { exampleWorkbook } from '../../src/workbook/example-workbook.ts';
import { launchBrowser } from '../browser/chromium.ts';
import { EXPERT_PAGES, printExpertPage } from '../browser/expert-page.ts';
import { playGuide } from '../browser/guide-journey.ts';
import { openPhoneCamera } from '../browser/phone-camera.ts';
import { rehearseHere } from '../browser/rehearsal-here.ts';
import { inFolder, printed, takePage, textOfPages } from './print-pages.ts';

/*
 * Remakes the pictures of the facilitators' guide that no other page has, from the rehearsal and from the example's workbook,
 * and prints the experts' pages.
 */

const DOCS = resolve(import.meta.dirname, '../../docs');
const FOLDER = join(DOCS, 'pictures/guide');
const DPI = 160;
/** Of A4 lying, in points: the first columns and rows, which tell what a sheet is. */
const PART = { x: 372, y: 46, W: 432, H: 210 };

/** Sheets of the example by words of theirs. */
const SHEETS = {
  'sheet-study': ['ویژگی', 'عنوان', 'پرسش'],
  'sheet-experts': ['موبایل', 'E01'],
  'sheet-items': ['واحد سازمانی', 'S101'],
};

async function takeSheets(): Promise<void> {
  const bytes = await speaking(LANGUAGE, exampleWorkbook);
  await inFolder((folder) => {
    printed({ 'example.xlsx': bytes }, folder);
    const pdf = join(folder, 'example.pdf');
    const pages = textOfPages(pdf);
    for (const [name, words] of Object.entries(SHEETS)) {
      const page = pages.findIndex((text) => words.every((word) => text.includes(word)));
      if (page === -1) throw new Error(`no page has ${words.join(', ')}`);
      takePage(pdf, page + 1, DPI, join(FOLDER, name), PART);
    }
  });
}

async function takeChat(browser: Browser): Promise<void> {
  const here = await rehearseHere();
  const camera = await openPhoneCamera(browser, here, FOLDER);
  await playGuide(here, camera);
  await camera.close();
  await here.stop();
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(join(FOLDER, 'facilitator'), { recursive: true });
const browser = await launchBrowser();
try {
  await takeSheets();
  await takeChat(browser);
  // They show a card of the rehearsal.
  for (const language of EXPERT_PAGES)
    writeFileSync(join(DOCS, language, 'expert.pdf'), await printExpertPage(browser, language));
} finally {
  await browser.close();
}
// A loader's own thread and timers would keep this one waiting.
process.exit(0);

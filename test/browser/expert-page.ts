import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { projectFolder } from '../../src/store/file/database.ts';

/** The languages that an expert's page is written in. */
export const EXPERT_PAGES = ['fa', 'en'] as const;

/** An expert's page of docs/, as a browser prints it. */
export async function printExpertPage(
  browser: Browser,
  language: (typeof EXPERT_PAGES)[number],
): Promise<Buffer> {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(projectFolder('docs'), language, 'expert.html')).href);
  await page.evaluate('document.fonts.ready.then(() => {})');
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  await page.close();
  return pdf;
}

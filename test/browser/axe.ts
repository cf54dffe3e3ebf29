import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export const DESK = { width: 1280, height: 860 };
export const PHONE = { width: 390, height: 844 };
/** Of a browser in which axe looks at a page, pressed by fingers. Colours that fade would be caught half-way. */
export const SEEN_BY_AXE = {
  viewport: DESK,
  bypassCSP: true,
  hasTouch: true,
  reducedMotion: 'reduce',
} as const;

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What is open now at both widths and in both schemes; nothing is wider than the window.
 *
 * @param tab of a phone on which it is seen; chosen without a click, which would close what is open
 */
export async function looksRight(
  page: Page,
  state: string,
  tab: 'facilitator' | 'expert' = 'facilitator',
): Promise<void> {
  await page.evaluate(`document.querySelector('#app').dataset.tab = '${tab}'`);
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    await inBothSchemes(page, `${state}, ${viewport.width}`);
    expect(await page.evaluate('document.documentElement.scrollWidth'), state).toBe(viewport.width);
  }
}

export async function inBothSchemes(page: Page, state: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${state}, ${colorScheme}`).toEqual([]);
  }
}

async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate('!window.axe')) await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary)))`);
}

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const DESK = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };
/** Of a browser in which axe looks at a page, pressed by fingers. Colours that fade would be caught half-way. */
export const SEEN_BY_AXE = {
  viewport: DESK,
  bypassCSP: true,
  hasTouch: true,
  reducedMotion: 'reduce',
} as const;

export type Tab = 'facilitator' | 'expert' | 'people';

const FINGER_PX = 44;
/** Nothing is looked up that no rule of ours asks for. */
const QUICKLY = { resultTypes: ['violations'], preload: false };
const RULES = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
/** All that another scheme can spoil. */
const COLOURS = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

/**
 * What is open now on a phone and on a desk, in light and dark: axe finds nothing, nothing is wider than the window, and
 * a finger finds every button. Ends as the window was.
 *
 * @param tabs of a phone on which it is seen; chosen without a click, which would close what is open
 */
export async function looksRight(page: Page, state: string, ...tabs: Tab[]): Promise<void> {
  const before = page.viewportSize()!;
  const shown = await page.evaluate(`document.querySelector('#app').dataset.tab`);
  await page.setViewportSize(PHONE);
  for (const tab of tabs) {
    await page.evaluate(`document.querySelector('#app').dataset.tab = '${tab}'`);
    await inBothSchemes(page, `${state}, ${tab}`);
    expect(await smallTargets(page), `${state}, ${tab}`).toEqual([]);
  }
  await page.evaluate(`document.querySelector('#app').dataset.tab = '${shown}'`);
  await page.setViewportSize(DESK);
  await inBothSchemes(page, `${state}, desk`);
  await page.setViewportSize(before);
}

async function inBothSchemes(page: Page, state: string): Promise<void> {
  for (const [colorScheme, rules] of [['dark', COLOURS] as const, ['light', RULES] as const]) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, rules), `${state}, ${colorScheme}`).toEqual([]);
  }
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), state).toBe(0);
}

async function violations(page: Page, rules: object): Promise<string[]> {
  if (await page.evaluate('!window.axe')) await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document, ${JSON.stringify({ ...QUICKLY, ...rules })}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary)))`);
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

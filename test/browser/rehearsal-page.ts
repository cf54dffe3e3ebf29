import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { until } from '../until.ts';

/** One browser window with the rehearsal's page, as the person before it uses it. */
export interface RehearsalPage {
  readonly page: Page;
  readonly facilitator: Phone;
  readonly expert: Phone;
  readonly next: Locator;
  /** The guide's step and round, once nothing is being done: `open 2`. */
  step(): Promise<string>;
  /** Waits until the guide has come to a step: `open 2`. */
  arrivesAt(step: string, withinMs?: number): Promise<void>;
  chooseExpert(name: string): Promise<void>;
  /** What went wrong in the browser since the page was opened: red lines in the console, requests that failed. */
  readonly troubles: readonly string[];
}

/** A phone on the page. */
export interface Phone {
  readonly messages: Locator;
  /** The newest message of the bot. */
  readonly last: Locator;
  type(text: string): Promise<void>;
  /** Presses a button under the newest message that has it; an emoji or a number may stand beside its label. */
  press(label: string): Promise<void>;
  /** The text of all messages. */
  text(): Promise<string>;
  waitFor(text: string | RegExp, withinMs?: number): Promise<void>;
}

const DESKTOP = { width: 1280, height: 900 };
const SEEN_WITHIN_MS = 120_000;

export async function openRehearsalPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<RehearsalPage> {
  const context = await browser.newContext({ viewport: DESKTOP, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(SEEN_WITHIN_MS);
  const troubles: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' || line.type() === 'warning') troubles.push(`${line.type()}: ${line.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`page error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const how = request.failure()?.errorText;
    // The stream of events is cut when a page is left or loaded anew.
    if (request.url().endsWith('/api/events') && how === 'net::ERR_ABORTED') return;
    troubles.push(`failed: ${request.method()} ${request.url()} ${how}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  await page.goto(url);
  const body = page.locator('body');
  const step = async () => {
    await page.locator('body[data-doing=""]').waitFor();
    return `${await body.getAttribute('data-step')} ${await body.getAttribute('data-round')}`;
  };
  return {
    page,
    facilitator: phoneIn(page.locator('#facilitator')),
    expert: phoneIn(page.locator('#expert')),
    next: page.locator('.next'),
    step,
    arrivesAt: async (wanted, withinMs) => {
      const [name, round] = wanted.split(' ');
      await page
        .locator(`body[data-step="${name}"][data-round="${round}"][data-doing=""]`)
        .waitFor({ timeout: withinMs ?? SEEN_WITHIN_MS });
    },
    async chooseExpert(name) {
      await page.locator('.person', { hasText: name }).click();
      await page.locator('#expert .owner h2', { hasText: name }).waitFor();
    },
    troubles,
  };
}

function phoneIn(column: Locator): Phone {
  const messages = column.locator('.message');
  const text = async () => (await messages.allInnerTexts()).join('\n');
  return {
    messages,
    last: column.locator('.message.of-bot').last(),
    text,
    async type(words) {
      const field = column.locator('textarea');
      await field.fill(words);
      await field.press('Enter');
    },
    async press(label) {
      const button = column.locator('.message.of-bot .key').filter({ hasText: labelled(label) });
      await button.last().click();
    },
    async waitFor(wanted, withinMs = SEEN_WITHIN_MS) {
      await until(async () => {
        const seen = await text();
        return typeof wanted === 'string' ? seen.includes(wanted) : wanted.test(seen);
      }, withinMs);
    },
  };
}

/** The label, with nothing but an emoji or a number parted by a space beside it. */
function labelled(label: string): RegExp {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^(\\P{L}+ )?${escaped}( \\P{L}+)?$`, 'u');
}

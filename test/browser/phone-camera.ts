import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { RehearsalHere } from './rehearsal-here.ts';
import { smallPng } from './small-png.ts';

/** A small phone, in CSS pixels; what the chat leaves of it under the messenger's own bars. */
const PHONE_WIDTH = 360;
export const CHAT_HEIGHT = 560;
/** A picture shows all of the messages it is about, within these. */
const LEAST_HEIGHT = 300;
/** So much that a pop-up covers no more than half. */
const LEAST_WITH_POP_UP = 460;
const MOST_HEIGHT = 1400;
/** Above the first message of a picture. */
const GAP = 10;
/** On a busy machine too: no picture depends on how long it took. */
const LOOKS_WITHIN_MS = 180_000;
/** What is drawn is drawn by then: a chat's changes come every 60 ms. */
const DRAWN_MS = 250;

/** Whose phone of the page. */
export type Side = 'expert' | 'facilitator';

/** One picture and what is to be read under it. */
export interface Picture {
  readonly side: Side;
  readonly name: string;
  readonly caption: string;
  /** Of the newest message, in CSS pixels. */
  readonly height: number;
}

export interface PhoneCamera {
  /**
   * Pictures a person's chat from its last messages on.
   *
   * @param shot.messages how many messages, of either side
   * @param shot.press a button to be pressed on the page first: its pop-up is in the picture
   */
  take(
    personId: number,
    name: string,
    caption: string,
    shot?: { messages?: number; press?: string },
  ): Promise<void>;
  readonly taken: readonly Picture[];
  has(name: string): boolean;
  close(): Promise<void>;
}

export async function openPhoneCamera(
  browser: Browser,
  here: RehearsalHere,
  folder: string,
): Promise<PhoneCamera> {
  const context = await browser.newContext({
    viewport: { width: PHONE_WIDTH, height: 800 },
    deviceScaleFactor: 2,
    locale: 'fa',
    // The page allows no style but its own; a phone without a frame is the picture's affair.
    bypassCSP: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(LOOKS_WITHIN_MS);
  await page.goto(here.pageUrl);
  const taken: Picture[] = [];

  return {
    taken,
    has: (name) => taken.some((picture) => picture.name === name),
    async take(personId, name, caption, { messages = 1, press } = {}) {
      await here.settle();
      const side = personId === here.facilitatorId ? 'facilitator' : 'expert';
      const phone = page.locator(`#${side} .phone`);
      await lookAt(page, here, personId, side);
      const least = press === undefined ? LEAST_HEIGHT : LEAST_WITH_POP_UP;
      await fitTo(page, side, messages, least);
      if (press !== undefined) await pressOnPage(page, side, press);
      await here.settle();
      await fitTo(page, side, messages, least);
      const height = await heightOf(phone.locator('.message').last());
      writeFileSync(join(folder, side, `${name}.png`), smallPng(await phone.screenshot()));
      taken.push({ side, name, caption, height });
    },
    close: () => context.close(),
  };
}

/** The person's phone fills the window, and shows what the messenger holds. */
async function lookAt(page: Page, here: RehearsalHere, personId: number, side: Side): Promise<void> {
  if (side === 'expert') await page.evaluate(`sessionStorage.setItem('chosen expert', '${personId}')`);
  await page.reload();
  await page.addStyleTag({
    content: '#app { padding: 0 !important } .phone { border-radius: 0 !important; border: 0 !important }',
  });
  await page.locator(`nav [data-tab="${side}"]`).click();
  const newest = here.messenger.chat(personId).at(-1);
  if (newest) await page.locator(`#${side} .message[data-id="${newest.id}"]`).waitFor();
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready.then(() => {})');
  await page.waitForTimeout(DRAWN_MS);
}

async function fitTo(page: Page, side: Side, messages: number, least: number): Promise<void> {
  const around = `(() => {
    const list = document.querySelector('#${side} .messages');
    const all = [...list.querySelectorAll('.message')];
    const first = all.at(-${messages}) ?? all[0];
    const last = all.at(-1);
    const outside = document.querySelector('#${side} .phone').clientHeight - list.clientHeight;
    return first ? last.getBoundingClientRect().bottom - first.getBoundingClientRect().top + outside + 12 : outside;
  })()`;
  const wanted = Math.round(((await page.evaluate(around)) as number) + GAP);
  const height = Math.min(Math.max(wanted, least), MOST_HEIGHT);
  const { width = 0, height: viewport = 0 } = page.viewportSize() ?? {};
  const now = await heightOf(page.locator(`#${side} .phone`));
  await page.setViewportSize({ width, height: Math.round(viewport + height - now) });
  await page.waitForTimeout(DRAWN_MS / 2);
}

async function heightOf(element: Locator): Promise<number> {
  return Math.round((await element.boundingBox())?.height ?? 0);
}

async function pressOnPage(page: Page, side: Side, label: string): Promise<void> {
  await page.locator(`#${side} .message.of-bot .key`, { hasText: label }).last().click();
  // An answer to a press need not say anything.
  await page.locator('.key.busy').waitFor({ state: 'detached' });
  await page.waitForTimeout(DRAWN_MS);
}

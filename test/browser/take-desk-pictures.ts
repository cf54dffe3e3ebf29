import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { until } from '../until.ts';
import { deskKindsWorkbook } from './pictured-kinds.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import type { RehearsingProgram } from './rehearsing-program.ts';
import { smallPng } from './small-png.ts';

/* What a facilitator sees of closings, the last round under other rules, and an open round, on a small phone. */

const SMALL_PHONE = { viewport: { width: 360, height: 3300 }, deviceScaleFactor: 2, bypassCSP: true };
const WITHIN_MS = 120_000;
/** Over the corner of what is not the chat's end. */
export const WITHOUT_JUMP = '.jump { display: none }';
/** What is drawn is drawn by then. */
const DRAWN_MS = 500;

/** The guide's steps, one by one, until it has come to the one that is wanted. */
export type GoOnTo = (shown: RehearsalPage, wanted: string) => Promise<void>;

export interface Desk {
  /** The Isfahan example: closing cards of its first panel, `/whatif` and `/status`. */
  ofExample(shown: RehearsalPage, goOnTo: GoOnTo): Promise<void>;
  /** The same of a study whose panels each do a round of another kind. */
  ofOtherKinds(shown: RehearsalPage, goOnTo: GoOnTo): Promise<void>;
}

/** @param folder emptied first */
export function deskPictures(browser: Browser, program: RehearsingProgram, folder: string): Desk {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  const save = async (message: Locator, name: string) => {
    // Nothing is under the pointer, which stands where something else was pressed.
    await message.page().mouse.move(0, 0);
    await message.page().waitForTimeout(DRAWN_MS);
    writeFileSync(join(folder, `${name}.png`), smallPng(await message.screenshot()));
  };
  const onDesk = async (work: (desk: RehearsalPage) => Promise<void>) => {
    const desk = await openRehearsalPage(browser, program.url, SMALL_PHONE);
    await desk.page.addStyleTag({ content: WITHOUT_JUMP });
    await desk.page.locator('nav [data-tab="facilitator"]').click();
    await work(desk);
    await desk.page.close();
  };
  /** The newest message that holds all of these words. */
  const messageWith = ({ facilitator }: RehearsalPage, ...words: string[]) =>
    words.reduce((found, hasText) => found.filter({ hasText }), facilitator.messages).last();
  const takeCard = (desk: RehearsalPage, round: string, panel: string, name: string) =>
    save(messageWith(desk, `پایان دور ${round}`, panel), name);

  /** The last judged round under other rules: which rule, and which of its values. */
  const takeWhatif = async (
    { facilitator }: RehearsalPage,
    { rule, own, value }: { rule: string; own: string; value: string },
    name: string,
  ) => {
    const before = await facilitator.messages.count();
    await facilitator.type('/whatif');
    // Not an answer of an earlier round's, which has the same buttons.
    const asked = async () => (await facilitator.messages.count()) > before + 1;
    await until(
      async () => (await asked()) && (await facilitator.last.textContent())?.includes('با قواعد دیگر'),
      WITHIN_MS,
    );
    await facilitator.press(`${rule}: ${own}`);
    await facilitator.waitFor('در این حساب چه باشد؟');
    await facilitator.press(value);
    await facilitator.waitFor(new RegExp(`${rule}: .*${value}.* \\(در پروتکل`));
    await save(facilitator.last, name);
  };
  /** The message follows the experts by itself. */
  const takeStatus = async (desk: RehearsalPage, shown: RehearsalPage, some: RegExp, name: string) => {
    await desk.facilitator.type('/status');
    await desk.facilitator.waitFor('وضعیت در ساعت');
    await shown.next.click();
    await desk.facilitator.waitFor(some, WITHIN_MS);
    await save(desk.facilitator.last, name);
    await shown.page.locator('body[data-doing=""]').waitFor({ timeout: WITHIN_MS });
  };
  const takeSummary = async (desk: RehearsalPage, round: string, panel: string, name: string) => {
    const summary = messageWith(desk, `خلاصهٔ دور ${round}`, panel);
    await save(summary, name);
    for (const fold of await summary.locator('details summary').all()) await fold.click();
    await save(summary, `${name}-open`);
  };

  return {
    async ofExample(shown, goOnTo) {
      await goOnTo(shown, 'answer 2');
      await onDesk(async (desk) => {
        await takeCard(desk, '۱', 'معاونت خدمات شهری', 'card-1');
        await takeWhatif(desk, { rule: 'نقطهٔ خنثی', own: '۳', value: '۳٫۵' }, 'whatif');
        await takeStatus(desk, shown, /[۱-۴][۰-۹] نفر از ۴۸ خبره ثبت نهایی/, 'status');
      });
      await goOnTo(shown, 'export 3');
      await onDesk(async (desk) => {
        await desk.facilitator.waitFor(/مطالعه را با .*\/finish.* پایان دهید/);
        await takeCard(desk, '۲', 'معاونت خدمات شهری', 'card-2');
        await takeCard(desk, '۳', 'معاونت خدمات شهری', 'card-3');
        await takeSummary(desk, '۳', 'معاونت خدمات شهری', 'summary');
        await takeWhatif(desk, { rule: 'حداکثر دورها', own: '۳', value: '۵' }, 'whatif-rounds');
      });
    },
    async ofOtherKinds(shown, goOnTo) {
      const [chooser] = await Promise.all([
        shown.page.waitForEvent('filechooser'),
        shown.page.locator('#facilitator .write .tool').last().click(),
      ]);
      const buffer = Buffer.from(await deskKindsWorkbook());
      await chooser.setFiles({ name: 'kinds.xlsx', mimeType: 'application/octet-stream', buffer });
      await shown.facilitator.waitFor('گونه‌های دیگر');
      await shown.facilitator.press('ایجاد مطالعه');
      await shown.arrivesAt('invite 1');
      await goOnTo(shown, 'answer 1');
      await onDesk((desk) => takeStatus(desk, shown, /[۱-۹] نفر از ۹ خبره ثبت نهایی/, 'status-kinds'));
      await goOnTo(shown, 'open 2');
      await onDesk(async (desk) => {
        for (const [panel, kind] of KINDS) await takeCard(desk, '۱', panel, `card-${kind}`);
        await takeWhatif(
          desk,
          { rule: 'آستانهٔ غربال', own: '«بله» بیشتر از «خیر»', value: '۸۰ درصد' },
          'whatif-kinds',
        );
      });
    },
  };
}

/** Panels of the study of other kinds that have closing cards. */
const KINDS = [
  ['غربال‌گران', 'screening'],
  ['داوران ضرورت', 'cvr'],
  ['داوران ارتباط', 'cvi'],
  ['مدیران', 'ranking'],
  ['برآوردکنندگان', 'numeric'],
] as const;

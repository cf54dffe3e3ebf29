import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { describeInBrowser } from './describe-in-browser.ts';
import { EXPERTS, ITEMS, LABELS, ownWorkbook, TITLE } from './own-study.ts';
import { openRehearsalPage, type RehearsalPage } from './rehearsal-page.ts';
import { type RehearsingProgram, startRehearsingProgram } from './rehearsing-program.ts';

const PLAYED_BY_HAND = EXPERTS[1]!;
/** What a newcomer should need at most, from first sight to the third round's W. */
const NEWCOMER_MS = 180_000;

const A_W = /هماهنگی خبرگان: W = [۰۱]٫[۰-۹]{3}/gu;

let program: RehearsingProgram;
let browser: Browser;
let shown: RehearsalPage;

describeInBrowser('the rehearsal in a browser', () => {
  beforeAll(async () => {
    program = await startRehearsingProgram();
    browser = await launchBrowser();
    shown = await openRehearsalPage(browser, program.url);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.remove();
  });

  test('at first sight the example is there, and it is plain that this is a rehearsal', async () => {
    await shown.arrivesAt('invite 1');
    expect(await shown.page.locator('.banner').textContent()).toContain('تمرین');
    expect(await shown.facilitator.text()).toContain('مطالعه ساخته شد');
    expect(await shown.page.locator('.person').count()).toBe(48);
  });

  test('one press leads a newcomer to the third round’s W in under three minutes', async () => {
    await shown.page.locator('.run').click();
    await shown.arrivesAt('export 3', NEWCOMER_MS);
    await expect.poll(wsOfRound3, { timeout: 60_000 }).toBe(7);
  }, 200_000);

  test('a workbook goes in by the file chooser, and an expert joins by a personal link', async () => {
    const { page, facilitator, expert } = shown;
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.locator('#facilitator .write .tool').last().click(),
    ]);
    const buffer = Buffer.from(await ownWorkbook());
    await chooser.setFiles({ name: 'کتابخانه‌ها.xlsx', mimeType: 'application/octet-stream', buffer });
    await facilitator.waitFor(TITLE);
    await facilitator.press('ایجاد مطالعه');
    await shown.arrivesAt('invite 1');
    await facilitator.type('/invite');
    await shown.arrivesAt('join 1');
    await shown.chooseExpert(PLAYED_BY_HAND);
    await page.getByRole('button', { name: 'باز کردن پیوند دعوت' }).click();
    await expert.waitFor('گروه پژوهشی آزمون');
    await expert.press('می‌پذیرم و عضو می‌شوم');
    await expert.waitFor('خوش آمدید');
    await page.getByRole('button', { name: 'همه عضو شوند' }).click();
    await shown.arrivesAt('open 1');
  });

  test('a whole round is answered button by button, a reason among the answers', async () => {
    const { facilitator, expert } = shown;
    await facilitator.type('/open');
    await facilitator.press('شروع دور');
    await facilitator.waitFor('دور ۱ باز شد');
    await expert.press('شروع پاسخ‌گویی');
    for (const [at, title] of ITEMS.entries()) {
      await expert.waitFor(`گویهٔ ${(at + 1).toLocaleString('fa')} از ${ITEMS.length.toLocaleString('fa')}`);
      expect(await expert.last.textContent()).toContain(title);
      if (at === 1) await writeReason('نزدیک خانهٔ ماست.');
      await expert.press(LABELS[(at * 2) % LABELS.length]!);
    }
    await expert.waitFor('ثبت نهایی');
    await expert.press('ثبت نهایی');
    await shown.page.locator('.person.selected .progress.handedIn').waitFor();
    expect(await expert.last.textContent()).toContain(ITEMS.at(-1)!);
  });

  async function wsOfRound3(): Promise<number> {
    const summaries = await shown.facilitator.messages.filter({ hasText: 'خلاصهٔ دور ۳' }).allTextContents();
    return summaries.join().match(A_W)?.length ?? 0;
  }

  async function writeReason(reason: string): Promise<void> {
    const { expert } = shown;
    await expert.press('نوشتن دلیل');
    await expert.waitFor('دلیل');
    await expert.type(reason);
    await expert.waitFor(new RegExp(`${ITEMS[1]}[^]*${reason}`));
  }

  test('the guide leads through the rest to the third round’s W', async () => {
    await shown.next.click();
    await shown.page.locator('.run').click();
    await shown.arrivesAt('export 3', 120_000);
    await expect.poll(wsOfRound3, { timeout: 60_000 }).toBe(7 + 1);
  }, 150_000);

  test('the export is downloaded from the chat, and the closing letter reaches the expert', async () => {
    const { facilitator, expert, page } = shown;
    await facilitator.type('/export');
    await shown.arrivesAt('finish 3');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#facilitator .file').last().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.zip$/);
    expect(readFileSync((await download.path())!).subarray(0, 4)).toEqual(Buffer.from('PK\u0003\u0004'));
    await facilitator.type('/finish');
    await facilitator.press('پایان مطالعه');
    await facilitator.waitFor('مطالعه پایان یافت');
    await shown.arrivesAt('done 3');
    await expert.waitFor(ITEMS[0]!);
  });

  test('nothing was red in the console, no request failed, and SIGTERM ends all in order', async () => {
    expect(shown.troubles).toEqual([]);
    await shown.page.close();
    expect(program.errors()).toBe('');
    expect(await program.end()).toBe(0);
  });
});

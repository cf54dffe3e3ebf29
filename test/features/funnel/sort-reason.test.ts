import { expect, test } from 'vitest';
import { THEMES, type Theme } from '../../../src/domain/reason-themes.ts';
import { giveReason } from '../../../src/features/answering/give-reason.ts';
import { exclusionsScreen, funnelScreen } from '../../../src/features/funnel/compose-funnel.ts';
import {
  loadReasonWords,
  nextThemeScreen,
  themeScreen,
} from '../../../src/features/funnel/compose-themes.ts';
import { loadExclusions } from '../../../src/features/funnel/load-exclusions.ts';
import { loadFunnel } from '../../../src/features/funnel/load-funnel.ts';
import { sortReason } from '../../../src/features/funnel/sort-reason.ts';
import { applyChange, beginChange, takeTyped } from '../../../src/features/items/change-item.ts';
import { themeButton } from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { loadEvents } from '../../../src/store/events.ts';
import { must, refusalOf, TestStudy } from '../../fixtures/study.ts';

const text = ({ html }: Message) => html.replace(/<[^>]*>|[\u2066-\u2069]/g, '');
const labels = ({ buttons = [] }: Message) => buttons.flat().map((button) => button.text);

/** A legal panel drops x and y, and keeps z; reasons stand beside a `خیر`, and one beside a `بله`. */
async function screened() {
  const study = new TestStudy({
    experts: { e1: 'L', e2: 'L', e3: 'L' },
    items: { x: 'L', y: 'L', z: 'L A' },
    rounds: [{ number: 1, kind: 'screening', panelCodes: ['L'] }],
  })
    .join()
    .open();
  study.answerAll('x y z\ne1 2 2 1\ne2 2 2 2\ne3 1 1 1');
  for (const [name, code, reason] of [
    ['e1', 'x', 'خلاف قانون است'],
    ['e2', 'x', 'هزینه دارد و داده ندارد'],
    ['e1', 'y', 'کیفیت ندارد'],
    ['e2', 'y', 'خلاف  قانون‌ است.'],
    ['e3', 'y', 'قانون آن را می‌خواهد'],
    ['e2', 'z', 'ماندنی است'],
  ] as const) {
    must(study.run((tx) => giveReason(tx, study.answer(name, code).id, reason, study.press(name))));
  }
  await study.handIn('e1', 'e2', 'e3').close().judge();
  return study;
}

const words = (study: TestStudy) => loadReasonWords(study.db, study.study);
const markOf = (study: TestStudy, reason: string) => words(study).find((one) => one.text === reason)!.mark;

function sort(study: TestStudy, reason: string, theme: Theme, accountId = study.facilitator) {
  const { studyId, at } = study;
  const press = { studyId, mark: markOf(study, reason), index: THEMES.indexOf(theme), accountId, at };
  return study.run((tx) => sortReason(tx, press));
}

test('reasons against items that left are sorted, the most frequent words first; others are not', async () => {
  const study = await screened();
  expect(words(study).map(({ text: reason, reasons, items }) => [reason, reasons, items.length])).toEqual([
    ['خلاف قانون است', 2, 2],
    ['هزینه دارد و داده ندارد', 1, 1],
    ['کیفیت ندارد', 1, 1],
  ]);
});

test('one reason at a time stands before the facilitator, with a theme offered and none taken', async () => {
  const study = await screened();
  const screen = themeScreen(study.db, study.study, 0);
  expect(text(screen)).toContain('دلیل ۱ از ۳');
  expect(text(screen)).toContain('و برای ۱ گویهٔ دیگر، روی هم ۲ بار');
  expect(text(screen)).toContain('پیشنهاد برنامه از روی واژه‌ها: قانون. تصمیم با شماست.');
  expect(labels(screen).slice(0, 6)).toEqual(['💡 قانون', 'مسئولیت', 'کیفیت', 'هزینه', 'داده', 'دیگر']);
  expect(labels(themeScreen(study.db, study.study, 1)).slice(0, 6)).not.toContain('💡 هزینه');
  expect(text(funnelScreen(study.db, study.study))).toContain('• هنوز بی‌مضمون: ۴ دلیل برای ۲ گویه');
  expect(labels(funnelScreen(study.db, study.study))).toContain('🏷 مضمون دلیل‌ها (۳ مانده)');
});

test('a theme is kept for all of its words, the next reason comes, and another theme takes its place', async () => {
  const study = await screened();
  must(sort(study, 'خلاف قانون است', 'law'));
  must(sort(study, 'خلاف قانون است', 'law'));
  expect(text(nextThemeScreen(study.db, study.study, 0))).toContain('دلیل ۲ از ۳');
  must(sort(study, 'کیفیت ندارد', 'other'));
  expect(text(nextThemeScreen(study.db, study.study, 2))).toContain('دلیل ۲ از ۳');
  must(sort(study, 'هزینه دارد و داده ندارد', 'cost'));
  expect(text(nextThemeScreen(study.db, study.study, 1))).toContain('همهٔ دلیل‌ها مضمون دارد');
  expect(labels(themeScreen(study.db, study.study, 2))).toContain('✅ دیگر');
  must(sort(study, 'کیفیت ندارد', 'quality'));
  expect(text(funnelScreen(study.db, study.study))).toContain(
    '• قانون: ۲ دلیل برای ۲ گویه\n• کیفیت: ۱ دلیل برای ۱ گویه\n• هزینه: ۱ دلیل برای ۱ گویه',
  );
  expect(labels(funnelScreen(study.db, study.study))).toContain('🏷 مضمون دلیل‌ها');
  const sorted = loadEvents(study.db, study.studyId).filter(({ kind }) => kind === 'reason.sorted');
  expect(sorted.map(({ details }) => details)).toEqual([
    { theme: 'law', from: null, reasons: 2 },
    { theme: 'other', from: null, reasons: 1 },
    { theme: 'cost', from: null, reasons: 1 },
    { theme: 'quality', from: 'other', reasons: 1 },
  ]);
  expect(text(exclusionsScreen(study.db, study.study, 1, 0))).toBe(
    [
      'گویه‌هایی که در دور ۱ کنار رفت: ۲',
      'تصمیم از که بود\n• پانل L، با قاعدهٔ دور ۱: ۲ گویه',
      'مضمون دلیل‌های کنار گذاشتن\n• قانون: ۲ دلیل برای ۲ گویه\n• کیفیت: ۱ دلیل برای ۱ گویه\n• هزینه: ۱ دلیل برای ۱ گویه',
      '• گویهٔ x (x)\nپانل L، دور ۱: «بله» بیشتر از «خیر» نبود (۱ بله، ۲ خیر)\nدلیل‌های نوشته‌شده: قانون ۱، هزینه ۱',
      '• گویهٔ y (y)\nپانل L، دور ۱: «بله» بیشتر از «خیر» نبود (۱ بله، ۲ خیر)\nدلیل‌های نوشته‌شده: قانون ۱، کیفیت ۱',
    ].join('\n\n'),
  );
});

test('the facilitator’s own reason counts with the experts’, until the decision is taken back', async () => {
  const study = await screened();
  const change = (act: 'keep' | 'drop', why: string) =>
    study.run((tx) => {
      const asker = { accountId: study.facilitator, at: study.at };
      const { previewId } = must(beginChange(tx, { itemId: study.itemId('z'), act, ...asker }));
      must(takeTyped(tx, { previewId, text: why, ...asker }));
      must(applyChange(tx, { previewId, ...asker }));
    });
  change('drop', 'مسئولیت آن با دستگاه دیگری است');
  const exclusions = () => loadExclusions(study.db, study.study, loadFunnel(study.db, study.study));
  expect(exclusions().find(({ item }) => item.code === 'z')).toMatchObject({
    causes: [{ why: 'by_hand' }],
    reasons: [{ text: 'مسئولیت آن با دستگاه دیگری است', by: 'facilitator', theme: null }],
  });
  expect(text(exclusionsScreen(study.db, study.study, 1, 0))).toContain(
    'دلیل برگزارکننده: مسئولیت آن با دستگاه دیگری است',
  );
  expect(words(study).find(({ isFacilitators }) => isFacilitators)!.offered).toBe('liability');
  change('keep', 'بازبینی شد');
  expect(exclusions().map(({ item }) => item.code)).toEqual(['x', 'y']);
});

test('unknown words, an unknown theme and another facilitator’s study are refused', async () => {
  const study = await screened();
  const { studyId, at, facilitator: accountId } = study;
  const press = { studyId, mark: 1, index: 0, accountId, at };
  expect(refusalOf(study.run((tx) => sortReason(tx, press)))).toBe('suggest.gone');
  const known = { ...press, mark: markOf(study, 'خلاف قانون است') };
  expect(refusalOf(study.run((tx) => sortReason(tx, { ...known, index: 9 })))).toBe('suggest.gone');
  expect(refusalOf(sort(study, 'خلاف قانون است', 'law', study.facilitatorsAccount()))).toBe('study.notYours');
  expect(words(study).every(({ theme }) => theme === null)).toBe(true);
});

test('a button can carry any words’ mark', async () => {
  const study = await screened();
  const { buttons = [] } = themeScreen(study.db, study.study, 0);
  for (const { data } of buttons.slice(0, 2).flat()) {
    expect(themeButton.pattern.test(data!)).toBe(true);
    expect(data!.length).toBeLessThanOrEqual(64);
  }
});

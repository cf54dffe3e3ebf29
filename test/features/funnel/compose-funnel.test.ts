import { beforeEach, expect, test } from 'vitest';
import {
  exclusionsScreen,
  funnelGroupsScreen,
  funnelScreen,
  funnelUnitsScreen,
} from '../../../src/features/funnel/compose-funnel.ts';
import { funnelGroupsButton } from '../../../src/messages/buttons.ts';
import type { Message } from '../../../src/messages/message.ts';
import { insertItem } from '../../../src/store/items.ts';
import { TestStudy } from '../../fixtures/study.ts';

/** What is read: without marks, isolates and tags. */
function words({ html }: Message): string {
  return html.replace(/<[^>]*>|[\u2066-\u2069]/g, '');
}

const lines = (message: Message) => words(message).split('\n');
const buttons = ({ buttons: rows = [] }: Message) => rows.flat().map(({ text }) => text);

let study: TestStudy;

beforeEach(() => {
  study = new TestStudy({
    experts: { e1: 'L A B', e2: 'L A B', e3: 'L A B' },
    items: { x1: 'L A', x2: 'L A', y1: 'L B', y2: 'L A B', g1: 'A', g2: 'A' },
    audiences: { x1: 'G2C', x2: 'G2C', y1: 'G2C', y2: 'G2C، G2G', g1: 'G2G', g2: 'G2G، G2E' },
    units: { x1: 'عمران', x2: 'عمران', y1: 'مالی', y2: 'مالی', g1: 'عمران' },
    groups: { x1: 'راه/پل', x2: 'راه/پل/روگذر', y1: 'درآمد', y2: 'درآمد', g1: 'راه' },
    rules: { excludedAudiences: ['G2G', 'g2e'], maxRounds: 3, minRounds: 3 },
    rounds: [
      { number: 1, kind: 'screening', panelCodes: ['L'] },
      { number: 2, panelCodes: ['A', 'B'] },
      { number: 3, panelCodes: ['A', 'B'] },
    ],
  }).join();
});

const screen = () => funnelScreen(study.db, study.study);

async function screenOut(): Promise<void> {
  await study.playRound('x1 x2 y1 y2\ne1 1 2 1 1\ne2 1 2 1 1\ne3 1 2 1 2');
}

test('before any round the audiences’ step stands by itself; who is for one that stays has not left', () => {
  expect(lines(screen())).toEqual([
    '🔻 پالایش گویه‌ها، گام‌به‌گام',
    'خدمات الکترونیکی',
    '',
    'پیش از دور ۱: ۶ گویه بود و ۲ گویه کنار رفت (مخاطبان حذف‌شده: G2G، g2e).',
    '',
    'اکنون ۴ گویه مانده است.',
    '',
    'به تفکیک واحد (آغاز ← مخاطب)',
    '• عمران: ۳ ← ۲',
    '• مالی: ۲ ← ۲',
    '• بدون واحد: ۱ ← ۰',
    '',
    'به تفکیک گروه (آغاز ← مخاطب)',
    '• راه: ۳ ← ۲',
    '• درآمد: ۲ ← ۲',
    '• بدون گروه: ۱ ← ۰',
  ]);
  expect(buttons(screen())).toEqual(['کنار رفته پیش از دور ۱ (۲)', 'واحدها', 'گروه‌ها']);
});

test('nothing of an open round is told, nor of one that is closed and not judged', async () => {
  study.open().answerAll('x1 x2 y1 y2\ne1 1 2 1 1');
  expect(words(screen())).toContain('دور ۱ هنوز نتیجه ندارد؛ از آن رقمی اینجا نیست.');
  expect(words(screen())).toContain('اکنون ۴ گویه مانده است.');
  study.close();
  expect(words(screen())).toContain('اکنون ۴ گویه مانده است.');
  await study.judge();
  expect(words(screen())).toContain('دور ۱ (غربال): ۴ گویه وارد شد و ۱ گویه کنار رفت.');
});

test('an item leaves when its last panel loses it, and says why', async () => {
  await screenOut();
  await study.playRound('x1 y1 y2\ne1 1 1 2\ne2 1 5 2\ne3 1 5 2');
  expect(lines(screen()).slice(3, 10)).toEqual([
    'پیش از دور ۱: ۶ گویه بود و ۲ گویه کنار رفت (مخاطبان حذف‌شده: G2G، g2e).',
    'دور ۱ (غربال): ۴ گویه وارد شد و ۱ گویه کنار رفت.',
    'دور ۲ (لیکرت): ۳ گویه وارد شد و ۲ گویه کنار رفت.',
    '',
    'اکنون ۱ گویه مانده است.',
    '',
    'به تفکیک واحد (آغاز ← مخاطب ← دور ۱ ← دور ۲)',
  ]);
  const left = (step: number) => lines(exclusionsScreen(study.db, study.study, step, 0));
  expect(left(0)).toEqual([
    'گویه‌هایی که پیش از دور ۱ کنار رفت: ۲',
    ...['', 'تصمیم از که بود', '• قاعدهٔ مخاطبان: ۲ گویه'],
    ...['', '• گویهٔ g1 (g1)', 'مخاطب: G2G'],
    ...['', '• گویهٔ g2 (g2)', 'مخاطب: G2G، G2E'],
  ]);
  expect(left(1)).toEqual([
    'گویه‌هایی که در دور ۱ کنار رفت: ۱',
    ...['', 'تصمیم از که بود', '• پانل L، با قاعدهٔ دور ۱: ۱ گویه'],
    ...['', '• گویهٔ x2 (x2)', 'پانل L، دور ۱: «بله» بیشتر از «خیر» نبود (۰ بله، ۳ خیر)'],
  ]);
  expect(left(2)).toEqual([
    'گویه‌هایی که در دور ۲ کنار رفت: ۲',
    ...['', 'تصمیم از که بود', '• پانل A، با قاعدهٔ دور ۲: ۲ گویه', '• پانل B، با قاعدهٔ دور ۲: ۱ گویه'],
    ...['', '• گویهٔ x1 (x1)', 'پانل A، دور ۲: میانگین بالاتر از نقطهٔ خنثی نبود (میانگین ۱٫۰۰)'],
    ...['', '• گویهٔ y2 (y2)', 'پانل A، دور ۲: میانگین بالاتر از نقطهٔ خنثی نبود (میانگین ۲٫۰۰)'],
    'پانل B، دور ۲: میانگین بالاتر از نقطهٔ خنثی نبود (میانگین ۲٫۰۰)',
  ]);
});

test('one born of a proposal enters at its round', async () => {
  await screenOut();
  study.pass(1);
  study.run((tx) => {
    const { studyId, at: createdAt } = study;
    const panelIds = [study.panel('A').id];
    const wording = { title: 'تازه', definition: '', unit: '', audience: '', group: [] };
    insertItem(tx, { ...wording, studyId, position: 9, code: 'N1', panelIds, createdAt });
  });
  expect(words(screen())).toContain('اکنون ۴ گویه مانده است.\n۱ گویهٔ تازه با دور بعد می‌آید.');
  study.pass(1);
  await study.playRound('x1 y1 y2 N1\ne1 1 5 5 5\ne2 1 5 5 5');
  expect(words(screen())).toContain(
    'دور ۲ (لیکرت): ۴ گویه وارد شد و ۱ گویه کنار رفت.\n۱ گویهٔ دور ۲ تازه بود.\n\nاکنون ۳ گویه مانده است.',
  );
});

test('units and groups open page by page, level by level', () => {
  expect(lines(funnelUnitsScreen(study.db, study.study, 0))).toEqual([
    'به تفکیک واحد (آغاز ← مخاطب)',
    ...['• عمران: ۳ ← ۲', '• مالی: ۲ ← ۲', '• بدون واحد: ۱ ← ۰'],
  ]);
  const groups = (message: Message) =>
    message
      .buttons!.flat()
      .flatMap(({ data, text }) =>
        data && funnelGroupsButton.pattern.test(data) ? [{ text, ...funnelGroupsButton.read(data) }] : [],
      );
  const top = funnelGroupsScreen(study.db, study.study, { itemId: 0, depth: 0 }, 0);
  const [roads, ...others] = groups(top);
  expect(roads!.text).toBe('زیرگروه‌های راه');
  expect(others).toEqual([]);
  const below = funnelGroupsScreen(study.db, study.study, roads!, 0);
  expect(lines(below)).toEqual(['گروه‌های «راه» (آغاز ← مخاطب)', ...['• پل: ۲ ← ۲', '• بدون زیرگروه: ۱ ← ۰']]);
  const [bridges] = groups(below);
  expect(lines(funnelGroupsScreen(study.db, study.study, bridges!, 0)).slice(1)).toEqual([
    ...['• روگذر: ۱ ← ۱', '• بدون زیرگروه: ۱ ← ۱'],
  ]);
  expect(buttons(below).at(-1)).toBe('بازگشت');
});

test('without an item there is nothing to tell, and with none named no unit and no group', () => {
  const empty = new TestStudy({
    experts: { e1: 'A', e2: 'A' },
    items: {},
    rounds: [{ number: 1, kind: 'screening' }],
  });
  const message = funnelScreen(empty.db, empty.study);
  expect(lines(message).at(-1)).toBe('هنوز گویه‌ای نیست. گویه‌ها از کارپوشه یا از دور بارش فکری می‌آید.');
  expect(message.buttons ?? []).toEqual([]);
  const plainly = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  expect(lines(funnelScreen(plainly.db, plainly.study)).slice(3)).toEqual([
    ...['آغاز: ۱ گویه.', '', 'اکنون ۱ گویه مانده است.'],
  ]);
});

test('a thousand items with long names fit a message', () => {
  const codes = Array.from({ length: 1000 }, (_, at) => `S${at}`);
  const long = (at: number) => `${'معاونت '.repeat(20)}${at % 90}`;
  const named = Object.fromEntries(codes.map((code, at) => [code, long(at)]));
  const large = new TestStudy({
    ...{ experts: { e1: 'A' }, items: Object.fromEntries(codes.map((code) => [code, 'A'])) },
    ...{ units: named, groups: named, audiences: Object.fromEntries(codes.map((code) => [code, 'G2G'])) },
    rules: { excludedAudiences: ['G2G'] },
  });
  const screens = [
    funnelScreen(large.db, large.study),
    funnelUnitsScreen(large.db, large.study, 3),
    exclusionsScreen(large.db, large.study, 0, 124),
  ];
  for (const { html } of screens) expect(html.length).toBeLessThan(4000);
  expect(words(screens[0]!)).toContain('مورد دیگر');
  expect(lines(screens[2]!)).toHaveLength(1 + 8 * 3);
});

import { describe, expect, test } from 'vitest';
import type { Tellable } from '../../../src/domain/anonymity.ts';
import { frozenVersions, type ReadProtocol } from '../../../src/domain/protocol.ts';
import {
  type ClosingPreview,
  closingPreviewMessage,
  finishPreviewMessage,
  type OpeningPreview,
  openingPreviewMessage,
} from '../../../src/features/rounds/round-previews-message.ts';
import type { Message } from '../../../src/messages/message.ts';
import { LONGEST_TEXT, textLength } from '../../../src/messages/text-length.ts';
import { RULES } from '../../fixtures/plain-rules.ts';

const HOUR = 3_600_000;
const openedAt = new Date('2026-11-28T06:30:00Z');
const deadline = new Date(openedAt.getTime() + 7 * 24 * HOUR);

function preview(its: Partial<OpeningPreview> = {}): OpeningPreview {
  return {
    previewId: 5,
    number: 2,
    title: 'خدمات',
    panels: [{ name: 'مالی', items: 21, experts: 12, joined: 10, shortfalls: [] }],
    empty: [],
    itemless: [],
    settled: [],
    invited: 12,
    joined: 10,
    unreachable: 0,
    workloads: [21, 24, 21],
    openedAt,
    deadline,
    firstReminder: new Date(deadline.getTime() - 72 * HOUR),
    undecided: 0,
    largePanels: [],
    locks: null,
    stranded: [],
    fewJudges: [],
    recognisable: { smallPanels: [], alone: [] },
    tellable: { experts: 0, unlinked: 0 },
    quietUntil: null,
    zone: 'Asia/Tehran',
    ...its,
  };
}

const { title: _, question, guidance, organiser, contact, consent, forgetAfterDays, ...rules } = RULES;
const LOCKED: ReadProtocol = {
  ...{ rules, roundPlan: [], panels: [], items: 3, versions: frozenVersions(undefined) },
};
const opening = (its: Partial<OpeningPreview> = {}) => openingPreviewMessage(preview(its));
const labels = ({ buttons = [] }: Message) => buttons.map((row) => row.map(({ text }) => text));

describe('the preview of an opening', () => {
  test('shows panels, items, people, work, deadline and first reminder', () => {
    const { html } = opening();
    expect(html).toContain('• مالی: ۲۱ گویه، ۱۲ خبره (۱۰ عضو شده)');
    expect(html).toContain(
      '۱۲ نفر دعوت می‌شوند: ۱۰ نفر عضو شده‌اند و خبر می‌گیرند؛ ۲ نفر دیگر پس از عضو شدن خبر می‌گیرند.',
    );
    expect(html).toContain('۲۱ تا ۲۴ گویه، حدود ۸ دقیقه');
    expect(html).toContain('شنبه ۱۴ آذر ۱۴۰۵، ساعت ۱۰:۰۰');
    expect(html).toContain('۷ روز');
    expect(html).toContain('چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۰۰');
  });

  test('counts nobody who is missing where all have joined', () => {
    const { html } = opening({ joined: 12 });
    expect(html).toContain('۱۲ نفر دعوت می‌شوند. همه عضو شده‌اند و خبر می‌گیرند.');
    expect(html).not.toContain('۰ نفر');
  });

  test('says apart who has blocked the bot, and that nobody has joined', () => {
    const { html } = opening({ joined: 9, unreachable: 3 });
    expect(html).toContain('همه عضو شده‌اند و ۹ نفر خبر می‌گیرند.');
    expect(html).toContain('پیام به ۳ نفر نمی‌رسد');
    expect(opening({ joined: 0 }).html).toContain('هنوز کسی عضو نشده است');
  });

  test('is carried out by one button and given up by another', () => {
    expect(labels(opening())).toEqual([['👁 کارت خبره چه شکلی است'], ['شروع دور', 'لغو']]);
    expect(
      opening()
        .buttons!.flat()
        .map(({ data }) => data),
    ).toEqual(['rs:5', 'ro:5', 'rx:5']);
  });

  test('says how many proposals and reasons still wait for a decision', () => {
    expect(opening().html).not.toContain('/suggestions');
    expect(opening({ undecided: 3 }).html).toContain('۳ پیشنهاد یا دلیل هنوز بررسی نشده است');
  });

  test('says one number where everybody has the same work', () => {
    expect(opening({ workloads: [21, 21] }).html).toContain('<b>کار هر خبره:</b> ۲۱ گویه');
  });

  test('says where no reminder fits before the deadline', () => {
    expect(opening({ firstReminder: null }).html).toContain('یادآوری‌ای نمی‌رسد');
  });

  test('says that the rules are locked, before the first round alone', () => {
    const { html } = opening({ number: 1, locks: LOCKED });
    expect(html).toContain('قفل می‌شود');
    expect(html).toMatch(/لیکرت.*نقطهٔ خنثی \(۳\).*همهٔ قواعد.*protocol/s);
    expect(opening({ number: 2 }).html).not.toContain('قفل می‌شود');
  });

  test('in quiet hours says that the round is open at once and its news waits', () => {
    const { html } = opening({ quietUntil: new Date('2026-11-29T04:30:00Z') });
    expect(html).toContain('دور بی‌درنگ باز می‌شود');
    expect(html).toContain('یکشنبه ۸ آذر ۱۴۰۵، ساعت ۰۸:۰۰');
    expect(html).not.toContain('همین حالا');
  });
});

describe('settled panels', () => {
  const settled = [
    { panelId: 7, name: 'مالی', status: 'agreed', continued: false },
    { panelId: 9, name: 'فنی', status: 'stable', continued: true },
  ] as const;

  test('are named with how they settled, and each can be taken along', () => {
    const message = opening({ settled });
    expect(message.html).toContain('۱. مالی: به توافق رسیده است');
    expect(message.html).toContain('۲. فنی: ادامه می‌دهد ✅');
    expect(labels(message)).toEqual([
      ['ادامه با این پانل ۱'],
      ['✅ ادامه با این پانل ۲'],
      ['👁 کارت خبره چه شکلی است'],
      ['شروع دور', 'لغو'],
    ]);
    expect(message.buttons![1]![0]!.data).toBe('rp:5:9');
  });

  test('alone cannot open a round before one is taken along, and /finish is named', () => {
    const message = opening({ settled: settled.slice(0, 1), panels: [], workloads: [] });
    expect(message.html).toContain('/finish');
    expect(labels(message).at(-1)).toEqual(['لغو']);
  });
});

test('an opening’s preview names whose answers a code would not hide', () => {
  const recognisable = { smallPanels: [{ panel: 'مالی', experts: 4 }], alone: ['مریم'] };
  const { html } = opening({ recognisable });
  expect(html).toContain('• مالی: فقط ۴ خبره');
  expect(html).toContain('• مریم: کس دیگری در همین پانل‌ها نیست');
  expect(opening().html).not.toContain('شاید بتوان شناخت');
});

const NOBODY = { silent: [], partial: [] };

describe('every preview of a round warns of answers that could be told by who took part', () => {
  const frame = { previewId: 5, number: 2, title: 'خدمات', deadline, zone: 'Asia/Tehran' };
  const previews = (tellable: Tellable | null) => [
    opening({ tellable }),
    closingPreviewMessage({ ...frame, panels: [], fewAnswers: [], missing: NOBODY, tellable }),
    finishPreviewMessage({
      ...{ ...frame, rounds: 3, letters: 48, unreachable: 0 },
      ...{ forgetAfterDays: null, tellable, studyId: 3, differing: [] },
    }),
  ];

  test('with their number, and how many it would be under codes of one round and panel', () => {
    for (const { html } of previews({ experts: 12, unlinked: 3 })) {
      expect(html).toContain('پاسخ‌های ۱۲ خبره را می‌شود شناخت');
      expect(html).toContain('این شمار در فایل‌های پس از آن ۳ می‌شود');
    }
  });

  test.each([
    { experts: 2, unlinked: 2 },
    { experts: 2, unlinked: null },
  ])('without advice that is of no use: %o', (tellable) => {
    for (const { html } of previews(tellable)) {
      expect(html).toContain('پاسخ‌های ۲ خبره');
      expect(html).not.toContain('کامل');
    }
  });

  test.each([null, { experts: 0, unlinked: 0 }])('and where there are none says nothing: %o', (tellable) => {
    for (const { html } of previews(tellable)) expect(html).not.toContain('می‌شود شناخت');
  });
});

describe('the preview of an early closing', () => {
  const panel = { name: 'مالی', submitted: 5, partial: 2, silent: 5, wBase: { raters: 6, items: 30 } };
  const closing = (
    panels: ClosingPreview['panels'] = [panel],
    fewAnswers: ClosingPreview['fewAnswers'] = [],
    missing: ClosingPreview['missing'] = NOBODY,
  ) =>
    closingPreviewMessage({
      ...{ previewId: 5, number: 2, title: 'خدمات', deadline, zone: 'Asia/Tehran' },
      ...{ panels, tellable: null, fewAnswers, missing },
    });

  test('says who would be missing, that saved answers count, and how to go back', () => {
    expect(closing().html).toContain('• مالی: ۵ ثبت نهایی، ۲ نیمه‌کاره، ۵ بی‌پاسخ');
    expect(closing().html).toContain('حتی بدون ثبت نهایی به حساب می‌آید');
    expect(labels(closing())).toEqual([['بستن دور', 'لغو']]);
  });

  test('says what W would stand on, where there is one, and names who is missing', () => {
    expect(closing().html).toContain('W از ۶ خبره و ۳۰ گویه به دست می‌آید');
    const one = closing([{ ...panel, wBase: { raters: 1, items: 30 } }]);
    expect(one.html).toContain('W به دست نمی‌آید: تا کنون ۱ خبره به همهٔ ۳۰ گویه پاسخ داده است');
    expect(closing([{ ...panel, wBase: null }]).html).not.toContain('W');
    const { html } = closing(undefined, [], { silent: ['مریم', 'رضا'], partial: ['نرگس'] });
    expect(html.replace(/[\u2066-\u2069]/g, '')).toContain(
      '<b>بی‌پاسخ (۲):</b> مریم، رضا\n\n<b>نیمه‌کاره (۱):</b> نرگس',
    );
  });

  test('with too few answers for any verdict says so by panel, and asks for another press', () => {
    const few = { panel: 'مالی', most: 3, least: 5, drops: false };
    const message = closing(undefined, [few]);
    expect(message.html).toContain('پانل مالی: هر گویه تاکنون حداکثر ۳ پاسخ دارد و حکم حداقل ۵ پاسخ می‌خواهد');
    expect(labels(message)).toEqual([['با این همه بستن', 'لغو']]);
    expect(closing(undefined, [{ ...few, drops: true }]).html).toContain('گویه‌هایش کنار می‌رود');
    expect(opening({ fewJudges: [few] }).html).toContain('هر گویه‌اش حداکثر ۳ داور دارد');
  });

  test('fits into one message, however many the panels', () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ ...panel, name: `${at} ${'ن'.repeat(197)}` }));
    const names = Array.from({ length: 900 }, () => 'ن'.repeat(200));
    const { html } = closing(many, [], { silent: names, partial: names });
    expect(textLength(html)).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(html).toContain('و ۴۸ پانل دیگر');
    expect(html).toContain('و ۸۸۸ مورد دیگر');
  });
});

test('a preview of many panels with long names fits into one message, and says what it leaves out', () => {
  const name = 'ن'.repeat(200);
  const panels = Array.from({ length: 60 }, () => ({
    name,
    items: 999,
    experts: 999,
    joined: 999,
    shortfalls: [],
  }));
  const settled = Array.from({ length: 60 }, (_, panelId) => ({
    panelId,
    name,
    status: 'stable' as const,
    continued: false,
  }));
  const message = opening({ title: 'ع'.repeat(300), panels, settled, number: 1, quietUntil: deadline });
  expect(textLength(message.html)).toBeLessThanOrEqual(LONGEST_TEXT);
  expect(message.html).toContain('پانل دیگر');
  expect(message.buttons!.flat().length).toBeLessThanOrEqual(100);
});

test('seven panels with the longest names are all shown', () => {
  const panels = Array.from({ length: 7 }, (_, at) => ({
    name: `${at}${'ن'.repeat(199)}`,
    items: 30,
    experts: 12,
    joined: 12,
    shortfalls: [],
  }));
  const { html } = opening({ panels });
  expect(html.match(/گویه، ۱۲ خبره/g)).toHaveLength(7);
});

test('the preview of a study’s end says what ends and that it cannot be undone', () => {
  const ending = {
    ...{ previewId: 5, title: 'خدمات', rounds: 3, letters: 48, unreachable: 0 },
    ...{ tellable: null, studyId: 3, differing: [] },
  };
  const message = finishPreviewMessage({ ...ending, forgetAfterDays: 180 });
  expect(message.html).toContain('۳ دور بسته شده است');
  expect(message.html).toContain('برای ۴۸ خبره');
  expect(message.html).toContain('برگشت ندارد');
  expect(message.html).toContain('۱۸۰ روز پس از پایان برای همیشه پاک می‌شود');
  expect(finishPreviewMessage({ ...ending, forgetAfterDays: null }).html).toContain('خودبه‌خود پاک نمی‌شود');
  expect(labels(message)).toEqual([['پایان مطالعه', 'لغو']]);
  const open = finishPreviewMessage({ ...ending, forgetAfterDays: null, differing: ['S1', 'S2'] });
  expect(open.html).toContain('دربارهٔ ۲ گویه یکسان حکم نداده‌اند: ⁨S1⁩، ⁨S2⁩');
  expect(labels(open)[0]).toEqual(['⚖️ تصمیم دربارهٔ این گویه‌ها']);
});

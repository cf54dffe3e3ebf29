import { expect, test } from 'vitest';
import {
  composeSummary,
  composeSummaryPart,
  planSummary,
} from '../../../src/features/judging/compose-summary.ts';
import { finishStudy } from '../../../src/store/studies.ts';
import { playRound, type StudyParts, type StudyWorld, studyWith } from '../../fixtures/judged-study.ts';

const PARTS: StudyParts = {
  panels: { P1: 'خدمات', P2: 'فرهنگ' },
  experts: ['K1', 'K2', 'K3', 'K4'].map((pseudonym, at) => ({
    ...{ name: `خبرهٔ ${at}`, pseudonym, panels: at === 3 ? 'P2' : 'P1,P2' },
  })),
  items: [
    { code: 'S1', title: 'رنگ‌آمیزی', panels: 'P1' },
    { code: 'S2', title: 'پسماند', panels: 'P1' },
    { code: 'S3', title: 'کتابخانه', panels: 'P2' },
  ],
};
const FIRST = `
  item x1 x2 x3
  S1   5  4  5
  S2   4  3  4
  S3   1  2  1`;
const SECOND = `
  item x1 x2 x3
  S1   5  4  5
  S2   4  3  4`;

const told = ({ db }: StudyWorld, roundId: number, part = 0) =>
  composeSummary(db, roundId, 'Asia/Tehran')[part];
const parts = ({ db }: StudyWorld, roundId: number) => composeSummary(db, roundId, 'Asia/Tehran').length;

test('a round has a summary once it is judged', async () => {
  const world = studyWith(PARTS);
  const roundId = await playRound(world, FIRST, { judged: false });
  expect(parts(world, roundId)).toBe(0);
  expect(await planSummary(world.db, roundId)).toEqual([]);
  const part = { part: 0, parts: 1, panelIds: [] };
  expect(composeSummaryPart(world.db, roundId, part, { zone: 'Asia/Tehran' })).toBeNull();
});

test('a summary tells each panel from what judging froze', async () => {
  const world = studyWith(PARTS);
  const roundId = await playRound(world, FIRST, { unsubmitted: ['x2'] });
  expect(parts(world, roundId)).toBe(1);
  const { html } = told(world, roundId)!;
  expect(html).toContain('همهٔ خبرگان پاسخ داده‌اند: ۳ نفر (۲ ثبت نهایی)');
  expect(html).toContain('۳ نفر از ۴ خبره پاسخ داده‌اند (۲ ثبت نهایی)؛ ۱ نفر بی‌پاسخ');
  expect(html).toContain('رنگ‌آمیزی (میانگین ۴٫۶۷)');
  expect(html).toContain('گویه‌ای در این پانل نماند');
  expect(html).toContain('۱ پانل به دور ۲ می‌رود');
  expect(told(world, roundId, 1)).toBeUndefined();
});

test('no name of an expert stands in a summary', async () => {
  const world = studyWith(PARTS);
  const roundId = await playRound(world, FIRST);
  expect(told(world, roundId)!.html).not.toContain('خبرهٔ');
});

test('a later round names the round it is compared with, and the panels that are out', async () => {
  const world = studyWith(PARTS);
  const first = await playRound(world, FIRST);
  const second = await playRound(world, SECOND);
  const { html } = told(world, second)!;
  expect(html).toContain('تغییر W از دور ۱: <b>۰٫۰۰۰</b>');
  expect(html).toContain('در این دور نبودند: فرهنگ');
  expect(html).toContain('نظر پانل به ثبات رسید');
  expect(html).toContain('ادامه با این پانل');
  expect(told(world, first)!.html).not.toContain('گام بعد');
});

test('once no round is left, or every panel is out, the next step is the end', async () => {
  const world = studyWith({ ...PARTS, rules: { maxRounds: 1 } });
  const roundId = await playRound(world, FIRST);
  expect(told(world, roundId)!.html).toContain('/finish');
  finishStudy(world.db, world.studyId, new Date());
  expect(told(world, roundId)!.html).not.toContain('/finish');
});

test('a summary of many panels is planned panel by panel, and each part composed by itself', async () => {
  const codes = Array.from({ length: 20 }, (_, at) => `P${at + 1}`);
  const items = Array.from({ length: 30 }, (_, at) => `S${at + 1}`);
  const world = studyWith({
    panels: Object.fromEntries(codes.map((code) => [code, `پانل ${code}`])),
    experts: [{ name: 'خبره', pseudonym: 'K1', panels: codes.join(',') }],
    items: items.map((code) => ({ code, title: `خدمت ${code}`.repeat(6), panels: codes.join(',') })),
  });
  const roundId = await playRound(world, ['item x1', ...items.map((code) => `${code} 5`)].join('\n'));
  const plan = await planSummary(world.db, roundId);
  expect(plan.length).toBeGreaterThan(1);
  const messages = plan.map((part) => composeSummaryPart(world.db, roundId, part, { zone: 'Asia/Tehran' }));
  expect(messages).toEqual(composeSummary(world.db, roundId, 'Asia/Tehran'));
});

import { expect, test } from 'vitest';
import { composeNewStudyPreview } from '../../../src/features/workbooks/compose-workbook-preview.ts';
import { draftOf, TEHRAN, TestStudy } from '../../fixtures/study.ts';

test('a preview repeats no warning that reading the workbook gave', () => {
  const { db, facilitator, at } = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  const draft = draftOf({
    experts: { e1: 'A' },
    items: { x: 'A' },
    rounds: [{ number: 1, kind: 'ranking' }],
  });
  const preview = (warnings: readonly string[]) =>
    composeNewStudyPreview(db, {
      ...{ previewId: 1, draft, warnings, accountId: facilitator, at, zone: TEHRAN },
    }).message.html;
  expect(preview([])).not.toContain('هنوز اجرا نمی‌شود');
  expect(preview(['نوع دور هنوز اجرا نمی‌شود']).match(/هنوز اجرا نمی‌شود/g)).toHaveLength(1);
});

test('a range whose ends are one is told as one figure', () => {
  const { db, facilitator, at } = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  const preview = (rules: { minRounds: number; maxRounds: number }) => {
    const words = { experts: { e1: 'A', e2: 'A B' }, items: { x: 'A', y: 'B' }, rules };
    return composeNewStudyPreview(db, {
      ...{ previewId: 1, draft: draftOf(words), warnings: [], accountId: facilitator, at, zone: TEHRAN },
    }).message.html;
  };
  expect(preview({ minRounds: 2, maxRounds: 2 })).toContain('لیکرت، ۲ دور، مهلت هر دور');
  expect(preview({ minRounds: 2, maxRounds: 3 })).toContain('حداقل ۲ و حداکثر ۳ دور');
  // One item or two: a minute each.
  expect(preview({ minRounds: 2, maxRounds: 3 })).toContain('۱ تا ۲ گویه، حدود ۱ دقیقه');
});

test('what keeps an item is told as the rules have it', () => {
  const { db, facilitator, at } = new TestStudy({ experts: { e1: 'A' }, items: { x: 'A' } });
  const preview = (rules: Parameters<typeof draftOf>[0]['rules']) =>
    composeNewStudyPreview(db, {
      draft: draftOf({ experts: { e1: 'A' }, items: { x: 'A' }, rules: rules ?? {} }),
      ...{ previewId: 1, warnings: [], accountId: facilitator, at, zone: TEHRAN },
    }).message.html;
  expect(preview({})).toContain('با میانگین ۳ یا کمتر');
  const told = preview({ keepsBy: 'agreeing', agreeingPerCent: 66.7, dropsFromRound: 2, yesPerCent: 60 });
  expect(told).toContain('با حداقل ۶۶٫۷ درصد پاسخ‌ها در دو نقطهٔ بالای طیف');
  expect(told).toContain('تنها از دور ۲ به بعد کنار می‌روند');
  expect(told).toContain('با حداقل ۶۰ درصد «بله»');
  expect(told).not.toContain('با میانگین');
});

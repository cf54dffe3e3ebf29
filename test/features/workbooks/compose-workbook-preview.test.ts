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

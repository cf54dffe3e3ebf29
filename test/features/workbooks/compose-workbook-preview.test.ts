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

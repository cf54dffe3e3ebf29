import { describe, expect, test } from 'vitest';
import { draftSummary, leavesByAudience, type StudyDraft } from '../../src/domain/study-draft.ts';
import { ISFAHAN_EXAMPLE } from '../../src/workbook/isfahan-example.ts';

describe('an item leaves by its audience', () => {
  const leaves = (audience: string, ...excluded: string[]) => leavesByAudience({ audience }, excluded);

  test('where its class is excluded, whatever case and spaces', () => {
    expect(leaves('G2G', 'G2G', 'G2E')).toBe(true);
    expect(leaves(' g2e ', 'G2G', 'G2E')).toBe(true);
    expect(leaves('G2C', 'G2G', 'G2E')).toBe(false);
  });

  test('of several classes only where all are excluded', () => {
    expect(leaves('G2G، G2E', 'G2G', 'G2E')).toBe(true);
    expect(leaves('G2G/G2C', 'G2G', 'G2E')).toBe(false);
  });

  test('never where it names none, or none is excluded', () => {
    expect(leaves('', 'G2G')).toBe(false);
    expect(leaves('G2G')).toBe(false);
  });
});

describe('the summary of a draft', () => {
  test('counts experts and items by panel, an item of two panels in both', () => {
    expect(draftSummary(ISFAHAN_EXAMPLE)).toEqual({
      panels: [
        { code: 'P1', name: 'معاونت خدمات شهری', experts: 12, items: 19 },
        { code: 'P2', name: 'معاونت فرهنگی', experts: 12, items: 13 },
        { code: 'P3', name: 'معاونت ترافیک', experts: 12, items: 9 },
        { code: 'P4', name: 'معاونت برنامه‌ریزی', experts: 12, items: 6 },
        { code: 'P5', name: 'معاونت عمران', experts: 12, items: 6 },
        { code: 'P6', name: 'معاونت شهرسازی', experts: 12, items: 6 },
        { code: 'P7', name: 'معاونت مالی', experts: 12, items: 6 },
      ],
      experts: 48,
      seats: 84,
      items: 64,
      excludedItems: 0,
      itemsPerExpert: { min: 6, max: 64 },
    });
  });

  test('leaves out what the audience filter takes', () => {
    const [first, ...others] = ISFAHAN_EXAMPLE.items;
    const draft: StudyDraft = { ...ISFAHAN_EXAMPLE, items: [{ ...first!, audience: 'G2G' }, ...others] };
    expect(draftSummary(draft)).toMatchObject({
      items: 63,
      excludedItems: 1,
      itemsPerExpert: { min: 6, max: 63 },
    });
  });
});

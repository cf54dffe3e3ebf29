import { describe, expect, test } from 'vitest';
import { leavesByAudience } from '../../src/domain/study-draft.ts';

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

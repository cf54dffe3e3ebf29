import { describe, expect, test } from 'vitest';
import { spreadLine, spreadPicture } from '../../../src/kinds/choice/spread.ts';

const counts = { 1: 0, 2: 1, 3: 12 };

describe('the picture', () => {
  test('has a line a point, the highest first, bars by the share of the largest', () => {
    expect(spreadPicture(counts, null, '◂')).toBe('۳ ▰▰▰▰▰▰▰▰ ۱۲\n۲ ▰ ۱\n۱ ▱ ۰');
  });

  test('marks the own value, also where nobody else chose it', () => {
    expect(spreadPicture(counts, 1, '◂')).toContain('۱ ▱ ۰ ◂');
    expect(spreadPicture(counts, 7, '◂')).not.toContain('◂');
  });

  test('is empty bars where nobody rated', () => {
    expect(spreadPicture({ 1: 0 }, null, '◂')).toBe('۱ ▱ ۰');
  });

  test('writes decimals and negative values as Persian does', () => {
    const picture = spreadPicture({ '-1.5': 1, '2.5': 1 }, null, '◂');
    expect(picture).toBe('۲٫۵ ▰▰▰▰▰▰▰▰ ۱\n\u2068\u200e\u2212۱٫۵\u2069 ▰▰▰▰▰▰▰▰ ۱');
  });
});

test('the line has only what was chosen', () => {
  expect(spreadLine(counts, 2, '◂')).toBe('۳ (۱۲) · ۲ (۱) ◂');
});

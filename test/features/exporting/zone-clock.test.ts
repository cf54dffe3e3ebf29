import { expect, test } from 'vitest';
import { zoneClock } from '../../../src/features/exporting/zone-clock.ts';

test('a moment is written with the offset of its zone', () => {
  const at = new Date('2026-11-30T14:30:00.250Z');
  expect(zoneClock('Asia/Tehran').moment(at)).toBe('2026-11-30T18:00:00.250+03:30');
  expect(zoneClock('UTC').moment(at)).toBe('2026-11-30T14:30:00.250+00:00');
  expect(zoneClock('America/St_Johns').moment(at)).toBe('2026-11-30T11:00:00.250-03:30');
});

test('a moment read back is the same moment, before and after summer time changes', () => {
  const clock = zoneClock('Europe/Berlin');
  for (const text of ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z', '2026-10-25T01:00:00.000Z']) {
    expect(new Date(clock.moment(new Date(text))).toISOString()).toBe(text);
  }
});

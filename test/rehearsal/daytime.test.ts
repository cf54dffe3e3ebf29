import { describe, expect, test } from 'vitest';
import { daytimeFrom } from '../../src/rehearsal/daytime.ts';

const from = (at: string, zone = 'Asia/Tehran') => daytimeFrom(new Date(at), zone).toISOString();

describe('a rehearsal begins in office hours', () => {
  test('in them at once', () => {
    expect(from('2026-11-24T05:30:12Z')).toBe('2026-11-24T05:30:12.000Z');
    expect(from('2026-11-24T14:29:59Z')).toBe('2026-11-24T14:29:59.000Z');
  });

  test('in the evening and at night with the next morning', () => {
    expect(from('2026-11-24T14:30:00Z')).toBe('2026-11-25T05:30:00.000Z');
    expect(from('2026-11-24T23:05:36Z')).toBe('2026-11-25T05:30:00.000Z');
    expect(from('2026-11-25T05:29:59Z')).toBe('2026-11-25T05:30:00.000Z');
  });

  test("by the study's zone, not the machine's", () => {
    expect(from('2026-11-24T23:05:36Z', 'UTC')).toBe('2026-11-25T09:00:00.000Z');
    expect(from('2026-11-24T23:05:36Z', 'America/New_York')).toBe('2026-11-25T14:00:00.000Z');
  });
});

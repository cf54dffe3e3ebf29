import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecastHandedIn } from '../../src/domain/forecast.ts';

test('half handed in after half of the time forecasts half of the rest for the other half', () => {
  expect(forecastHandedIn(48, 24, 0.5)).toBe(36);
});

test('the forecast is the number handed in once all have handed in', () => {
  expect(forecastHandedIn(12, 12, 0.3)).toBe(12);
});

test.each([
  ['fewer than three hand-ins', 12, 2, 0.5],
  ['less than a tenth of the time', 48, 20, 0.09],
  ['no time left', 48, 20, 1],
])('%s: too early or too late to tell', (_why, invited, handedIn, share) => {
  expect(forecastHandedIn(invited, handedIn, share)).toBeNull();
});

test('the forecast is never below those who handed in, nor above those invited', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.1, max: 0.999, noNaN: true }),
      (invited, part, share) => {
        const handedIn = Math.min(invited, 3 + Math.floor(part * (invited - 3)));
        const forecast = forecastHandedIn(invited, handedIn, share)!;
        expect(forecast).toBeGreaterThanOrEqual(handedIn);
        expect(forecast).toBeLessThanOrEqual(invited);
      },
    ),
  );
});

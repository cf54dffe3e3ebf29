import fc from 'fast-check';

/** Any panel's ratings on a scale of five: up to 12 raters of up to 12 items, ties and flat raters included. */
export function ratingsOfPanel(): fc.Arbitrary<number[][]> {
  const sizes = fc.record({
    raters: fc.integer({ min: 1, max: 12 }),
    items: fc.integer({ min: 1, max: 12 }),
  });
  return sizes.chain(({ raters, items }) => {
    const row = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: items, maxLength: items });
    return fc.array(row, { minLength: raters, maxLength: raters });
  });
}

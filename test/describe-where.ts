import { describe } from 'vitest';

/** Tests that need a program which is not everywhere: left out, and said so, where it is missing; but never by CI. */
export function describeWhere(missing: string | null, name: string, tests: () => void): void {
  if (missing !== null && process.env['CI']) throw new Error(`${missing}: CI does not pass over «${name}»`);
  if (missing !== null) process.stderr.write(`Left out: «${name}», for ${missing}.\n`);
  describe.skipIf(missing !== null)(name, tests);
}

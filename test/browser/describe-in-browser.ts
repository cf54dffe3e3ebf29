import { describe } from 'vitest';
import { executablePath, NAMES } from './chromium.ts';

/** Tests of the page as a browser shows it: left out, and said so, where there is none; but never by CI. */
export function describeInBrowser(name: string, tests: () => void): void {
  const missing = `there is no ${NAMES.join(', ')} in PATH`;
  if (!executablePath && process.env['CI'])
    throw new Error(`${missing}: CI does not pass over what it shows`);
  if (!executablePath) process.stderr.write(`Left out: «${name}», for ${missing}.\n`);
  describe.skipIf(!executablePath)(name, tests);
}

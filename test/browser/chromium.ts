import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { describe } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = findChromium();

function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(isExecutable) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Tests of the page as a browser shows it: left out, and said so, where there is none; but never by CI. */
export function describeInBrowser(name: string, tests: () => void): void {
  const missing = `there is no ${NAMES.join(', ')} in PATH`;
  if (!executablePath && process.env['CI'])
    throw new Error(`${missing}: CI does not pass over what it shows`);
  if (!executablePath) process.stderr.write(`Left out: «${name}», for ${missing}.\n`);
  describe.skipIf(!executablePath)(name, tests);
}

export function launchBrowser(): Promise<Browser> {
  if (!executablePath) throw new Error('there is no Chromium');
  return chromium.launch({ executablePath, args: FLAGS });
}

import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../find-program.ts';

/** What a browser of the kind is called, from system to system. */
export const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
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

/** Null: there is none. */
export const executablePath = findProgram(NAMES);

export function launchBrowser(): Promise<Browser> {
  if (!executablePath) throw new Error(`there is no ${NAMES.join(', ')} in PATH`);
  return chromium.launch({ executablePath, args: FLAGS });
}

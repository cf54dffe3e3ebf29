import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { picturesOfAJourney, picturesOnBale } from './expert-journey.ts';
import { CHAT_HEIGHT, openPhoneCamera, type Picture } from './phone-camera.ts';
import { rehearseHere } from './rehearsal-here.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');
const FOLDER = join(DOCS, 'pictures/expert');

/** Remakes the pictures of every screen that an expert meets, and the page that shows them. */
export async function takeExpertPictures(browser: Browser): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const pictures: Picture[] = [];
  for (const [dialect, play] of [
    ['telegram', picturesOfAJourney],
    ['bale', picturesOnBale],
  ] as const) {
    const here = await rehearseHere(dialect);
    const camera = await openPhoneCamera(browser, here, FOLDER);
    await play(here, camera);
    await camera.close();
    await here.stop();
    pictures.push(...camera.taken);
  }
  writeFileSync(join(DOCS, 'expert-screens.md'), pageOf(pictures));
}

function pageOf(pictures: readonly Picture[]): string {
  return `# An expert's screens

Every screen that an expert meets, in the order of a study of 21 items, nine experts and three rounds. The pictures are
taken from the rehearsal's page by \`npm run pictures\`, at the width of a small phone
(360 pixels, two for one), each as high as what it is about. Of a small phone's screen a chat has about ${CHAT_HEIGHT} pixels: the
figure after each line is the height of its last message, buttons included.

${pictures.map(lineOf).join('\n\n')}
`;
}

function lineOf({ name, caption, height }: Picture, at: number): string {
  return `**${at + 1}.** ${caption} (${height})\n\n<img src="pictures/expert/${name}.png" width="360" alt="${name}">`;
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { picturesOfAJourney, picturesOnBale } from './expert-journey.ts';
import {
  picturesOfJudges,
  picturesOfLongOrders,
  picturesOfSittings,
  picturesOfThreeKinds,
} from './kinds-journey.ts';
import { CHAT_HEIGHT, openPhoneCamera, type Picture, type Side } from './phone-camera.ts';
import { rehearseHere } from './rehearsal-here.ts';

const DOCS = resolve(import.meta.dirname, '../../docs');
const FOLDER = join(DOCS, 'pictures');

/** Each in a rehearsal of its own. */
const JOURNEYS = [
  ['telegram', picturesOfAJourney],
  ['bale', picturesOnBale],
  ['telegram', picturesOfThreeKinds],
  ['telegram', picturesOfLongOrders],
  ['telegram', picturesOfJudges],
  ['telegram', picturesOfSittings],
] as const;

/** Remakes the pictures of every screen that an expert meets, and of the work on their ideas, and the pages that show them. */
export async function takeExpertPictures(browser: Browser): Promise<void> {
  for (const side of ['expert', 'facilitator']) {
    rmSync(join(FOLDER, side), { recursive: true, force: true });
    mkdirSync(join(FOLDER, side), { recursive: true });
  }
  const pictures: Picture[] = [];
  for (const [dialect, play] of JOURNEYS) {
    const here = await rehearseHere(dialect);
    const camera = await openPhoneCamera(browser, here, FOLDER);
    await play(here, camera);
    await camera.close();
    await here.stop();
    pictures.push(...camera.taken);
  }
  writeFileSync(join(DOCS, 'expert-screens.md'), pageOf('expert', pictures));
  writeFileSync(join(DOCS, 'curation-screens.md'), pageOf('facilitator', pictures));
}

const OPENINGS: Readonly<Record<Side, string>> = {
  expert: `# An expert's screens

Every screen that an expert meets, in the order of a study with 21 items, nine experts and three rounds. Rounds of the
other kinds follow: three kinds at once for an expert of three panels, long orders, judges of validity, numbers, and a
round of 90 items in sittings.`,
  facilitator: `# A facilitator's work between two rounds

How ideas become items, and what a facilitator can read about items, rules and the funnel.`,
};

function pageOf(side: Side, pictures: readonly Picture[]): string {
  return `${OPENINGS[side]} \`npm run pictures\` takes the pictures from the rehearsal's page at a small
phone's width (360 pixels, at double resolution); each is as high as what it shows. The number after each line is the
height of the last message, buttons included. A small phone's screen has about ${CHAT_HEIGHT} pixels for a chat.

${pictures
  .filter((picture) => picture.side === side)
  .map(lineOf)
  .join('\n\n')}
`;
}

function lineOf({ side, name, caption, height }: Picture, at: number): string {
  return `**${at + 1}.** ${caption} (${height})\n\n<img src="pictures/${side}/${name}.png" width="360" alt="${name}">`;
}

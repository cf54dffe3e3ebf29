import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { studyCharts } from '../../src/features/charting/study-charts.ts';
import { queueClosingCards } from '../../src/features/judging/closing-cards.ts';
import { toldStudy } from '../../src/features/judging/compose-summary.ts';
import type { RunInBackground } from '../../src/jobs/background.ts';
import { drawPicture, type Picture } from '../../src/pictures/draw-picture.ts';
import { loadJudgedPanelRounds } from '../../src/store/export-rows.ts';
import { loadJudgedRound } from '../../src/store/judged-rounds.ts';
import { LANGUAGE, speaking } from '../../src/texts/speaking.ts';
import { PLAYED_KINDS, type PlayedKind, playedKind } from '../fixtures/played-kinds.ts';
import type { TestStudy } from '../fixtures/study.ts';

/*
 * Remakes the pictures of docs/closing-cards.md: closing cards and charts of the services of the Isfahan study in a Likert
 * study of three rounds, and of a study of each other kind. The answers are invented.
 */

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures/closing');

async function take(name: string, picture: Picture): Promise<void> {
  writeFileSync(join(FOLDER, `${name}.png`), await drawPicture(picture));
}

async function takeCard(kind: PlayedKind, study: TestStudy): Promise<void> {
  const cards: Picture[] = [];
  const run = (async (_: string, input: unknown) => {
    cards.push(input as Picture);
    return new Uint8Array();
  }) as RunInBackground;
  await queueClosingCards(study.db, study.round.id, { run, now: () => study.at });
  for (const card of cards) await take(kind, card);
}

async function takeCharts({ db, study }: TestStudy): Promise<void> {
  const rounds = loadJudgedPanelRounds(db, study.id).map(
    ({ panelRound }) => loadJudgedRound(db, panelRound.id)!,
  );
  const panels = [{ name: rounds[0]!.panel.name, rounds }];
  for (const { name, picture } of studyCharts(panels, toldStudy(db, study), study.title))
    await take(`chart-${name}`, picture);
}

mkdirSync(FOLDER, { recursive: true });
await speaking(LANGUAGE, async () => {
  for (const kind of PLAYED_KINDS) {
    const study = await playedKind(kind);
    await takeCard(kind, study);
    if (kind === 'likert') await takeCharts(study);
  }
});

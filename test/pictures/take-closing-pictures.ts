import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { queueClosingCards } from '../../src/features/judging/closing-cards.ts';
import { toldStudy } from '../../src/features/judging/compose-summary.ts';
import { studyCharts } from '../../src/features/judging/study-charts.ts';
import type { RunInBackground } from '../../src/jobs/background.ts';
import { drawPicture, type Picture } from '../../src/pictures/draw-picture.ts';
import { seededRandom } from '../../src/statistics/seeded-random.ts';
import { saveAnswer } from '../../src/store/answers.ts';
import { loadJudgedPanelRounds } from '../../src/store/export-rows.ts';
import { loadJudgedRound } from '../../src/store/judged-rounds.ts';
import { LANGUAGE, speaking } from '../../src/texts/speaking.ts';
import { ITEMS } from '../browser/pictured-study.ts';
import { DAY, TestStudy } from '../fixtures/study.ts';

/*
 * Remakes the pictures of docs/closing-cards.md: closing cards and charts of the services of the Isfahan study in a Likert
 * study of three rounds, and of a study of each other kind. The answers are invented.
 */

const FOLDER = resolve(import.meta.dirname, '../../docs/pictures/closing');
const EXPERTS = 10;
const { next: random } = seededRandom(7);

/** An answer to the item at a place by the expert at a place, in a round. */
type Answer = (item: number, expert: number, round: number) => number;

const near = (middle: number, width: number) => Math.round(middle + (random() - 0.5) * width);
const within = (least: number, value: number, most: number) => Math.max(least, Math.min(most, value));

/** Ratings that fall along the list, but for one item of two camps and one with two of another mind. */
function likert(): Answer {
  const said = ITEMS.map((_, item) =>
    Array.from({ length: EXPERTS }, (_, expert) => {
      if (item === 4) return expert < 5 ? 5 : 1;
      if (item === 8) return expert < 2 ? 1 : 5;
      return within(1, near(5 - item / 7, 3), 5);
    }),
  );
  return (item, expert, round) => {
    const before = said[item]![expert]!;
    if (round > 1 && random() < 0.2) said[item]![expert] = within(1, before + (random() < 0.5 ? 1 : -1), 5);
    return said[item]![expert]!;
  };
}

function order(items: number): Answer {
  const drawn = () =>
    Array.from({ length: EXPERTS }, () =>
      Array.from({ length: items }, (_, item) => [item + random() * 5, item] as const)
        .toSorted(([one], [other]) => one - other)
        .map(([, item]) => item),
    );
  const orders = [drawn(), drawn()];
  return (item, expert, round) => orders[round - 1]![expert]!.indexOf(item) + 1;
}

const STUDIES = {
  likert: { items: ITEMS.length, rounds: 3, answer: likert() },
  screening: { items: 14, rounds: 1, answer: (item) => Number(random() < 1 - item / 20) },
  cvr: { items: 14, rounds: 1, answer: (item) => (random() < 1 - item / 30 ? 3 : 2) },
  cvi: { items: 14, rounds: 1, answer: (item) => (random() < 1 - item / 30 ? 4 : 2) },
  ranking: { items: 8, rounds: 2, answer: order(8) },
  numeric: { items: 7, rounds: 2, answer: (item, _, round) => near(1407 + 2 * item, 12 / round) },
} as const satisfies Record<string, { items: number; rounds: number; answer: Answer }>;

async function played(kind: keyof typeof STUDIES): Promise<TestStudy> {
  const { items, rounds, answer } = STUDIES[kind] as { items: number; rounds: number; answer: Answer };
  const codes = Array.from({ length: items }, (_, at) => `i${at + 1}`);
  const study = new TestStudy({
    experts: Object.fromEntries(Array.from({ length: EXPERTS }, (_, at) => [`e${at + 1}`, 'A'])),
    items: Object.fromEntries(codes.map((code) => [code, 'A'])),
    rules: { minRounds: 3, stabilityThreshold: 0.2, agreementThreshold: 0.7 },
    rounds: Array.from({ length: rounds }, (_, at) => ({ number: at + 1, kind })),
  }).join();
  const run = (sql: string, ...args: unknown[]) => void study.db.$client.prepare(sql).run(...args);
  codes.forEach((code, at) => {
    run('UPDATE item_versions SET title = ? WHERE item_id = ?', ITEMS[at], study.itemId(code));
  });
  run('UPDATE panels SET name = ?', 'معاونت خدمات شهری');
  run('UPDATE studies SET title = ?', 'جمع‌سپاری خدمات شهرداری اصفهان');
  for (let round = 1; round <= rounds; round += 1) {
    study.open();
    study.pass(DAY);
    for (let expert = 0; expert < EXPERTS; expert += 1) {
      const name = `e${expert + 1}`;
      study.begin(name);
      for (const { id, itemId } of study.answers(name)) {
        const value = answer(codes.indexOf(study.itemCode(itemId)), expert, round);
        saveAnswer(study.db, id, { state: 'rated', value, how: 'chosen', answeredAt: study.at });
      }
      study.handIn(name);
    }
    await study.close().judge();
  }
  return study;
}

async function take(name: string, picture: Picture): Promise<void> {
  writeFileSync(join(FOLDER, `${name}.png`), await drawPicture(picture));
}

async function takeCard(kind: string, study: TestStudy): Promise<void> {
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
  for (const kind of Object.keys(STUDIES) as (keyof typeof STUDIES)[]) {
    const study = await played(kind);
    await takeCard(kind, study);
    if (kind === 'likert') await takeCharts(study);
  }
});

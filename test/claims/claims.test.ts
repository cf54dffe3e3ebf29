import { expect, test } from 'vitest';
import { checkedTexts, checkStudy } from './check-study.ts';
import { simulateStudy } from './simulated-study.ts';
import { Tally } from './tally.ts';

const LONG = process.env['MODE'] === 'long';
const PANELS = Number(process.env['PANELS'] ?? (LONG ? 10_000 : 200));
const FIRST = Number(process.env['FIRST_SEED'] ?? 1);
/** More would only repeat the first. */
const MOST_PROBLEMS = 30;

test('every text of summary, closing card and report has its condition and its figures here', () => {
  expect(checkedTexts().unclaimed).toEqual([]);
});

test(`in ${PANELS} simulated panels each sentence stands there exactly when it is due, and tells the file’s figures`, async () => {
  const tally = new Tally();
  let panels = 0;
  for (let seed = FIRST; panels < PANELS && tally.problems.length < MOST_PROBLEMS; seed += 1) {
    const study = await simulateStudy(seed);
    tally.where = `seed ${seed}`;
    panels += await checkStudy(study, tally);
    study.db.$client.close();
  }
  expect(tally.problems).toEqual([]);
  if (!LONG) return;
  process.stderr.write(`${panels} panels: ${JSON.stringify(tally.counted)}\n`);
  expect(tally.unseen.due.filter((key) => !key.startsWith('column '))).toEqual([]);
}, 36_000_000);

import { afterEach, beforeEach, expect, test } from 'vitest';
import { plain } from '../../src/texts/i18n.ts';
import { type RehearsalHere, rehearseHere } from '../browser/rehearsal-here.ts';
import { EVERY_KIND, EXPERTS_OF_EVERY_KIND as EXPERTS } from '../fixtures/every-kind.ts';
import { workbookOf } from '../workbook/workbook-of.ts';

let here: RehearsalHere;

beforeEach(async () => {
  here = await rehearseHere();
  await here.sends(here.facilitatorId, 'study.xlsx', await workbookOf(EVERY_KIND));
  await here.presses(here.facilitatorId, plain('label.createStudy'));
});
afterEach(() => here.stop());

test('invented experts play every kind of round to the study’s end, and their ideas become items', async () => {
  const steps: string[] = [];
  for (let { step, round } = here.guide.state(); step !== 'done'; { step, round } = here.guide.state()) {
    steps.push(`${step} ${round}`);
    await here.guide.next();
    await here.settle();
    expect(here.guide.state(), steps.at(-1)).toMatchObject({ failed: null });
  }
  const ofRound = (round: number) => [`open ${round}`, `answer ${round}`, `closeNow ${round}`];
  expect(steps).toEqual([
    ...['invite 1', 'join 1', ...ofRound(1), 'curate 1', ...ofRound(2), ...ofRound(3)],
    ...['export 3', 'finish 3'],
  ]);
  const judged = here.db.$client
    .prepare<[], { kind: string; answered: number; silent: number }>(
      `SELECT j.kind, j.answered, j.invited - j.submitted AS silent FROM panel_rounds j ORDER BY j.id`,
    )
    .all();
  expect(judged.map(({ kind }) => kind)).toEqual([
    ...['brainstorming', 'cvr', 'screening', 'ranking', 'cvi', 'numeric'],
    ...['likert', 'likert', 'ranking'],
  ]);
  for (const { kind, answered, silent } of judged) {
    expect(answered, kind).toBeGreaterThanOrEqual(EXPERTS / 2);
    // Whoever was at work handed in; of eight experts at most three are silent, late or lazy.
    expect(silent, kind).toBeLessThanOrEqual(3);
  }
}, 120_000);

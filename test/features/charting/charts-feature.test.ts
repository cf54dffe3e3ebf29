import { expect, test } from 'vitest';
import { PANEL_CHARTS } from '../../../src/features/charting/study-charts.ts';
import { panelChartButton, studyChartButton } from '../../../src/messages/buttons.ts';
import { loadQueuedJobs } from '../../../src/store/jobs.ts';
import { loadPanelRounds } from '../../../src/store/panel-rounds.ts';
import { TestChat } from '../../fixtures/chat.ts';
import { TestStudy } from '../../fixtures/study.ts';

async function chat(): Promise<TestChat> {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } });
  await study.join().playRound(`
        x  y
    e1  5  1
    e2  4  2
  `);
  return new TestChat(study);
}

const drawing = ({ study }: TestChat) =>
  loadQueuedJobs(study.db).flatMap(({ kind }) =>
    kind === 'chart' || kind === 'funnel-picture' ? [kind] : [],
  );

test('each press is answered at once, a second one too, and asks for one picture', async () => {
  const asking = await chat();
  const { study } = asking;
  const data = studyChartButton.write({ studyId: study.studyId, chart: 0 });
  const first = await asking.presses(study.facilitator, data);
  expect(first.text).toBe('نمودار در حال کشیدن است…');
  const second = await asking.presses(study.facilitator, data);
  expect(second.text).toContain('همین نمودار در حال کشیدن است');
  expect(second.alert).not.toBe(true);
  expect(drawing(asking)).toEqual(['chart']);
});

test('the funnel is drawn by its own job', async () => {
  const asking = await chat();
  const { study } = asking;
  await asking.presses(study.facilitator, studyChartButton.write({ studyId: study.studyId, chart: 1 }));
  expect(drawing(asking)).toEqual(['funnel-picture']);
});

test('a chart that there is not is refused', async () => {
  const asking = await chat();
  const { study } = asking;
  const panelRoundId = loadPanelRounds(study.db, study.round.id)[0]!.id;
  const forged = [
    panelChartButton.write({ panelRoundId, chart: PANEL_CHARTS.length }),
    panelChartButton.write({ panelRoundId: 987_654, chart: 0 }),
    studyChartButton.write({ studyId: study.studyId, chart: 9 }),
  ];
  for (const data of forged) expect((await asking.presses(study.facilitator, data)).alert).toBe(true);
  expect(drawing(asking)).toEqual([]);
});

test('/charts is for the facilitator', async () => {
  const asking = await chat();
  const { study } = asking;
  expect((await asking.writes(study.facilitator, '/charts'))[0]).toContain('نمودارهای مطالعه');
  const [answer] = await asking.writes(study.expert('e1').accountId!, '/charts');
  expect(answer).not.toContain('نمودارهای مطالعه');
});

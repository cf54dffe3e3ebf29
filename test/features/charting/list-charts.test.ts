import { expect, test } from 'vitest';
import { chartsScreen, panelChartsScreen } from '../../../src/features/charting/list-charts.ts';
import type { Message } from '../../../src/messages/message.ts';
import { loadPanels } from '../../../src/store/panels.ts';
import { TestStudy } from '../../fixtures/study.ts';

const buttonsOf = ({ buttons = [] }: Message) => buttons.flat().map(({ text }) => text);

function panelScreen(study: TestStudy) {
  return panelChartsScreen(study.db, loadPanels(study.db, study.studyId)[0]!, 0);
}

test('while a round is open nothing is offered, and why is said', () => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } });
  study.join().open();
  const screen = chartsScreen(study.db, study.study, 0);
  expect(buttonsOf(screen)).toEqual([]);
  expect(screen.html).toContain('هنوز هیچ دوری بسته نشده است');
});

test('after a judged round the charts of the study and each panel are offered', async () => {
  const study = new TestStudy({ experts: { e1: 'A', e2: 'A' }, items: { x: 'A', y: 'A' } });
  await study.join().playRound(`
        x  y
    e1  5  1
    e2  4  2
  `);
  expect(buttonsOf(chartsScreen(study.db, study.study, 0))).toMatchObject([
    'ریزش خبرگان',
    'پالایش گویه‌ها',
    expect.stringContaining('پانل A'),
  ]);
  const screen = panelScreen(study);
  expect(buttonsOf(screen)).toEqual([
    ...['گویه‌ها در هر دور', 'W در هر دور', 'پراکندگی پاسخ‌ها', 'همهٔ نمودارها'],
  ]);
  expect(screen.html).not.toContain('ندارد');
});

test('a kind without W says so, and offers none', async () => {
  const study = new TestStudy({
    experts: { e1: 'A', e2: 'A' },
    items: { x: 'A', y: 'A' },
    rounds: [{ number: 1, kind: 'screening' }],
  });
  await study.join().playRound(`
        x  y
    e1  1  0
    e2  1  0
  `);
  const screen = panelScreen(study);
  expect(buttonsOf(screen)).toEqual(['گویه‌ها در هر دور', 'پراکندگی پاسخ‌ها', 'همهٔ نمودارها']);
  expect(screen.html).toContain('برای دور غربال ضریب هماهنگی کندال (W) تعریف نشده است');
});

test('a panel that no closed round asked has no charts, and says so', async () => {
  const study = new TestStudy({
    experts: { e1: 'A', e2: 'A', e3: 'B' },
    items: { x: 'A', y: 'A', z: 'B' },
    rounds: [
      { number: 1, kind: 'likert', panelCodes: ['B'] },
      { number: 2, kind: 'likert', panelCodes: ['A', 'B'] },
    ],
  });
  await study.join().playRound(`
        z
    e3  5
  `);
  const screen = panelScreen(study);
  expect(buttonsOf(screen)).toEqual(['همهٔ نمودارها']);
  expect(screen.html).toContain('عددی برای کشیدن ندارد');
});

import { expect, test } from 'vitest';
import { cvr } from '../../src/kinds/cvr.ts';
import { panelOf } from '../fixtures/panel.ts';

const judge = (table: string) => cvr.judge(panelOf(table, { kind: 'cvr' }));

test('an item stays that as many call essential as chance hardly ever gives', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `e${at} ${at < 10 ? 3 : 2} ${at < 9 ? 3 : 1}`);
  const { items, concordance } = judge(`x y\n${lines.join('\n')}`);
  expect(items.map(({ kept }) => kept)).toEqual([true, false]);
  expect(concordance).toBeNull();
});

test('an item leaves that has too few raters for any verdict', () => {
  expect(judge('x\n e1 3\n e2 3\n e3 3\n e4 3').items[0]!.kept).toBe(false);
});

test('a panel is told by its share of essential', () => {
  const [item] = judge('x\n e1 3\n e2 2\n e3 1\n e4 3').items;
  expect(cvr.gist(item!)).toEqual({ share: 0.5, choice: '«ضروری»' });
  expect([3, 2, 1].map((value) => cvr.words(value, []))).toEqual(['ضروری', 'مفید ولی غیرضروری', 'غیرضروری']);
});

test('what it drops leaves every panel, and no mean decides', () => {
  expect(cvr.dropsFrom).toBe('everyPanel');
  expect(cvr.cutoff({ neutralPoint: 3 })).toBeNull();
});

test('a second round shows the panel’s answers in words, and no mean', () => {
  const [judged] = judge('x\n e1 3\n e2 2\n e3 3\n e4 3').items;
  const { html } = cvr.card({
    ...{ questionnaireId: 1, roundNumber: 2, position: 0, items: 1, minutesLeft: null, question: '?' },
    ...{ title: 'x', definition: '', unit: '', panelNames: ['A'], scale: [], reason: null, screen: 'item' },
    ...{ offersKeepAll: false, othersReasons: [], standing: 'none', justAnswered: null },
    answer: { id: 1, state: 'open', value: null, previousValue: 2 },
    feedback: [{ panelName: 'A', judged: judged! }],
  });
  expect(html).toContain(
    ['دور قبل (۴ پاسخ):', 'ضروری ▰▰▰▰▰▰▰▰ ۳', 'مفید ولی غیرضروری ▰▰▰ ۱ ◂ پاسخ شما', 'غیرضروری ▱ ۰'].join(
      '\n',
    ),
  );
  expect(html).not.toMatch(/میانگین|میانه/);
});

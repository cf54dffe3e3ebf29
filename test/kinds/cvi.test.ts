import { expect, test } from 'vitest';
import { cvi } from '../../src/kinds/cvi.ts';
import { panelOf } from '../fixtures/panel.ts';

const judge = (table: string) => cvi.judge(panelOf(table, { kind: 'cvi' }));

test('an item stays that 78 % call relevant, in either of the upper two words', () => {
  const lines = Array.from({ length: 9 }, (_, at) => `e${at} ${at < 8 ? 4 : 1} ${at < 7 ? 3 : 2}`);
  expect(judge(`x y\n${lines.join('\n')}`).items.map(({ kept }) => kept)).toEqual([true, false]);
});

test('a panel is told by the share that calls an item relevant', () => {
  const [item] = judge('x\n e1 4\n e2 3\n e3 2\n e4 1').items;
  expect(cvi.gist(item!)).toEqual({ share: 0.5, choice: '«مرتبط» یا «کاملاً مرتبط»' });
  expect(cvi.words(2, [])).toBe('تا حدی مرتبط');
  expect(cvi.dropsFrom).toBe('everyPanel');
});

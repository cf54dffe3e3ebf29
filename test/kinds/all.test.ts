import { expect, test } from 'vitest';
import type { RoundKind } from '../../src/domain/study-draft.ts';
import {
  ANSWER_BUTTONS,
  columnsOf,
  ITEM_COLUMNS,
  judgePanel,
  kindOf,
  SHEET_WORDS,
} from '../../src/kinds/all.ts';
import { keepButton, noOpinionButton, rateButton } from '../../src/messages/buttons.ts';
import { panelOf } from '../fixtures/panel.ts';

const KNOWN = Object.keys(SHEET_WORDS) as RoundKind[];

test('every kind that a workbook can name is found by its name', () => {
  expect(KNOWN.map((name) => kindOf(name).name)).toEqual(KNOWN);
});

test('a panel is judged by the rule of its kind', () => {
  const table = 'x\n e1 1\n e2 1\n e3 0';
  expect(judgePanel(panelOf(table, { kind: 'screening' })).items[0]!.kept).toBe(true);
  expect(judgePanel(panelOf('x\n e1 1\n e2 1', { kind: 'likert' })).items[0]!.kept).toBe(false);
});

test('what an answer’s button carries is read back by one of them alone', () => {
  const pressed = [
    rateButton.write({ answerId: 12, place: 3 }),
    noOpinionButton.write({ answerId: 12 }),
    keepButton.write({ answerId: 12 }),
  ].map((data) =>
    ANSWER_BUTTONS.filter(({ pattern }) => pattern.test(data)).map((button) => button.read(data)),
  );
  expect(pressed).toEqual([
    [{ answerId: 12, pressed: { rating: 3 } }],
    [{ answerId: 12, pressed: 'noOpinion' }],
    [{ answerId: 12, pressed: 'keep' }],
  ]);
});

test('each figure of an item has one key, whatever the kinds that have it', () => {
  const keys = ITEM_COLUMNS.map(({ json }) => json);
  expect(new Set(keys).size).toBe(keys.length);
  expect(columnsOf(['likert', 'cvr', 'likert']).map(({ json }) => json)).toEqual([
    ...['n', 'mean', 'sd', 'median', 'q1', 'q3', 'top2', 'top2_low', 'top2_high', 'bottom2'],
    ...['iqr', 'cv', 'split', 'minority', 'fuzzy'],
    ...['agrees_top70', 'agrees_top75', 'agrees_top80', 'agrees_iqr', 'agrees_cos'],
    ...['unchanged', 'unchanged_chosen', 'kappa', 'wilcoxon_p', 'wilcoxon_holm', 'wilcoxon_least'],
    ...['essential', 'cvr', 'critical', 'lawshe', 'essential_low', 'essential_high'],
  ]);
  // Before the first round a sheet has what every kind has.
  expect(columnsOf([]).map(({ json }) => json)).toEqual(['n']);
});

test('each kind freezes a rule of its own name', () => {
  const names = KNOWN.map((name) => kindOf(name).rule.name);
  expect(new Set(names).size).toBe(KNOWN.length);
});

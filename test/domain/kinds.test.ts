import { expect, test } from 'vitest';
import { choicesOf, hasConcordance, isChoiceKind } from '../../src/domain/kinds.ts';
import type { RoundKind } from '../../src/domain/study-draft.ts';

const KINDS: readonly RoundKind[] = ['brainstorming', 'screening', 'cvr', 'cvi', 'likert', 'ranking'];
const scale = [
  { value: 10, label: 'زیاد' },
  { value: -1.5, label: 'کم' },
];

test('a Likert round offers the study’s scale in the workbook’s order', () => {
  expect(choicesOf('likert', scale)).toEqual(scale);
});

test('a screening offers yes and no, validity rounds their three and four words', () => {
  const words = (kind: RoundKind) =>
    choicesOf(kind, scale).map((choice) => ('word' in choice ? [choice.value, choice.word] : choice));
  expect(words('screening')).toEqual([
    [1, 'yes'],
    [0, 'no'],
  ]);
  expect(words('cvr')).toEqual([
    [3, 'essential'],
    [2, 'useful'],
    [1, 'unnecessary'],
  ]);
  expect(words('cvi')).toEqual([
    [1, 'irrelevant'],
    [2, 'somewhatRelevant'],
    [3, 'relevant'],
    [4, 'highlyRelevant'],
  ]);
});

test('a kind is answered by one press an item exactly where it has choices', () => {
  for (const kind of KINDS) expect(isChoiceKind(kind)).toBe(choicesOf(kind, scale).length > 0);
});

test('W is told of Likert and ranking rounds alone', () => {
  expect(KINDS.filter(hasConcordance)).toEqual(['likert', 'ranking']);
});

import { expect, test } from 'vitest';
import { callExperts } from '../../src/domain/anonymity.ts';
import { expertLabels } from '../../src/exports/expert-labels.ts';

const named = (...names: string[]) => names.map((name, at) => ({ id: at + 1, name, pseudonym: `K${at}` }));

test('the second of one name bears « (۲)», the third « (۳)»', () => {
  const labels = expertLabels(callExperts(named('علی', 'مریم', 'علی', 'علی'), false));
  expect([...labels]).toEqual([
    [1, 'علی'],
    [2, 'مریم'],
    [3, 'علی (۲)'],
    [4, 'علی (۳)'],
  ]);
});

test('no two experts share a label, even where a name looks like a numbered one', () => {
  const labels = expertLabels(callExperts(named('علی', 'علی', 'علی (۲)'), false));
  expect([...labels.values()]).toEqual(['علی', 'علی (۳)', 'علی (۲)']);
});

test('a code stands as it is', () => {
  expect([...expertLabels(callExperts(named('علی', 'علی'), true)).values()]).toEqual(['K0', 'K1']);
});

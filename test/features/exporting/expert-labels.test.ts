import { expect, test } from 'vitest';
import { callByCode, callByName } from '../../../src/domain/anonymity.ts';
import { expertLabels } from '../../../src/features/exporting/expert-labels.ts';

const named = (...names: string[]) => callByName(names.map((name, at) => ({ id: at + 1, name })));

test('the second of one name bears « (۲)», the third « (۳)»', () => {
  expect([...expertLabels(named('علی', 'مریم', 'علی', 'علی'))]).toEqual([
    [1, 'علی'],
    [2, 'مریم'],
    [3, 'علی (۲)'],
    [4, 'علی (۳)'],
  ]);
});

test('no two experts share a label, even where a name looks like a numbered one', () => {
  expect([...expertLabels(named('علی', 'علی', 'علی (۲)')).values()]).toEqual(['علی', 'علی (۳)', 'علی (۲)']);
});

test('a code stands as it is', () => {
  const coded = callByCode([
    { id: 1, code: 'K0' },
    { id: 2, code: 'K1' },
  ]);
  expect([...expertLabels(coded).values()]).toEqual(['K0', 'K1']);
});

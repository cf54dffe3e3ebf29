import { expect, test } from 'vitest';
import { answersOnPaper, faultsOf, filledIn, formsOf } from '../../fixtures/paper-form.ts';
import { TestStudy } from '../../fixtures/study.ts';

const study = () =>
  new TestStudy({
    experts: { آرش: 'A', مینا: 'A' },
    items: { G1: 'A', G2: 'A', G3: 'A' },
    rules: { kind: 'ranking' },
  }).open();

test('a whole order on paper counts, and hands in', async () => {
  const ranked = study();
  await answersOnPaper(ranked, {
    'آرش G1': 2,
    'آرش G2': '۳',
    'آرش G3': 1,
    'مینا G1': 3,
    'مینا G2': 2,
    'مینا G3': 1,
  });
  expect(ranked.questionnaire('آرش').handedInAt).toEqual(ranked.at);
  await ranked.close().judge();
  expect(ranked.results('A')['G3']).toMatchObject({ n: 2, mean: 1, counts: { 1: 2, 2: 0, 3: 0 } });
  expect(ranked.panelRound('A').raters).toBe(2);
});

test('a place twice, a place too far and a part of an order are each named by their row', async () => {
  const ranked = study();
  const [form] = await formsOf(ranked);
  const faults = (cells: Record<string, string | number>) => faultsOf(ranked, filledIn(form!.rows, cells));
  expect(await faults({ 'آرش G1': 1, 'آرش G2': 1, 'آرش G3': 2 })).toEqual([
    expect.stringContaining('همین خبره جای ۱ را در ردیف ۲ هم به گویهٔ دیگری داده است'),
  ]);
  expect(await faults({ 'آرش G1': 1, 'آرش G2': 4, 'آرش G3': 2 })).toEqual([
    expect.stringContaining('عددی از ۱ تا ۳'),
  ]);
  expect(await faults({ 'آرش G1': 1, 'مینا G1': 'نظری ندارم' })).toEqual([
    expect.stringContaining('از ۳ گویهٔ پانل ۱ خانه پر است'),
    expect.stringContaining('از ۳ گویهٔ پانل ۱ خانه پر است'),
  ]);
});

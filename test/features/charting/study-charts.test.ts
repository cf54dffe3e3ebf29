import { expect, test } from 'vitest';
import { frozenVersions } from '../../../src/domain/protocol.ts';
import { studyCharts } from '../../../src/features/charting/study-charts.ts';
import { svgOf } from '../../../src/pictures/draw-picture.ts';
import { judgedRound } from '../../fixtures/judged-round.ts';
import { SCALE } from '../../fixtures/study.ts';

const TOLD = { kind: 'likert', scale: SCALE, versions: frozenVersions(undefined), maxRounds: 3 } as const;
const FIRST = judgedRound('likert', 'a b\n e1 5 1\n e2 4 2\n e3 4 2', { number: 2 });
const SIEVE = judgedRound('screening', 'a b c\n e1 1 1 0\n e2 1 1 0\n e3 1 0 0', { scale: [] });
const ORDER = judgedRound('ranking', 'a b\n e1 1 2\n e2 2 1', { scale: [] });
const IDEAS = { ...FIRST, kind: 'brainstorming', items: [], concordance: null, number: 1 } as const;

const charts = [
  ...studyCharts(
    [
      { name: 'یک', rounds: [SIEVE, FIRST] },
      { name: 'دو', rounds: [] },
      { name: 'سه', rounds: [IDEAS, { ...ORDER, number: 2 }] },
    ],
    TOLD,
    'مطالعه',
  ),
];

function textsOf(name: string): string[] {
  const svg = svgOf(charts.find((chart) => chart.name === name)!.picture);
  return [...svg.matchAll(/<text [^>]*>\u2067([^<]*)\u2069<\/text>/g)].map(([, text]) => text!);
}

test('each kind of a panel’s rounds has the charts that say something of it', () => {
  expect(charts.map(({ name }) => name)).toEqual([
    'attrition',
    ...['panel-1-screening-items', 'panel-1-screening-answers'],
    ...['panel-1-likert-items', 'panel-1-likert-w', 'panel-1-likert-answers'],
    ...['panel-3-ranking-items', 'panel-3-ranking-w'],
  ]);
});

test('attrition tells who was invited and who answered, by panel and round', () => {
  const texts = textsOf('attrition');
  expect(texts[0]).toBe('مطالعه');
  expect(texts.filter((text) => text === '۳ از ۳ (۳ ثبت نهایی)')).toHaveLength(3);
  expect(texts).not.toContain('دو');
});

test('answers are counted by what could be chosen, the lowest first', () => {
  const texts = textsOf('panel-1-screening-answers');
  expect(texts.slice(3, 5)).toEqual(['خیر', 'بله']);
  // b: two «بله» and one «خیر».
  expect(texts.slice(texts.indexOf('گویهٔ b'))).toEqual([
    ...['گویهٔ b', '۳ پاسخ', '۱', '۲'],
    ...['گویهٔ c', '۳ پاسخ', '۳'],
  ]);
});

test('a study without a judged round has none', () => {
  expect([...studyCharts([{ name: 'یک', rounds: [] }], TOLD, 'مطالعه')]).toEqual([]);
});

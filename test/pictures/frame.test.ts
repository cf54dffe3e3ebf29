import { expect, test } from 'vitest';
import { LANGUAGES } from '../../src/domain/language.ts';
import { box, label, line, partHeading, pictureSvg } from '../../src/pictures/frame.ts';
import { textsSpoken } from '../../src/texts/i18n.ts';
import { speaking } from '../../src/texts/speaking.ts';

const drawn = () => [
  label('A', { x: 100, y: 0, size: 20, fill: '#000', anchor: 'end' }),
  line([100, 0], [200, 0], { stroke: '#000' }),
  box({ x: 100, y: 0, width: 80, height: 10 }, { fill: '#000' }),
];

test('a picture is laid out from the right, and in English the other way round', () => {
  const persian = drawn().join('\n');
  expect(persian).toMatch(/<text x="100" .*text-anchor="end".*>\u2067A\u2069/);
  expect(persian).toContain('<line x1="100" y1="0" x2="200"');
  expect(persian).toContain('<rect x="100" y="0" width="80"');

  const english = speaking('en', drawn).join('\n');
  expect(english).toMatch(/<text x="980" .*text-anchor="start".*>\u2066A\u2069/);
  expect(english).toContain('<line x1="980" y1="0" x2="880"');
  expect(english).toContain('<rect x="900" y="0" width="80"');
  expect(speaking('en', () => pictureSvg({ title: 'Title', subtitle: '' }, []))).not.toContain('\u2067');
});

test.each(LANGUAGES)('no heading of a part is cut (%s)', (language) =>
  speaking(language, () => {
    const { means, places, medians, counts, answers, attrition, w } = textsSpoken().summary.chart;
    for (const words of [means, places, medians, counts, answers, attrition, w])
      expect(partHeading(words, 0)).toContain(words);
  }),
);

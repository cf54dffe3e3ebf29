import { expect, test } from 'vitest';
import { frozenVersions } from '../../src/domain/protocol.ts';
import { kindOf } from '../../src/kinds/all.ts';
import type { ItemChart } from '../../src/kinds/item-chart.ts';
import { type ClosingPicture, closingSvg } from '../../src/pictures/closing-picture.ts';
import { drawPicture } from '../../src/pictures/draw-picture.ts';
import { judgedRound } from '../fixtures/judged-round.ts';
import { SCALE } from '../fixtures/study.ts';

const STUDY = { kind: 'likert', scale: SCALE, versions: frozenVersions(undefined), maxRounds: 3 } as const;
const EXPERTS = 6;

/** Items on whose height experts agree, but for the last, of two camps. */
function largeRound(items: number) {
  const codes = Array.from({ length: items }, (_, at) => `i${at + 1}`);
  const rows = Array.from({ length: EXPERTS }, (_, expert) =>
    codes.map((_, at) => (at === items - 1 ? (expert < 3 ? 5 : 1) : at % 2 === 0 ? 5 : 4)),
  );
  const lines = rows.map((row, expert) => `e${expert + 1} ${row.join(' ')}`);
  return judgedRound('likert', [codes.join(' '), ...lines].join('\n'));
}

function pictureOf(chart: ItemChart | null, over: Partial<ClosingPicture> = {}): ClosingPicture {
  return {
    ...{ panel: 'معاونت <فرهنگی>', round: 2, studyTitle: 'خدمات', chart: chart! },
    concordance: {
      rounds: [
        { number: 1, w: null, chance: null },
        { number: 2, w: 0.4567, chance: 1 / 12 },
      ],
      threshold: 0.7,
    },
    ...over,
  };
}

const large = (items: number) => pictureOf(kindOf('likert').chart([largeRound(items)], STUDY));

function textsOf(picture: ClosingPicture): string[] {
  return [...closingSvg(picture).matchAll(/<text [^>]*>\u2067([^<]*)\u2069<\/text>/g)].map(
    ([, text]) => text!,
  );
}

test('a picture names panel, round and study, and W of each round beside its level of chance', () => {
  const texts = textsOf(large(3));
  expect(texts.slice(0, 2)).toEqual(['معاونت &lt;فرهنگی&gt;', 'دور ۲، خدمات']);
  for (const text of ['۰٫۴۵۷', 'سطح تصادف ۰٫۰۸', 'W محاسبه‌پذیر نیست', 'آستانهٔ توافق ۰٫۷'])
    expect(texts).toContain(text);
});

test('a panel of 168 items shows what is marked and the highest, and says of how many', () => {
  const texts = textsOf(large(168));
  expect(texts).toContain('۱۲ گویه از ۱۶۸ گویه؛ بقیه در فایل‌های خروجی مطالعه');
  expect(texts).toContain('پراکنده');
  expect(texts).toContain('گویهٔ i168');
  expect(texts.filter((text) => text.startsWith('گویهٔ '))).toHaveLength(12);
});

test('what leaves says so in a word', () => {
  const texts = textsOf(
    pictureOf(kindOf('likert').chart([judgedRound('likert', 'a b\n e1 5 1\n e2 4 2')], STUDY)),
  );
  expect(texts.filter((text) => text === 'کنار رفت')).toHaveLength(1);
});

test('counts stand beside the number that the rule asks for', () => {
  const rows = Array.from({ length: 10 }, (_, at) => `e${at + 1} 3 ${at < 8 ? 3 : 1}`);
  const round = judgedRound('cvr', ['a b', ...rows].join('\n'), { scale: [] });
  const texts = textsOf(pictureOf(kindOf('cvr').chart([round], STUDY), { concordance: null }));
  // Ayre & Scally 2014: 9 of 10.
  for (const text of ['۱۰ از ۱۰ (حد ۹)', '۸ از ۱۰ (حد ۹)', 'کنار رفت']) expect(texts).toContain(text);
  expect(texts).not.toContain('ضریب هماهنگی کندال (W) در هر دور');
});

test('a picture of the largest panel is a PNG that a messenger takes as a photo', async () => {
  const png = Buffer.from(await drawPicture({ of: 'closing', ...large(978) }));
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect(width).toBe(1080);
  expect(width + height).toBeLessThan(10_000);
  expect(height / width).toBeLessThan(2);
  expect(png.length).toBeLessThan(1_000_000);
});

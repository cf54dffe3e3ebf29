import { expect, test } from 'vitest';
import type { FunnelPart, ToldFunnel } from '../../../src/features/funnel/funnel-message.ts';
import { funnelPng, funnelSvg } from '../../../src/features/funnel/funnel-picture.ts';
import { speaking } from '../../../src/texts/speaking.ts';

const part = (name: string | null, ...counts: number[]): FunnelPart => ({ name, counts, opens: null });

const FUNNEL: ToldFunnel = {
  ...{ studyId: 1, title: 'خدمات <شهر> (G2C)', excludedAudiences: ['G2G'], running: null },
  ...{ standing: 24, waiting: 0, columns: [0, 1, 2] },
  steps: [
    { step: 0, entered: 978, left: 610, born: 0, kinds: [] },
    { step: 1, entered: 368, left: 200, born: 0, kinds: ['screening'] },
    { step: 2, entered: 171, left: 147, born: 3, kinds: ['likert'] },
  ],
  units: [part('عمران', 500, 200, 100, 20), part(null, 478, 168, 68, 1)],
  groups: [],
};

/** What stands in the picture, line by line. */
function textsOf(funnel: ToldFunnel): string[] {
  return [...funnelSvg(funnel).matchAll(/<text [^>]*>\u2067([^<]*)\u2069<\/text>/g)].map(([, text]) => text!);
}

test('each step stands with what is left after it, who left and what was new', () => {
  expect(textsOf(FUNNEL)).toEqual([
    ...['پالایش گویه‌ها', 'خدمات &lt;شهر&gt; (G2C)', '۹۷۸', 'آغاز'],
    ...['۳۶۸', 'مخاطب', '۶۱۰ کنار رفت', 'G2G', '۱۶۸', 'دور ۱ (غربال)', '۲۰۰ کنار رفت'],
    ...['۲۴', 'دور ۲ (لیکرت)', '۱۴۷ کنار رفت', '۳ گویهٔ تازه'],
    ...['به تفکیک واحد', 'آغاز', 'مخاطب', 'دور ۱', 'دور ۲'],
    ...['عمران', '۵۰۰', '۲۰۰', '۱۰۰', '۲۰', 'بدون واحد', '۴۷۸', '۱۶۸', '۶۸', '۱'],
  ]);
});

test('in English the steps’ names stand at the left, and who left at the right', () => {
  const placeOf = (name: string) => {
    const element = speaking('en', () => funnelSvg(FUNNEL)).match(
      new RegExp(`<text [^>]*>[^<]*${name}[^<]*<`),
    )![0];
    return [Number(/ x="([\d.]+)"/.exec(element)![1]), /text-anchor="(\w+)"/.exec(element)![1]] as const;
  };
  expect(placeOf('Start')).toEqual([60, 'start']);
  expect(placeOf('610 dropped')).toEqual([1540, 'end']);
});

test('bars are as wide as the items are many', () => {
  const widths = [...funnelSvg(FUNNEL).matchAll(/width="([\d.]+)" height="76"/g)].map(([, width]) =>
    Number(width),
  );
  expect(widths[0]).toBe(780);
  expect(widths.map((width) => Math.round((978 * width) / 780))).toEqual([978, 368, 168, 24]);
});

test('more parts than there is room for stand together, and add up', () => {
  const groups = Array.from({ length: 40 }, (_, at) => part(`گروه ${at}`, 40 - at, 2, 1, 0));
  const texts = textsOf({ ...FUNNEL, units: [], groups });
  const last = texts.indexOf('۲۵ مورد دیگر');
  expect(texts.slice(last)).toEqual(['۲۵ مورد دیگر', '۳۲۵', '۵۰', '۲۵', '۰']);
});

test('a study with one item, and one with all gone, can be drawn too', async () => {
  const one = {
    ...FUNNEL,
    columns: [],
    steps: [{ step: 0, entered: 1, left: 0, born: 0, kinds: [] }],
    units: [],
  };
  expect(textsOf(one).slice(2)).toEqual(['۱', 'آغاز']);
  const gone = {
    ...FUNNEL,
    steps: [{ step: 0, entered: 5, left: 5, born: 0, kinds: [] }],
    columns: [0],
    units: [],
  };
  const png = await funnelPng(gone);
  expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
});

test('a step at which nothing left says so, and a long name has two lines', () => {
  const name = 'مدیریت و نظارت بر ساخت‌وساز شهری و صدور پروانه و پایان کار ساختمان‌ها';
  const texts = textsOf({
    ...FUNNEL,
    steps: FUNNEL.steps.map((step) => ({ ...step, left: 0, born: 0 })),
    units: [part(name, 3, 3, 2, 1)],
  });
  expect(texts.filter((text) => text === 'هیچ‌یک کنار نرفت')).toHaveLength(3);
  expect(texts.slice(texts.indexOf('به تفکیک واحد') + 5, -4).join(' ')).toBe(name);
});

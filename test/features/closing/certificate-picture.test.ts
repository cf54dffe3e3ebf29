import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import {
  type Certificate,
  certificateDrawing,
  certificateSvg,
} from '../../../src/features/closing/certificate-picture.ts';
import { drawPng, lineWidth, textElement } from '../../../src/pictures/draw-png.ts';
import { fitText } from '../../../src/pictures/fit-text.ts';

const CERTIFICATE: Certificate = {
  name: 'دکتر مریم احمدی',
  role: 'مدیر فناوری',
  studyTitle: 'جمع‌سپاری خدمات',
  organiser: 'شهرداری اصفهان',
  rounds: 3,
  at: new Date('2026-12-10T08:00:00Z'),
};
const TEHRAN = 'Asia/Tehran';
const svgOf = (its: Partial<Certificate> = {}) => certificateSvg({ ...CERTIFICATE, ...its }, TEHRAN);
const linesOf = (svg: string) =>
  [
    ...svg.matchAll(/<text [^>]*font-weight="(\d+)" font-size="([\d.]+)"[^>]*>\u2067(.*?)\u2069<\/text>/g),
  ].map(([, weight, size, text]) => ({ bold: weight === '700', size: Number(size), text: text! }));

function pngOf(...of: Parameters<typeof certificateDrawing>): Promise<Uint8Array> {
  const { svg, width } = certificateDrawing(...of);
  return drawPng(svg, width);
}

describe('a certificate', () => {
  test('says who took part in what, for whom, in how many rounds and when', () => {
    const texts = linesOf(svgOf()).map(({ text }) => text);
    expect(texts).toEqual([
      'گواهی مشارکت',
      'بدین‌وسیله گواهی می‌شود که',
      'دکتر مریم احمدی',
      'مدیر فناوری',
      'به‌عنوان خبره در مطالعهٔ دلفی',
      '«جمع‌سپاری خدمات»',
      'در ۳ دور مشارکت کرده و نظر تخصصی خود را در اختیار این مطالعه گذاشته‌اند.',
      'از همراهی ارزشمند ایشان سپاسگزاریم.',
      'برگزارکننده',
      'شهرداری اصفهان',
      'تاریخ',
      'پنج‌شنبه ۱۹ آذر ۱۴۰۵',
      'صادرشده با هم‌رأی',
    ]);
  });

  test('names no organiser and no role where the workbook has none', () => {
    const texts = linesOf(svgOf({ role: '', organiser: '', rounds: 1 })).map(({ text }) => text);
    expect(texts).not.toContain('برگزارکننده');
    expect(texts).toHaveLength(10);
    expect(texts.join()).not.toContain('در ۱ دور');
  });

  test('is a picture of an A4 page, landscape', async () => {
    const png = Buffer.from(await pngOf(CERTIFICATE, TEHRAN));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(width).toBe(2480);
    expect(width / height).toBeCloseTo(297 / 210, 2);
    expect(png.length).toBeLessThan(1_000_000);
  });

  test('stays within its borders, however long the names', () => {
    const long = (words: number) => Array(words).fill('شهرداری').join(' ');
    const svg = svgOf({ name: long(20), role: long(40), studyTitle: long(60), organiser: long(40) });
    for (const { text, size, bold } of linesOf(svg)) {
      expect(lineWidth(text, { size, bold })).toBeLessThanOrEqual(1381);
    }
    const heights = [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
    expect(Math.max(...heights)).toBeLessThan(1160);
  });

  test('bears whatever a workbook may hold', async () => {
    const odd = '<b> & "یک" \u202e‮\u0007 \ud800 😀';
    const png = await pngOf({ ...CERTIFICATE, name: odd, studyTitle: odd, organiser: odd }, TEHRAN);
    expect(png.length).toBeGreaterThan(10_000);
    expect(svgOf({ studyTitle: odd })).toContain('&lt;b&gt; &amp; &quot;یک&quot;');
  });
});

describe('a line of text', () => {
  /** Rows with ink in a column of pixels, left to right. */
  function inkOf(text: string): number[] {
    const style = { x: 20, y: 100, size: 80, bold: true, fill: '#000', anchor: 'start' } as const;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="140">${textElement(text, style)}</svg>`;
    const fonts = ['400Regular', '700Bold'].map(
      (weight) => `node_modules/@expo-google-fonts/vazirmatn/${weight}/Vazirmatn_${weight}.ttf`,
    );
    const { pixels, width, height } = new Resvg(svg, {
      font: { loadSystemFonts: false, fontFiles: fonts },
    }).render();
    return Array.from({ length: width }, (_, x) =>
      Array.from({ length: height }, (_, y) => Number(pixels[(y * width + x) * 4 + 3]! > 128)).reduce(
        (sum, inked) => sum + inked,
        0,
      ),
    );
  }

  test('runs from right to left: a full stop at its end stands on the left', () => {
    const ink = inkOf('ااا.').filter((rows) => rows > 0);
    const left = Math.max(...ink.slice(0, 5));
    const right = Math.max(...ink.slice(-8));
    expect(left).toBeLessThan(25);
    expect(right).toBeGreaterThan(40);
  });

  test('joins its letters', () => {
    const style = { size: 80, bold: false };
    const apart = ['س', 'ل', 'م'].reduce((sum, letter) => sum + lineWidth(letter, style), 0);
    expect(lineWidth('سلم', style)).toBeLessThan(apart * 0.8);
  });

  test('is drawn without any font of the machine', async () => {
    const style = { x: 10, y: 50, size: 40, bold: false, fill: '#000', anchor: 'start' } as const;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80">${textElement('متن', style)}</svg>`;
    const blank = await drawPng(svg.replace(/<text.*<\/text>/, ''), 200);
    expect(await drawPng(svg, 200)).not.toEqual(blank);
  });
});

describe('a text that is fitted', () => {
  const room = { size: 50, bold: true, room: 600, most: 3 };

  test('stays one line where it fits', () => {
    expect(fitText('کوتاه است', room)).toEqual({ lines: ['کوتاه است'], size: 50 });
  });

  test('is broken at spaces into lines of about the same length, and loses no word', () => {
    const text = 'اولویت‌بندی شاخص‌های کیفیت خدمات الکترونیکی در شهرداری‌ها';
    const { lines } = fitText(text, room);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe(text);
    const lengths = lines.map(({ length }) => length);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(20);
  });

  test('gets smaller before it is cut', () => {
    const text = Array(25).fill('کلمه').join(' ');
    const { lines, size } = fitText(text, room);
    expect(size).toBeLessThan(50);
    expect(lines).toHaveLength(3);
    expect(lines.join(' ')).toBe(text);
    expect(fitText(Array(400).fill('کلمه').join(' '), room).lines.at(-1)).toMatch(/…$/);
  });
});

import { expect, test } from 'vitest';
import { isolate, rightToLeft, rightToLeftLines } from '../../src/texts/direction.ts';
import { speaking } from '../../src/texts/speaking.ts';

const wrapped = (text: string) => `\u2068${text}\u2069`;

test('Persian words stand as they are', () => {
  expect(isolate('مریم احمدی')).toBe('مریم احمدی');
  expect(isolate('ویژگی\u200cها و شمارهٔ آن')).toBe('ویژگی\u200cها و شمارهٔ آن');
  expect(isolate('')).toBe('');
});

test('Latin letters, digits and signs are isolated', () => {
  for (const text of ['G2C', 'S-12', 'صدور پروانه (برخط)', '۱۲', 'پایان!', 'الف، ب']) {
    expect(isolate(text)).toBe(wrapped(text));
  }
});

test('an override typed without its end turns nothing after it', () => {
  expect(isolate('abc\u202edef\u2069')).toBe(wrapped('abcdef'));
});

test('isolating twice is isolating once', () => {
  expect(isolate(isolate('G2C'))).toBe(wrapped('G2C'));
});

test('a Persian line whose first letter is isolated, or is a Latin one, is set from the right', () => {
  const mark = '\u200f';
  for (const [line, set] of [
    [isolate('نظافت (برخط)'), `${mark}${isolate('نظافت (برخط)')}`],
    [`<b>${isolate('خدمت G2C')}</b>`, `<b>${mark}${isolate('خدمت G2C')}</b>`],
    // What has no Persian in it stands as it was typed.
    [isolate('G2C'), isolate('G2C')],
    ['https://t.me/bot', 'https://t.me/bot'],
    [`۱. ${isolate('پایان!')}`, `${mark}۱. ${isolate('پایان!')}`],
    ['/continue — ادامهٔ پاسخ‌گویی', `${mark}\u2066/continue\u2069 — ادامهٔ پاسخ‌گویی`],
    // A command's slash stays at its left; one to be copied holds no sign more.
    ['راهنما: /help', 'راهنما: \u2066/help\u2069'],
    ['مهلت: <code>/extend 36h</code>.', 'مهلت: \u2066<code>/extend 36h</code>\u2069.'],
    ['فایل در /var/lib/hamray است', 'فایل در /var/lib/hamray است'],
    ['نشانی: https://ble.ir/bot', 'نشانی: https://ble.ir/bot'],
    // The line's own letters turn it, and browsers align it by the isolated one.
    [`${isolate('G2C')} · دور ۱`, `${mark}${isolate('G2C')} · دور ۱`],
    [`دور ۱ · ${isolate('G2C')}`, `دور ۱ · ${isolate('G2C')}`],
    ['✅ ثبت شد: G2C', '✅ ثبت شد: G2C'],
    ['<b>تماس:</b> info', '<b>تماس:</b> info'],
    ['<code>۱۲</code>', `${mark}<code>۱۲</code>`],
    ['', ''],
  ] as const) {
    expect(rightToLeftLines(line), line).toBe(set);
  }
  expect(rightToLeftLines('سلام\n\n۱۲')).toBe(`سلام\n\n${mark}۱۲`);
});

test('of two marks in a row only the last stays: Telegram would make a half-space of the first', () => {
  expect(rightToLeftLines('\u200f\u200e−۵ امتیاز \u200e\u200f\u200fG2C')).toBe('\u200e−۵ امتیاز \u200fG2C');
  expect(rightToLeftLines(`CVR = ${wrapped('\u200f\u200eالف')}`)).toBe(`CVR = ${wrapped('\u200eالف')}`);
});

test('in an English message names that run from the right are isolated, and every line is set from the left', () => {
  speaking('en', () => {
    expect(isolate('Mary Jones (P-1) 12')).toBe('Mary Jones (P-1) 12');
    expect(isolate('مریم احمدی')).toBe(wrapped('مریم احمدی'));
    const line = `1. ${isolate('مریم احمدی')}: 3 answers, /help`;
    expect(rightToLeft(line)).toBe(line);
    expect(rightToLeftLines(`<b>Experts</b>\n${line}`)).toBe(`<b>Experts</b>\n${line}`);
  });
});

import { describe, expect, test } from 'vitest';
import { createTranslator, html, PERSIAN, plain, type TextKey } from '../../src/texts/i18n.ts';

describe('a message', () => {
  test('escapes what Telegram would read as markup, and nothing else', () => {
    const typed = { weekday: '<b>&"', day: "a/b'c", month: 'دی', year: 1405 };
    expect(html('time.date', typed)).toBe("&lt;b&gt;&amp;&quot; a/b'c دی ۱۴۰۵");
    expect(plain('time.date', typed)).toBe('<b>&" a/b\'c دی ۱۴۰۵');
  });

  test('keeps what people typed, even where it looks like a text of ours', () => {
    const typed = { weekday: '{{day}}', day: '$t(label.cancel)', month: '$t(', year: '}}' };
    expect(plain('time.date', typed)).toBe('{{day}} $t(label.cancel) $t( }}');
  });

  test('tells numbers in Persian digits, with thousands marks only where asked', () => {
    expect(plain('time.date', { weekday: 'شنبه', day: 9, month: 'آذر', year: 1405 })).toBe('شنبه ۹ آذر ۱۴۰۵');
    expect(plain('time.days', { days: 1234.5 })).toBe('۱٬۲۳۴٫۵ روز');
    expect(plain('time.days', { days: '12' })).toBe('۱۲ روز');
  });

  test('does not go out with an argument missing', () => {
    expect(() => html('time.daysAndHours', { days: 2 })).toThrow('Text time.daysAndHours misses hours');
    expect(() => plain('time.days', { days: undefined as never })).toThrow('misses days');
    expect(() => plain('time.days', { days: null as never })).toThrow('misses days');
  });

  test('does not go out where no such text exists', () => {
    // @ts-expect-error a missing key does not compile
    expect(() => plain('label.nowhere')).toThrow('No text label.nowhere');
    expect(() => plain('label' as TextKey)).toThrow('No text label');
  });

  test('lets no argument choose another text', () => {
    expect(plain('time.days', { days: 2, count: 1, context: 'x', lng: 'en', defaultValue: 'no' })).toBe(
      '۲ روز',
    );
  });
});

test('other words of the same shape make another translator, quoted texts too', () => {
  const label = { ...PERSIAN.label, submit: 'SUBMIT' };
  const time = { ...PERSIAN.time, days: '{{days, number}} $t(label.submit)' };
  const translator = createTranslator({ ...PERSIAN, label, time });
  expect(translator.plain('label.submit')).toBe('SUBMIT');
  expect(translator.html('time.days', { days: 3 })).toBe('۳ SUBMIT');
  expect(plain('label.submit')).toBe('ثبت نهایی');
});

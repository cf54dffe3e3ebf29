import { describe, expect, test } from 'vitest';
import { createTranslator, html, plain, type TextKey } from '../../src/texts/i18n.ts';
import { PERSIAN } from '../../src/texts/persian.ts';
import { speaking } from '../../src/texts/speaking.ts';

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
    expect(() => plain('label.nowhere')).toThrow('No text label.nowhere in fa');
    expect(() => plain('label' as TextKey)).toThrow('No text label in fa');
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
  const translator = createTranslator('fa', { ...PERSIAN, label, time });
  expect(translator.plain('label.submit')).toBe('SUBMIT');
  expect(translator.html('time.days', { days: 3 })).toBe('۳ SUBMIT');
  expect(plain('label.submit')).toBe('ثبت نهایی');
});

describe('in English', () => {
  const english = <Result>(work: () => Result) => speaking('en', work);

  test('the words are the language’s, quoted ones too', () => {
    expect(english(() => plain('label.submit'))).toBe('Submit');
    expect(english(() => plain('operator.welcome'))).toContain('What an operator can do');
    expect(plain('label.submit')).toBe('ثبت نهایی');
  });

  test('a word behind a number is that of one thing, or of several', () => {
    const days = (n: number | string) => english(() => plain('time.days', { days: n }));
    expect([1, 2, 0, 1234.5, '1', '2'].map(days)).toEqual([
      ...['1 day', '2 days', '0 days', '1,234.5 days', '1 day', '2 days'],
    ]);
  });

  test('a text that is not translated is not told in Persian', () => {
    const translator = createTranslator('en', { label: PERSIAN.label });
    expect(() => translator.plain('time.days', { days: 1 })).toThrow('No text time.days in en');
  });
});

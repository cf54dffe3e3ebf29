import { describe, expect, test } from 'vitest';
import { messengerMobile, normaliseMobile } from '../../src/domain/phone.ts';

describe('an Iranian mobile number', () => {
  test.each([
    '09131234567',
    '9131234567',
    '989131234567',
    '+989131234567',
    '00989131234567',
    '+98 913 123 4567',
    '+98 (0)913 123 4567',
    '(+98) 913-123-4567',
    '0098 913 123 4567',
    '۰۹۱۳۱۲۳۴۵۶۷',
    '٠٩١٣ ١٢٣ ٤٥٦٧',
    '0913-123-4567',
    '(0913) 123–4567',
    '0913.123.4567',
    '0913/1234567',
    '0913 123 45 67\u200f',
    '\u200e+98 913 123 4567',
    "'09131234567",
    '9131234567.0',
    '۹۱۳۱۲۳۴۵۶۷٫۰',
    '9.131234567e9',
    '9.131234567E+09',
    '9.89131234567E+11',
  ])('%j is one number', (text) => expect(normaliseMobile(text)).toBe('989131234567'));
});

test.each([
  ['+49 176 12345678', '4917612345678'],
  ['0049 176 12345678', '4917612345678'],
  ['+1 (212) 555-0123', '12125550123'],
  ['+9131234567', '9131234567'],
])('%j is a number of another country', (text, digits) => expect(normaliseMobile(text)).toBe(digits));

test.each([
  '',
  'ندارد',
  '03131234567',
  '+983131234567',
  '913123456',
  '091312345678',
  '09131234567 / 09121234567',
  '4917612345678',
  '+0913',
  '+989891312345',
  '9.13E+09',
  '9.13123e9',
  '9131234567.5',
  '+1234567890123456',
  '++989131234567',
])('%j is no mobile number', (text) => expect(normaliseMobile(text)).toBeNull());

test('a messenger may leave out the plus of another country', () => {
  expect(messengerMobile('4917612345678')).toBe('4917612345678');
  expect(messengerMobile('+4917612345678')).toBe('4917612345678');
  expect(messengerMobile('989131234567')).toBe('989131234567');
  expect(messengerMobile('09131234567')).toBe('989131234567');
});

import { describe, expect, test } from 'vitest';
import { telegramFileName, uploadedName } from '../../src/rehearsal/file-name.ts';

describe('an uploaded file’s name', () => {
  test.each([
    [' form-data; name="document"; filename="دعوت آب; خاک.xlsx"', 'دعوت آب; خاک.xlsx'],
    [' form-data; name="document"; filename="a%22%D8%A8%zz.txt"', 'a"ب%zz.txt'],
    [' form-data; name="document"; filename=study-2.xlsx', 'study-2.xlsx'],
    [' form-data; name="document"; filename=a.txt; size=5', 'a.txt'],
  ])('in %s is %s', (disposition, name) => {
    expect(uploadedName(disposition)).toBe(name);
  });

  test('is missing where a part is no file', () => {
    expect(uploadedName(' form-data; name="chat_id"')).toBeNull();
  });

  test.each(['دعوت.xlsx', 'a b.xlsx', '', 'a"b'])('is refused where %s stands bare', (name) => {
    expect(() => uploadedName(` form-data; name="document"; filename=${name}`)).toThrow(/quotes/);
  });
});

test.each([
  ['هم‌رأی کارپوشهٔ خالی.xlsx', 'همرأی کارپوشه خالی.xlsx'],
  ['۰٫۲، «الف».csv', '۰ ۲   الف.csv'],
  ['..hidden  name. .zip', 'hidden  name.zip'],
  ['folder/a&b.tar.gz', 'a b.tar.gz'],
  ['😀.png', 'png'],
  [`${'ک'.repeat(70)}.${'x'.repeat(20)}`, `${'ک'.repeat(64)}.${'x'.repeat(16)}`],
])('Telegram shows %s as %s', (name, shown) => {
  expect(telegramFileName(name)).toBe(shown);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentName, titledDocumentName } from '../../src/domain/document-name.ts';

describe('a document’s name', () => {
  test.each([
    ['a half-space becomes a space', 'هم\u200cرأی خانه\u200cها.xlsx', 'هم رأی خانه ها.xlsx'],
    [
      'a hamza stays on its letter',
      'کارپوشه\u0654 خانه\u200c\u0654 شی\u0654.xlsx',
      'کارپوش\u06c0 خان\u06c0 ش\u0626.xlsx',
    ],
    ['a hamza apart from its letter joins it', 'را\u0654ی مو\u0654ثر.xlsx', 'رأی مؤثر.xlsx'],
    ['vowels leave', 'مُهر و مِهر، کاملاً.xlsx', 'مهر و مهر کاملا.xlsx'],
    [
      'what parts forms and addresses becomes a space',
      'دعوت آب; خاک 50%25 «هوا» "نور".xlsx',
      'دعوت آب خاک 50 25 هوا نور.xlsx',
    ],
    [
      'a decimal and a date keep their parts apart',
      '۰٫۲ تا ۱٬۲۰۰ در 1405/09/10.xlsx',
      '۰-۲ تا ۱۲۰۰ در 1405-09-10.xlsx',
    ],
    ['dots stay between digits alone', 'نسخه ۲.۰ دکتر. رازی.exe.xlsx', 'نسخه ۲.۰ دکتر رازی exe.xlsx'],
    ['dashes of every kind are one', 'پانل—الف–ب_ج −د.xlsx', 'پانل-الف-ب-ج -د.xlsx'],
    ['direction marks and line ends leave', '\u2068الف\u2069\u200f\r\nب.xlsx', 'الف ب.xlsx'],
    ['a path is no folder', '../../etc/passwd\\x.txt', 'etc passwd x.txt'],
    ['stacked and wide letters come apart', 'ﻼم ﷼ ＡＢ.csv', 'لام ریال AB.csv'],
    ['the number of a part is of the ending', 'نتایج؛ الف.zip.001', 'نتایج الف.zip.001'],
    [
      'a copy of the database keeps its name',
      'hamray-2026-12-01-101500-asked.sqlite',
      'hamray-2026-12-01-101500-asked.sqlite',
    ],
    ['signs alone are no name', '🎓؟!.png', 'hamray.png'],
    ['a name may have no ending', 'گزارش؟', 'گزارش'],
  ])('%s', (_, name, clean) => {
    expect(documentName(name)).toBe(clean);
  });

  test('has at most 60 characters with its ending, cut at a word where one is near, else at a letter', () => {
    expect(documentName(`${'واژه '.repeat(20)}.xlsx`)).toBe(`${'واژه '.repeat(11).trim()}.xlsx`);
    expect(documentName(`${'ک'.repeat(100)}.zip.001`)).toBe(`${'ک'.repeat(52)}.zip.001`);
    expect(documentName(`${'𐎠'.repeat(100)}.csv`)).toBe(`${'𐎠'.repeat(56)}.csv`);
  });

  test('whatever is put in, what comes out is clean, whole and cleaned for good', () => {
    const signs = fc.constantFrom(...'آبپهیۀأ۱2٣ ‌‏⁨⁩ٔ.;%"\'/\\:،؛؟٫٬-–_(«»)ﻻ😀é\r\n\t');
    const names = fc.oneof(
      fc.string({ unit: signs, maxLength: 90 }),
      fc.string({ unit: 'binary', maxLength: 90 }),
    );
    fc.assert(
      fc.property(names, (name) => {
        const clean = documentName(`${name}.xlsx`);
        expect(clean).toMatch(/^[\p{L}\p{Nd}](?:[\p{L}\p{Nd} .-]*[\p{L}\p{Nd}])?\.xlsx$/u);
        expect(clean).not.toMatch(/ {2}/);
        expect(Array.from(clean).length).toBeLessThanOrEqual(60);
        expect(documentName(clean)).toBe(clean);
      }),
      { numRuns: 1000 },
    );
  });
});

test('a study’s title is cut, not what stands around it', () => {
  const around = (title: string) => `نتایج «${title}» 1405.09.10`;
  expect(titledDocumentName('خدمات', around, '.zip')).toBe('نتایج خدمات 1405.09.10.zip');
  const long = titledDocumentName('اولویت خدمات الکترونیکی '.repeat(10), around, '.zip');
  expect(long).toBe('نتایج اولویت خدمات الکترونیکی اولویت خدمات 1405.09.10.zip');
  expect(titledDocumentName('', around, '.zip')).toBe('نتایج 1405.09.10.zip');
});

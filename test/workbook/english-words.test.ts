import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { projectFolder } from '../../src/store/file/database.ts';
import { speaking } from '../../src/texts/speaking.ts';
import { ENGLISH_WORDS } from '../../src/workbook/english-words.ts';
import * as headers from '../../src/workbook/headers.ts';
import { readWorkbook } from '../../src/workbook/read-workbook.ts';
import { inEnglishWords } from './in-english-words.ts';
import { type Sheets, VALID, workbookOf } from './workbook-of.ts';

const { headerKey, wordKey } = headers;

/** All fixed words, in the language that is spoken. */
function fixedWords(): string[] {
  const { TABLES, OTHER_NAMES, COLUMNS, PROPERTIES, REPORT, KIND_WORDS, TRUTH, KEEPING_RULES } = headers;
  const { ANONYMITY, STUDY_LANGUAGES, EXPLANATION, INVITE } = headers;
  const flat = [TABLES, OTHER_NAMES, PROPERTIES, REPORT, KIND_WORDS, TRUTH, KEEPING_RULES, ANONYMITY];
  return [...flat, STUDY_LANGUAGES, EXPLANATION, INVITE, ...Object.values(COLUMNS)].flatMap((words) =>
    Object.values<string>(words),
  );
}

const read = async (sheets: Sheets) => readWorkbook(await workbookOf(sheets));

describe('fixed words of the workbook', () => {
  test('each has its English, and none that is no fixed word', () => {
    const persian = new Set([...fixedWords(), headers.ORGANISER_AND_CONTACT]);
    expect(Object.keys(ENGLISH_WORDS).toSorted()).toEqual([...persian].toSorted());
    speaking('en', () => expect(fixedWords().join()).not.toMatch(/\p{Script=Arabic}/u));
  });

  test('an English word stands for one Persian word, and is none itself', () => {
    const keys = Object.values(ENGLISH_WORDS).map(headerKey);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
    expect(wordKey('ROUND LENGTH (days)')).toBe(headerKey('مهلت دور (روز)'));
    expect(wordKey('مهلت دور (روز)')).toBe(headerKey('مهلت دور (روز)'));
  });

  test('stand in the docs as they are', () => {
    const page = readFileSync(`${projectFolder('docs')}/workbooks.md`, 'utf8');
    const rows = [...page.matchAll(/^\| `([^`]*\p{Script=Arabic}[^`]*)` \| `([^`]+)` \|$/gmu)];
    const { English: _, ...words } = ENGLISH_WORDS;
    expect(Object.fromEntries(rows.map(([, persian, english]) => [persian, english]))).toEqual(words);
  });
});

describe('a workbook with English sheets, headers and words', () => {
  const withWords: Sheets = {
    ...VALID,
    مطالعه: [
      ...VALID['مطالعه']!,
      ...[
        ['ناشناس', 'کامل'],
        ['ترتیب تصادفی', 'بله'],
        ['قاعدهٔ ماندن', 'درصد موافق'],
      ],
    ],
    دورها: [
      ['شماره', 'نوع', 'پانل‌ها'],
      [1, 'غربال', null],
      [2, 'روایی CVI', null],
    ],
  };

  test('is read as the same study in Persian words', async () => {
    const persian = await read(withWords);
    expect(persian.ok).toBe(true);
    expect(await read(inEnglishWords(withWords))).toEqual(persian);
  });

  test('is read as an English study where its language is English', async () => {
    const rows = [...withWords['مطالعه']!, ['زبان', 'English']];
    expect(await read(inEnglishWords({ ...withWords, مطالعه: rows }))).toMatchObject({
      ok: true,
      language: 'en',
    });
  });
});

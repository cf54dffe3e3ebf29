import type { CellValue } from 'exceljs';
import type { WalkedStudy } from '../dialogs/whole-study.ts';
import { inEnglishWords } from '../workbook/in-english-words.ts';
import type { Sheets } from '../workbook/workbook-of.ts';

type Rows = readonly (readonly CellValue[])[];

interface Words {
  readonly title: string;
  readonly otherTitle: string;
  readonly question: string;
  readonly long: string;
  readonly organiser: string;
  readonly labels: readonly string[];
  panel(at: number): string;
  expert(at: number): string;
  item(at: number): string;
  readonly definition: string;
  readonly typed: string;
}

/** A study of two panels, seven experts and six items on each, in words of one's own. */
function walked(words: Words): WalkedStudy {
  const experts = Array.from({ length: 7 }, (_, at) => [
    ...[`E${at + 1}`, words.expert(at), words.organiser.slice(0, 60), at < 5 ? 'P1' : 'P1، P2', null],
  ]);
  const items = Array.from({ length: 8 }, (_, at) => [
    ...[`S${at + 1}`, words.item(at), at === 0 ? words.definition : null, words.panel(9), 'G2C', null],
    at < 6 ? 'P1، P2' : 'P1',
  ]);
  const sheets: Sheets = {
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', words.title],
      ['پرسش', words.question],
      ['راهنما', words.long],
      ['برگزارکننده', words.organiser],
      ['تماس', words.organiser],
      ['حداکثر دورها', 3],
      ['حداقل پاسخ برای بازخورد', 2],
      ['مهلت دور (روز)', 5],
      ['آستانهٔ ثبات', null],
    ],
    طیف: [['مقدار', 'برچسب'], ...words.labels.map((label, at) => [at + 1, label])],
    پانل‌ها: [
      ['کد', 'نام'],
      ['P1', words.panel(0)],
      ['P2', words.panel(1)],
    ],
    خبرگان: [['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'], ...experts],
    گویه‌ها: [['کد', 'عنوان', 'تعریف', 'واحد سازمانی', 'مخاطب', 'گروه', 'پانل‌ها'], ...items],
  };
  const ofStudy = (...rows: Rows) => [...sheets['مطالعه']!, ...rows];
  return {
    language: 'fa',
    sheets,
    typed: words.typed,
    changed: {
      ...sheets,
      مطالعه: ofStudy(['آستانهٔ توافق', 0.9], ['ناشناس', 'خیر']),
      خبرگان: [
        ...sheets['خبرگان']!,
        ['E9', words.expert(9), '', 'P2', null],
        [null, words.expert(1), '', 'P1', null],
      ],
      گویه‌ها: [...sheets['گویه‌ها']!.slice(0, -1), ['S9', words.item(9), null, null, null, null, 'P2']],
    },
    faulty: {
      ...sheets,
      مطالعه: [
        ['ویژگی', 'مقدار'],
        ['عنوان', ''],
        ['ΑΓΝΩΣΤΟ', 1],
        ['نقطهٔ خنثی', 'x'],
        ['حداقل دورها', -1],
      ],
      طیف: [
        ['مقدار', 'برچسب', 'ΑΛΛΟ'],
        [1, words.labels[0]!],
        [1, words.labels[0]!],
      ],
      خبرگان: [
        ['نام', 'پانل‌ها'],
        [words.expert(0), 'P7'],
      ],
    },
    kinds: {
      ...sheets,
      مطالعه: [
        ...ofStudy().filter(([name]) => name !== 'عنوان'),
        ['عنوان', words.otherTitle],
        ['ترتیب تصادفی', 'بله'],
        ['ناشناس', 'خیر'],
        ['رضایت‌نامه', words.long],
      ],
      پانل‌ها: [...sheets['پانل‌ها']!, ['P3', words.panel(2)], ['P4', words.panel(3)]],
      خبرگان: [
        ['کد', 'نام', 'نقش', 'پانل‌ها', 'موبایل'],
        ...Array.from({ length: 4 }, (_, at) => [`E${at}`, words.expert(at), '', 'P1، P2، P3، P4', null]),
      ],
      گویه‌ها: [
        ['کد', 'عنوان', 'تعریف', 'پانل‌ها'],
        ...Array.from({ length: 4 }, (_, at) => [`S${at}`, words.item(at), words.definition, 'P1، P2، P3']),
      ],
      دورها: [
        ['شماره', 'نوع', 'پانل‌ها', 'مهلت (روز)', 'پرسش'],
        [1, 'غربال', 'P1', 7, words.question],
        [1, 'روایی CVR', 'P2', 7, null],
        [1, 'روایی CVI', 'P3', 7, null],
        [1, 'بارش فکری', 'P4', 7, words.question],
        [2, 'لیکرت', null, 7, null],
      ],
    },
  };
}

const GREEK_WORDS: Words = {
  title: 'ΜΕΛΕΤΗ',
  otherTitle: 'ΑΛΛΗ ΜΕΛΕΤΗ',
  question: 'ΕΡΩΤΗΣΗ;',
  long: 'ΟΔΗΓΙΕΣ '.repeat(20).trim(),
  organiser: 'ΟΡΓΑΝΩΤΗΣ',
  labels: ['ΠΟΛΥ ΛΙΓΟ', 'ΛΙΓΟ', 'ΜΕΤΡΙΑ', 'ΠΟΛΥ', 'ΠΑΡΑ ΠΟΛΥ'],
  panel: (at) => `ΟΜΑΔΑ ${'ΑΒΓΔΕΖΗΘΙΚ'[at]}`,
  expert: (at) => `ΕΙΔΙΚΟΣ ${'ΑΒΓΔΕΖΗΘΙΚ'[at]}`,
  item: (at) => `ΥΠΗΡΕΣΙΑ ${'ΑΒΓΔΕΖΗΘΙΚ'[at]}`,
  definition: 'ΟΡΙΣΜΟΣ '.repeat(60).trim(),
  typed: 'ΚΕΙΜΕΝΟ',
};

/** In words that are nobody's but the study's: any Persian on a screen is the program's own. */
export const GREEK: WalkedStudy = walked(GREEK_WORDS);

/** The same as an English study, whose workbook has English words. */
export const IN_ENGLISH: WalkedStudy = {
  ...GREEK,
  language: 'en',
  sheets: english(GREEK.sheets),
  changed: english(GREEK.changed),
  faulty: english(GREEK.faulty),
  kinds: english(GREEK.kinds),
};

function english(sheets: Sheets): Sheets {
  return inEnglishWords({ ...sheets, مطالعه: [...sheets['مطالعه']!, ['زبان', 'English']] });
}

/** Repeats words up to a length, and no further. */
function filled(length: number, words: string): string {
  return `${words} `
    .repeat(Math.ceil(length / words.length))
    .slice(0, length)
    .trimEnd();
}

/** Everything as long as a workbook lets it be, with digits, signs and directions that could spoil a text. */
export const LONGEST: WalkedStudy = walked({
  title: filled(300, 'مطالعهٔ <b>خدمات</b> E-Gov 2026 & «شهر»'),
  otherTitle: filled(300, 'مطالعهٔ دوم <b>خدمات</b> E-Gov 2027 & «شهر»'),
  question: filled(1000, 'این خدمت (مانند A1) چه اندازه اولویت دارد؟'),
  long: filled(3000, 'پیش از شروع، بند 3 <راهنما> را بخوانید & آماده شوید.'),
  organiser: filled(500, 'دانشگاه اصفهان، Room 12'),
  labels: Array.from({ length: 20 }, (_, at) =>
    filled(100, `${'یکم دوم سوم چهارم پنجم'.split(' ')[at % 5]} تا`).slice(at),
  ),
  panel: (at) => filled(200, `پانل ${'آبپتثجچحخد'[at]} شمارهٔ ${at} (IT)`),
  expert: (at) => filled(200, `دکتر ${'آبپتثجچحخد'[at]} <فرزند> 123`),
  item: (at) => filled(1000, `خدمت ${'آبپتثجچحخد'[at]} G2C-${at} & پرداخت`),
  definition: filled(2000, 'شرح بند 4 <خدمت> & موارد'),
  typed: filled(250, 'متن 12 با <نشانه> & *ستاره*'),
});

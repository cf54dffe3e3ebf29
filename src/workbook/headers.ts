import type { Anonymity } from '../domain/anonymity.ts';
import { foldText } from '../domain/digits.ts';
import type { Language } from '../domain/language.ts';
import type { ReportProperty, StudyRules } from '../domain/study-draft.ts';
import { SHEET_WORDS, SHEET_WORDS_WITHOUT_PLAN } from '../kinds/all.ts';
import { listed } from '../texts/listed.ts';
import { languageSpoken } from '../texts/speaking.ts';
import { ENGLISH_WORDS } from './english-words.ts';

/*
 * The workbook's fixed words. They are its format, not prose. Read from here they are those of the language that is
 * spoken; a workbook may have those of any.
 */

type Spoken<Words> = { readonly [Key in keyof Words]: string };

/** The same words in whichever language is spoken. */
function spoken<Words extends Readonly<Record<string, string>>>(persian: Words): Spoken<Words> {
  const words = Object.entries(persian).map(([key, word]) => [
    key,
    { enumerable: true, get: () => spokenWord(word) },
  ]);
  return Object.defineProperties({}, Object.fromEntries(words)) as Spoken<Words>;
}

function spokenWord(persian: string): string {
  if (languageSpoken() === 'fa') return persian;
  const word = ENGLISH_WORDS[persian];
  if (word === undefined) throw new Error(`The workbook's word ${persian} has no English`);
  return word;
}

/** In the order of the template, in which they are also reported. */
const PERSIAN_SHEETS = {
  study: 'مطالعه',
  scale: 'طیف',
  panels: 'پانل‌ها',
  experts: 'خبرگان',
  items: 'گویه‌ها',
  rounds: 'دورها',
  composition: 'ترکیب',
  criteria: 'معیارها',
  report: 'گزارش',
} as const;

export const SHEETS = spoken(PERSIAN_SHEETS);

export type SheetKey = keyof typeof SHEETS;

/** Every table that is read: the study's sheets, and the answers of a paper form. */
export const TABLES = spoken({ ...PERSIAN_SHEETS, form: 'پاسخ‌ها' });

/** Other names that people use for a sheet. */
export const OTHER_NAMES: Readonly<Partial<Record<TableKey, string>>> = spoken({
  composition: 'ترکیب پانل',
});

export type TableKey = keyof typeof TABLES;

export const COLUMNS = {
  study: spoken({ property: 'ویژگی', value: 'مقدار' }),
  scale: spoken({ value: 'مقدار', label: 'برچسب' }),
  panels: spoken({ code: 'کد', name: 'نام' }),
  experts: spoken({
    code: 'کد',
    name: 'نام',
    role: 'نقش',
    panels: 'پانل‌ها',
    mobile: 'موبایل',
    post: 'سمت',
    organisation: 'سازمان',
    degree: 'مدرک',
    experience: 'سابقه',
    gender: 'جنسیت',
  }),
  items: spoken({
    code: 'کد',
    title: 'عنوان',
    definition: 'تعریف',
    unit: 'واحد سازمانی',
    audience: 'مخاطب',
    group: 'گروه',
    panels: 'پانل‌ها',
    least: 'کمینه',
    most: 'بیشینه',
    measure: 'یکا',
  }),
  rounds: spoken({ number: 'شماره', kind: 'نوع', panels: 'پانل‌ها', days: 'مهلت (روز)', question: 'پرسش' }),
  composition: spoken({ panel: 'پانل', role: 'نقش', seats: 'تعداد' }),
  criteria: spoken({ text: 'معیار', confirm: 'تأیید', role: 'نقش' }),
  report: spoken({ property: 'ویژگی', value: 'مقدار' }),
  form: spoken({
    expert: 'خبره',
    panels: 'پانل',
    code: 'کد گویه',
    title: 'عنوان',
    answer: 'پاسخ',
    reason: 'دلیل',
    mark: 'شناسهٔ فرم',
  }),
} satisfies Record<TableKey, Record<string, string>>;

export type ColumnKey<Sheet extends TableKey> = keyof (typeof COLUMNS)[Sheet] & string;

/** Columns that a sheet must have. */
export const REQUIRED_COLUMNS: { readonly [Sheet in TableKey]: readonly ColumnKey<Sheet>[] } = {
  study: ['property', 'value'],
  scale: ['value', 'label'],
  panels: ['code', 'name'],
  experts: ['name', 'panels'],
  items: ['code', 'title', 'panels'],
  rounds: ['number', 'kind'],
  composition: ['panel', 'seats'],
  criteria: ['text'],
  report: ['property', 'value'],
  form: ['expert', 'code', 'answer'],
};

/** The rows of the sheet `مطالعه`, in the template's order. */
export const PROPERTIES = spoken({
  title: 'عنوان',
  question: 'پرسش',
  guidance: 'راهنما',
  organiser: 'برگزارکننده',
  contact: 'تماس',
  consent: 'رضایت‌نامه',
  kind: 'نوع',
  neutralPoint: 'نقطهٔ خنثی',
  keepsBy: 'قاعدهٔ ماندن',
  agreeingPerCent: 'آستانهٔ درصد موافق',
  dropsFromRound: 'حذف گویه از دور',
  yesPerCent: 'آستانهٔ غربال',
  minRounds: 'حداقل دورها',
  maxRounds: 'حداکثر دورها',
  stabilityThreshold: 'آستانهٔ ثبات',
  agreementThreshold: 'آستانهٔ توافق',
  openForDays: 'مهلت دور (روز)',
  reminderHours: 'یادآوری (ساعت مانده)',
  fridayReminders: 'یادآوری در جمعه',
  minAnswersForFeedback: 'حداقل پاسخ برای بازخورد',
  shuffledItems: 'ترتیب تصادفی',
  anonymity: 'ناشناس',
  forgetAfterDays: 'حذف نام‌ها (روز پس از پایان)',
  language: 'زبان',
  excludedAudiences: 'مخاطبان حذف‌شده',
} satisfies Record<keyof StudyRules, string>);

export type PropertyKey = keyof StudyRules;

/** The rows of the sheet `گزارش`. */
export const REPORT = spoken({
  ethicsCode: 'کد اخلاق',
  registration: 'ثبت',
  directedBy: 'هدایت‌کننده',
  team: 'تیم',
  aim: 'هدف',
  audience: 'مخاطب',
  findingExperts: 'روش یافتن خبرگان',
  sourceOfItems: 'منبع گویه‌ها',
  pilot: 'پیش‌آزمون',
  reward: 'پاداش',
  conflicts: 'تعارض منافع',
  funder: 'حامی مالی',
  endorsedBy: 'نهاد تأییدکننده',
  whyThreshold: 'دلیل آستانه',
  intelligence: 'هوش مصنوعی',
  events: 'رویدادها',
} satisfies Record<ReportProperty, string>);

/** Who runs the study and how to reach them, where one row holds both. */
export const ORGANISER_AND_CONTACT = 'برگزارکننده، تماس';

/** Kinds of rounds; and those that a study without a plan of rounds may have. */
export const KIND_WORDS = spoken(SHEET_WORDS);
export const KIND_WORDS_WITHOUT_PLAN = spoken(SHEET_WORDS_WITHOUT_PLAN);

/** Codes in one cell; whoever fills a workbook in may use other separators. */
export function joinCodes(codes: Iterable<string>): string {
  return listed([...codes]);
}

export const TRUTH = spoken({ yes: 'بله', no: 'خیر' });

/** The values of `قاعدهٔ ماندن`. */
export const KEEPING_RULES = spoken({
  mean: 'میانگین',
  agreeing: 'درصد موافق',
} satisfies Record<StudyRules['keepsBy'], string>);

/** The values of `ناشناس`. */
export const ANONYMITY = spoken({
  coded: 'بله',
  unlinked: 'کامل',
  named: 'خیر',
} satisfies Record<Anonymity, string>);

/** The values of `زبان`. */
export const STUDY_LANGUAGES = spoken({ fa: 'فارسی', en: 'English' } satisfies Record<Language, string>);

/** Labels by which scales of form makers offer having no opinion. */
export const NO_OPINION_LABELS: readonly string[] = [
  'نظری ندارم',
  'نظر ندارم',
  'بدون نظر',
  'بی‌نظر',
  'نمی‌دانم',
  'بی‌پاسخ',
  'ممتنع',
  'اطلاعی ندارم',
  ...['No opinion', 'No answer', 'Not sure', "Don't know", 'Do not know', 'Cannot say', 'Abstain'],
];

/** The column, and sheet, of explanations in the template: recognised, and skipped. */
export const EXPLANATION = spoken({ column: 'توضیح (خوانده نمی‌شود)', sheet: 'راهنمای کارپوشه' });

/** The workbook of personal links. */
export const INVITE = spoken({
  sheet: 'دعوت',
  name: 'نام',
  role: 'نقش',
  panels: 'پانل‌ها',
  link: 'پیوند',
  joined: 'عضو شده',
  text: 'متن دعوت',
});

/** The header of a further messenger's links. */
export function linkOn(messenger: string): string {
  return languageSpoken() === 'fa' ? `پیوند ${messenger}` : `${messenger} link`;
}

/** A word in the form used for matching: folded by `foldText`, and without punctuation. */
export function headerKey(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '');
}

const PERSIAN_KEYS = new Map(
  Object.entries(ENGLISH_WORDS).map(([persian, english]) => [headerKey(english), headerKey(persian)]),
);

/** The same of a fixed word, whichever language it is in. */
export function wordKey(text: string): string {
  const key = headerKey(text);
  return PERSIAN_KEYS.get(key) ?? key;
}

/** Which of some fixed words a text is, in any language; null: none of them. */
export function matchWord<Key extends string>(
  text: string,
  words: Readonly<Partial<Record<Key, string>>>,
): Key | null {
  const wanted = wordKey(text);
  const found = Object.entries<string>(words as Record<string, string>).find(
    ([, word]) => wordKey(word) === wanted,
  );
  return found ? (found[0] as Key) : null;
}

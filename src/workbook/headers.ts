import type { Anonymity } from '../domain/anonymity.ts';
import { foldText } from '../domain/digits.ts';
import type { Language } from '../domain/language.ts';
import type { ReportProperty, StudyRules } from '../domain/study-draft.ts';

/** The workbook's fixed words. They are its format, not prose: a workbook in another language has the same. */

/** In the order of the template, in which they are also reported. */
export const SHEETS = {
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

export type SheetKey = keyof typeof SHEETS;

/** Every table that is read: the study's sheets, and the answers of a paper form. */
export const TABLES = { ...SHEETS, form: 'پاسخ‌ها' } as const;

/** Other names that people use for a sheet. */
export const OTHER_NAMES: Readonly<Partial<Record<TableKey, string>>> = { composition: 'ترکیب پانل' };

export type TableKey = keyof typeof TABLES;

export const COLUMNS = {
  study: { property: 'ویژگی', value: 'مقدار' },
  scale: { value: 'مقدار', label: 'برچسب' },
  panels: { code: 'کد', name: 'نام' },
  experts: {
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
  },
  items: {
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
  },
  rounds: { number: 'شماره', kind: 'نوع', panels: 'پانل‌ها', days: 'مهلت (روز)', question: 'پرسش' },
  composition: { panel: 'پانل', role: 'نقش', seats: 'تعداد' },
  criteria: { text: 'معیار', confirm: 'تأیید', role: 'نقش' },
  report: { property: 'ویژگی', value: 'مقدار' },
  form: {
    expert: 'خبره',
    panels: 'پانل',
    code: 'کد گویه',
    title: 'عنوان',
    answer: 'پاسخ',
    reason: 'دلیل',
    mark: 'شناسهٔ فرم',
  },
} as const satisfies Record<TableKey, Record<string, string>>;

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
export const PROPERTIES = {
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
} as const satisfies Record<keyof StudyRules, string>;

export type PropertyKey = keyof StudyRules;

/** The rows of the sheet `گزارش`. */
export const REPORT = {
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
} as const satisfies Record<ReportProperty, string>;

/** Who runs the study and how to reach them, where one row holds both. */
export const ORGANISER_AND_CONTACT = 'برگزارکننده، تماس';

/** Between codes in one cell; whoever fills a workbook in may use other separators. */
export const CODES_SEPARATOR = '، ';

export const YES = 'بله';
export const NO = 'خیر';

/** The values of `قاعدهٔ ماندن`. */
export const KEEPING_RULES = {
  mean: 'میانگین',
  agreeing: 'درصد موافق',
} as const satisfies Record<StudyRules['keepsBy'], string>;

/** The values of `ناشناس`. */
export const ANONYMITY = {
  coded: YES,
  unlinked: 'کامل',
  named: NO,
} as const satisfies Record<Anonymity, string>;

/** The values of `زبان`. */
export const STUDY_LANGUAGES = { fa: 'فارسی', en: 'English' } as const satisfies Record<Language, string>;

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
];

/** The column, and sheet, of explanations in the template: recognised, and skipped. */
export const EXPLANATION_COLUMN = 'توضیح (خوانده نمی‌شود)';
export const EXPLANATION_SHEET = 'راهنمای کارپوشه';

/** The workbook of personal links. */
export const INVITE = {
  sheet: 'دعوت',
  name: 'نام',
  role: 'نقش',
  panels: 'پانل‌ها',
  link: 'پیوند',
  linkOn: (messenger: string) => `پیوند ${messenger}`,
  joined: 'عضو شده',
  text: 'متن دعوت',
} as const;

/** A word in the form used for matching: folded by `foldText`, and without punctuation. */
export function headerKey(text: string): string {
  return foldText(text).replace(/[^\p{L}\p{N}]/gu, '');
}

/** Which of some fixed words a text is; null: none of them. */
export function matchWord<Key extends string>(
  text: string,
  words: Readonly<Partial<Record<Key, string>>>,
): Key | null {
  const wanted = headerKey(text);
  const found = Object.entries<string>(words as Record<string, string>).find(
    ([, word]) => headerKey(word) === wanted,
  );
  return found ? (found[0] as Key) : null;
}

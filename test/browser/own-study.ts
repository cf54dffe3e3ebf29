import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';

/* A study that a newcomer could have written: small, three rounds to the end. */

export const TITLE = 'کتابخانه‌های محله';
export const LABELS = ['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'];
export const ITEMS = [
  'امانت کتاب در ایستگاه‌های مترو',
  'قصه‌گویی آخر هفته برای کودکان',
  'سالن مطالعهٔ شبانه‌روزی در روزهای امتحان؛ با نگهبان و روشنایی کافی، جای خواب برای مسافران، و بوفه‌ای که شهروندان خودشان می‌گردانند',
  'کارگاه مهارت‌های دیجیتال برای سالمندان (سطح ۱ و ۲)',
  'باشگاه کتاب‌خوانی محله',
];
export const EXPERTS = [
  'رویا سپهری',
  'بهروز کیهانی',
  'نازنین آذرخش',
  'سهراب دیده‌ور',
  'پگاه روشن‌ضمیر',
  'منوچهر پاکدل',
  'شیدا گلنار',
  'ایرج نیک‌پی',
];

const SHEETS: Sheets = {
  مطالعه: [
    ['ویژگی', 'مقدار'],
    ['عنوان', TITLE],
    ['پرسش', 'این خدمت تا چه اندازه به کار محلهٔ شما می‌آید؟'],
    ['برگزارکننده', 'گروه پژوهشی آزمون'],
    // Nothing leaves: there is a W in every round, whatever is answered.
    ['نقطهٔ خنثی', 1],
    ['حداقل دورها', 3],
    ['حداکثر دورها', 3],
    ['آستانهٔ توافق', null],
  ],
  طیف: [['مقدار', 'برچسب'], ...LABELS.map((label, at) => [at + 1, label])],
  پانل‌ها: [
    ['کد', 'نام'],
    ['K', 'کتابداران و همسایگان'],
  ],
  خبرگان: [
    ['نام', 'نقش', 'پانل‌ها', 'موبایل'],
    ...EXPERTS.map((name, at) => [name, 'کتابدار', 'K', `0912000000${at}`]),
  ],
  گویه‌ها: [['کد', 'عنوان', 'پانل‌ها'], ...ITEMS.map((title, at) => [`I${at + 1}`, title, 'K'])],
};

export function ownWorkbook(): Promise<Uint8Array> {
  return workbookOf(SHEETS);
}

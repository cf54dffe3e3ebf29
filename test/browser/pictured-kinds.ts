import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';
import { CHOICES, EXPERTS, ITEMS } from './pictured-study.ts';

/* Studies of the other kinds of rounds, of the same people: three kinds side by side, long orders, judges, sittings. */

type Row = readonly (string | number | null)[];

interface Study {
  readonly title: string;
  readonly question: string;
  /** Codes and names. */
  readonly panels: readonly (readonly [string, string])[];
  /** Codes, titles, panels; of numbers their bounds and unit. */
  readonly items: readonly Row[];
  readonly rounds: readonly Row[];
}

function sheetsOf({ title, question, panels, items, rounds }: Study): Sheets {
  return {
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', title],
      ['پرسش', question],
      ['برگزارکننده', 'دکتر مهتاب رستگار، دانشگاه اصفهان'],
      ['تماس', '۰۳۱-۳۷۹۳۰۰۰۰'],
      ['نقطهٔ خنثی', 1],
      ['آستانهٔ توافق', null],
      ['آستانهٔ ثبات', null],
    ],
    طیف: [['مقدار', 'برچسب'], ...CHOICES.map((label, at) => [at + 1, label])],
    پانل‌ها: [['کد', 'نام'], ...panels],
    خبرگان: [
      ['نام', 'نقش', 'پانل‌ها', 'موبایل'],
      ...EXPERTS.map(([name, role, mobile]) => [name, role, panels.map(([code]) => code).join('،'), mobile]),
    ],
    گویه‌ها: [['کد', 'عنوان', 'پانل‌ها', 'کمینه', 'بیشینه', 'یکا'], ...items],
    دورها: [['شماره', 'نوع', 'پانل‌ها', 'پرسش'], ...rounds],
  };
}

const items = (prefix: string, titles: readonly string[], panel: string): Row[] =>
  titles.map((title, at) => [`${prefix}${at + 1}`, title, panel]);

/** Three panels that do three kinds of rounds in one; all experts sit on all three. */
export function threeKindsWorkbook(): Promise<Uint8Array> {
  return workbookOf(
    sheetsOf({
      title: 'جمع‌سپاری خدمات محله',
      question: 'سپردن این خدمت به خود ذی‌نفعان تا چه اندازه شدنی است؟',
      panels: [
        ['P1', 'خدمات شهری'],
        ['P2', 'اولویت‌ها'],
        ['P3', 'ایده‌ها'],
      ],
      items: [...items('S', ITEMS.slice(0, 4), 'P1'), ...items('R', ITEMS.slice(6, 11), 'P2')],
      rounds: [
        [1, 'لیکرت', 'P1', null],
        [1, 'رتبه‌بندی', 'P2', 'کدام کار را باید زودتر به محله سپرد؟'],
        [1, 'بارش فکری', 'P3', 'چه خدمت دیگری را می‌توان به محله سپرد؟'],
        [2, 'لیکرت', 'P1', null],
        [2, 'رتبه‌بندی', 'P2', 'کدام کار را باید زودتر به محله سپرد؟'],
        [2, 'غربال', 'P3', 'این گویه در فهرست بماند؟'],
      ],
    }),
  );
}

/** Orders of twelve and of twenty items. */
export function longOrdersWorkbook(): Promise<Uint8Array> {
  return workbookOf(
    sheetsOf({
      title: 'اولویت خدمات شهرداری',
      question: 'کدام خدمت مهم‌تر است؟',
      panels: [
        ['P1', 'دوازده خدمت'],
        ['P2', 'بیست خدمت'],
      ],
      items: [...items('A', ITEMS.slice(0, 12), 'P1'), ...items('B', ITEMS.slice(0, 20), 'P2')],
      rounds: [[1, 'رتبه‌بندی', null, null]],
    }),
  );
}

/** Validity judged twice, then numbers asked twice. */
export function judgesWorkbook(): Promise<Uint8Array> {
  const bounds: Row = [1405, 1420, 'سال'];
  return workbookOf(
    sheetsOf({
      title: 'روایی و زمان‌بندی خدمات',
      question: 'این خدمت از چه سالی سپردنی است؟',
      panels: [['P1', 'داوران']],
      items: items('S', ITEMS.slice(6, 9), 'P1').map((row) => [...row, ...bounds]),
      rounds: [
        [1, 'روایی CVR', null, 'این گویه برای سنجش آمادگی محله چه اندازه ضروری است؟'],
        [2, 'روایی CVI', null, 'این گویه به آمادگی محله چه اندازه مرتبط است؟'],
        [3, 'عددی', null, null],
        [4, 'عددی', null, null],
      ],
    }),
  );
}

/** More items than anybody answers in one go. */
export function largeWorkbook(): Promise<Uint8Array> {
  const units = ['خدمات شهری', 'فرهنگی و اجتماعی', 'حمل‌ونقل و ترافیک'];
  return workbookOf(
    sheetsOf({
      title: 'فهرست کامل فرایندهای شهرداری',
      question: 'سپردن این فرایند به ذی‌نفعان تا چه اندازه شدنی است؟',
      panels: units.map((name, at) => [`P${at + 1}`, name]),
      items: units.flatMap((_, panel) =>
        Array.from({ length: 30 }, (__, at) => [
          `F${panel + 1}-${at + 1}`,
          `${ITEMS[(panel * 7 + at) % ITEMS.length]!} (فرایند ${panel * 30 + at + 1})`,
          `P${panel + 1}`,
        ]),
      ),
      rounds: [[1, 'لیکرت', null, null]],
    }),
  );
}

/** A panel for each kind but the scale's own: what a facilitator sees of their closings. */
export function deskKindsWorkbook(): Promise<Uint8Array> {
  const kinds = [
    ['G', 'غربال‌گران', 'غربال', 'این خدمت در فهرست بماند؟'],
    ['V', 'داوران ضرورت', 'روایی CVR', 'این خدمت چقدر ضروری است؟'],
    ['I', 'داوران ارتباط', 'روایی CVI', 'این خدمت چقدر به محله مربوط است؟'],
    ['R', 'مدیران', 'رتبه‌بندی', 'کدام کار را باید زودتر به محله سپرد؟'],
    ['N', 'برآوردکنندگان', 'عددی', 'این کار چند درصد ارزان‌تر می‌شود؟'],
    ['B', 'دبیران', 'بارش فکری', 'چه خدمت دیگری را می‌توان به محله سپرد؟'],
  ] as const;
  const asked = (code: string, from: number) => items(code, ITEMS.slice(from, from + 7), code);
  return workbookOf(
    sheetsOf({
      title: 'گونه‌های دیگر دور',
      question: 'سپردن این خدمت به خود ذی‌نفعان تا چه اندازه شدنی است؟',
      panels: kinds.map(([code, name]) => [code, name] as const),
      items: [
        ...[...asked('G', 0), ...asked('V', 7), ...asked('I', 14), ...asked('R', 3)],
        ...asked('N', 10).map((row) => [...row, 0, 100, 'درصد']),
      ],
      rounds: [1, 2].flatMap((round) =>
        kinds
          .filter(([, , kind]) => round === 1 || kind === 'رتبه‌بندی' || kind === 'عددی')
          .map(([code, , kind, question]): Row => [round, kind, code, question]),
      ),
    }),
  );
}

import type { Sheets } from '../workbook/workbook-of.ts';

/**
 * A study of an organisation's processes, from all of them to an agreed list: classes of audience leave, a legal panel
 * screens what is left, and panels of departments judge what the law lets through, until some of the panels are empty.
 */
export interface ProcessStudySize {
  readonly macros: number;
  readonly groups: number;
  readonly processes: number;
  readonly items: number;
  /** Put before the legal panel: of the audiences that stay, by department. */
  readonly departments: readonly Department[];
  readonly lawyers: number;
  /** Experts who sit on every panel of a department, and those of one department alone. */
  readonly common: number;
  readonly own: number;
}

interface Department {
  readonly name: string;
  /** Null: its processes, where they are lawful, go to two panels of others. */
  readonly panel: string | null;
  readonly asked: number;
  readonly lawful: number;
  /** Stay after the first round of judging; of those of two panels, in the first one. */
  readonly standing: number;
}

/** The published study's own figures; how its 168 lawful services lay over the departments is invented. */
export const MODEL_CASE: ProcessStudySize = {
  ...{ macros: 15, groups: 52, processes: 202, items: 978, lawyers: 5, common: 6, own: 6 },
  departments: [
    { name: 'معاونت خدمات شهری', panel: 'P1', asked: 165, lawful: 75, standing: 11 },
    { name: 'معاونت فرهنگی', panel: 'P2', asked: 39, lawful: 20, standing: 7 },
    { name: 'معاونت ترافیک', panel: 'P3', asked: 64, lawful: 30, standing: 2 },
    { name: 'معاونت برنامه‌ریزی', panel: 'P4', asked: 12, lawful: 6, standing: 0 },
    { name: 'معاونت عمران', panel: 'P5', asked: 14, lawful: 8, standing: 0 },
    { name: 'معاونت شهرسازی', panel: 'P6', asked: 28, lawful: 14, standing: 0 },
    { name: 'معاونت مالی', panel: 'P7', asked: 19, lawful: 10, standing: 0 },
    { name: 'ستاد شهردار', panel: null, asked: 18, lawful: 0, standing: 0 },
    { name: 'ترکیبی', panel: null, asked: 9, lawful: 5, standing: 1 },
  ],
};

/** The same in small, with sittings still. */
export const SMALL_CASE: ProcessStudySize = {
  ...{ macros: 3, groups: 6, processes: 12, items: 90, lawyers: 3, common: 2, own: 4 },
  departments: [
    { name: 'معاونت خدمات شهری', panel: 'P1', asked: 24, lawful: 12, standing: 4 },
    { name: 'معاونت فرهنگی', panel: 'P2', asked: 10, lawful: 5, standing: 3 },
    { name: 'معاونت ترافیک', panel: 'P3', asked: 8, lawful: 6, standing: 2 },
    { name: 'معاونت مالی', panel: 'P4', asked: 4, lawful: 2, standing: 0 },
    { name: 'ترکیبی', panel: null, asked: 4, lawful: 2, standing: 1 },
  ],
};

export interface Process {
  readonly code: string;
  readonly title: string;
  readonly unit: string;
  readonly audience: string;
  readonly group: string;
  readonly isLawful: boolean;
  /** The panels of departments that are to judge it; empty: none. */
  readonly panels: readonly string[];
  /** Where it stays after the first round of judging. */
  readonly standsIn: string | null;
}

export interface Person {
  readonly code: string;
  readonly name: string;
  readonly role: string;
  readonly panels: readonly string[];
}

export const ROLES = {
  lawyer: 'حقوق‌دان',
  common: 'متخصص حوزهٔ فرایندی',
  own: 'مالک فرایند',
} as const;
const STAYING = ['G2C', 'G2B'];
const LEAVING = ['G2G', 'G2E'];

export function panelsOf({ departments }: ProcessStudySize): readonly Department[] {
  return departments.filter(({ panel }) => panel !== null);
}

/** All processes; those that stay by their audience lie scattered over the tree. */
export function processesOf(size: ProcessStudySize): readonly Process[] {
  const asked = size.departments.flatMap((department) =>
    Array.from({ length: department.asked }, (_, at) => ({ department, at })),
  );
  const stride = strideOf(size.items);
  const byPlace = new Map(asked.map((each, at) => [(at * stride) % size.items, each]));
  return Array.from({ length: size.items }, (_, place) => {
    const [macro, group, process] = [size.macros, size.groups, size.processes].map(
      (of) => Math.floor((place * of) / size.items) + 1,
    );
    const named = {
      code: `S${place + 1}`,
      title: `زیرفرایند ${place + 1}`,
      group: `کلان‌فرایند ${macro} / گروه ${group} / فرایند ${process}`,
    };
    const found = byPlace.get(place);
    if (!found) {
      const { name } = size.departments[place % size.departments.length]!;
      return { ...named, unit: name, audience: LEAVING[place % 2]!, ...gone };
    }
    const { department, at } = found;
    const isLawful = at < department.lawful;
    return {
      ...{ ...named, unit: department.name, audience: STAYING[at % 2]!, isLawful },
      panels: panelsFor(department, at, isLawful),
      standsIn: at < department.standing ? (department.panel ?? 'P1') : null,
    };
  });
}

const gone = { isLawful: false, panels: [], standsIn: null };

function panelsFor({ panel }: Department, at: number, isLawful: boolean): readonly string[] {
  if (panel !== null) return [panel];
  return isLawful ? [`P${1 + (at % 2)}`, 'P3'] : [];
}

/** Coprime to the number of places, so that every one is met once. */
function strideOf(places: number): number {
  const divides = (of: number): boolean => greatestCommon(of, places) > 1;
  let stride = Math.round(places * 0.382);
  while (divides(stride)) stride += 1;
  return stride;
}

function greatestCommon(one: number, other: number): number {
  return other === 0 ? one : greatestCommon(other, one % other);
}

export function peopleOf(size: ProcessStudySize): readonly Person[] {
  const panels = panelsOf(size).map(({ panel }) => panel!);
  const named = (code: string, role: string, seats: readonly string[]): Person => ({
    ...{ code, role, panels: seats },
    name: `خبره ${code}`,
  });
  return [
    ...Array.from({ length: size.lawyers }, (_, at) => named(`L${at + 1}`, ROLES.lawyer, ['L'])),
    ...Array.from({ length: size.common }, (_, at) => named(`C${at + 1}`, ROLES.common, panels)),
    ...panels.flatMap((panel) =>
      Array.from({ length: size.own }, (_, at) => named(`${panel}-${at + 1}`, ROLES.own, [panel])),
    ),
  ];
}

/** The workbook. @param unplaced codes of items that only the legal panel has as yet */
export function processSheets(
  size: ProcessStudySize,
  people: readonly Person[],
  unplaced: ReadonlySet<string>,
): Sheets {
  const panels = panelsOf(size);
  const codes = panels.map(({ panel }) => panel!);
  return {
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', 'برون‌سپاری زیرفرایندها'],
      ['پرسش', 'امکان سپردن این کار به مردم چقدر است؟'],
      ['مخاطبان حذف‌شده', LEAVING.join(',')],
      ['حداقل دورها', 3],
      ['آستانهٔ ثبات', 0.2],
      ['آستانهٔ توافق', null],
    ],
    طیف: [['مقدار', 'برچسب'], ...SCALE.map((label, at) => [at + 1, label])],
    پانل‌ها: [['کد', 'نام'], ['L', 'حقوقی'], ...panels.map(({ panel, name }) => [panel, name])],
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها'],
      ...people.map(({ code, name, role, panels: seats }) => [code, name, role, seats.join('، ')]),
    ],
    گویه‌ها: [
      ['کد', 'عنوان', 'واحد سازمانی', 'مخاطب', 'گروه', 'پانل‌ها'],
      ...processesOf(size).map(({ code, title, unit, audience, group, panels: judging }) => [
        ...[code, title, unit, audience, group],
        ['L', ...(unplaced.has(code) ? [] : judging)].join('، '),
      ]),
    ],
    دورها: [
      ['شماره', 'نوع', 'پانل‌ها'],
      [1, 'غربال', 'L'],
      ...[2, 3, 4].map((number) => [number, 'لیکرت', codes.join('، ')]),
    ],
    ترکیب: [
      ['پانل', 'نقش', 'تعداد'],
      ...codes.flatMap((panel) => [
        [panel, ROLES.common, size.common],
        [panel, ROLES.own, size.own],
      ]),
    ],
    معیارها: [
      ['معیار', 'تأیید'],
      ['پنج سال سابقهٔ کار', 'بله'],
    ],
  };
}

const SCALE = ['نبود امکان', 'امکان کم', 'امکان متوسط', 'امکان زیاد', 'امکان خیلی زیاد'];

/**
 * What an expert rates a process in a round of judging: high where it is to stay, low where not, and nearer to the
 * process's own place from round to round. An answer counts in every panel of its expert: over what is to stay in one of
 * two panels alone, who sits on both is undecided.
 */
export function ratingOf({ standsIn, panels, code }: Process, person: Person, round: number): number {
  const seats = person.panels.filter((panel) => panels.includes(panel));
  if (standsIn !== null && seats.length > 1) return 3;
  const place = Number(code.slice(1)) % 3;
  const strays = draw(`${code} ${person.code} ${round}`, 10) < [4, 2, 1][round - 2]!;
  if (standsIn !== null && seats.includes(standsIn)) return strays ? 4 : [5, 4, 5][place]!;
  return strays ? 2 : [1, 3, 2][place]!;
}

/** The same each time. */
function draw(of: string, below: number): number {
  let hash = 0x811c9dc5;
  for (const character of of) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return ((hash >>> 0) ^ (hash >>> 15)) % below;
}

export function scaleLabel(value: number): string {
  return SCALE[value - 1]!;
}

import type { RoundKind } from '../../src/domain/study-draft.ts';
import type { StudyFile } from '../../src/rehearsal/study-files.ts';
import { ANONYMITY, KIND_WORDS } from '../../src/workbook/headers.ts';
import { type Sheets, workbookOf } from '../workbook/workbook-of.ts';
import type { Shape } from './schedule.ts';

const LABELS = ['خیلی کم', 'کم', 'متوسط', 'زیاد', 'خیلی زیاد'];
const TITLES = ['مطالعهٔ نمونه', 'مطالعهٔ دوم'];
const PANELS = ['P', 'Q'];

/** A name that stands nowhere else. */
export const nameOf = (expert: number) => `نامدار${'آبپتثجچح'[expert]}`;
const titleOf = (item: number) =>
  `خدمت ${['یکم', 'دوم', 'سوم', 'چهارم', 'پنجم', 'ششم', 'هفتم', 'هشتم'][item]}`;

/**
 * @param change 0: as it was created; then an item more, a title changed, a later end, an expert more …
 * @param study the second has the same experts and items, and the rounds in the other order
 */
function sheetsOf(shape: Shape, change: number, study: number): Sheets {
  const rounds = study === 0 ? shape.rounds : shape.rounds.toReversed();
  const titled = TITLES[study]!;
  const panels = PANELS.slice(0, shape.rounds[0]!.length);
  const codes = panels.join(',');
  const items = shape.items + (change === 1 ? 1 : 0);
  const experts = shape.experts + (change === 3 ? 1 : 0);
  return {
    مطالعه: [
      ['ویژگی', 'مقدار'],
      ['عنوان', change === 2 ? `${titled} دیگر` : titled],
      ['پرسش', 'این خدمت تا چه اندازه به کار می‌آید؟'],
      ['نقطهٔ خنثی', 3],
      ['حداکثر دورها', shape.rounds.length],
      ['مهلت دور (روز)', change === 4 ? 5 : 3],
      ['یادآوری (ساعت مانده)', '48، 24'],
      ['ناشناس', ANONYMITY[shape.anonymity]],
    ],
    طیف: [['مقدار', 'برچسب'], ...LABELS.map((label, at) => [at + 1, label])],
    پانل‌ها: [['کد', 'نام'], ...panels.map((code) => [code, `پانل ${code}`])],
    خبرگان: [
      ['کد', 'نام', 'نقش', 'پانل‌ها'],
      ...Array.from({ length: experts }, (_, at) => [`E${at}`, nameOf(at), 'استاد', codes]),
    ],
    گویه‌ها: [
      ['کد', 'عنوان', 'پانل‌ها', 'کمینه', 'بیشینه', 'یکا'],
      ...Array.from({ length: items }, (_, at) => [`S${at + 1}`, titleOf(at), codes, 0, 100, 'درصد']),
    ],
    دورها: [
      ['شماره', 'نوع', 'پانل‌ها'],
      ...rounds.flatMap((kinds, at) =>
        kinds.map((kind: RoundKind, panel) => [at + 1, KIND_WORDS[kind], panels[panel]!]),
      ),
    ],
  };
}

export const workbookFor = (shape: Shape, change: number, study: number): Promise<Uint8Array> =>
  workbookOf(sheetsOf(shape, change, study));

/** The study as somebody knows it who has read the workbook. */
export function knownStudy(shape: Shape): StudyFile {
  return {
    title: TITLES[0]!,
    language: 'fa',
    experts: [],
    itemTitles: Array.from({ length: shape.items + 1 }, (_, at) => titleOf(at)),
    scaleLabels: LABELS,
    mostRounds: shape.rounds.length,
  };
}

import type { ItemJudgement, JudgedItem } from '../domain/judged-round.ts';
import type { WhyNull } from '../domain/why-null.ts';
import { coefficientOfVariation } from '../statistics/coefficient-of-variation.ts';
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import { plain } from '../texts/i18n.ts';

/** An item's figures; Holm's p is known only once all items of its round are. */
export type ItemFigures = ItemJudgement & Partial<Pick<JudgedItem, 'wilcoxonHolm'>>;

/** A figure of an item, as the files of an export give it. */
export interface ItemColumn {
  /** Its key in `results.json`. */
  readonly json: string;
  /** Its header, in words. */
  header(): string;
  /** What a reader should know about the figure. Figures with a note stand only in files: a chat has no room for it. */
  note?(): string;
  /** Whether rounds are compared by it first. */
  readonly isMain?: boolean;
  /** Number format of its cells; absent: general. */
  readonly format?: string;
  of(item: ItemFigures): number | boolean | null;
  /** Why it is null; absent: it is null only where nobody answered. */
  whyNull?(item: ItemFigures): WhyNull;
}

/** Why a figure of an item is undefined; null where it is not. */
export function whyNoFigure(column: ItemColumn, item: ItemFigures): WhyNull | null {
  return column.of(item) === null ? (column.whyNull?.(item) ?? 'no_answers') : null;
}

export const TWO_DECIMALS = '0.00';
export const PER_CENT = '0%';

/** The figures that every kind of round has for an item. */
export const ANSWER_COLUMNS: readonly ItemColumn[] = [
  { json: 'n', header: () => plain('summary.sheet.n'), of: ({ n }) => n },
];

/** The description of ratings that are numbers. */
export const DESCRIPTION_COLUMNS: readonly ItemColumn[] = [
  ...ANSWER_COLUMNS,
  {
    json: 'mean',
    isMain: true,
    header: () => plain('summary.sheet.mean'),
    format: TWO_DECIMALS,
    of: ({ mean }) => mean,
  },
  {
    json: 'sd',
    isMain: true,
    header: () => plain('summary.sheet.sd'),
    format: TWO_DECIMALS,
    of: ({ sd }) => sd,
    whyNull: whyNoSpread,
  },
  { json: 'median', header: () => plain('summary.sheet.median'), of: ({ median }) => median },
  { json: 'q1', header: () => plain('summary.sheet.q1'), of: ({ q1 }) => q1 },
  { json: 'q3', header: () => plain('summary.sheet.q3'), of: ({ q3 }) => q3 },
];

/** The variation of ratings relative to those that could be given, or were. */
export const VARIATION_COLUMN: ItemColumn = {
  json: 'cv',
  header: () => plain('summary.sheet.cv'),
  format: TWO_DECIMALS,
  of: (item) => coefficientOfVariation(item, Object.keys(item.counts).map(Number)),
  whyNull: (item) => (item.n < 2 ? whyNoSpread(item) : 'not_ratio'),
};

function whyNoSpread({ n }: ItemFigures): WhyNull {
  return n === 0 ? 'no_answers' : 'one_answer';
}

/**
 * Both ends of Wilson's interval of a share of an item's answers.
 *
 * @param of what the share is called, and how many of all answers it counts; null where it is undefined
 */
export function shareInterval(
  of: {
    readonly json: string;
    share(): string;
    counted(item: ItemFigures): { readonly count: number; readonly n: number } | null;
  },
  whyNull: (item: ItemFigures) => WhyNull = () => 'no_answers',
): readonly ItemColumn[] {
  return (['low', 'high'] as const).map((end) => ({
    json: `${of.json}_${end}`,
    header: () => plain(`summary.sheet.wilson.${end}`, { share: of.share() }),
    note: () => plain('summary.sheet.wilson.note'),
    format: PER_CENT,
    of: (item) => {
      const share = of.counted(item);
      return (share && wilsonInterval(share.count, share.n)?.[end]) ?? null;
    },
    whyNull,
  }));
}

/** Whom one press can remind. Buttons carry places in this list. */
export const OWING_GROUPS = ['all', 'unopened'] as const;

export type OwingGroup = (typeof OWING_GROUPS)[number];

/** What an expert who still owes a round has done in it. */
export interface Owing {
  readonly openedAt: Date;
  /** Null: has not joined. */
  readonly joinedAt: Date | null;
  readonly begunAt: Date | null;
  readonly lastAnswerAt: Date | null;
}

const DAY = 24 * 60 * 60 * 1000;
/** A questionnaire unopened for so long is worth mentioning. */
const LONG_UNOPENED_DAYS = 2;

/** For how many whole days nothing has been heard of an expert in a round. */
export function silentDays({ openedAt, joinedAt, begunAt, lastAnswerAt }: Owing, now: Date): number {
  const heard = [openedAt, joinedAt, begunAt, lastAnswerAt].map((at) => at?.getTime() ?? 0);
  return Math.max(0, Math.floor((now.getTime() - Math.max(...heard)) / DAY));
}

/** Whether an expert has had the questionnaire for two days without opening it. */
export function isLongUnopened(owing: Owing, now: Date): boolean {
  const { joinedAt, begunAt } = owing;
  return joinedAt !== null && begunAt === null && silentDays(owing, now) >= LONG_UNOPENED_DAYS;
}

/** How many have been silent for less than a day, for less than two, and for longer. */
export function silenceSpread(days: readonly number[]): readonly [number, number, number] {
  const of = (isOne: (silent: number) => boolean) => days.filter(isOne).length;
  return [of((silent) => silent < 1), of((silent) => silent === 1), of((silent) => silent > 1)];
}

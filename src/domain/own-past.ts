import { type Anonymity, isAnonymous } from './anonymity.ts';

/** The period in which one account was an expert's. */
export interface Held {
  readonly since: Date;
  /** When the account was confirmed to be the same person's as the one before; null: nobody has done so. */
  readonly confirmedAt: Date | null;
}

/**
 * From when on an expert's present account may see what the expert did, where answers are anonymous: a personal link
 * may have been renewed for, and opened by, somebody else.
 *
 * @param tenures the expert's accounts, eldest first; the first needs no confirmation
 * @returns null: from the very beginning
 */
export function seesFrom(tenures: readonly Held[]): Date | null {
  return tenures.findLast(({ confirmedAt }) => confirmedAt === null)?.since ?? null;
}

/**
 * The moment before which nothing that an expert did reaches the expert's account; null: all of it does. Where answers
 * stand under names nothing is hidden.
 */
export function hiddenBefore(
  { anonymity }: { readonly anonymity: Anonymity },
  expert: { readonly seesFrom: Date | null },
): Date | null {
  return isAnonymous(anonymity) ? expert.seesFrom : null;
}

/** Whether something done at a moment may be shown; null stands for what was never done. */
export function isShown(doneAt: Date | null, hidden: Date | null): boolean {
  return hidden === null || (doneAt !== null && doneAt >= hidden);
}

/** How an account can be confirmed to be the same person's as the one before. */
export type WayToConfirm = 'numberOrAccount' | 'account';

/** A mobile number counts only where the workbook had one when the expert first joined. */
export function wayToConfirm({ mobileAtJoining }: { readonly mobileAtJoining: string | null }): WayToConfirm {
  return mobileAtJoining === null ? 'account' : 'numberOrAccount';
}

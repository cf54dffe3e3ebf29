import { type Anonymity, isAnonymous } from './anonymity.ts';

/** The time for which one account is an expert's. */
export interface Held {
  readonly since: Date;
  /** When the account was known to be the same person's as the one before; null: nobody has said so. */
  readonly confirmedAt: Date | null;
}

/**
 * From when on the account that an expert has now may see what the expert did, where answers are anonymous: a personal
 * link may have been renewed for, and opened by, somebody else.
 *
 * @param tenures the expert's accounts, eldest first; the first is confirmed by itself
 * @returns null: from the beginning on
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

/** Whether something done at a moment may be shown; what has no moment was not done. */
export function isShown(doneAt: Date | null, hidden: Date | null): boolean {
  return hidden === null || (doneAt !== null && doneAt >= hidden);
}

/** How an account can be known to be the same person's as the one before. */
export type WayToConfirm = 'numberOrAccount' | 'account';

/** A number counts where the workbook had one when the expert joined first. */
export function wayToConfirm({ mobileAtJoining }: { readonly mobileAtJoining: string | null }): WayToConfirm {
  return mobileAtJoining === null ? 'account' : 'numberOrAccount';
}

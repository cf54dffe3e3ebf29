const DAY = 24 * 60 * 60 * 1000;

/** Days after a study's end at which its experts' names are removed automatically; null: never. */
type ForgetAfterDays = number | null;

/** Whether names would be kept longer than was promised before. */
export function isForgottenLater(from: ForgetAfterDays, to: ForgetAfterDays): boolean {
  if (from === null) return false;
  return to === null || to > from;
}

/** When the names of a finished study are removed automatically; null: never, or not known yet. */
export function forgettingDueAt(study: {
  readonly finishedAt: Date | null;
  readonly forgetAfterDays: ForgetAfterDays;
}): Date | null {
  const { finishedAt, forgetAfterDays } = study;
  if (finishedAt === null || forgetAfterDays === null) return null;
  return new Date(finishedAt.getTime() + forgetAfterDays * DAY);
}

/** A message still undelivered after so long counts as one that will not arrive. */
const LETTERS_GIVEN_UP_AFTER_DAYS = 7;
const NOTICE_DAYS = 7;

/** Messages queued before this moment no longer hold up the removal of names. */
export function lettersGivenUpBefore(now: Date): Date {
  return new Date(now.getTime() - LETTERS_GIVEN_UP_AFTER_DAYS * DAY);
}

/**
 * When facilitators are told that names will be removed: a week before, but not until half of the time since the
 * study's end has passed, as they were told then too.
 */
export function forgettingNoticeAt(finishedAt: Date, due: Date): Date {
  const half = (due.getTime() - finishedAt.getTime()) / 2;
  return new Date(Math.max(due.getTime() - NOTICE_DAYS * DAY, finishedAt.getTime() + half));
}

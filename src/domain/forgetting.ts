const DAY = 24 * 60 * 60 * 1000;

/** Days after a study's end at which its experts' names are removed; null: never by itself. */
type ForgetAfterDays = number | null;

/** Whether names would be kept longer than was said before. */
export function isForgottenLater(from: ForgetAfterDays, to: ForgetAfterDays): boolean {
  if (from === null) return false;
  return to === null || to > from;
}

/** When the names of a study that has ended are removed by themselves; null: never, or not known yet. */
export function forgettingDueAt(study: {
  readonly finishedAt: Date | null;
  readonly forgetAfterDays: ForgetAfterDays;
}): Date | null {
  const { finishedAt, forgetAfterDays } = study;
  if (finishedAt === null || forgetAfterDays === null) return null;
  return new Date(finishedAt.getTime() + forgetAfterDays * DAY);
}

/** A letter that was on its way for so long counts as one that will not arrive. */
const LETTERS_GIVEN_UP_AFTER_DAYS = 7;
const NOTICE_DAYS = 7;

/** Letters that were queued before this moment hold up no removal of names. */
export function lettersGivenUpBefore(now: Date): Date {
  return new Date(now.getTime() - LETTERS_GIVEN_UP_AFTER_DAYS * DAY);
}

/**
 * When facilitators are told that names will go: a week before, and no sooner than half of the time has passed since the
 * study's end, which they have just been told of.
 */
export function forgettingNoticeAt(finishedAt: Date, due: Date): Date {
  const half = (due.getTime() - finishedAt.getTime()) / 2;
  return new Date(Math.max(due.getTime() - NOTICE_DAYS * DAY, finishedAt.getTime() + half));
}

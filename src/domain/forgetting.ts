const DAY = 24 * 60 * 60 * 1000;

/** Days after a study's end at which its experts' names are removed; null: never by itself. */
type ForgetAfterDays = number | null;

/** Whether names would be kept longer than was said before. */
export function isForgottenLater(from: ForgetAfterDays, to: ForgetAfterDays): boolean {
  if (from === null) return false;
  return to === null || to > from;
}

/** When the names of a study that has ended are removed by themselves; null: never, or not known yet. */
export function forgottenAt(study: {
  readonly finishedAt: Date | null;
  readonly forgetAfterDays: ForgetAfterDays;
}): Date | null {
  const { finishedAt, forgetAfterDays } = study;
  if (finishedAt === null || forgetAfterDays === null) return null;
  return new Date(finishedAt.getTime() + forgetAfterDays * DAY);
}

/** The study's clock, which a rehearsal may move forward. */
export interface RehearsalClock {
  now(): Date;
  /** What was due until then happens at once. */
  moveTo(at: Date): void | Promise<void>;
  /** Of the open round; absent where there is none. */
  nextMoments(): { readonly reminder?: Date; readonly deadline?: Date };
}

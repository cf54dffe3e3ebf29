/** Thrown by a job that waits for something: it failed at nothing, and is taken up again after a while. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
  readonly afterMs: number;

  /** @param afterMs by the monotonic clock */
  constructor(what: string, afterMs: number) {
    super(what);
    this.afterMs = afterMs;
  }
}

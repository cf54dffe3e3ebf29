/**
 * Calls a call off, and tells how far its HTTP request got: grammY hands the transport nothing but a signal that would
 * tell whose request it is. Not an AbortSignal, as a tap makes two calls, and Node's takes as long to make and to listen
 * to as a small read of the database.
 */
export class Departure {
  begun = false;
  /** Its last byte was handed to the network: from here on it may have arrived. */
  left = false;
  aborted = false;
  #listener: (() => void) | null = null;
  readonly #onLeft: () => void;

  constructor(onLeft: () => void = () => {}) {
    this.#onLeft = onLeft;
  }

  /** As of an AbortSignal; whose call it is listens alone. */
  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listener = listener;
  }

  removeEventListener(): void {
    this.#listener = null;
  }

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    this.#listener?.();
  }

  /** Notes that the last byte of the request is on its way. */
  noteLeft(): void {
    this.left = true;
    this.#onLeft();
  }
}

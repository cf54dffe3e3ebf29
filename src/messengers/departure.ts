/** How far a call's HTTP request got. */
export interface Departure {
  begun: boolean;
  /** Its last byte was handed to the network: from here on it may have arrived. */
  left: boolean;
  readonly onLeft: () => void;
}

/** By the signal that calls a call off: grammY hands on nothing else that would tell whose request it is. */
const bySignal = new WeakMap<AbortSignal, Departure>();

/** Watches whether and when the request of the call that a signal calls off leaves this machine. */
export function watchDeparture(signal: AbortSignal, onLeft: () => void): Departure {
  const departure: Departure = { begun: false, left: false, onLeft };
  bySignal.set(signal, departure);
  return departure;
}

/** How far the call got that a signal calls off; undefined where nobody watches it. */
export function departureOf(signal: AbortSignal): Departure | undefined {
  return bySignal.get(signal);
}

/** Notes that the last byte of a call's request is on its way. */
export function noteLeft(departure: Departure): void {
  departure.left = true;
  departure.onLeft();
}

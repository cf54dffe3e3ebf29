import type { ClientRequest } from 'node:http';

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

/** Says which request carries a call that a signal calls off. */
export function noteDeparture(signal: AbortSignal, request: ClientRequest): void {
  const departure = bySignal.get(signal);
  if (!departure) return;
  departure.begun = true;
  request.once('finish', () => {
    // An aborted request counts as finished too, sent or not.
    if (request.destroyed) return;
    departure.left = true;
    departure.onLeft();
  });
}

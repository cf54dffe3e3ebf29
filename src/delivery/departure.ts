import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** How far a call's HTTP request got. */
export interface Departure {
  begun: boolean;
  /** Its last byte was handed to the network: from here on it may have arrived. */
  left: boolean;
  readonly onLeft: () => void;
}

const current = new AsyncLocalStorage<Departure>();

// Neither grammY nor node-fetch tells whether a request that failed had left; Node's HTTP client does.
subscribe('http.client.request.start', (message) => {
  const departure = current.getStore();
  if (!departure) return;
  const { request } = message as { request: ClientRequest };
  departure.begun = true;
  request.once('finish', () => {
    // An aborted request counts as finished too, sent or not.
    if (request.destroyed) return;
    departure.left = true;
    departure.onLeft();
  });
});

/** Makes a call, and watches whether and when its request left this machine. */
export function watchDeparture<T>(
  call: () => Promise<T>,
  onLeft: () => void,
): { result: Promise<T>; departure: Departure } {
  const departure: Departure = { begun: false, left: false, onLeft };
  return { result: current.run(departure, call), departure };
}

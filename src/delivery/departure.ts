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

/** By the signal that calls a call off. */
const bySignal = new WeakMap<AbortSignal, Departure>();

/** Says which request carries a call that a signal calls off. */
export function noteDeparture(signal: AbortSignal, request: ClientRequest): void {
  const departure = bySignal.get(signal);
  if (departure) follow(departure, request);
}

/**
 * Makes a call, and watches whether and when its request left this machine.
 *
 * @param ways.signal calls it off
 * @param ways.uploads it carries a file: then grammY makes it, which does not tell by which request
 */
export function watchDeparture<T>(
  call: () => Promise<T>,
  onLeft: () => void,
  { signal, uploads }: { signal: AbortSignal; uploads: boolean },
): { result: Promise<T>; departure: Departure } {
  const departure: Departure = { begun: false, left: false, onLeft };
  if (uploads) return { result: watchUpload(departure, call), departure };
  bySignal.set(signal, departure);
  return { result: call(), departure };
}

function follow(departure: Departure, request: ClientRequest): void {
  departure.begun = true;
  request.once('finish', () => {
    // An aborted request counts as finished too, sent or not.
    if (request.destroyed) return;
    departure.left = true;
    departure.onLeft();
  });
}

const current = new AsyncLocalStorage<Departure>();
let uploads = 0;

// Neither grammY nor node-fetch tells whether a request that failed had left; Node's HTTP client does.
subscribe('http.client.request.start', (message) => {
  const departure = uploads > 0 ? current.getStore() : undefined;
  if (departure) follow(departure, (message as { request: ClientRequest }).request);
});

/** While a storage is in use, Node follows every promise of the program: so it is in use during uploads alone. */
async function watchUpload<T>(departure: Departure, call: () => Promise<T>): Promise<T> {
  uploads += 1;
  try {
    return await current.run(departure, call);
  } finally {
    uploads -= 1;
    if (uploads === 0) current.disable();
  }
}

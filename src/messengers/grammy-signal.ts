import type { Api } from 'grammy';
import type { Departure } from './departure.ts';

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** A signal that grammY takes but does not name in its types: Node's own, or ours. */
export function grammySignal(signal: AbortSignal | Departure): GrammySignal {
  return signal as unknown as GrammySignal;
}

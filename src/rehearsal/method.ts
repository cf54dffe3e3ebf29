import type { CallParameters } from './call-parameters.ts';
import type { MessengerCore } from './messenger-core.ts';

/**
 * What a method of the Bot API does; its value is the answer's `result`.
 *
 * @param signal aborted when the caller has gone
 * @throws ApiRefusal
 */
export type Method = (core: MessengerCore, params: CallParameters, signal?: AbortSignal) => unknown;

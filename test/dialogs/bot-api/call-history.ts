import type { BotCall } from './faults.ts';

/** A call the bot made, and what came of it. */
export interface CallRecord extends BotCall {
  /** When it came in, on the messenger's time line in milliseconds. */
  readonly at: number;
  readonly ok: boolean;
  /** HTTP status of the answer; 0: the connection was broken. */
  readonly status: number;
  /** The answer's description where it is a refusal. */
  readonly description?: string;
}

export interface CallHistory {
  readonly calls: readonly CallRecord[];
  add(call: CallRecord): void;
}

export function createCallHistory(limit: number): CallHistory {
  const calls: CallRecord[] = [];
  return {
    calls,
    add(call) {
      if (limit === 0) return;
      calls.push(call);
      // In blocks: shifting at every call would copy the whole list each time.
      if (calls.length >= limit + Math.min(limit, 1024)) calls.splice(0, calls.length - limit);
    },
  };
}

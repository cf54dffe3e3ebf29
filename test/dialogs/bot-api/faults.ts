import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, BotCall as Call, ServerSeams } from '../../../src/rehearsal/answer-call.ts';
import type { UploadedFile } from '../../../src/rehearsal/request-body.ts';
import type { CallHistory } from './call-history.ts';

/** A call of the bot before it is carried out. */
export interface BotCall {
  readonly method: string;
  /** As sent; a file stands there as its name and size. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The chat it goes to, where it goes to one. */
  readonly personId: number | null;
}

/** A fault to show the bot in place of the method's own answer. */
export type Interception =
  | 'pass'
  /** The connection breaks and nothing was done. */
  | 'drop-before'
  /** The connection breaks, but it was done. */
  | 'drop-after'
  /** Carried out, later. */
  | { readonly delayMs: number }
  | (Answer & { readonly delayMs?: number });

export type Intercept = (call: BotCall) => Interception | Promise<Interception>;

/** Lets faults befall calls, and writes down what came of each; getUpdates is left out. */
export function watched(
  intercept: Intercept | undefined,
  history: CallHistory,
  clock: () => number,
): ServerSeams['around'] {
  return async (called, carryOut) => {
    const call = shown(called);
    const at = clock();
    const answer = await underFault((await intercept?.(call)) ?? 'pass', carryOut);
    if (call.method.toLowerCase() === 'getupdates') return answer;
    const { ok = false, description } = (answer?.body ?? {}) as Record<string, unknown>;
    const told = typeof description === 'string' && { description };
    history.add({ ...call, at, ok: ok === true, status: answer?.status ?? 0, ...told });
    return answer;
  };
}

async function underFault(fault: Interception, run: () => Promise<Answer>): Promise<Answer | null> {
  if (fault === 'pass') return run();
  if (fault === 'drop-before') return null;
  if (fault === 'drop-after') {
    await run();
    return null;
  }
  if (fault.delayMs) await pause(fault.delayMs);
  return 'status' in fault ? fault : run();
}

function shown({ method, params, files }: Call): BotCall {
  const id = Number(params['chat_id'] ?? Number.NaN);
  const direct = [...files].map(([part, file]) => [part, nameAndSize(file)] as const);
  const attached = Object.entries(params).flatMap(([name, value]) => {
    const file = typeof value === 'string' && files.get(value.replace('attach://', ''));
    return file ? [[name, nameAndSize(file)] as const] : [];
  });
  return {
    method,
    params:
      files.size === 0
        ? params
        : { ...Object.fromEntries(direct), ...params, ...Object.fromEntries(attached) },
    personId: Number.isSafeInteger(id) ? id : null,
  };
}

const nameAndSize = ({ name, bytes }: UploadedFile) => ({ fileName: name, size: bytes.length });

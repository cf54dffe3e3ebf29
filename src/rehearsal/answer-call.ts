import { ApiRefusal } from './api-refusal.ts';
import { methodNamed as ofTelegram } from './bot-api-methods.ts';
import { readCallParameters } from './call-parameters.ts';
import type { MessengerCore } from './messenger-core.ts';
import type { Method } from './method.ts';
import { type RequestBody, readRequestBody } from './request-body.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call of the bot, by the method's name as it was written. */
export interface BotCall extends RequestBody {
  readonly method: string;
}

/** Where a server may differ from Telegram's as the rehearsal plays it. */
export interface ServerSeams {
  /** What a method's name means; undefined: there is no such method. */
  readonly methodNamed: (name: string) => Method | undefined;
  /** Stands around every call and answers it, with or without having it carried out; null breaks the connection. */
  readonly around: (call: BotCall, carryOut: () => Promise<Answer>) => Promise<Answer | null>;
}

export const TELEGRAM: ServerSeams = { methodNamed: ofTelegram, around: (_, carryOut) => carryOut() };

export interface Handling extends ServerSeams {
  readonly core: MessengerCore;
}

/** Reads a call of the bot, has it carried out, and answers it; null: the connection is to be broken. */
export async function answerCall(
  { core, methodNamed, around }: Handling,
  method: string,
  { type, bytes, query }: { type: string; bytes: Buffer; query: URLSearchParams },
  signal: AbortSignal,
): Promise<Answer | null> {
  let body: RequestBody;
  try {
    const read = readRequestBody(type, bytes);
    body = { ...read, params: { ...Object.fromEntries(query), ...read.params } };
  } catch (error) {
    return refusal(error);
  }
  return around({ method, ...body }, () => carryOut(core, methodNamed(method), body, signal));
}

async function carryOut(
  core: MessengerCore,
  method: Method | undefined,
  { params, files }: RequestBody,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    if (!method) throw new ApiRefusal(404, 'Not Found: method not found');
    const result = await method(core, readCallParameters(params, files), signal);
    return { status: 200, body: { ok: true, result } };
  } catch (error) {
    return refusal(error);
  }
}

export function refusal(error: unknown): Answer {
  const { status, message, retryAfter } =
    error instanceof ApiRefusal ? error : new ApiRefusal(500, `Internal Server Error: ${String(error)}`);
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } };
  return { status, body: { ok: false, error_code: status, description: message, ...parameters } };
}

import type { Logger } from 'pino';
import type { CallOutcome } from '../messengers/outcome.ts';
import type { Call } from './call.ts';

/** Makes a call, and says what came of it. */
export type MakeCall = (call: Call) => Promise<CallOutcome>;

/**
 * Shows tables and folds where a messenger has them, and the plain text elsewhere: a messenger that refuses one gets
 * the plain text at once, and no other until the program starts again.
 */
export function createRichCalls({ has, log }: { has: boolean; log: Logger }) {
  let shows = has;

  return async (call: Call, make: MakeCall): Promise<CallOutcome> => {
    if (!isRich(call)) return make(call);
    if (!shows) return make(withoutRich(call));
    const outcome = await make(call);
    if (!isRefusal(outcome)) return outcome;
    shows = false;
    log.info({ reason: outcome.reason }, 'no rich messages here: plain ones from now on');
    return make(withoutRich(call));
  };
}

type Refusal = Extract<CallOutcome, { kind: 'refused' | 'bot-refused' }>;

/** A 400, a 404 or a method that the server does not have; not what is wrong with chat, message or bot. */
function isRefusal(outcome: CallOutcome): outcome is Refusal {
  return outcome.kind === 'refused' || (outcome.kind === 'bot-refused' && !outcome.sure);
}

function isRich(call: Call): call is Extract<Call, { do: 'send' | 'edit' }> {
  return (call.do === 'send' || call.do === 'edit') && call.message.rich !== undefined;
}

function withoutRich(call: Extract<Call, { do: 'send' | 'edit' }>): Call {
  const { rich: _, ...message } = call.message;
  return { ...call, message };
}

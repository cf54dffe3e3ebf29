import type { Answer } from '../../src/rehearsal/answer-call.ts';

/** What befalls a call. */
export const CALL_FAULTS = [
  'refused connection',
  'dropped before',
  'dropped after',
  'never answered',
  'never arrived',
  'late',
  '500',
  '500 after',
  '502 page',
  '504 page after',
  'broken JSON',
  '429',
  'refused',
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];

/** A fault that waits for the next call whose method its pattern matches. */
export interface Fault {
  readonly what: CallFault;
  readonly on: string;
}

/** Only some methods have been met to be refused out of the blue: `getMe` is refused for a bad token alone. */
export function befalls({ on, what }: Fault, method: string): boolean {
  return (
    new RegExp(on, 'i').test(method) &&
    (what !== 'refused' || REFUSALS.some(([refused]) => refused.test(method)))
  );
}

/** Whether the messenger does what it was asked. */
const CARRIED_OUT: ReadonlySet<CallFault> = new Set([
  ...(['dropped after', 'never answered', 'late', '500 after', '504 page after', 'broken JSON'] as const),
]);
const LATE_MS = 9000;
export const RETRY_AFTER_S = 12;

export function isCarriedOut(fault: CallFault | null): boolean {
  return fault === null || CARRIED_OUT.has(fault);
}

/** Whether the program may not know whether a send arrived: docs/reliability.md, "Twice or never". */
export function leavesInDoubt(fault: CallFault): boolean {
  return !['refused connection', 'late', '429', 'refused'].includes(fault);
}

export const isNeverAnswered = (fault: CallFault | null) =>
  fault === 'never answered' || fault === 'never arrived';

export const latenessOf = (fault: CallFault | null) => (fault === 'late' ? LATE_MS : 0);

/** What the program hears in place of the messenger's own answer; undefined: that answer; null: nothing any more. */
export function answerUnder(fault: CallFault | null, method: string): Answer | null | undefined {
  switch (fault) {
    case null:
    case 'late':
      return undefined;
    case '500':
    case '500 after':
      return refusal(500, 'Internal Server Error: restart');
    case '502 page':
      return { status: 502, body: '<html><body>502 Bad Gateway</body></html>' };
    case '504 page after':
      return { status: 504, body: '<html><body>504 Gateway Time-out</body></html>' };
    case 'broken JSON':
      return { status: 200, body: '{"ok":true,"result":{"message_id"' };
    case '429':
      return refusal(429, `Too Many Requests: retry after ${RETRY_AFTER_S}`, { retry_after: RETRY_AFTER_S });
    case 'refused':
      return refusal(400, `Bad Request: ${REFUSALS.find(([on]) => on.test(method))![1]}`);
    default:
      return null;
  }
}

/** What messengers have been met to refuse though nothing was wrong with the call. */
const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/^answercallbackquery$/i, 'query is too old and response timeout expired or query ID is invalid'],
  [/^edit/i, "message can't be edited"],
  [/^send/i, 'strange refusal of a send'],
];

function refusal(code: number, description: string, parameters?: object): Answer {
  return {
    status: code,
    body: { ok: false, error_code: code, description, ...(parameters && { parameters }) },
  };
}

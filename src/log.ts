import pino, { type DestinationStream, type Logger } from 'pino';

/** Only where something failed, never what people said: no names, phone numbers, tokens or answers. */
const SECRET_FIELDS = [
  'token',
  'secret',
  'text',
  'html',
  'caption',
  'name',
  'mobile',
  'phone',
  'payload',
  'message',
  'update',
];

/**
 * The program's log, JSON lines. Written synchronously, so that the last line before an exit is not lost.
 *
 * @param to standard error, if absent
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFields, error: errorFields },
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[hidden]' },
    },
    to ?? pino.destination({ dest: 2, sync: true }),
  );
}

export interface ErrorFields {
  readonly type: string;
  readonly code?: string | number;
  readonly method?: string;
  readonly detail?: string;
  readonly at?: string[];
  readonly cause?: ErrorFields;
}

/**
 * What of an error may be logged. Its message mostly may not: a network error's holds the address with the token in
 * it, a failed query's the values. SQLite's own messages name tables and columns only.
 */
export function errorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, error_code, method, cause, error: inner } = error as Error & Record<string, unknown>;
  const shownCode = error_code ?? code;
  const nested = cause ?? inner;
  return {
    type: error.name,
    ...((typeof shownCode === 'string' || typeof shownCode === 'number') && { code: shownCode }),
    ...(typeof method === 'string' && { method }),
    ...(error.name === 'SqliteError' && { detail: error.message }),
    ...(isOurs(error) && { at: framesOf(error) }),
    ...(nested instanceof Error && { cause: errorFields(nested) }),
  };
}

/** Where a bug stands: worth a stack, unlike what the network does. */
function isOurs({ name }: Error): boolean {
  return !['GrammyError', 'HttpError', 'FetchError', 'AbortError'].includes(name);
}

function framesOf({ stack }: Error): string[] {
  const frames = (stack ?? '').split('\n').map((line) => line.trim());
  return frames.filter((line) => line.startsWith('at ')).slice(0, 8);
}

import type { Message } from '../messages/message.ts';
import { html } from '../texts/i18n.ts';

/** What runs beside the updates because it takes long. */
export type JobKind =
  | 'read-workbook'
  | 'starter-workbook'
  | 'export'
  | 'invite'
  | 'open-round'
  | 'judge-round'
  | 'after-verdict'
  | 'history-file'
  | 'certificate'
  | 'backup'
  | 'forget';

/** Says that a command is being carried out; null for what nobody waits for. */
export function jobWorkingMessage(kind: JobKind): Message | null {
  if (kind === 'judge-round') return null;
  return { html: html(`facilitator.job.working.${kind}`) };
}

/** Says that something could not be carried out, and what to do. */
export function jobFailedMessage(kind: JobKind): Message {
  return { html: html(`facilitator.job.failed.${kind}`) };
}

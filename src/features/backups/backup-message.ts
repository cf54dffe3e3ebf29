import type { BackupTrouble } from '../../domain/backup-trouble.ts';
import type { Message } from '../../messages/message.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { html, type TextKey } from '../../texts/i18n.ts';

const REASONS: Readonly<Record<BackupTrouble, TextKey>> = {
  'no-room': 'backup.failed.reason.noRoom',
  'no-access': 'backup.failed.reason.noAccess',
  unsound: 'backup.failed.reason.unsound',
  other: 'backup.failed.reason.other',
};
const MEGABYTE = 1_000_000;

interface MadeCopy {
  readonly at: Date;
  readonly zone: string;
  readonly bytes: number;
}

/** What stands under a copy that is sent (HTML): that it holds personal data, and how to restore it. */
export function backupCaption(copy: MadeCopy & { readonly file: string }): string {
  const paragraphs = [
    captionHeading(copy),
    html('backup.personal'),
    html('backup.remembers'),
    html('backup.logged'),
    html('backup.restore', { file: copy.file }),
  ];
  return paragraphs.join('\n\n');
}

/** Of a copy that somebody asked for who is no operator: where it is, and why it is not sent. */
export function backupMadeMessage(
  copy: MadeCopy & { readonly path: string; readonly hasOperators: boolean },
): Message {
  const { path, hasOperators } = copy;
  const paragraphs = [
    captionHeading(copy),
    html('backup.onServer', { path }),
    html(hasOperators ? 'backup.toOperators' : 'backup.noOperator'),
    html('backup.logged'),
  ];
  return { html: paragraphs.join('\n\n') };
}

/** Of a copy that is larger than the messenger takes: where it is. */
export function backupTooLargeMessage(
  copy: MadeCopy & { readonly path: string; readonly limit: number },
): Message {
  const { path, limit } = copy;
  const paragraphs = [
    captionHeading(copy),
    html('backup.tooLarge', { limit: limit / MEGABYTE }),
    html('backup.onServer', { path }),
    html('backup.personal'),
    html('backup.logged'),
    html('backup.restoreThere', { path }),
  ];
  return { html: paragraphs.join('\n\n') };
}

/** Of a copy that could not be made, nightly or asked for. */
export function backupFailedMessage(
  kind: 'nightly' | 'asked',
  trouble: BackupTrouble,
  folder: string,
): Message {
  const paragraphs = [
    html(`backup.failed.${kind}`),
    html(REASONS[trouble]),
    html('backup.failed.folder', { folder }),
    html(kind === 'nightly' ? 'backup.failed.tryAgain' : 'backup.failed.askAgain'),
  ];
  return { html: paragraphs.join('\n\n') };
}

function captionHeading({ at, zone, bytes }: MadeCopy): string {
  const megabytes = Math.max(0.1, Math.round((bytes / MEGABYTE) * 10) / 10);
  return html('backup.caption', { at: dateTimeText(at, zone), megabytes });
}

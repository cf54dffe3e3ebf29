import { titledDocumentName } from '../../domain/document-name.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';

const TITLE_IN_CAPTION = 300;

/** Under what name the workbook of personal links is sent. */
export function inviteFileName(title: string): string {
  return titledDocumentName(title, (cut) => plain('facilitator.invite.fileName', { title: cut }), '.xlsx');
}

/** What stands below it: what to do with it, and how many have joined. */
export function inviteCaption({
  title,
  experts,
  joined,
  unused,
}: {
  readonly title: string;
  readonly experts: number;
  readonly joined: number;
  /** Links that nobody has used yet. */
  readonly unused: number;
}): string {
  const args = { title: isolate(shorten(title, TITLE_IN_CAPTION)), experts, joined };
  return html(
    unused === 0 && joined === experts ? 'facilitator.invite.allJoined' : 'facilitator.invite.caption',
    args,
  );
}

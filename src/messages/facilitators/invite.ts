import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { shorten } from '../shorten.ts';

const TITLE_IN_NAME = 40;
const TITLE_IN_CAPTION = 300;

/** Under what name the workbook of personal links is sent. */
export function inviteFileName(title: string): string {
  return `${plain('facilitator.invite.fileName', { title: fileNamePart(title) })}.xlsx`;
}

/** What stands below it: what to do with it, and how many have joined. */
export function inviteCaption({
  title,
  experts,
  joined,
}: {
  readonly title: string;
  readonly experts: number;
  readonly joined: number;
}): string {
  const args = { title: isolate(shorten(title, TITLE_IN_CAPTION)), experts, joined };
  return html(joined === experts ? 'facilitator.invite.allJoined' : 'facilitator.invite.caption', args);
}

/** A title as part of a file's name: without what some system forbids there. */
function fileNamePart(title: string): string {
  const bare = title.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069\\/:*?"<>|.]+/gu, ' ').replace(/\s+/g, ' ');
  return shorten(bare.trim(), TITLE_IN_NAME);
}

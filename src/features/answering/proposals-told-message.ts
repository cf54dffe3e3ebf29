import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, type TextKey } from '../../texts/i18n.ts';

/** What became of an expert's own proposal. */
export interface ToldProposal {
  readonly kind: 'add' | 'remove' | 'comment';
  /** The proposed item's title, the title of the item to go, or the comment. */
  readonly text: string;
  readonly accepted: boolean;
  /** Of a rejection; empty: none was given. */
  readonly reason: string;
}

/** Told one by one; more are counted, for they stand in an opening that has more to say. */
const MOST_TOLD = 5;
const LONGEST_TEXT = 80;

/** A paragraph of the next round's opening; empty where nothing was decided. */
export function proposalsTold(proposals: readonly ToldProposal[]): string {
  if (proposals.length === 0) return '';
  const more = proposals.length - MOST_TOLD;
  const lines = [
    ...proposals.slice(0, MOST_TOLD).map(line),
    ...(more > 0 ? [html('suggest.told.more', { more })] : []),
  ];
  return html('suggest.told.heading', { list: lines.join('\n') });
}

function line({ kind, text, accepted, reason }: ToldProposal): string {
  const verdict = accepted ? 'accepted' : reason === '' ? 'rejected' : 'rejectedWhy';
  const key: TextKey = `suggest.told.${kind}.${verdict}`;
  return html(key, { text: isolate(shorten(text, LONGEST_TEXT)), reason: isolate(reason) });
}

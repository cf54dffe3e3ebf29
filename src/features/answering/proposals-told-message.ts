import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';

/** What became of an expert's own proposal. */
export interface ToldProposal {
  readonly id: number;
  readonly kind: 'add' | 'remove' | 'comment';
  /** The proposed item's title, the title of the item to go, or the comment. */
  readonly text: string;
  readonly became: Became;
}

/** `worded`: under titles by the facilitator; `merged`: as part of the item with this title. */
export type Became =
  | { readonly as: 'accepted' }
  | { readonly as: 'worded'; readonly titles: readonly string[] }
  | { readonly as: 'merged'; readonly title: string }
  /** Empty: no reason was given. */
  | { readonly as: 'rejected'; readonly reason: string };

/** Told one by one; further ones are only counted, as the opening has more to say. */
const MOST_TOLD = 5;
const LONGEST_TEXT = 80;
const LONGEST_TITLE = 120;

/** A paragraph of the next round's opening; empty where nothing was decided. */
export function proposalsTold(proposals: readonly ToldProposal[]): string {
  if (proposals.length === 0) return '';
  const more = proposals.length - MOST_TOLD;
  const lines = [
    ...proposals.slice(0, MOST_TOLD).map(toldLine),
    ...(more > 0 ? [html('suggest.told.more', { more })] : []),
  ];
  return html('suggest.told.heading', { list: lines.join('\n') });
}

/** What became of one proposal. */
export function toldLine({ kind, text, became }: ToldProposal): string {
  const args = { text: isolate(shorten(text, LONGEST_TEXT)) };
  switch (became.as) {
    case 'accepted':
      return html(`suggest.told.${kind}.accepted`, args);
    case 'worded':
      return html('suggest.told.worded', { ...args, titles: titlesText(became.titles) });
    case 'merged':
      return html('suggest.told.merged', { ...args, title: isolate(shorten(became.title, LONGEST_TITLE)) });
    case 'rejected':
      return became.reason === ''
        ? html(`suggest.told.${kind}.rejected`, args)
        : html(`suggest.told.${kind}.rejectedWhy`, { ...args, reason: isolate(became.reason) });
  }
}

function titlesText(titles: readonly string[]): string {
  return titles
    .map((title) => html('suggest.told.title', { title: isolate(shorten(title, LONGEST_TITLE)) }))
    .join('\n');
}

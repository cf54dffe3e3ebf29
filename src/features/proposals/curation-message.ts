import { type Into, MOST_PARTS } from '../../domain/curation.ts';
import { TITLE_LIMIT } from '../../domain/proposals.ts';
import {
  acceptPreviewedButton,
  decidedButton,
  mergeButton,
  mergeWithButton,
  otherTitleButton,
  ownTitleButton,
  reopenButton,
  rewordButton,
  suggestionsButton,
  whyRejectedButton,
} from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { type Page, pageButtons } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate, rightToLeft } from '../../texts/direction.ts';
import { escapeHtml, html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';

const LONGEST_LINE = 150;
const BUTTON_TITLE = 40;
/** Beside other long texts. */
const LONGEST_SOURCE = 400;

/** Where the message came from, and goes back to. */
interface Place {
  readonly studyId: number;
  readonly page: number;
}

/** The row under an addition: to word it, to merge it, to split it. */
export function curationRows(proposalId: number, page: number): Button[][] {
  return [
    [
      {
        text: plain('label.rewordProposal'),
        data: rewordButton.write({ proposalId, several: 0, page }),
        style: 'primary',
      },
    ],
    [
      { text: plain('label.mergeProposal'), data: mergeButton.write({ proposalId, list: 0, page }) },
      {
        text: plain('suggest.review.button.split'),
        data: rewordButton.write({ proposalId, several: 1, page }),
      },
    ],
  ];
}

/** Waits for the titles of what a proposal becomes. */
export function askTitlesMessage(into: Into, text: string, place: Place): Message {
  const key = into === 'one' ? 'suggest.reword.ask' : 'suggest.split.ask';
  return {
    html: html(key, { text: isolate(text), limit: TITLE_LIMIT, most: MOST_PARTS }),
    buttons: [[cancel(place)]],
  };
}

/** What an accepting press would do. */
export interface CurationPreview {
  readonly previewId: number;
  /** What experts wrote: of two proposals that are merged, both. */
  readonly sources: readonly string[];
  /** The titles of its items; null: it is merged into something that has its title. */
  readonly titles: readonly string[] | null;
  /** What it is merged into. */
  readonly into: { readonly code: string | null; readonly title: string } | null;
  /** Names of the panels that are asked from the next round on. */
  readonly panels: string;
  /** Two proposals, of which either's words can be the title. */
  readonly isMerging: boolean;
}

/** What a proposal would become, before it is accepted. */
export function curationPreviewMessage(shown: CurationPreview, place: Place): Message {
  const { previewId, sources } = shown;
  const { page } = place;
  const accept: Button = {
    text: plain('label.acceptProposal'),
    data: acceptPreviewedButton.write({ previewId, page }),
    style: 'success',
  };
  const retitle: Button[][] = [
    [{ text: plain('suggest.merge.button.other'), data: otherTitleButton.write({ previewId, page }) }],
    [{ text: plain('suggest.merge.button.own'), data: ownTitleButton.write({ previewId, page }) }],
  ];
  return {
    html: [becomesText(shown), sourcesText(sources), panelsText(shown)].join('\n\n'),
    buttons: [[accept], ...(shown.isMerging ? retitle : []), [cancel(place)]],
  };
}

function becomesText({ titles, into }: CurationPreview): string {
  if (into?.code) {
    return html('suggest.merge.intoItem', { code: isolate(into.code), title: isolate(into.title) });
  }
  if (into) return html('suggest.merge.intoProposal', { title: isolate(into.title) });
  const [title = '', ...more] = titles ?? [];
  if (more.length === 0) return html('suggest.reword.preview', { title: isolate(title) });
  const lines = (titles ?? []).map((each, at) =>
    html('suggest.split.line', { number: at + 1, title: isolate(each) }),
  );
  return html('suggest.split.preview', { items: lines.length, list: lines.join('\n') });
}

function sourcesText(sources: readonly string[]): string {
  const [only = '', ...more] = sources;
  if (more.length === 0)
    return html('suggest.reword.source', { text: isolate(shorten(only, LONGEST_SOURCE)) });
  const lines = sources.map((text) =>
    html('suggest.merge.source', { text: isolate(shorten(text, LONGEST_SOURCE)) }),
  );
  return html('suggest.merge.sources', { list: lines.join('\n') });
}

function panelsText({ into, panels }: CurationPreview): string {
  return html(into?.code ? 'suggest.merge.panels' : 'suggest.review.addTo', { panels });
}

/** One thing of the list that a proposal may be merged with. */
export interface CandidateLine {
  readonly is: 'item' | 'proposal';
  readonly id: number;
  readonly code: string | null;
  readonly title: string;
}

/**
 * What a proposal may be merged with, the most alike first.
 *
 * @param first the number of the page's first line, from 0
 */
export function candidatesMessage(
  { proposalId, text }: { proposalId: number; text: string },
  candidates: Page<CandidateLine>,
  first: number,
  place: Place,
): Message {
  const source = isolate(shorten(text, LONGEST_SOURCE));
  if (candidates.things.length === 0) {
    return { html: html('suggest.merge.none', { text: source }), buttons: [[cancel(place)]] };
  }
  const number = (at: number) => spokenDigits(String(first + at + 1));
  const lines = candidates.things.map(({ code, title }, at) => {
    const args = { number: first + at + 1, title: isolate(shorten(title, LONGEST_LINE)) };
    return code === null
      ? html('suggest.merge.lineProposal', args)
      : html('suggest.merge.lineItem', { ...args, code: isolate(code) });
  });
  return {
    html: html('suggest.merge.choose', { text: source, list: lines.join('\n') }),
    buttons: [
      ...candidates.things.map(({ is, id, title }, at): Button[] => [
        {
          text: rightToLeft(`${number(at)}. ${isolate(shorten(title, BUTTON_TITLE))}`),
          data: mergeWithButton.write({
            ...{ proposalId, item: is === 'item' ? 1 : 0, targetId: id, page: place.page },
          }),
        },
      ]),
      ...pageButtons(candidates, (list) => mergeButton.write({ proposalId, list, page: place.page })),
      [cancel(place)],
    ],
  };
}

/** A decision that can be changed. */
export interface Changeable {
  readonly proposalId: number;
  readonly isRejected: boolean;
  readonly text: string;
  /** What became of it, in words. */
  readonly decision: string;
}

/** Decisions that can be changed, one at a time. */
export function decidedMessage(
  title: string,
  { things, page: at, pages }: Page<Changeable>,
  place: Place,
): Message {
  const [shown] = things;
  const args = { title: isolate(shorten(title, LONGEST_LINE)) };
  const turn = pageButtons({ things, page: at, pages }, (turned) =>
    decidedButton.write({ studyId: place.studyId, place: turned, page: place.page }),
  );
  const back: Button = {
    text: plain('suggest.review.button.back'),
    data: suggestionsButton.write(place),
  };
  if (!shown) return { html: html('suggest.decided.none', args), buttons: [[back]] };
  const { proposalId, isRejected, text, decision } = shown;
  return {
    html: [
      html('suggest.decided.heading', { ...args, number: at + 1, all: pages }),
      escapeHtml(isolate(text)),
      decision,
    ].join('\n\n'),
    buttons: [
      [reopen(proposalId, place.page)],
      ...(isRejected ? [[whyRejected(proposalId, place.page)]] : []),
      ...turn,
      [back],
    ],
  };
}

export function reopen(proposalId: number, page: number): Button {
  return { text: plain('suggest.review.button.reopen'), data: reopenButton.write({ proposalId, page }) };
}

export function whyRejected(proposalId: number, page: number): Button {
  return {
    text: plain('suggest.review.button.whyRejected'),
    data: whyRejectedButton.write({ proposalId, page }),
  };
}

function cancel(place: Place): Button {
  return { text: plain('label.cancel'), data: suggestionsButton.write(place) };
}

import {
  beginButton,
  suggestAddButton,
  suggestButton,
  suggestCancelButton,
  suggestCommentButton,
  suggestItemsButton,
  suggestRemoveButton,
} from '../../messages/buttons.ts';
import { evenRows } from '../../messages/even-rows.ts';
import type { Button, Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate, rightToLeft } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';

const LONGEST_TITLE = 200;
const BUTTON_TITLE = 40;
const QUOTED = 120;

interface StudyTitle {
  readonly studyId: number;
  readonly title: string;
}

interface Typed {
  readonly text: string;
  readonly keptAt: number;
}

/** Several studies: which one it is about. @param kept what was typed already */
export function whichStudyToSuggest(studies: readonly StudyTitle[], kept: Typed | null): Message {
  const lines = studies.map(({ title }, at) =>
    html('suggest.whichLine', { number: at + 1, title: isolate(shorten(title, LONGEST_TITLE)) }),
  );
  return {
    html: kept
      ? html('suggest.whichTyped', { text: isolate(shorten(kept.text, QUOTED)), list: lines.join('\n') })
      : html('suggest.which', { list: lines.join('\n') }),
    buttons: studies.map(({ studyId, title }, at) => {
      const text = rightToLeft(`${spokenDigits(String(at + 1))}. ${isolate(shorten(title, BUTTON_TITLE))}`);
      return [{ text, data: suggestButton.write({ studyId, keptAt: kept?.keptAt }) }];
    }),
  };
}

/**
 * What an expert may propose about a study, or what a text is that was typed; the open question of the round as well.
 */
export function suggestMenu({ studyId, title }: StudyTitle, kept: Typed | null): Message {
  const keptAt = kept?.keptAt;
  const args = { title: isolate(shorten(title, LONGEST_TITLE)) };
  return {
    html:
      kept === null
        ? html('suggest.menu', args)
        : html('suggest.menuOfTyped', { ...args, text: isolate(shorten(kept.text, QUOTED)) }),
    buttons: [
      [{ text: plain('suggest.button.add'), data: suggestAddButton.write({ studyId, keptAt }) }],
      [
        {
          text: plain('suggest.button.remove'),
          data: suggestItemsButton.write({ studyId, page: 0, keptAt }),
        },
      ],
      [{ text: plain('suggest.button.comment'), data: suggestCommentButton.write({ studyId, keptAt }) }],
      [cancelButton(studyId)],
    ],
  };
}

/** Waits for the text of a proposal. */
export function askProposal(
  studyId: number,
  proposal: { kind: 'add'; limit: number } | { kind: 'comment' } | { kind: 'remove'; title: string },
): Message {
  return { html: askText(proposal), buttons: [[cancelButton(studyId)]] };
}

function askText(proposal: Parameters<typeof askProposal>[1]): string {
  switch (proposal.kind) {
    case 'add':
      return html('suggest.ask.add', { limit: proposal.limit });
    case 'comment':
      return html('suggest.ask.comment');
    case 'remove':
      return html('suggest.ask.remove', { title: isolate(proposal.title) });
  }
}

/** Items on a page of those that may be proposed to go. */
const ITEMS_A_PAGE = 10;
const LISTED_ITEM = 60;
const LISTED_CODE = 40;

/**
 * The own items, each with a button; a code may be typed instead.
 *
 * @param of.keptAt tells the reason that was typed already
 */
export function suggestItems(
  { studyId, keptAt }: { readonly studyId: number; readonly keptAt: number | undefined },
  items: readonly { readonly id: number; readonly code: string; readonly title: string }[],
  wanted: number,
): Message {
  if (items.length === 0) return { html: html('suggest.items.none'), buttons: [[cancelButton(studyId)]] };
  const pages = Math.ceil(items.length / ITEMS_A_PAGE);
  const page = Math.min(wanted, pages - 1);
  const first = page * ITEMS_A_PAGE;
  const shown = items.slice(first, first + ITEMS_A_PAGE);
  const lines = shown.map(({ title, code }, at) =>
    html('suggest.items.line', {
      number: first + at + 1,
      title: isolate(shorten(title, LISTED_ITEM)),
      code: isolate(shorten(code, LISTED_CODE)),
    }),
  );
  const numbers = shown.map(({ id }, at) => ({
    text: spokenDigits(String(first + at + 1)),
    data: suggestRemoveButton.write({ studyId, itemId: id, keptAt }),
  }));
  return {
    html: [html('suggest.items.heading'), lines.join('\n')].join('\n\n'),
    buttons: [
      ...evenRows(numbers),
      ...pageRow(page, pages, (turned) => suggestItemsButton.write({ studyId, page: turned, keptAt })),
      [cancelButton(studyId)],
    ],
  };
}

function pageRow(page: number, pages: number, data: (page: number) => string): Button[][] {
  const row: Button[] = [];
  if (page + 1 < pages) row.push({ text: plain('expert.button.nextPage'), data: data(page + 1) });
  if (page > 0) row.push({ text: plain('expert.button.previousPage'), data: data(page - 1) });
  return row.length > 0 ? [row] : [];
}

/** A receipt. @param back to the open round; null: none is open */
export function proposalReceived(studyId: number, back: Button | null): Message {
  return {
    html: html('suggest.received'),
    buttons: [
      [{ text: plain('suggest.button.another'), data: suggestButton.write({ studyId }) }],
      ...(back ? [[back]] : []),
    ],
  };
}

/** Leads from a proposal back to the answers of a round that was handed in. */
export function backToOverview(questionnaireId: number): Button {
  return { text: plain('expert.button.overview'), data: beginButton.write({ questionnaireId }) };
}

function cancelButton(studyId: number): Button {
  return { text: plain('label.cancel'), data: suggestCancelButton.write({ studyId }) };
}

import { finalButton, funnelButton } from '../../messages/buttons.ts';
import { meanText } from '../../messages/figures.ts';
import type { Message } from '../../messages/message.ts';
import { MESSAGE_LIMIT, pageButtons, pagesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';
import { decimal } from '../../texts/numerals.ts';
import type { FinalItem, FinalPlace } from './load-final-list.ts';

const LONGEST_STUDY = 150;
const LONGEST_TITLE = 120;
const LONGEST_CODE = 40;
const LONGEST_NAME = 60;
const LONGEST_REASON = 300;
const ITEMS_A_PAGE = 6;
const W_DIGITS = 3;

/** The final list: how many items are on it, and each item that stays, is open, or was decided by hand. */
export function finalMessage(
  { id: studyId, title }: { readonly id: number; readonly title: string },
  items: readonly FinalItem[],
  wanted: number,
): Message {
  const heading = html('item.final.heading', { title: isolate(shorten(title, LONGEST_STUDY)) });
  const listedItems = items.filter(({ kept, decided }) => kept !== false || decided === 'by_hand');
  const pages = pagesWithin(listedItems.map(itemText), {
    ...{ first: [countsText(items), ...(listedItems.length > 0 ? [html('item.final.below')] : [])] },
    ...{ most: ITEMS_A_PAGE, room: MESSAGE_LIMIT - heading.length },
  });
  const page = Math.min(wanted, pages.length - 1);
  return {
    html: [heading, ...(items.length === 0 ? [html('item.final.none')] : pages[page]!)].join('\n\n'),
    buttons: [
      ...pageButtons({ things: [], page, pages: pages.length }, (turned) =>
        finalButton.write({ studyId, page: turned }),
      ),
      [{ text: plain('funnel.button.back'), data: funnelButton.write({ studyId }) }],
    ],
  };
}

function countsText(items: readonly FinalItem[]): string {
  const count = (is: (item: FinalItem) => boolean) => items.filter(is).length;
  const told = {
    kept: count(({ kept }) => kept === true),
    dropped: count(({ kept }) => kept === false),
    open: count(({ kept }) => kept === null),
  };
  if (items.every(({ byHand, decided }) => byHand.length === 0 && decided !== 'by_hand'))
    return html('item.final.countsByRule', told);
  return html('item.final.counts', {
    ...told,
    ruledKept: count(({ ruled }) => ruled === 'kept'),
    ruledDropped: count(({ ruled }) => ruled === 'dropped'),
    ruledOpen: count(({ ruled }) => ruled === 'open'),
  });
}

function itemText(item: FinalItem): string {
  const { kept, panels, byHand, ruled } = item;
  return [
    html('item.final.line', {
      mark: kept === null ? '⚖️' : kept ? '🟢' : '🔻',
      title: isolate(shorten(item.title, LONGEST_TITLE)),
      code: isolate(shorten(item.code, LONGEST_CODE)),
    }),
    ...panels.map(placeText),
    ...(panels.length > 1 ? personsTexts(item) : []),
    ...(byHand.length === 0
      ? []
      : [
          html('item.final.byHand', {
            reason: isolate(shorten(listed(byHand), LONGEST_REASON)),
            ruled: plain(`item.decided.${ruled}`),
          }),
        ]),
  ].join('\n');
}

function placeText({ name, round, kept, mean, n, w }: FinalPlace): string {
  const verdict = plain(kept ? 'item.decided.kept' : 'item.decided.dropped');
  const told = { panel: isolate(shorten(name, LONGEST_NAME)), round, verdict };
  if (mean === null) return html('item.final.place', told);
  const figures = { ...told, n, mean: meanText(mean, null) };
  return w === null
    ? html('item.final.placeMean', figures)
    : html('item.final.placeW', { ...figures, w: decimal(w, W_DIGITS) });
}

function personsTexts({ persons }: FinalItem): string[] {
  if (persons === null || persons.mean === null) return [];
  const { n, mean, sd } = persons;
  const told = { n, mean: meanText(mean, null) };
  return [
    sd === null
      ? html('item.final.persons', told)
      : html('item.final.personsSd', { ...told, sd: meanText(sd, null) }),
  ];
}

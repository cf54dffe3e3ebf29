import {
  keepAllButton,
  overviewButton,
  showButton,
  submitButton,
  suggestFromCardButton,
} from '../../messages/buttons.ts';
import { evenRows } from '../../messages/even-rows.ts';
import { apartText, type KeepAllOffer } from '../../messages/keep-all.ts';
import type { Button, Message } from '../../messages/message.ts';
import { nextSittingButton } from '../../messages/next-sitting.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { spokenDigits } from '../../texts/numerals.ts';
import type { ResultComes } from './load-result-to-come.ts';
import { sittingButton, sittingEnded, sittingLine, type ToldSitting } from './sittings-message.ts';

/** One line of the overview. */
export interface OverviewLine {
  readonly position: number;
  readonly title: string;
  /** The answer in words; null while the item is open. */
  readonly answer: string | null;
  /** Its reason would help the others. */
  readonly asksReason: boolean;
  /** What should be known about it as it stands. */
  readonly note?: string;
}

export interface Overview {
  readonly questionnaireId: number;
  readonly roundNumber: number;
  readonly items: number;
  readonly open: number;
  /** Panels that call for proposals, and how many of them have none written yet. */
  readonly calls: number;
  readonly callsOpen: number;
  readonly handedIn: boolean;
  /** When the result comes; null: not handed in yet. */
  readonly resultComes: ResultComes | null;
  /** A press of «ثبت نهایی» has already warned about open items. */
  readonly warnedOfOpen: boolean;
  /** Null where there are no previous ratings to keep. */
  readonly keepAll: KeepAllOffer | null;
  readonly page: number;
  readonly pages: number;
  readonly lines: readonly OverviewLine[];
  /** Null: the round is answered in one go, and its lines stand one by one. */
  readonly sittings: OverviewSittings | null;
}

/** A page of a large round's sittings. */
export interface OverviewSittings {
  readonly all: number;
  readonly shown: readonly ToldSitting[];
  /** The sitting whose last answer led to the overview; null: none. */
  readonly ended: ToldSitting | null;
  /** The next sitting with something open. */
  readonly following: { readonly number: number; readonly next: number } | null;
  /** The panel's own pace; null: not known yet. */
  readonly secondsAnItem: number | null;
}

/** Lines on a page: two rows of number buttons, a screenful on a small phone, and 21 items in three pages. */
export const OVERVIEW_PAGE = 8;
/** With the answer behind it, about a line on a small phone. */
const TITLE_LENGTH = 34;

/** The list of an expert's answers, open ones first; the round is handed in from here. */
export function overviewCard(overview: Overview): Message {
  const { sittings } = overview;
  const open = overview.lines.filter(({ answer }) => answer === null);
  const answered = overview.lines.filter(({ answer }) => answer !== null);
  const paragraphs = [
    sittings?.ended ? sittingEnded(sittings.ended) : '',
    headingText(overview),
    stateText(overview),
    sittings ? sittingsText(sittings) : '',
    open.length > 0 ? [html('expert.overview.openList'), ...open.map(lineText)].join('\n') : '',
    ...overview.lines.map(({ note }) => note ?? ''),
    answered.length > 0 ? [html('expert.overview.answeredList'), ...answered.map(lineText)].join('\n') : '',
    answered.some(({ asksReason }) => asksReason) ? html('expert.overview.asksReasons') : '',
    sittings ? html('expert.sitting.howTo', { sittings: sittings.all }) : howToText(overview),
    html('expert.overview.openQuestion'),
    apartText(overview.keepAll, 'overview'),
    warningText(overview),
  ];
  return {
    html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: overviewButtons(overview),
  };
}

function headingText({ roundNumber, handedIn, resultComes }: Overview): string {
  if (!handedIn) return html('expert.overview.heading', { round: roundNumber });
  const key = resultComes === 'atTheEnd' ? 'nothingMore' : 'nothingNow';
  return [html('expert.overview.handedIn', { round: roundNumber }), html(`expert.overview.${key}`)].join(
    '\n',
  );
}

function stateText({ items, open, calls, callsOpen, handedIn }: Overview): string {
  const state = open === 0 && callsOpen > 0 ? html('expert.overview.noIdeas') : null;
  if (state) return handedIn ? `${state}\n${html('expert.overview.untilClosed')}` : state;
  if (open === 0 && calls > 0 && !handedIn)
    return html(items > 0 ? 'expert.overview.allAnsweredAndWritten' : 'expert.overview.allWritten', {
      label: plain('label.submit'),
    });
  return itemsText({ items, open, handedIn });
}

function itemsText({ items, open, handedIn }: Pick<Overview, 'items' | 'open' | 'handedIn'>): string {
  if (open === 0)
    return handedIn ? html('expert.overview.untilClosed') : html('expert.overview.allAnswered', { items });
  const state = html('expert.overview.someOpen', { answered: items - open, items, open });
  return handedIn ? `${state}\n${html('expert.overview.untilClosed')}` : state;
}

function sittingsText({ shown, secondsAnItem }: OverviewSittings): string {
  return [html('expert.sitting.list'), ...shown.map((one) => sittingLine(one, secondsAnItem))].join('\n');
}

function howToText({ page, pages }: Overview): string {
  return pages > 1
    ? html('expert.overview.howToChangeOnPage', { page: page + 1, pages })
    : html('expert.overview.howToChange');
}

/** Comes last, directly above the button: on a small phone the beginning of the list is out of sight. */
function warningText({ open, callsOpen, handedIn, warnedOfOpen }: Overview): string {
  if (open + callsOpen === 0 || handedIn || !warnedOfOpen) return '';
  if (open === 0) return html('expert.overview.warningIdeas', { label: plain('label.submit') });
  return html('expert.overview.warning', { open, label: plain('label.submit') });
}

function lineText({ position, title, answer, asksReason }: OverviewLine): string {
  const args = { position: position + 1, title: isolate(shorten(title, TITLE_LENGTH)) };
  if (answer === null) return html('expert.overview.openLine', args);
  const key = asksReason ? 'expert.overview.answeredLineAsking' : 'expert.overview.answeredLine';
  return html(key, { ...args, answer: isolate(answer) });
}

function overviewButtons(overview: Overview): Button[][] {
  const { questionnaireId, lines, page, pages } = overview;
  const numbers = lines.map(({ position }) => ({
    text: spokenDigits(String(position + 1)),
    data: showButton.write({ questionnaireId, position }),
  }));
  const rows: Button[][] = [];
  const { following } = overview.sittings ?? { following: null };
  if (following && !overview.handedIn) rows.push([nextSittingButton(questionnaireId, following)]);
  if (!overview.handedIn) {
    rows.push([
      { text: plain('label.submit'), data: submitButton.write({ questionnaireId }), style: 'success' },
    ]);
  }
  if (overview.keepAll) {
    rows.push([{ text: plain('label.keepAllPrevious'), data: keepAllButton.write({ questionnaireId }) }]);
  }
  if (overview.sittings)
    rows.push(...overview.sittings.shown.map((one) => [sittingButton(questionnaireId, one)]));
  else rows.push(...evenRows(numbers));
  const turn: Button[] = [];
  if (page + 1 < pages)
    turn.push({
      text: plain('expert.button.nextPage'),
      data: overviewButton.write({ questionnaireId, page: page + 1 }),
    });
  if (page > 0)
    turn.push({
      text: plain('expert.button.previousPage'),
      data: overviewButton.write({ questionnaireId, page: page - 1 }),
    });
  if (turn.length > 0) rows.push(turn);
  rows.push([
    { text: plain('expert.button.suggest'), data: suggestFromCardButton.write({ questionnaireId }) },
  ]);
  return rows;
}

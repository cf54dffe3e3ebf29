import { titledDocumentName } from '../../domain/document-name.ts';
import type { Gist } from '../../domain/judged-round.ts';
import type { WayToConfirm } from '../../domain/own-past.ts';
import { historyButton, historyFileButton } from '../../messages/buttons.ts';
import type { Button, Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { LONGEST_TEXT, textLength } from '../../messages/text-length.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { decimal, figureOfNumbers, perHundred, spokenDigits, writtenNumber } from '../../texts/numerals.ts';
import { unconfirmedHint } from '../joining/link-message.ts';

/** All that one expert answered in a study. */
export interface History {
  readonly studyId: number;
  readonly title: string;
  /** What the expert's panels did in each round, the newest first. */
  readonly panels: readonly HistoryPanel[];
  /** How to see the rest, which is kept from an account that nobody has confirmed; null: this is all. */
  readonly unconfirmed: WayToConfirm | null;
}

export interface HistoryPanel {
  readonly round: number;
  readonly state: 'open' | 'closed' | 'judged';
  readonly panelName: string;
  /** Whether the expert answered anything in it. */
  readonly answered: boolean;
  readonly items: readonly HistoryItem[];
}

export interface HistoryItem {
  readonly code: string;
  readonly title: string;
  /** It is a proposal of the expert's own, which nobody rated. */
  readonly isIdea?: true;
  /** Null: no answer. `isNumber`: the value says something beside a mean. */
  readonly own:
    | { readonly value: number; readonly words: string; readonly isNumber: boolean }
    | 'noOpinion'
    | null;
  readonly reason: string | null;
  readonly answeredAt: Date | null;
  /** Null: too few answers to show it, or not reckoned yet. */
  readonly panel: ({ readonly n: number } & Gist) | null;
  /** Null: not reckoned yet. */
  readonly kept: boolean | null;
  /** The facilitator decided so. */
  readonly isByHand: boolean;
}

const ITEMS_A_PAGE = 10;
/** From the usual line to the tightest: a scale's labels may be long. */
const ITEM_LENGTHS = [45, 30, 20];
const LONGEST_TITLE = 150;
const LONGEST_NAME = 60;
const LONGEST_BUTTON = 50;
const MOST_STUDIES = 20;

/** One page of an expert's answers, with buttons to the others and to the file. */
export function historyMessage(history: History, page: number): Message {
  const { studyId } = history;
  const pages = pagesOf(history);
  const shown = Math.min(page, pages.length - 1);
  const turn: Button[] = [];
  if (shown > 0)
    turn.push({
      text: plain('expert.button.previousPage'),
      data: historyButton.write({ studyId, page: shown - 1 }),
    });
  if (shown < pages.length - 1)
    turn.push({
      text: plain('expert.button.nextPage'),
      data: historyButton.write({ studyId, page: shown + 1 }),
    });
  const file = [{ text: plain('history.button.file'), data: historyFileButton.write({ studyId }) }];
  if (history.panels.length === 0) {
    return { html: [headingOf(history), html('history.empty'), ...unconfirmedText(history)].join('\n\n') };
  }
  const texts = ITEM_LENGTHS.map((length) => () => pageText(history, pages, shown, length));
  const fitting = texts.map((text) => text()).find((text) => textLength(text) <= LONGEST_TEXT);
  return {
    html: fitting ?? pageText(history, pages, shown, ITEM_LENGTHS.at(-1)!),
    buttons: [turn, file].filter((row) => row.length > 0),
  };
}

/** A part of a panel's round on one page. */
interface Part {
  readonly panel: HistoryPanel;
  readonly items: readonly HistoryItem[];
}

function pagesOf({ panels }: History): Part[][] {
  const pages: Part[][] = [];
  let room = 0;
  const put = (part: Part) => {
    if (room <= 0) {
      pages.push([]);
      room = ITEMS_A_PAGE;
    }
    pages.at(-1)!.push(part);
    room -= Math.max(1, part.items.length);
  };
  for (const panel of panels) {
    const items = panel.answered ? panel.items : [];
    if (items.length === 0) put({ panel, items });
    for (let from = 0; from < items.length; ) {
      const length = room > 0 ? room : ITEMS_A_PAGE;
      put({ panel, items: items.slice(from, from + length) });
      from += length;
    }
  }
  return pages;
}

function pageText(history: History, pages: readonly Part[][], shown: number, itemLength: number): string {
  const parts = pages[shown] ?? [];
  const paragraphs = [
    headingOf(history),
    ...parts.map((part) => partText(part, itemLength)),
    parts.some(({ items }) => items.some(({ panel }) => panel !== null)) ? html('history.legend') : '',
    pages.length > 1 ? html('history.page', { page: shown + 1, pages: pages.length }) : '',
    ...unconfirmedText(history),
  ];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

function unconfirmedText({ unconfirmed }: History): string[] {
  return unconfirmed === null ? [] : [unconfirmedHint(unconfirmed)];
}

const ROUND_KEYS = {
  open: 'history.openRound',
  closed: 'history.judgingRound',
  judged: 'history.round',
} as const;

function partText({ panel, items }: Part, itemLength: number): string {
  const { round, state, panelName, answered } = panel;
  const tooFew =
    state === 'judged' && answered && panel.items.every((item) => item.panel === null && !item.isIdea);
  const lines = [
    html(ROUND_KEYS[state], { round, panel: isolate(shorten(panelName, LONGEST_NAME)) }),
    answered ? '' : html('history.noAnswers'),
    tooFew ? html('history.tooFew') : '',
    ...items.map((item) => lineText(item, itemLength)),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function lineText(item: HistoryItem, length: number): string {
  const title = isolate(shorten(item.title, length));
  if (item.isIdea) return html('history.line.idea', { title });
  const own = ownText(item, length);
  const panel = panelText(item);
  if (own !== null && panel !== null) return html('history.line.both', { title, own, panel });
  if (own !== null) return html('history.line.ownOnly', { title, own });
  return panel === null
    ? html('history.line.none', { title })
    : html('history.line.panelOnly', { title, panel });
}

function ownText({ own }: HistoryItem, length: number): string | null {
  if (own === null) return null;
  if (own === 'noOpinion') return plain('history.noOpinion');
  const label = isolate(shorten(own.words, length));
  const value = writtenNumber(own.value);
  return own.isNumber && own.words !== value ? plain('history.labelAndValue', { label, value }) : label;
}

function panelText({ panel }: HistoryItem): string | null {
  if (panel === null) return null;
  if ('mean' in panel) return decimal(panel.mean, 2);
  if ('q1' in panel) {
    const { median, q1, q3 } = panel;
    return plain('history.numbers', {
      ...{ median: figureOfNumbers(median), q1: figureOfNumbers(q1), q3: figureOfNumbers(q3) },
    });
  }
  if ('place' in panel) return plain('history.place', { place: decimal(panel.place, 2), of: panel.of });
  return plain('history.share', { share: perHundred(panel.share), choice: panel.choice });
}

function headingOf({ title }: History): string {
  return html('history.heading', { title: isolate(shorten(title, LONGEST_TITLE)) });
}

/** Asks an expert of several studies which answers to show. */
export function whichHistory(studies: readonly { readonly id: number; readonly title: string }[]): Message {
  const shown = studies.slice(0, MOST_STUDIES);
  const number = (at: number) => spokenDigits(String(at + 1));
  const list = shown.map(({ title }, at) => `${number(at)}. ${isolate(shorten(title, LONGEST_TITLE))}`);
  return {
    html: html('history.which', { list: list.join('\n') }),
    buttons: shown.map(({ id, title }, at) => [
      {
        text: `${number(at)}. ${shorten(title, LONGEST_BUTTON)}`,
        data: historyButton.write({ studyId: id, page: 0 }),
      },
    ]),
  };
}

/** @param title of the study */
export function historyCaption(title: string): string {
  return html('history.file.caption', { title: isolate(shorten(title, LONGEST_TITLE)) });
}

export function historyFileName(studyTitle: string): string {
  return titledDocumentName(studyTitle, (title) => plain('history.file.name', { title }), '.xlsx');
}

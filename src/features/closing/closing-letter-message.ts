import { concordanceStrength } from '../../domain/concordance-strength.ts';
import type { PanelStatus } from '../../domain/verdict.ts';
import { meanText } from '../../messages/figures.ts';
import type { Message } from '../../messages/message.ts';
import { shorten } from '../../messages/shorten.ts';
import { isolate } from '../../texts/direction.ts';
import { html, plain } from '../../texts/i18n.ts';
import { decimal, figureOfNumbers } from '../../texts/numerals.ts';
import { proposalsTold, type ToldProposal } from '../answering/proposals-told-message.ts';
import { certificateButtonOf } from './certificate-message.ts';

/** The study's end, as one expert is told. */
export interface ClosingLetter {
  readonly name: string;
  readonly title: string;
  /** Panels of the expert that took part in a round, each with its last one. */
  readonly panels: readonly LetterPanel[];
  /** Own proposals that were decided after the last round's opening. */
  readonly proposals: readonly ToldProposal[];
  /** The expert who may have a certificate of taking part; null: took no part. */
  readonly certificateOf: number | null;
}

export interface LetterPanel {
  readonly name: string;
  readonly status: PanelStatus;
  /** Its last round. */
  readonly round: number;
  /** Enough answers to show what the panel said. */
  readonly shown: boolean;
  /** Null: too few rated every item to show it, or it is undefined. */
  readonly w: number | null;
  /** At or below this mean its round drops an item; null where no mean decides. */
  readonly cutoff: number | null;
  /** Of its last round, in the order asked. */
  readonly items: readonly LetterItem[];
  /** Titles of what had left in an earlier round, and stays by the facilitator's word. */
  readonly keptSince: readonly string[];
}

export interface LetterItem {
  readonly title: string;
  readonly kept: boolean;
  /** The facilitator decided so. */
  readonly isByHand: boolean;
  /** Null: too few answers to show it, or answers that no mean is told of. */
  readonly mean: number | null;
  /** The panel's, where it may be shown. */
  readonly median: number | null;
  /** Both are places among so many items, the first is the best; null: they are ratings. */
  readonly places: number | null;
  /** The expert's own answer; null where there is none. */
  readonly own: { readonly value: number; readonly words: string } | 'noOpinion' | null;
}

const LONGEST_LETTER = 4000;
/** Most items a panel's list shows; fewer where the letter would outgrow a message. */
const LIST_LENGTHS = [10, 7, 5, 3, 2, 1, 0];
const LONGEST_ITEM = 45;
const LONGEST_NAME = 80;
const LONGEST_TITLE = 150;
/** Told with one decimal, less would read as none. */
const SMALLEST_DISTANCE = 0.05;
const GAP = '\n\n';

/** Thanks, what the expert's panels came to, and the own answers of the last round beside it. */
export function closingLetter(letter: ClosingLetter): Message {
  const fitting = [
    ...LIST_LENGTHS.map((length) => ({ length, panels: letter.panels.length })),
    ...letter.panels.map((_, left) => ({ length: 0, panels: letter.panels.length - 1 - left })),
  ];
  for (const { length, panels } of fitting) {
    const html = letterText(letter, length, panels);
    if (html.length <= LONGEST_LETTER) return withCertificate(html, letter);
  }
  return withCertificate(letterText(letter, 0, 0), letter);
}

function withCertificate(html: string, { certificateOf }: ClosingLetter): Message {
  return certificateOf === null ? { html } : { html, buttons: [[certificateButtonOf(certificateOf)]] };
}

function letterText(
  { name, title, panels, proposals }: ClosingLetter,
  listLength: number,
  panelsTold: number,
): string {
  const args = { title: isolate(shorten(title, LONGEST_TITLE)) };
  const left = panels.length - panelsTold;
  return [
    html('letter.greeting', { name: isolate(shorten(name, LONGEST_NAME)) }),
    html(panels.length > 0 ? 'letter.finished' : 'letter.finishedWithoutResults', args),
    ...panels.slice(0, panelsTold).map((panel) => panelText(panel, listLength)),
    ...(left > 0 ? [html('letter.otherPanels', { panels: left })] : []),
    ...(proposals.length > 0 ? [proposalsTold(proposals)] : []),
    html('letter.closing'),
  ].join(GAP);
}

function panelText(panel: LetterPanel, listLength: number): string {
  const { name, status, round, shown, w, items } = panel;
  const lines = [
    html('letter.panel', { name: isolate(shorten(name, LONGEST_NAME)) }),
    html(`letter.status.${status}`, { round }),
    ...(shown ? resultTexts(items, w) : [html('letter.tooFew')]),
    ...listTexts('kept', panel, listLength),
    ...listTexts('dropped', panel, listLength),
    ...ownTexts(items),
  ];
  return lines.join('\n');
}

function resultTexts(items: readonly LetterItem[], w: number | null): string[] {
  const kept = items.filter((item) => item.kept).length;
  return [
    ...(w === null
      ? []
      : [
          html('letter.concordance', {
            w: decimal(w, 2),
            strength: plain(`summary.strength.${concordanceStrength(w)}`),
          }),
        ]),
    kept === items.length
      ? html('letter.keptAll', { items: items.length })
      : html('letter.kept', { items: items.length, kept }),
  ];
}

/** Items with the panel's mean and the own answer, what the panel puts highest first. */
function listTexts(
  which: 'kept' | 'dropped',
  { items, keptSince, cutoff }: LetterPanel,
  listLength: number,
): string[] {
  const back = which === 'kept' ? keptSince.map(backItem) : [];
  const listed = [
    ...items
      .filter(({ kept }) => kept === (which === 'kept'))
      .toSorted((one, other) => heightOf(other) - heightOf(one)),
    ...back,
  ];
  if (listed.length === 0 || listLength === 0) return [];
  const lines = listed.slice(0, listLength).map((item) => lineText(item, cutoff));
  const more = listed.length - lines.length;
  return [
    html(`letter.list.${which}`),
    ...lines,
    ...(more > 0 ? [html('letter.more', { items: more })] : []),
  ];
}

/** What an earlier round said of it is not the last word. */
function backItem(title: string): LetterItem {
  return { title, kept: true, isByHand: true, mean: null, median: null, places: null, own: null };
}

/** Of two means the higher is better; of two mean places the lower. */
function heightOf({ mean, places }: LetterItem): number {
  if (mean === null) return -Number.MAX_VALUE;
  return places === null ? mean : -mean;
}

function lineText(item: LetterItem, cutoff: number | null): string {
  const { mean: figure, median: middle, places, own: answer } = item;
  const short = isolate(shorten(item.title, LONGEST_ITEM));
  const title = item.isByHand ? plain('letter.byHand', { title: short }) : short;
  const own = answer === 'noOpinion' ? plain('letter.noOpinion') : answer && isolate(answer.words);
  const mean = figure === null ? null : meanText(figure, cutoff);
  if (mean !== null && places !== null) {
    return own === null
      ? html('letter.line.placeOnly', { title, mean, places })
      : html('letter.line.placeAndOwn', { title, mean, places, own });
  }
  if (mean !== null && own !== null) return html('letter.line.meanAndOwn', { title, mean, own });
  if (mean !== null) return html('letter.line.meanOnly', { title, mean });
  if (middle !== null) {
    const median = figureOfNumbers(middle);
    return own === null
      ? html('letter.line.medianOnly', { title, median })
      : html('letter.line.medianAndOwn', { title, median, own });
  }
  return own === null
    ? html('letter.line.titleOnly', { title })
    : html('letter.line.ownOnly', { title, own });
}

/** How far the own answers were from the panel's, said quietly: it is no fault. */
function ownTexts(items: readonly LetterItem[]): string[] {
  if (items.every(({ own }) => own === null)) return [html('letter.noAnswers')];
  const distances = items.flatMap(({ mean, own }) =>
    mean === null || own === null || own === 'noOpinion' ? [] : [Math.abs(own.value - mean)],
  );
  if (distances.length === 0) return [];
  const distance = distances.reduce((sum, each) => sum + each, 0) / distances.length;
  return [
    distance < SMALLEST_DISTANCE
      ? html('letter.noDistance')
      : html(items.some(({ places }) => places !== null) ? 'letter.distanceOfPlaces' : 'letter.distance', {
          distance: decimal(distance, 1),
        }),
    ...agreementTexts(items),
  ];
}

/** How often the own answer was the panel's middle; where it never was, nothing is said of it. */
function agreementTexts(items: readonly LetterItem[]): string[] {
  const compared = items.filter(({ median, own }) => median !== null && own !== null && own !== 'noOpinion');
  const same = compared.filter(({ median, own }) => own !== 'noOpinion' && own?.value === median).length;
  return same === 0 ? [] : [html('letter.atMedian', { items: compared.length, same })];
}

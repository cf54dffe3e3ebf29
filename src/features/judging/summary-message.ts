import type { NextStep, PanelPart, RoundSummary, SummaryFrame } from '../../kinds/told/round-summary.ts';
import { folded, richBlocks, toldLines } from '../../kinds/told/told.ts';
import type { Message } from '../../messages/message.ts';
import { type RichBlock, type RichText, richText } from '../../messages/rich-text.ts';
import { shorten } from '../../messages/shorten.ts';
import { dateTimeText } from '../../texts/dates.ts';
import { isolate } from '../../texts/direction.ts';
import { html } from '../../texts/i18n.ts';
import { listed } from '../../texts/listed.ts';

/** Below the 4096 characters of both messengers, leaving room for a messenger's own formatting. */
const LONGEST_PART = 4000;
const LONGEST_TITLE = 150;
/** Room for «بخش ۱ از ۲». */
const PART_LINE = 30;
const GAP = '\n\n';
/** Most items of a list; shorter where a panel would not fit a message. */
const LIST_LENGTHS = [12, 8, 5, 3, 1, 0];

/** One message of a summary: its index, and its panels. */
export interface SummaryPart {
  /** From 0. */
  readonly part: number;
  readonly parts: number;
  readonly panels: readonly PanelPart[];
}

/** A round's summary in as many messages as it needs; a panel is never split. */
export function summaryMessages({ panels, ...frame }: RoundSummary): Message[] {
  const lengths = panels.map((panel) => panelLength(frame, panel));
  const divided = divideSummary(frame, lengths);
  return divided.map((places, part) =>
    summaryPart(frame, { part, parts: divided.length, panels: places.map((at) => panels[at]!) }),
  );
}

/** How much room a panel takes in a summary, in characters. */
export function panelLength(frame: SummaryFrame, panel: PanelPart): number {
  return panelBlock(panel, frame).length;
}

/**
 * Fills messages one after the other; there is at least one, without panels if there are none.
 *
 * @param lengths of the panels, from `panelLength`
 * @returns for each message, the indices of its panels in that list
 */
export function divideSummary(frame: SummaryFrame, lengths: readonly number[]): number[][] {
  const room = roomOf(frame);
  const end = endText(frame, room).length;
  const parts: number[][] = [[]];
  let used = 0;
  const place = (length: number) => {
    if (used > 0 && used + length + GAP.length > room) {
      parts.push([]);
      used = 0;
    }
    used += length + GAP.length;
    return parts.at(-1)!;
  };
  for (const [at, length] of lengths.entries()) place(length).push(at);
  if (end > 0) place(end);
  return parts;
}

/** One message of a summary; the last one also tells what comes next. */
export function summaryPart(frame: SummaryFrame, { part, parts, panels }: SummaryPart): Message {
  const place = parts > 1 ? `\n${html('summary.part', { part: part + 1, parts })}` : '';
  const blocks = panels.map((panel) => panelBlock(panel, frame));
  const end = part === parts - 1 ? endText(frame, roomOf(frame)) : '';
  const heading = headingText(frame) + place;
  const told = [heading, ...blocks, end].filter((block) => block !== '');
  const rich = richSummary({ heading, end, panels }, frame);
  return { html: told.join(GAP), ...(rich && { rich }) };
}

/** Most items of a table in a rich message; shorter where a messenger would not take all. */
const TABLE_LENGTHS = [50, 25, ...LIST_LENGTHS];

/** The same message with tables, each part of a panel's figures in a fold of its own. */
function richSummary(
  { heading, end, panels }: { heading: string; end: string; panels: readonly PanelPart[] },
  frame: SummaryFrame,
): RichText | null {
  for (const length of TABLE_LENGTHS) {
    const blocks = panels.flatMap((panel) => richPanel(panel, length, frame));
    const rich = richText([{ lines: [heading] }, ...blocks, ...(end === '' ? [] : [{ lines: [end] }])]);
    if (rich) return rich;
  }
  return null;
}

function richPanel(panel: PanelPart, length: number, { afterCards }: SummaryFrame): RichBlock[] {
  const { head, advice, hasCard } = panel;
  const isTold = afterCards && hasCard;
  return [
    { lines: head },
    ...richBlocks(isTold ? folded(html('summary.fold.advice'), advice) : advice),
    ...richBlocks(panel.rest(length)),
  ];
}

/** One panel's part within the room of a message, with its lists shortened to fit. */
function panelBlock(panel: PanelPart, frame: SummaryFrame): string {
  const room = roomOf(frame);
  for (const length of LIST_LENGTHS) {
    const text = panelText(panel, length, frame);
    if (text.length <= room) return text;
  }
  return panelText(panel, 0, frame);
}

/** Messengers show this many lines of a folded quotation: folding fewer is pointless. */
const SHOWN_FOLDED = 3;

/** Which panel, who took part and the outcome; the figures are folded away, and so is what a card has told already. */
function panelText(panel: PanelPart, listLength: number, { afterCards }: SummaryFrame): string {
  const { head, advice } = panel;
  const rest = toldLines(panel.rest(listLength));
  const isTold = afterCards && panel.hasCard;
  const shown = isTold ? head : [...head, ...advice];
  const folded = isTold ? [...advice, ...rest] : rest;
  return folded.length <= SHOWN_FOLDED
    ? [...shown, ...folded].join('\n')
    : [...shown, `<blockquote expandable>${folded.join('\n')}</blockquote>`].join('\n');
}

function roomOf(frame: SummaryFrame): number {
  return LONGEST_PART - headingText(frame).length - PART_LINE - GAP.length;
}

function headingText({ title, round, closedAt, closedBy, zone }: SummaryFrame): string {
  const at = dateTimeText(closedAt, zone);
  return [
    html('summary.heading', { round, title: isolate(shorten(title, LONGEST_TITLE)) }),
    html(`summary.closedBy.${closedBy}`, { at, round }),
  ].join('\n');
}

/** The panels that took no part, and what to do now. */
function endText({ absent, openQuestion, reminders, deviations, next }: SummaryFrame, room: number): string {
  const names = listed(absent.map(isolate));
  const lines = [
    openQuestion ? openQuestionText(openQuestion) : '',
    reminders?.sent ? html('summary.reminders', reminders) : '',
    absent.length > 0 ? html('summary.next.absent', { panels: shorten(names, room / 2) }) : '',
    deviations > 0 ? html('protocol.deviations.toCome', { deviations }) : '',
    next === null ? '' : nextText(next),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function openQuestionText({ asked, wrote }: NonNullable<SummaryFrame['openQuestion']>): string {
  return wrote === 0
    ? html('summary.openQuestion.nobody', { asked })
    : html('summary.openQuestion.wrote', { asked, wrote });
}

function nextText(next: NextStep): string {
  switch (next.step) {
    case 'open':
      return html('summary.next.open', { panels: next.panels, round: next.round });
    case 'openOrFinish':
      return html('summary.next.openOrFinish', { round: next.round });
    case 'finish':
      return [
        ...(next.kept ? [html('summary.next.final', { kept: next.kept })] : []),
        ...(next.differing ? [html('summary.next.differing', { items: next.differing })] : []),
        html('summary.next.finish'),
      ].join('\n');
  }
}

import { dateTimeText } from '../texts/dates.ts';
import { isolate } from '../texts/direction.ts';
import { html } from '../texts/i18n.ts';
import { listed } from '../texts/listed.ts';
import type { Message } from './message.ts';
import type { NextStep, RoundSummary } from './round-summary.ts';
import { shorten } from './shorten.ts';
import { panelBlock } from './summary-panel.ts';

/** Below the 4096 characters of both messengers, for what a messenger's own formatting adds. */
const LONGEST_PART = 4000;
const LONGEST_TITLE = 150;
/** Room for «بخش ۱ از ۲». */
const PART_LINE = 30;
const GAP = '\n\n';

/** A round's summary: one message, or as many as it needs; a panel is never torn apart. */
export function summaryMessages(summary: RoundSummary): Message[] {
  const heading = headingText(summary);
  const room = LONGEST_PART - heading.length - PART_LINE - GAP.length;
  const blocks = [
    ...summary.panels.map((panel) => panelBlock(panel, summary, room)),
    endText(summary, room),
  ].filter((block) => block !== '');
  const parts = packBlocks(blocks, room);
  return parts.map((part, at) => {
    const place = parts.length > 1 ? `\n${html('summary.part', { part: at + 1, parts: parts.length })}` : '';
    return { html: [heading + place, ...part].join(GAP) };
  });
}

function headingText({ title, round, closedAt, closedBy, zone }: RoundSummary): string {
  const at = dateTimeText(closedAt, zone);
  return [
    html('summary.heading', { round, title: isolate(shorten(title, LONGEST_TITLE)) }),
    html(`summary.closedBy.${closedBy}`, { at, round }),
  ].join('\n');
}

/** Panels that took no part, and what to do now. */
function endText({ absent, next }: RoundSummary, room: number): string {
  const names = listed(absent.map(isolate));
  const lines = [
    absent.length > 0 ? html('summary.next.absent', { panels: shorten(names, room / 2) }) : '',
    next === null ? '' : nextText(next),
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function nextText(next: NextStep): string {
  switch (next.step) {
    case 'open':
      return html('summary.next.open', { panels: next.panels, round: next.round });
    case 'openOrFinish':
      return html('summary.next.openOrFinish', { round: next.round });
    case 'finish':
      return html('summary.next.finish');
  }
}

/** Fills messages one after the other; at least one, empty where there is nothing to tell. */
function packBlocks(blocks: readonly string[], room: number): string[][] {
  const parts: string[][] = [[]];
  let used = 0;
  for (const block of blocks) {
    const length = block.length + GAP.length;
    if (used > 0 && used + length > room) {
      parts.push([]);
      used = 0;
    }
    parts.at(-1)!.push(block);
    used += length;
  }
  return parts;
}

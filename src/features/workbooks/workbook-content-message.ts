import { cancelWorkbookButton, createStudyButton } from '../../messages/buttons.ts';
import type { Button } from '../../messages/message.ts';
import { linesWithin } from '../../messages/pages.ts';
import { shorten } from '../../messages/shorten.ts';
import { html, plain } from '../../texts/i18n.ts';

/** What a workbook says, as far as its preview tells it. */
export interface WorkbookContent {
  readonly title: string;
  readonly panels: readonly {
    readonly code: string;
    readonly name: string;
    readonly experts: number;
    readonly items: number;
  }[];
  /** Persons; and the seats that they have on panels. */
  readonly experts: number;
  readonly seats: number;
  readonly items: number;
  /** Items that leave by their audience before any round. */
  readonly leftOut: number;
}

/** Characters that warnings may take; the rest is told by its number, and in a file. */
const WARNINGS_ROOM = 700;

export function totalsText({ panels, experts, seats, items, leftOut }: WorkbookContent): string {
  const totals = html(seats > experts ? 'facilitator.workbook.seats' : 'facilitator.workbook.totals', {
    ...{ panels: panels.length, experts, seats, items },
  });
  return leftOut === 0 ? totals : `${totals} ${html('facilitator.workbook.leftOut', { leftOut })}`;
}

export function warningsText(warnings: readonly string[]): { text: string; left: number } {
  if (warnings.length === 0) return { text: '', left: 0 };
  const { text, left } = bulletsWithin(warnings, WARNINGS_ROOM);
  const more = left > 0 ? `\n${html('facilitator.workbook.restInFile', { left })}` : '';
  return { text: `${html('facilitator.workbook.warnings', { list: text })}${more}`, left };
}

/** Plain lines as a list; HTML. */
export function bulletsWithin(lines: readonly string[], room: number): { text: string; left: number } {
  const bullets = lines.map((line) => html('facilitator.workbook.bullet', { line }));
  const { shown, left } = linesWithin(bullets, room);
  // A line too long for the room is still told, cut short.
  if (shown.length === 0 && lines[0]) {
    const cut = shorten(lines[0], room);
    return { text: html('facilitator.workbook.bullet', { line: cut }), left: lines.length - 1 };
  }
  return { text: shown.join('\n'), left };
}

export function createButton(previewId: number): Button {
  return { text: plain('label.createStudy'), data: createStudyButton.write({ previewId }), style: 'primary' };
}

export function cancelButton(previewId: number): Button {
  return { text: plain('label.cancel'), data: cancelWorkbookButton.write({ previewId }) };
}

import type { Message } from '../../messages/message.ts';
import { linesWithin, MESSAGE_LIMIT } from '../../messages/pages.ts';
import { escapeHtml, html } from '../../texts/i18n.ts';

/** A message, and the lines of a file that goes with it where the message has no room for all of them. */
export interface MessageWithList {
  readonly message: Message;
  readonly fileLines: readonly string[] | null;
}

/** Kept free for the heading, and for what says that the rest is in the file. */
const HEADING_ROOM = 500;

/**
 * Why a workbook was not taken: every fault in a line of its own. What was passed over follows, where there is room.
 */
export function workbookFaultsMessage(
  faults: readonly string[],
  warnings: readonly string[],
): MessageWithList {
  const { shown, left } = linesWithin(faults.map(escapeHtml), MESSAGE_LIMIT - HEADING_ROOM);
  const heading = html('facilitator.workbook.faults', { faults: faults.length });
  if (left > 0) {
    const rest = html('facilitator.workbook.restInFile', { left });
    return {
      message: { html: [heading, shown.join('\n'), rest].join('\n\n') },
      fileLines: [...faults, ...warnings],
    };
  }
  const used = shown.join('\n').length;
  const passedOver = linesWithin(warnings.map(escapeHtml), MESSAGE_LIMIT - HEADING_ROOM - used).shown;
  const paragraphs = [
    heading,
    shown.join('\n'),
    passedOver.length > 0 ? html('facilitator.workbook.warnings', { list: passedOver.join('\n') }) : '',
    html('facilitator.workbook.sendAgain'),
  ];
  return {
    message: { html: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n') },
    fileLines: null,
  };
}

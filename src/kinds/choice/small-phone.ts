import type { Message } from '../../messages/message.ts';

/*
 * How high a card stands in the chat of a small phone, 360 pixels wide. The figures are those of the rehearsal's page,
 * which a test in a browser measures; a messenger's own are near.
 */

/** Height that the chat has on the screen, below the messenger's own bars. */
const CHAT_HEIGHT = 560;
const LINE = 22.5;
const ROW = 40.2;
const LINE_OF_A_BUTTON = 23.2;
/** Around the text, and below the card. */
const MARGINS = 24;
/** Signs in a line that breaks between words; in a button with a row of its own. */
const SIGNS_A_LINE = 42;
const BOLD_SIGNS_A_LINE = 39;
/** The time of sending takes this much of the last line. */
const SIGNS_OF_TIME = 6;

/** Counts the visible signs of a text. */
type Count = (html: string) => number;

/** Whether a card is visible whole, without scrolling. */
export function fitsChat(message: Message): boolean {
  // To count the visible signs alone takes long, and most cards fit even if all signs were visible.
  return (
    heightOf(message, ({ length }) => length) <= CHAT_HEIGHT || heightOf(message, signsOf) <= CHAT_HEIGHT
  );
}

/** Whether all buttons are visible, and the text from the last line of the title on. */
export function showsTitlesEnd(message: Message): boolean {
  return fitsChat({ ...message, html: message.html.slice(message.html.indexOf('</b>')) });
}

function heightOf({ html, buttons = [] }: Message, count: Count): number {
  return linesOf(html, count) * LINE + heightOfButtons(buttons, count) + MARGINS;
}

function heightOfButtons(buttons: NonNullable<Message['buttons']>, count: Count): number {
  return buttons.reduce((sum, row) => {
    const lines = row.map(({ text }) => linesFor(count(text), SIGNS_A_LINE / row.length));
    return sum + ROW + (Math.max(...lines) - 1) * LINE_OF_A_BUTTON;
  }, 0);
}

function linesOf(html: string, count: Count): number {
  const paragraphs = html.split('\n');
  return paragraphs.reduce((sum, paragraph, at) => {
    const room = paragraph.startsWith('<b>') ? BOLD_SIGNS_A_LINE : SIGNS_A_LINE;
    const signsBehind = at + 1 === paragraphs.length ? SIGNS_OF_TIME : 0;
    return sum + linesFor(count(paragraph) + signsBehind, room);
  }, 0);
}

function linesFor(signs: number, room: number): number {
  return Math.max(1, Math.ceil(signs / room));
}

/** The number of visible signs: no tags, and no marks that stand above a letter or set the direction. */
function signsOf(html: string): number {
  return Array.from(
    html.replace(/<[^>]*>|&\w+;|[\p{Mark}\p{Cf}]/gu, (hidden) => (hidden.startsWith('&') ? '&' : '')),
  ).length;
}

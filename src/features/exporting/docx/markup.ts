/** WordprocessingML (ECMA-376, part 1, section 17) for texts: every paragraph runs as the language spoken does. */

import { isFromTheRight, withoutControls } from '../../../texts/direction.ts';
import { escapeXml, writable } from '../../../texts/xml.ts';

/** Latin words and what stands between them, commands with their slash; punctuation at the end is the Persian text's. */
const LATIN = /((?:(?<![^\s«(])\/)?[A-Za-z0-9](?:[\x21-\x7e\u2212 ]*[A-Za-z0-9])?)/;

/** Words that run from the right, and what stands between them: in a paragraph that runs from the left. */
const ARABIC =
  /(\p{Script=Arabic}(?:[\p{Script=Arabic}\p{Mark}\p{Nd}\s\u200c]*[\p{Script=Arabic}\p{Mark}])?)/u;

export interface ParagraphStyle {
  readonly style: string;
  /** Markup before and after the text: bookmarks, fields. */
  readonly before?: string;
  readonly after?: string;
  /** Whether what follows stands on the same page. */
  readonly withNext?: boolean;
}

export function paragraph(
  text: string,
  { style, before = '', after = '', withNext = false }: ParagraphStyle,
): string {
  const kept = withNext ? '<w:keepNext/>' : '';
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${kept}${bidi()}</w:pPr>${before}${runs(text)}${after}</w:p>`;
}

/** Inside `w:pPr` or `w:sectPr`: that it runs from the right, where it does. */
export function bidi(): string {
  return isFromTheRight() ? '<w:bidi/>' : '';
}

/**
 * Runs of one direction each; line breaks are kept. Word supports no isolates and embeddings: stretches of the other
 * direction's letters become runs of their own instead.
 */
export function runs(text: string): string {
  return writable(withoutControls(text))
    .split('\n')
    .map((line) =>
      line
        .split(isFromTheRight() ? LATIN : ARABIC)
        .map(directedRun)
        .join(''),
    )
    .join('<w:r><w:br/></w:r>');
}

/** Stretches of the other direction have odd indices. */
function directedRun(text: string, place: number): string {
  if (text === '') return '';
  const isOther = place % 2 === 1;
  const direction = isOther === isFromTheRight() ? '' : '<w:rPr><w:rtl/></w:rPr>';
  return `<w:r>${direction}${textElement(text)}</w:r>`;
}

function textElement(text: string): string {
  return `<w:t xml:space="preserve">${escapeXml(text)}</w:t>`;
}

/** A field that a program may recompute, with the text it shows until then. */
export function field(instruction: string, shown: string): string {
  return `<w:fldSimple w:instr=" ${escapeXml(instruction)} ">${runs(shown)}</w:fldSimple>`;
}

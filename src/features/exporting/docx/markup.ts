/** WordprocessingML (ECMA-376, part 1, section 17) for texts: every paragraph runs from right to left. */

import { withoutControls } from '../../../texts/direction.ts';
import { escapeXml, writable } from '../../../texts/xml.ts';

/** Latin words and what stands between them, commands with their slash; punctuation at the end is the Persian text's. */
const LATIN = /((?:(?<![^\s«(])\/)?[A-Za-z0-9](?:[\x21-\x7e\u2212 ]*[A-Za-z0-9])?)/;

export interface ParagraphStyle {
  readonly style: string;
  /** Markup before and after the text: bookmarks, fields. */
  readonly before?: string;
  readonly after?: string;
}

export function paragraph(text: string, { style, before = '', after = '' }: ParagraphStyle): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/><w:bidi/></w:pPr>${before}${runs(text)}${after}</w:p>`;
}

/**
 * Runs of one direction each; line breaks are kept. Word supports no isolates and embeddings: stretches of Latin
 * letters become runs of their own instead.
 */
export function runs(text: string): string {
  return writable(withoutControls(text))
    .split('\n')
    .map((line) => line.split(LATIN).map(directedRun).join(''))
    .join('<w:r><w:br/></w:r>');
}

/** Latin stretches have odd indices. */
function directedRun(text: string, place: number): string {
  if (text === '') return '';
  const direction = place % 2 === 1 ? '' : '<w:rPr><w:rtl/></w:rPr>';
  return `<w:r>${direction}${textElement(text)}</w:r>`;
}

function textElement(text: string): string {
  return `<w:t xml:space="preserve">${escapeXml(text)}</w:t>`;
}

/** A field that a program may recompute, with the text it shows until then. */
export function field(instruction: string, shown: string): string {
  return `<w:fldSimple w:instr=" ${escapeXml(instruction)} ">${runs(shown)}</w:fldSimple>`;
}

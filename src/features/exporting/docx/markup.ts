/** WordprocessingML (ECMA-376, part 1, section 17) for texts: every paragraph runs from right to left. */

/**
 * Isolates and embeddings, which Word does not support; stretches of Latin letters become runs of their own instead.
 */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/gu;
/** Characters that XML cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
/** Latin words and what stands between them; punctuation at the end belongs to the Persian text around it. */
const LATIN = /([A-Za-z0-9](?:[\x21-\x7e\u2212 ]*[A-Za-z0-9])?)/;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
}

export interface ParagraphStyle {
  readonly style: string;
  /** Markup before and after the text: bookmarks, fields. */
  readonly before?: string;
  readonly after?: string;
}

export function paragraph(text: string, { style, before = '', after = '' }: ParagraphStyle): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/><w:bidi/></w:pPr>${before}${runs(text)}${after}</w:p>`;
}

/** Runs of one direction each; line breaks are kept. */
export function runs(text: string): string {
  const clean = text.replace(CONTROLS, '').replace(UNWRITABLE, '');
  return clean
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

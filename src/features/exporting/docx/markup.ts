/** WordprocessingML (ECMA-376, part 1, section 17) of texts: every paragraph is right to left. */

/** Isolates and embeddings, which Word does not know; stretches of Latin letters are runs of their own instead. */
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/gu;
/** What XML cannot hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones meant
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
/** Latin words and what stands between them; a sign at the end belongs to the Persian around it. */
const LATIN = /([A-Za-z0-9](?:[\x21-\x7e\u2212 ]*[A-Za-z0-9])?)/;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);
}

export interface ParagraphStyle {
  readonly style: string;
  /** Ahead of and behind the text: bookmarks, fields. */
  readonly before?: string;
  readonly after?: string;
}

export function paragraph(text: string, { style, before = '', after = '' }: ParagraphStyle): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/><w:bidi/></w:pPr>${before}${runs(text)}${after}</w:p>`;
}

/** Runs of one direction each; a line break stays one. */
export function runs(text: string): string {
  const clean = text.replace(CONTROLS, '').replace(UNWRITABLE, '');
  return clean
    .split('\n')
    .map((line) => line.split(LATIN).map(directedRun).join(''))
    .join('<w:r><w:br/></w:r>');
}

/** Latin stretches stand at odd places. */
function directedRun(text: string, place: number): string {
  if (text === '') return '';
  const direction = place % 2 === 1 ? '' : '<w:rPr><w:rtl/></w:rPr>';
  return `<w:r>${direction}${textElement(text)}</w:r>`;
}

function textElement(text: string): string {
  return `<w:t xml:space="preserve">${escapeXml(text)}</w:t>`;
}

/** A field that a program may reckon anew, with what it shows until then. */
export function field(instruction: string, shown: string): string {
  return `<w:fldSimple w:instr=" ${escapeXml(instruction)} ">${runs(shown)}</w:fldSimple>`;
}

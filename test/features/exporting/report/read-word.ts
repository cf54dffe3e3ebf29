import { unzipSync } from 'fflate';

/** What stands in a Word file: all of its XML, its paragraphs, and each table's rows by its caption. */
export interface WordReading {
  readonly xml: string;
  readonly paragraphs: readonly string[];
  readonly tables: ReadonlyMap<string, readonly (readonly string[])[]>;
}

export function readWord(docx: Uint8Array): WordReading {
  const files = unzipSync(docx);
  const parts = Object.entries(files).filter(([name]) => /\.(xml|rels)$/.test(name));
  const body = Buffer.from(files['word/document.xml']!).toString('utf8');
  const tables = new Map<string, string[][]>();
  for (const [, caption, table] of body.matchAll(
    /<w:p><w:pPr><w:pStyle w:val="Caption"\/>(.*?)<\/w:p><w:tbl>(.*?)<\/w:tbl>/gs,
  )) {
    const rows = [...table!.matchAll(/<w:tr>(.*?)<\/w:tr>/gs)].map(([, row]) =>
      [...row!.matchAll(/<w:tc>(.*?)<\/w:tc>/gs)].map(([, cell]) => textsIn(cell!).join('\n')),
    );
    tables.set(textOf(caption!).replace(/^\S+ \S+: /u, ''), rows);
  }
  return {
    xml: parts.map(([, bytes]) => Buffer.from(bytes).toString('utf8')).join('\n'),
    paragraphs: textsIn(body),
    tables,
  };
}

function textsIn(xml: string): string[] {
  return [...xml.matchAll(/<w:p>(.*?)<\/w:p>/gs)].map(([, paragraph]) => textOf(paragraph!));
}

function textOf(xml: string): string {
  const text = xml.replaceAll('<w:br/>', '<w:t>\n</w:t>').matchAll(/<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs);
  return [...text]
    .map(([, words]) => words)
    .join('')
    .replace(/&(amp|lt|gt|quot);/g, (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name as 'amp']!);
}

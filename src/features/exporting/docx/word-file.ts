import { pngSize } from '../../../pictures/png-size.ts';
import { isFromTheRight } from '../../../texts/direction.ts';
import { spokenDigits } from '../../../texts/numerals.ts';
import { escapeXml } from '../../../texts/xml.ts';
import { type ArchiveEntry, zipPieces } from '../archive.ts';
import { columnWidths } from './column-widths.ts';
import type { Block, Table, TableCell, WordDocument } from './document.ts';
import { bidi, field, paragraph, runs } from './markup.ts';
import { FONTS_XML, footerXml, NUMBERING_XML, SETTINGS_XML, stylesXml } from './styles.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SCHEMAS = 'http://schemas.openxmlformats.org';
const RELATIONS = `${SCHEMAS}/officeDocument/2006/relationships`;
/** A4 with margins of slightly under an inch, in twentieths of a point. */
const PAGE = { width: 11_906, height: 16_838, margin: 1418 };
const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
/** EMU, the unit of pictures' sizes, in a twentieth of a point. */
const EMU = 635;
const HIGHEST_PICTURE = 11_000;
/** Deeper headings, one a panel and round, would fill pages. */
const DEEPEST_LISTED = 2;

/** Words before the numbers of captions. */
export interface CaptionWords {
  readonly table: string;
  readonly figure: string;
}

/**
 * Writes a document that Word and LibreOffice open (Office Open XML, ECMA-376), all of it running as the language spoken does. The same
 * document and moment give the same bytes.
 */
export function wordFile(
  document: WordDocument,
  words: CaptionWords,
  { writtenAt, zone }: { writtenAt: Date; zone: string },
): AsyncGenerator<Uint8Array> {
  const pictures = document.blocks.flatMap((block) => (block.kind === 'picture' ? [block.png] : []));
  const part = (name: string, xml: string): ArchiveEntry => ({ name, pieces: [xml] });
  const entries: ArchiveEntry[] = [
    part('[Content_Types].xml', CONTENT_TYPES),
    part('_rels/.rels', PACKAGE_RELATIONS),
    { name: 'word/document.xml', pieces: documentXml(document, words) },
    part('word/_rels/document.xml.rels', documentRelations(pictures.length)),
    part('word/styles.xml', stylesXml()),
    part('word/numbering.xml', NUMBERING_XML),
    part('word/fontTable.xml', FONTS_XML),
    part('word/settings.xml', SETTINGS_XML),
    part('word/footer1.xml', footerXml()),
    part('docProps/core.xml', coreXml(document.title, writtenAt)),
    ...pictures.map((png, at) => ({ name: `word/media/${at + 1}.png`, pieces: [png] })),
  ];
  return zipPieces(entries, writtenAt, zone);
}

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const PARTS = [
  ['/word/document.xml', `${MAIN}.document.main+xml`],
  ['/word/styles.xml', `${MAIN}.styles+xml`],
  ['/word/numbering.xml', `${MAIN}.numbering+xml`],
  ['/word/fontTable.xml', `${MAIN}.fontTable+xml`],
  ['/word/settings.xml', `${MAIN}.settings+xml`],
  ['/word/footer1.xml', `${MAIN}.footer+xml`],
  ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
];
const CONTENT_TYPES = [
  HEAD,
  `<Types xmlns="${SCHEMAS}/package/2006/content-types">`,
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
  '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>',
  ...PARTS.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`),
  '</Types>',
].join('');

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], at) => `<Relationship Id="r${at + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${SCHEMAS}/package/2006/relationships">${each.join('')}</Relationships>`;
}

const PACKAGE_RELATIONS = relations([
  [`${RELATIONS}/officeDocument`, 'word/document.xml'],
  [`${SCHEMAS}/package/2006/relationships/metadata/core-properties`, 'docProps/core.xml'],
]);

const FIXED_PARTS = ['styles', 'numbering', 'fontTable', 'settings', 'footer'];
const FOOTER_ID = `r${FIXED_PARTS.indexOf('footer') + 1}`;

function documentRelations(pictures: number): string {
  return relations([
    ...FIXED_PARTS.map(
      (name) => [`${RELATIONS}/${name}`, `${name}${name === 'footer' ? '1' : ''}.xml`] as const,
    ),
    ...Array.from({ length: pictures }, (_, at) => [`${RELATIONS}/image`, `media/${at + 1}.png`] as const),
  ]);
}

function coreXml(title: string, writtenAt: Date): string {
  const moment = writtenAt.toISOString().replace(/\.\d+/, '');
  const time = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${moment}</dcterms:${name}>`;
  return [
    HEAD,
    `<cp:coreProperties xmlns:cp="${SCHEMAS}/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>Hamray</dc:creator><dc:language>${isFromTheRight() ? 'fa-IR' : 'en'}</dc:language>`,
    `${time('created')}${time('modified')}</cp:coreProperties>`,
  ].join('');
}

function* documentXml({ blocks }: WordDocument, words: CaptionWords): Generator<string> {
  const spaces = [
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
    `xmlns:r="${RELATIONS}" xmlns:wp="${SCHEMAS}/drawingml/2006/wordprocessingDrawing"`,
    `xmlns:a="${SCHEMAS}/drawingml/2006/main" xmlns:pic="${SCHEMAS}/drawingml/2006/picture"`,
  ];
  yield `${HEAD}<w:document ${spaces.join(' ')}><w:body>`;
  const writer = new BlockWriter(blocks, words);
  for (const [at, block] of blocks.entries()) yield* writer.write(block, blocks[at + 1]);
  const { width, height, margin } = PAGE;
  yield [
    `<w:sectPr><w:footerReference w:type="default" r:id="${FOOTER_ID}"/><w:pgSz w:w="${width}" w:h="${height}"/>`,
    `<w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin}" w:left="${margin}" w:header="709" w:footer="709" w:gutter="0"/>`,
    `${bidi()}</w:sectPr></w:body></w:document>`,
  ].join('');
}

type Heading = Block & { readonly kind: 'heading' };

/** Writes blocks one after the other, numbering tables and pictures. */
class BlockWriter {
  readonly #headings: readonly Heading[];
  readonly #words: CaptionWords;
  readonly #written = { headings: 0, tables: 0, figures: 0 };

  constructor(blocks: readonly Block[], words: CaptionWords) {
    this.#headings = blocks.filter((block) => block.kind === 'heading');
    this.#words = words;
  }

  *write(block: Block, next: Block | undefined): Generator<string> {
    switch (block.kind) {
      case 'title':
        yield paragraph(block.text, { style: 'Title' });
        break;
      case 'heading':
        yield this.#heading(block);
        break;
      case 'paragraph':
        yield paragraph(block.text, { style: 'Normal' });
        break;
      case 'toWrite':
        yield paragraph(block.text, { style: 'ToWrite' });
        break;
      case 'list':
        yield block.lines.map((line) => paragraph(line, { style: 'Bullet' })).join('');
        break;
      case 'table':
        this.#written.tables += 1;
        yield caption('Caption', this.#words.table, this.#written.tables, block.caption);
        yield* table(block);
        // An empty one would stand alone on a page where the table fills the one before; a heading keeps its distance itself.
        if (block.note || next?.kind !== 'heading') yield paragraph(block.note ?? '', { style: 'Note' });
        break;
      case 'picture':
        this.#written.figures += 1;
        yield picture(block.png, this.#written.figures, block.caption);
        yield caption('FigureCaption', this.#words.figure, this.#written.figures, block.caption);
        break;
      case 'contents':
        yield this.#contents(block);
    }
  }

  #heading({ level, text }: Heading): string {
    this.#written.headings += 1;
    const id = this.#written.headings;
    const before = `<w:bookmarkStart w:id="${id}" w:name="${bookmark(id)}"/>`;
    return paragraph(text, { style: `Heading${level}`, before, after: `<w:bookmarkEnd w:id="${id}"/>` });
  }

  /** The table of contents of chapters and sections, filled in here: a field that requests its own update would make Word ask a question. */
  #contents({ heading, note }: Block & { readonly kind: 'contents' }): string {
    const [begin, separate, end] = ['begin', 'separate', 'end'].map(
      (type) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`,
    );
    const instruction = `<w:r><w:instrText xml:space="preserve"> TOC \\o "1-${DEEPEST_LISTED}" \\h \\z \\u </w:instrText></w:r>`;
    const listed = [...this.#headings.entries()].filter(([, { level }]) => level <= DEEPEST_LISTED);
    const lines = listed.map(([place, { level, text }], at) => {
      const link = `<w:hyperlink w:anchor="${bookmark(place + 1)}" w:history="1">${runs(text)}</w:hyperlink>`;
      const before = at === 0 ? `${begin}${instruction}${separate}` : '';
      const last = at === listed.length - 1;
      return paragraph('', { style: `TOC${level}`, before: `${before}${link}`, after: last ? end! : '' });
    });
    return [
      paragraph(heading, { style: 'ContentsHeading' }),
      ...lines,
      paragraph(note, { style: 'Note' }),
    ].join('');
  }
}

function bookmark(id: number): string {
  return `heading${id}`;
}

/**
 * The number is a field, so that a program can list tables and refer to them; its digits are written as they
 * are.
 */
function caption(style: string, word: string, number: number, text: string): string {
  const before = `${runs(`${word} `)}${field(`SEQ ${word}`, spokenDigits(String(number)))}`;
  return paragraph(`: ${text}`, { style, before });
}

/** A table of no more rows is not torn between two pages. */
const MOST_TOGETHER = 6;

function* table({ columns, rows }: Table): Generator<string> {
  const widths = columnWidths(columns, TEXT_WIDTH);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  yield [
    `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>${isFromTheRight() ? '<w:bidiVisual/>' : ''}`,
    `<w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>`,
    '<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>',
    ...columns.map(({ header }, at) =>
      cell(paragraph(header, { style: 'HeaderCell' }), widths[at]!, 'E5EFEE'),
    ),
    '</w:tr>',
  ].join('');
  for (const [place, row] of rows.entries()) {
    const withNext = rows.length <= MOST_TOGETHER && place < rows.length - 1;
    const cells = row.map((content, at) => cell(cellText(content, withNext), widths[at]!));
    yield `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
  }
  yield '</w:tbl>';
}

function cellText(content: TableCell, withNext: boolean): string {
  if (typeof content === 'string') return paragraph(content, { style: 'Cell', withNext });
  const told = content.text ? paragraph(content.text, { style: 'Cell', withNext }) : '';
  return told + paragraph(content.toWrite, { style: 'CellToWrite', withNext });
}

function cell(content: string, width: number, fill?: string): string {
  const shade = fill ? `<w:shd w:val="clear" w:color="auto" w:fill="${fill}"/>` : '';
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${shade}</w:tcPr>${content}</w:tc>`;
}

/** As wide as the text, unless the picture would then be too high for a page. */
function picture(png: Uint8Array, number: number, description: string): string {
  const { width, height } = pngSize(png);
  const scale = Math.min(TEXT_WIDTH / width, HIGHEST_PICTURE / height);
  const extent = `cx="${Math.round(width * scale * EMU)}" cy="${Math.round(height * scale * EMU)}"`;
  const id = `r${FIXED_PARTS.length + number}`;
  const named = `id="${number}" name="${number}.png" descr="${escapeXml(description)}"`;
  const drawing = [
    `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr ${named}/>`,
    `<a:graphic><a:graphicData uri="${SCHEMAS}/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr>`,
    `<pic:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
  ].join('');
  return paragraph('', { style: 'Figure', before: drawing });
}

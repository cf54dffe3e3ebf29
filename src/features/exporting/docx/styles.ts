import { spokenDigits } from '../../../texts/numerals.ts';
import { bidi, field, paragraph } from './markup.ts';

/** Fonts that most machines with Persian have; the first one present is used. */
const PERSIAN_FONT = 'Vazirmatn';
const PERSIAN_FALLBACKS = ['B Nazanin', 'Tahoma'];
const LATIN_FONT = 'Times New Roman';
/** Draws Latin digits as Persian ones: programs write the number of a page, and take Latin digits for it. */
const DIGITS_FONT = 'B Nazanin';

const INK = '1F2937';
const ACCENT = '0F766E';
const MARKED = 'FFF2CC';

const NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

interface Look {
  readonly id: string;
  readonly name: string;
  readonly basedOn?: string;
  /** Inside `w:pPr`, in the schema's order: what precedes `w:bidi`, and what follows it. */
  readonly before?: string;
  readonly after?: string;
  /** In half points. */
  readonly size?: number;
  readonly bold?: boolean;
  /** Another font than the document's, for all letters. */
  readonly font?: string;
  readonly colour?: string;
}

const PARAGRAPHS: readonly Look[] = [
  { id: 'Normal', name: 'Normal', after: '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>' },
  {
    ...{ id: 'Title', name: 'Title', basedOn: 'Normal', size: 40, bold: true, colour: ACCENT },
    after: '<w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/>',
  },
  heading(1, 34, '<w:pageBreakBefore/>'),
  heading(2, 28),
  heading(3, 24),
  {
    ...{
      id: 'ContentsHeading',
      name: 'TOC Heading',
      basedOn: 'Normal',
      size: 30,
      bold: true,
      colour: ACCENT,
    },
    before: '<w:keepNext/>',
  },
  contentsLine(1, 0),
  contentsLine(2, 284),
  {
    ...{ id: 'Caption', name: 'caption', basedOn: 'Normal', size: 21, bold: true },
    before: '<w:keepNext/>',
    after: '<w:spacing w:before="240" w:after="80"/>',
  },
  { id: 'FigureCaption', name: 'Figure Caption', basedOn: 'Normal', size: 21, bold: true, after: CENTRED() },
  { id: 'Figure', name: 'Figure', basedOn: 'Normal', before: '<w:keepNext/>', after: CENTRED() },
  {
    id: 'Note',
    name: 'Table Note',
    basedOn: 'Normal',
    size: 19,
    after: '<w:spacing w:before="60" w:after="240"/>',
  },
  {
    ...{ id: 'Bullet', name: 'List Bullet', basedOn: 'Normal' },
    before: '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    after: '<w:spacing w:after="60"/><w:contextualSpacing/>',
  },
  {
    ...{ id: 'ToWrite', name: 'To Write', basedOn: 'Normal' },
    before: `<w:pBdr><w:top ${LINE()}/><w:left ${LINE()}/><w:bottom ${LINE()}/><w:right ${LINE()}/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="${MARKED}"/>`,
  },
  {
    id: 'Cell',
    name: 'Table Text',
    basedOn: 'Normal',
    size: 19,
    after: '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>',
  },
  { id: 'HeaderCell', name: 'Table Header', basedOn: 'Cell', size: 19, bold: true, before: '<w:keepNext/>' },
  {
    ...{ id: 'CellToWrite', name: 'Table To Write', basedOn: 'Cell', size: 19 },
    before: `<w:shd w:val="clear" w:color="auto" w:fill="${MARKED}"/>`,
  },
  { id: 'Footer', name: 'footer', basedOn: 'Normal', size: 22, font: DIGITS_FONT, after: CENTRED() },
];

function heading(level: number, size: number, before = ''): Look {
  return {
    ...{
      id: `Heading${level}`,
      name: `heading ${level}`,
      basedOn: 'Normal',
      size,
      bold: true,
      colour: ACCENT,
    },
    before: `<w:keepNext/><w:keepLines/>${before}`,
    after: `<w:spacing w:before="320" w:after="120"/><w:outlineLvl w:val="${level - 1}"/>`,
  };
}

function contentsLine(level: number, indent: number): Look {
  return {
    ...{ id: `TOC${level}`, name: `toc ${level}`, basedOn: 'Normal', size: 22 },
    before: '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9070"/></w:tabs>',
    after: `<w:spacing w:after="40"/><w:ind w:start="${indent}"/>`,
  };
}

function CENTRED(): string {
  return '<w:spacing w:after="240"/><w:jc w:val="center"/>';
}

function LINE(): string {
  return 'w:val="single" w:sz="4" w:space="4" w:color="D6A700"';
}

function paragraphStyle(of: Look): string {
  const { id, name, basedOn, before = '', after = '', size, bold, font, colour } = of;
  const look = [
    font ? `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:cs="${font}"/>` : '',
    bold ? '<w:b/><w:bCs/>' : '',
    colour ? `<w:color w:val="${colour}"/>` : '',
    size ? `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>` : '',
  ].join('');
  return [
    `<w:style w:type="paragraph" w:styleId="${id}"${id === 'Normal' ? ' w:default="1"' : ''}>`,
    `<w:name w:val="${name}"/>${basedOn ? `<w:basedOn w:val="${basedOn}"/>` : ''}<w:qFormat/>`,
    `<w:pPr>${before}${bidi()}${after}</w:pPr><w:rPr>${look}</w:rPr></w:style>`,
  ].join('');
}

const EDGES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((edge) => `<w:${edge} w:val="single" w:sz="4" w:space="0" w:color="9CA3AF"/>`)
  .join('');

export const stylesXml = () =>
  [
    HEAD,
    `<w:styles ${NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr>`,
    `<w:rFonts w:ascii="${LATIN_FONT}" w:hAnsi="${LATIN_FONT}" w:eastAsia="${LATIN_FONT}" w:cs="${PERSIAN_FONT}"/>`,
    `<w:color w:val="${INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:bidi="fa-IR"/>`,
    '</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>',
    ...PARAGRAPHS.map(paragraphStyle),
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>',
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>',
    `<w:tblPr><w:tblBorders>${EDGES}</w:tblBorders><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`,
    '</w:styles>',
  ].join('');

/** A bullet, hanging where lines begin. */
export const NUMBERING_XML = [
  HEAD,
  `<w:numbering ${NAMESPACE}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>`,
  '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>',
  '<w:pPr><w:ind w:start="454" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>',
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
].join('');

export const FONTS_XML = [
  HEAD,
  `<w:fonts ${NAMESPACE}><w:font w:name="${PERSIAN_FONT}"><w:altName w:val="${PERSIAN_FALLBACKS.join(',')}"/>`,
  '<w:charset w:val="B2"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>',
  `<w:font w:name="${LATIN_FONT}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>`,
].join('');

export const footerXml = () =>
  [
    HEAD,
    `<w:ftr ${NAMESPACE}>`,
    paragraph('', { style: 'Footer', after: field('PAGE', spokenDigits('1')) }),
    '</w:ftr>',
  ].join('');

export const SETTINGS_XML = [
  HEAD,
  `<w:settings ${NAMESPACE}><w:defaultTabStop w:val="720"/><w:themeFontLang w:val="en-US" w:bidi="fa-IR"/>`,
  '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>',
  '</w:settings>',
].join('');

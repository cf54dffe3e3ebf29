import { getFormatFromId, isDateFormat, isPercentFormat } from 'numfmt';
import { readXml } from './read-xml.ts';
import { UnreadableFile } from './unreadable-file.ts';

/** How a spreadsheet shows a number (ECMA-376 part 1, 18.8.31). */
export interface NumberFormat {
  readonly code: string;
  /** Shows days or hours; letters that are quoted, escaped or in brackets do not count. */
  readonly isDate: boolean;
  readonly isPercent: boolean;
}

/** The format of a cell by the number of its style. */
export type NumberFormats = (style: number) => NumberFormat;

const GENERAL = numberFormat('General');

/** For a workbook without styles: every number is just a number. */
export const NO_FORMATS: NumberFormats = () => GENERAL;

function numberFormat(code: string): NumberFormat {
  const known = withoutCalendar(code);
  return { code, isDate: isDateFormat(known), isPercent: isPercentFormat(known) };
}

/** LibreOffice names a calendar (`[~jalali]YYYY-MM-DD`) in its own way. */
export function withoutCalendar(code: string): string {
  return code.replace(/\[~\w+\]/g, '');
}

interface Style {
  readonly format: number | null;
  readonly base: number;
}

/** Reads the number formats of a workbook's styles. Broken parts are ignored. */
export async function readNumberFormats(pieces: AsyncIterable<Uint8Array>): Promise<NumberFormats> {
  const codes = new Map<number, string>();
  const styles: Record<'cellXfs' | 'cellStyleXfs', Style[]> = { cellXfs: [], cellStyleXfs: [] };
  let list = '';
  const open = (name: string, attributes: Readonly<Record<string, string | undefined>>) => {
    if (LISTS.has(name)) list = name;
    else if (list === 'numFmts' && name === 'numFmt') {
      codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? GENERAL.code);
    } else if ((list === 'cellXfs' || list === 'cellStyleXfs') && name === 'xf') {
      const { numFmtId, xfId } = attributes;
      const format = numFmtId === undefined ? null : Number(numFmtId);
      styles[list].push({ format, base: Number(xfId ?? 0) });
    }
  };
  const close = (name: string) => {
    if (name === list) list = '';
  };
  try {
    await readXml(pieces, { open, close });
  } catch (error) {
    if (!(error instanceof UnreadableFile) || error.refusal !== 'damaged') throw error;
  }
  const formats = styles.cellXfs.map(({ format, base }) => {
    const id = format ?? styles.cellStyleXfs[base]?.format ?? 0;
    return numberFormat(codes.get(id) ?? getFormatFromId(id) ?? GENERAL.code);
  });
  return (style) => formats[style] ?? GENERAL;
}

/** The lists that define formats, and one that must not be taken for them. */
const LISTS: ReadonlySet<string> = new Set(['numFmts', 'cellXfs', 'cellStyleXfs', 'dxfs']);

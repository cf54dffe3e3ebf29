/** Largest file accepted as a workbook; the messenger tells a file's size before it is downloaded. */
export const MAX_WORKBOOK_BYTES = 10_000_000;

/** Why a file is not read at all; each has a sentence that says what to do. */
export type WorkbookRefusal =
  | 'tooLarge'
  | 'unpacksTooLarge'
  | 'tooMuchContent'
  | 'encrypted'
  /** A workbook by its first bytes, but its end did not arrive. */
  | 'cutOff'
  /** A workbook that is partly broken, or written in a way that the readers here do not know. */
  | 'damaged'
  /** Tables of other programs and formats, each with its own way to become a workbook. */
  | 'xls'
  | 'xlsb'
  | 'ods'
  | 'numbers'
  | 'csv'
  | 'webPage'
  /** An archive, perhaps with a workbook in it. */
  | 'archive'
  | 'notWorkbook';

/** Thrown deep inside while a file is read, and turned into a refusal where reading began. */
export class UnreadableFile extends Error {
  readonly refusal: WorkbookRefusal;

  constructor(refusal: WorkbookRefusal) {
    super(`the file is not readable: ${refusal}`);
    this.refusal = refusal;
  }
}

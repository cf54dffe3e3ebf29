import { COLUMNS, joinCodes, TABLES } from './headers.ts';
import { workbookBytes } from './sheet-writer.ts';

/** A row of a paper form: what one expert is asked; a proposal has no code. */
export interface FormLine {
  readonly expert: string;
  readonly panelCodes: readonly string[];
  readonly code: string;
  readonly title: string;
}

/** What a form asks. */
export interface PaperForm {
  readonly lines: readonly FormLine[];
  /** Identifies the form when it comes back. */
  readonly mark: string;
  /** What an answer's cell may hold, by kind of round. */
  readonly takes: readonly string[];
}

/** The workbook of `/form`: a row for each item of each expert, with the answer's cell to be filled in. */
export function formWorkbook({ lines, ...form }: PaperForm): Promise<Uint8Array> {
  const { expert, panels, code, title, answer, reason, mark } = COLUMNS.form;
  return workbookBytes([
    {
      name: TABLES.form,
      columns: [
        { header: expert, width: 28, asText: true },
        { header: panels, width: 20, asText: true },
        { header: code, width: 14, asText: true },
        { header: title, width: 60, asText: true },
        { header: answer, width: 24, asText: true, note: form.takes.join('\n') },
        { header: reason, width: 50, asText: true },
        { header: mark, width: 16, asText: true },
      ],
      rows: lines.map((line) => [
        line.expert,
        joinCodes(line.panelCodes),
        line.code,
        line.title,
        null,
        null,
        form.mark,
      ]),
    },
  ]);
}

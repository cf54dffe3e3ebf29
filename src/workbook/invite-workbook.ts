import { INVITE, joinCodes, linkOn, TRUTH } from './headers.ts';
import { type SheetLayout, workbookBytes } from './sheet-writer.ts';

/** An expert's row in the workbook of `/invite`. */
export interface InviteRow {
  readonly name: string;
  readonly role: string;
  readonly panelCodes: readonly string[];
  /** The complete personal link; null where it is used up. */
  readonly link: string | null;
  /** Links for the other messengers. */
  readonly furtherLinks: readonly (string | null)[];
  readonly joined: boolean;
  /** A text ready to be forwarded to the expert. */
  readonly text: string;
}

/**
 * Each expert's personal links and who has joined, in the order given.
 *
 * @param furtherMessengers their names, which stand in the headers
 */
export function inviteWorkbook(
  rows: readonly InviteRow[],
  furtherMessengers: readonly string[],
): Promise<Uint8Array> {
  const sheet: SheetLayout = {
    name: INVITE.sheet,
    columns: [
      { header: INVITE.name, width: 28, asText: true },
      { header: INVITE.role, width: 36, asText: true },
      { header: INVITE.panels, width: 24, asText: true },
      { header: INVITE.link, width: 56, asText: true },
      ...furtherMessengers.map((name) => ({ header: linkOn(name), width: 56, asText: true })),
      { header: INVITE.joined, width: 12, asText: true },
      { header: INVITE.text, width: 90, asText: true },
    ],
    rows: rows.map((row) => [
      row.name,
      row.role,
      joinCodes(row.panelCodes),
      row.link,
      ...row.furtherLinks,
      row.joined ? TRUTH.yes : TRUTH.no,
      row.text,
    ]),
  };
  return workbookBytes([sheet]);
}

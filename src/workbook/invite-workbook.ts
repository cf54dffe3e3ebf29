import { CODES_SEPARATOR, INVITE, NO, YES } from './headers.ts';
import { type SheetLayout, workbookBytes } from './sheet-writer.ts';

/** An expert's row in the workbook of `/invite`. */
export interface InviteRow {
  readonly name: string;
  readonly role: string;
  readonly panelCodes: readonly string[];
  /** The whole personal link on Telegram; null where that messenger is off, or the link is used up. */
  readonly link: string | null;
  readonly baleLink: string | null;
  readonly joined: boolean;
  /** A text that is ready to be forwarded to the expert. */
  readonly text: string;
}

/** Each expert's personal links and who has joined, in the order given. */
export function inviteWorkbook(
  rows: readonly InviteRow[],
  messengers: { readonly bale: boolean },
): Promise<Uint8Array> {
  const sheet: SheetLayout = {
    name: INVITE.sheet,
    columns: [
      { header: INVITE.name, width: 28, asText: true },
      { header: INVITE.role, width: 36, asText: true },
      { header: INVITE.panels, width: 24, asText: true },
      { header: INVITE.link, width: 56, asText: true },
      ...(messengers.bale ? [{ header: INVITE.baleLink, width: 56, asText: true }] : []),
      { header: INVITE.joined, width: 12, asText: true },
      { header: INVITE.text, width: 90, asText: true },
    ],
    rows: rows.map((row) => [
      row.name,
      row.role,
      row.panelCodes.join(CODES_SEPARATOR),
      row.link,
      ...(messengers.bale ? [row.baleLink] : []),
      row.joined ? YES : NO,
      row.text,
    ]),
  };
  return workbookBytes([sheet]);
}

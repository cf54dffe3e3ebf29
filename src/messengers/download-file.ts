import type { Messenger } from '../store/accounts.ts';

/** A file as a messenger hands it out, or why it does not. */
export type DownloadedFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'tooLarge' | 'gone' };

/** Fetches a file from a messenger. @throws where the messenger cannot be asked, or breaks off */
export type DownloadFile = (
  messenger: Messenger,
  fileId: string,
  limits: { readonly mostBytes: number; readonly signal: AbortSignal },
) => Promise<DownloadedFile>;

import type { RichText } from './rich-text.ts';

/** A button under a message. `data` comes back when it is pressed (64 bytes at most). */
export interface Button {
  readonly text: string;
  readonly data?: string;
  readonly url?: string;
  /** Copied to the person's clipboard. */
  readonly copy?: string;
  /** Colour, where the messenger has it. */
  readonly style?: 'primary' | 'success' | 'danger';
}

/**
 * What a person sees: Telegram's HTML, and rows of buttons under it. Messengers that differ get it translated at the
 * door.
 */
export interface Message {
  readonly html: string;
  /** The same with tables and folds: shown in its place where the messenger has them. */
  readonly rich?: RichText;
  readonly buttons?: readonly (readonly Button[])[];
  /** A keyboard in place of the phone's own: one button that shares the phone number, or none again. */
  readonly keyboard?: { readonly sharePhone: string } | 'remove';
}

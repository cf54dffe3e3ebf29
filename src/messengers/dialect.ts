import type { Transformer } from 'grammy';

/** In what a messenger differs from Telegram's Bot API, so far as the program must know. */
export interface Dialect {
  /** Turns calls into what the messenger understands; null: it is Telegram's API itself. */
  readonly translate: Transformer | null;
  /** Whether it has messages with tables and folds (`sendRichMessage`): at least until it refuses one. */
  readonly hasRichMessages: boolean;
  /** Whether the person sees the text that a press is answered with; else what matters is said in a message. */
  showsPressAnswer(callbackQueryId: string): boolean;
  /**
   * How long a send that was refused for a reason nobody knows waits until it is tried again, time after time. Refused
   * once more after the last of them, the person counts as unreachable. None: what is refused is never tried again.
   */
  readonly refusedAgainAfterMs: readonly number[];
}

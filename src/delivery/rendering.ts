import type { Message } from '../messages/message.ts';
import type { Messenger } from '../store/accounts.ts';
import type { Transaction } from '../store/file/database.ts';
import { sentMessageId } from '../store/outbox.ts';
import type { OutboxRow } from '../store/outbox-queue.ts';

export interface MediaCall {
  readonly medium: 'document' | 'photo' | 'video' | 'voice';
  readonly file: { readonly fileId: string } | { readonly name: string; readonly content: Buffer };
  /** Its HTML stands below it. */
  readonly message: Message;
}

/** What a row of the outbox comes to when its turn has come. */
export type Rendering =
  | { readonly do: 'send'; readonly message: Message }
  /** Sent anew where the earlier message is gone, cannot be edited, or could not show it. */
  | { readonly do: 'edit'; readonly messageId: number; readonly message: Message }
  /** Takes the buttons off. */
  | { readonly do: 'strip'; readonly messageId: number }
  /** A file of the table `files`, or one on the disk; its caption is HTML. */
  | ({ readonly do: 'document'; readonly caption?: string } & (
      | { readonly fileId: number }
      | { readonly path: string }
    ))
  /**
   * A picture; a film, a voice message or a document with buttons, for many: by the messenger's own name for it, where
   * it has one.
   */
  | ({ readonly do: 'media' } & MediaCall)
  /** It has become pointless. */
  | { readonly do: 'drop'; readonly why: string }
  /** Not now: quiet hours. */
  | { readonly do: 'hold'; readonly until: Date };

/** A questionnaire's card as it should be. */
export interface RenderedCard {
  readonly accountId: number;
  /** Null: it is to be sent anew. */
  readonly messageId: number | null;
  readonly message: Message;
  /** Of the questionnaire's card, as rendered. */
  readonly version: number;
  /** Of what the message shows. */
  readonly hash: string;
}

/** What delivery is told by those who know the study. All of it is synchronous. */
export interface Content {
  render(row: OutboxRow, at: Date): Rendering;
  /** Whether a kind that may have arrived is sent once more: rather twice than never, or the other way round. */
  ifUnknown(kind: OutboxRow['kind']): 'again' | 'never';
  /** Null: there is no card to show. */
  renderCard(questionnaireId: number): RenderedCard | null;
  /** `insteadOf`: the card's message as rendered; another one may have become the card since. */
  cardShown(
    tx: Transaction,
    questionnaireId: number,
    shown: { messageId: number; insteadOf: number | null; version: number; hash: string },
  ): void;
  /** A messenger has given a file that it was sent a name of its own. */
  fileSent(tx: Transaction, row: OutboxRow, messenger: Messenger, fileId: string): void;
  /** An account can no longer be reached; told once, in the transaction that notes it. */
  unreachable(tx: Transaction, accountId: number, reason: string, at: Date): void;
  /** The messenger refuses the token: nothing more can be sent. */
  tokenRefused(messenger: Messenger): void;
  /** The messenger refuses the bot, and everything to it waits; told once, and with null once it no longer does. */
  botRefused(messenger: Messenger, reason: string | null): void;
}

/** An answer, in place of an earlier message where it names one. */
export function renderReply(
  tx: Transaction,
  args: { message: Message; replacesMessageId?: number; replacesKey?: string },
): Rendering {
  const messageId = args.replacesMessageId ?? (args.replacesKey ? sentMessageId(tx, args.replacesKey) : null);
  return messageId === null
    ? { do: 'send', message: args.message }
    : { do: 'edit', messageId, message: args.message };
}

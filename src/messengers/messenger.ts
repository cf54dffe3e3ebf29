import type { Messenger } from '../store/accounts.ts';
import type { Dialect } from './dialect.ts';

/** All that the program must know of one messenger. */
export interface MessengerDescription {
  readonly name: Messenger;
  /** For lines of the output. */
  readonly title: string;
  /** The link by which somebody starts a bot with a secret. */
  linkTo(botName: string, secret: string): string;
  /** How such links begin where they come back as text, up to their question mark: regular expressions. */
  readonly linkForms: readonly string[];
  /** The largest document that it takes, in bytes. */
  readonly largestDocument: number;
  /** Where the secret stands in what it posts to a webhook. */
  readonly webhookSecret: 'inHeader' | 'inAddress';
  readonly dialect: Dialect;
}

import type { QuietHours } from '../domain/quiet-hours.ts';
import type { Message } from '../messages/message.ts';
import type { Database, Transaction } from '../store/file/database.ts';
import type { Outgoing } from '../store/outbox.ts';
import type { Rendering } from './rendering.ts';

type ArgsOf<Kind extends Outgoing['kind']> = Extract<Outgoing, { kind: Kind }>['args'];

/** To whom a row goes, and when. */
export interface Addressed {
  readonly db: Database;
  readonly zone: string;
  readonly quietHours: QuietHours;
  readonly rowId: number;
  readonly accountId: number;
  readonly at: Date;
}

/** A sort of message that leaves as a row of the outbox. */
export interface OutgoingKind<Kind extends Outgoing['kind'] = Outgoing['kind']> {
  /**
   * What becomes of a send that was cut off after its request had left (a timeout, a broken connection, this program
   * killed): it may have arrived, and the messengers offer no way to find out. `again`: it is repeated once, so a
   * person may hear it twice. `never`: it counts as sent, so a person may not hear it. Edits repeat freely.
   * docs/decisions/0005-delivery.md tells the reasons at length.
   */
  readonly ifUnknown: 'again' | 'never';
  /**
   * Who may still get it when it leaves. Rows wait for hours, in quiet hours or while a chat cannot be reached, and
   * whoever was a facilitator when one was queued may be none by then.
   */
  reaches(tx: Transaction, args: ArgsOf<Kind>, accountId: number): boolean;
  /** Whether it waits for the end of the quiet hours, also where these came while the row waited. */
  keepsQuiet?(args: ArgsOf<Kind>): boolean;
  /** Null: pointless by now. */
  render(to: Addressed, args: ArgsOf<Kind>): Message | Rendering | null;
}

/** Whether the expert is still the account's is asked where the message is put into words. */
export const askedWhenRendered = () => true;

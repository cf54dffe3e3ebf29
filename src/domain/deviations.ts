import type { ChangedPart, RuleField } from './study-change.ts';

/** What a departure from the locked protocol is about. */
export type DeviationField =
  | RuleField
  | Exclude<ChangedPart['part'], 'rule'>
  /** An item was kept or dropped by hand: `from` and `to` are `kept` or `dropped`. */
  | 'itemByHand'
  /** Items took the place of others: `from` and `to` list them, each with code and title. */
  | 'itemReplaced'
  /** An agreed or stable panel was taken into another round. */
  | 'panelContinued'
  /** A round's deadline was moved, or did not come: the round was closed before it. */
  | 'deadlineMoved'
  | 'closedEarly';

/** A departure from the locked protocol, in the order in which they came. */
export interface Deviation {
  readonly at: Date;
  readonly field: DeviationField;
  /** Of a panel or an item; absent for rules and rounds. */
  readonly code?: string;
  /** The code of the panel in which an item's verdict was changed, where it was not in all. */
  readonly panel?: string;
  /** The number of the round that it is about. */
  readonly round?: number;
  readonly from: unknown;
  readonly to: unknown;
  /** Null: none is asked for, or an earlier version did not ask. */
  readonly reason: string | null;
  /** Who did it; null: the program did, or the account is forgotten. */
  readonly accountId: number | null;
}

import type { ChangedPart, RuleField } from './study-change.ts';

/** What a departure from the locked protocol is about. */
export type DeviationField =
  | RuleField
  | Exclude<ChangedPart['part'], 'rule'>
  /** An item was kept or dropped by hand: `from` and `to` are `kept` or `dropped`. */
  | 'itemByHand'
  /** Items were replaced: `from` and `to` list the old and new ones, each with code and title. */
  | 'itemReplaced'
  /** An agreed or stable panel was taken into another round. */
  | 'panelContinued'
  /** A round's deadline was moved, or the round was closed before it. */
  | 'deadlineMoved'
  | 'closedEarly';

/** A departure from the locked protocol. */
export interface Deviation {
  readonly at: Date;
  readonly field: DeviationField;
  /** Code of the panel or item; absent for rules and rounds. */
  readonly code?: string;
  /** Code of the panel in which an item's verdict was changed; absent where it was changed in all panels. */
  readonly panel?: string;
  /** The number of the round concerned. */
  readonly round?: number;
  readonly from: unknown;
  readonly to: unknown;
  /** Null: no reason is asked for, or it dates from before reasons were asked for. */
  readonly reason: string | null;
  /** Null: the program itself did it, or the account is forgotten. */
  readonly accountId: number | null;
}

import type { Due } from '../../jobs/tick.ts';
import type { Transaction } from '../../store/file/database.ts';
import {
  insertTelling,
  loadFirstTelling,
  saveReached,
  type Telling,
  type TellingKind,
} from '../../store/tellings.ts';

/** So many experts are told in one commit; the others with the next ticks, so that presses need not wait for all. */
export const TOLD_AT_ONCE = 250;

/**
 * Queues a message to each of those whom a telling is for and who come next behind an expert, by id.
 *
 * @returns whom it looked at, in that order; fewer than the limit: nobody is left
 */
export type TellNext<Kind extends TellingKind = TellingKind> = (
  tx: Transaction,
  telling: Telling<Kind>,
  after: number,
  limit: number,
) => readonly { readonly expertId: number }[];

/** How each kind of telling goes on. */
export type Tellings = { readonly [Kind in TellingKind]: TellNext<Kind> };

/** Tells the first experts, in the transaction that decides it, and leaves the others to the ticks. */
export function beginTelling<Kind extends TellingKind>(
  tx: Transaction,
  telling: Telling<Kind>,
  tellNext: TellNext<Kind>,
): void {
  const reached = tellSome(tx, telling, tellNext, 0);
  if (reached !== null) insertTelling(tx, telling, reached);
}

/** Tells the next experts of the telling that was begun first: who hears two things hears them in their order. */
export function goOnTelling(tellings: Tellings): (tx: Transaction) => Due {
  return (tx) => {
    const telling = loadFirstTelling(tx);
    if (!telling) return {};
    const tellNext = tellings[telling.kind] as TellNext;
    saveReached(tx, telling.id, tellSome(tx, telling, tellNext, telling.reachedExpertId));
    return { told: true, more: true };
  };
}

/** @returns the last one told, by id; null: nobody is left */
function tellSome<Kind extends TellingKind>(
  tx: Transaction,
  telling: Telling<Kind>,
  tellNext: TellNext<Kind>,
  after: number,
): number | null {
  const told = tellNext(tx, telling, after, TOLD_AT_ONCE);
  return told.length < TOLD_AT_ONCE ? null : told.at(-1)!.expertId;
}

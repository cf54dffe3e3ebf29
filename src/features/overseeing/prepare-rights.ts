import { type Clock, wait } from '../../clock.ts';
import { ensureAccount, type Messenger } from '../../store/accounts.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { addOperator, keepOperators } from '../../store/operators.ts';
import { prepareClaimCode, syncFacilitators } from './claim-facilitator.ts';

type Named = readonly { readonly messenger: Messenger; readonly userId: number }[];

export interface RightsParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly newSecret: (length: number) => string;
  /** Prints a line for whoever started the program. */
  readonly say: (line: string) => void;
  /** @returns whether the error lies with the disk or the database and may pass */
  readonly troubled: (error: unknown) => boolean;
  /** Ends the waiting for room. */
  readonly signal: AbortSignal;
}

/** A claim code is typed by hand, once, within minutes. */
const CLAIM_LENGTH = 10;
const PREPARED_AGAIN_MS = 2000;

/**
 * Gives rights to those whom FACILITATOR_IDS and OPERATOR_IDS name; where there is no facilitator at all, prints a code
 * to become one. On a full disk this waits for room; those already known are told of the disk meanwhile.
 */
export function prepareRights(
  { facilitators, operators }: { facilitators: Named; operators: Named },
  parts: RightsParts,
): void {
  const { db, clock, newSecret, say, troubled, signal } = parts;
  try {
    const code = transact(db, (tx) => {
      syncFacilitators(tx, facilitators, clock.now());
      syncOperators(tx, operators, clock.now());
      return prepareClaimCode(tx, newSecret(CLAIM_LENGTH));
    });
    if (code) say(`Nobody is the facilitator yet. Send this to the bot to become it: /claim ${code}`);
  } catch (error) {
    if (!troubled(error)) throw error;
    void wait(clock, PREPARED_AGAIN_MS, signal).then(() => {
      if (!signal.aborted) prepareRights({ facilitators, operators }, parts);
    });
  }
}

/** Brings operators in step with the setting OPERATOR_IDS, the only way to become one. */
export function syncOperators(tx: Transaction, ids: Named, at: Date): void {
  const accountIds = ids.map(({ messenger, userId }) => ensureAccount(tx, messenger, userId, at).id);
  for (const accountId of accountIds) addOperator(tx, accountId, at);
  keepOperators(tx, accountIds);
}

import { ensureAccount, type Messenger } from '../../store/accounts.ts';
import type { Transaction } from '../../store/file/database.ts';
import { addOperator, keepOperators } from '../../store/operators.ts';

/** Brings operators in step with the setting OPERATOR_IDS, the only way to become one. */
export function syncOperators(
  tx: Transaction,
  ids: readonly { readonly messenger: Messenger; readonly userId: number }[],
  at: Date,
): void {
  const accountIds = ids.map(({ messenger, userId }) => ensureAccount(tx, messenger, userId, at).id);
  for (const accountId of accountIds) addOperator(tx, accountId, at);
  keepOperators(tx, accountIds);
}

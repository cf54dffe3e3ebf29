import { endDialog, loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';
import { leaveReason } from './give-reason.ts';

/**
 * Cancels whatever an account's next text was meant for; a card that asked for a reason shows its item again.
 *
 * @returns whether anything was waited for
 */
export function giveUpDialog(tx: Transaction, accountId: number, at: Date): boolean {
  const dialog = loadDialog(tx, accountId);
  if (!dialog) return false;
  if (dialog.kind === 'reason') {
    leaveReason(tx, Number(dialog.args['answerId']), { accountId, pressedAt: at, at });
  }
  endDialog(tx, accountId);
  return true;
}

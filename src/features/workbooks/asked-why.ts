import { loadDialog } from '../../store/dialogs.ts';
import type { Transaction } from '../../store/file/database.ts';

/** Whether the reason of a previewed change is waited for: it is applied once that is there. */
export function isAskedWhy(
  tx: Transaction,
  { previewId, accountId }: { readonly previewId: number; readonly accountId: number },
): boolean {
  const dialog = loadDialog(tx, accountId);
  return dialog?.kind === 'why-changed' && Number(dialog.args['previewId']) === previewId;
}

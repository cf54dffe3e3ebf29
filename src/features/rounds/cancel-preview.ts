import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { endPreview, loadPreview } from '../../store/previews.ts';

/** Gives up an opening, a closing or an end that was shown. */
export function cancelPreview(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<{ kind: 'open' | 'close' | 'finish' }> {
  const preview = loadPreview(tx, press.previewId);
  if (!preview || preview.accountId !== press.accountId) return refuse({ code: 'preview.gone' });
  const { kind, state } = preview;
  if (kind !== 'open' && kind !== 'close' && kind !== 'finish') return refuse({ code: 'preview.gone' });
  if (state === 'done') return refuse({ code: 'preview.done' });
  endPreview(tx, press.previewId, 'cancelled');
  return { ok: true, kind };
}

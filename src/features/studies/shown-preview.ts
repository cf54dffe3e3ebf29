import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { loadPreview, type Preview } from '../../store/previews.ts';

/** A preview that its presser may still carry out. */
export function loadOwnPreview(
  tx: Transaction,
  press: { previewId: number; accountId: number },
  kind: Preview['kind'],
): Outcome<{ preview: Preview }> {
  const preview = loadPreview(tx, press.previewId);
  if (!preview || preview.accountId !== press.accountId || preview.kind !== kind)
    return refuse({ code: 'preview.gone' });
  if (preview.state === 'done') return refuse({ code: 'preview.done' });
  if (preview.state === 'cancelled') return refuse({ code: 'preview.gone' });
  return { ok: true, preview };
}

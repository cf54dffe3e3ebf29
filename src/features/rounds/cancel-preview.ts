import { type Outcome, refuse } from '../../domain/refusals.ts';
import type { Transaction } from '../../store/file/database.ts';
import { endPreview, loadPreview } from '../../store/previews.ts';

/** The kinds of previews about a round. */
const ABOUT_ROUND = ['open', 'close', 'finish', 'remind', 'invite'] as const;
type AboutRound = (typeof ABOUT_ROUND)[number];

/** Gives up what a preview about a round has shown. */
export function cancelPreview(
  tx: Transaction,
  press: { previewId: number; accountId: number },
): Outcome<{ kind: AboutRound }> {
  const preview = loadPreview(tx, press.previewId);
  if (!preview || preview.accountId !== press.accountId) return refuse({ code: 'preview.gone' });
  const kind = ABOUT_ROUND.find((one) => one === preview.kind);
  if (kind === undefined) return refuse({ code: 'preview.gone' });
  if (preview.state === 'done') return refuse({ code: 'preview.done' });
  endPreview(tx, press.previewId, 'cancelled');
  return { ok: true, kind };
}

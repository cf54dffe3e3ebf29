import { THEMES, type Theme } from '../../domain/reason-themes.ts';
import { type Outcome, refuse } from '../../domain/refusals.ts';
import { logEvent } from '../../store/events.ts';
import type { Transaction } from '../../store/file/database.ts';
import { keepTheme } from '../../store/reason-themes.ts';
import type { Study } from '../../store/studies.ts';
import { studyOf } from '../studies/choose-study.ts';
import { loadReasonWords } from './compose-themes.ts';

/**
 * Puts all reasons with the same words under a theme, replacing any former one. Allowed after the study's end too: no
 * figure or verdict depends on it.
 *
 * @param press.index of the theme
 */
export function sortReason(
  tx: Transaction,
  press: { studyId: number; mark: number; index: number; accountId: number; at: Date },
): Outcome<{ study: Study; theme: Theme }> {
  const { studyId, mark, accountId, at } = press;
  const own = studyOf(tx, accountId, studyId);
  if (!own.ok) return own;
  const theme = THEMES[press.index];
  const words = loadReasonWords(tx, own.study).find((one) => one.mark === mark);
  if (theme === undefined || !words) return refuse({ code: 'suggest.gone' });
  if (words.theme !== theme) {
    keepTheme(tx, studyId, mark, theme);
    logEvent(tx, {
      ...{ studyId, at, actor: 'facilitator', accountId, kind: 'reason.sorted' },
      details: { theme, from: words.theme, reasons: words.reasons },
    });
  }
  return { ok: true, study: own.study, theme };
}

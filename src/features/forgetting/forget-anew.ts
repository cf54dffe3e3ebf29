import { loadExpert } from '../../store/experts.ts';
import type { Transaction } from '../../store/file/database.ts';
import type { ListedForgetting } from '../../store/file/forgotten-list.ts';
import { sweepFiles } from '../../store/files.ts';
import {
  type Forgetting,
  insertForgetting,
  loadForgettings,
  needForgetting,
} from '../../store/forgettings.ts';
import { loadUndrawn, redrawQuestionnaire } from '../../store/redraw-answers.ts';
import { loadStudy } from '../../store/studies.ts';
import { forgetRows, newIdsOf } from './forget-rows.ts';

/**
 * Removes names from a database that is older than their removal: what `listed` says of it, and nothing else. An expert
 * of a study that still ran then has left it, with the answers kept; a study goes on without anybody, until it is
 * ended.
 *
 * @param listed eldest first
 * @returns how many removals were carried out anew
 */
export function forgetAnew(
  tx: Transaction,
  listed: readonly ListedForgetting[],
  randomBelow: (limit: number) => number,
): number {
  let carriedOut = 0;
  for (const one of listed) {
    const forgetting = prepareForgetting(tx, one);
    if (!forgetting) continue;
    const newIds = newIdsOf(tx, forgetting);
    for (const questionnaireId of loadUndrawn(tx, forgetting, newIds, Number.MAX_SAFE_INTEGER)) {
      redrawQuestionnaire(tx, questionnaireId, newIds, randomBelow);
    }
    forgetRows(tx, forgetting, { at: new Date(one.at), randomBelow });
    carriedOut += 1;
  }
  while (sweepFiles(tx));
  return carriedOut;
}

/** The row of a removal that is still to be carried out here; null where nothing is to be removed. */
function prepareForgetting(
  tx: Transaction,
  { study: studyId, createdAt, expert: expertId, at }: ListedForgetting,
): Forgetting | null {
  const study = loadStudy(tx, studyId);
  if (study?.createdAt.toISOString() !== createdAt || study.forgottenAt) return null;
  if (expertId !== null && loadExpert(tx, expertId)?.studyId !== studyId) return null;
  const asked = loadForgettings(tx, studyId).find((forgetting) => forgetting.expertId === expertId);
  if (asked) return asked;
  const askedAt = new Date(at);
  return needForgetting(tx, insertForgetting(tx, { studyId, expertId, accountId: null, askedAt }));
}

import type { Transaction } from '../../store/file/database.ts';
import { loadActiveItems, loadPanels, setPanelStatus } from '../../store/panels.ts';
import { loadRounds } from '../../store/rounds.ts';
import { needStudy } from '../../store/studies.ts';

/**
 * A panel that was over for want of items or rounds goes on where it was given some.
 *
 * @returns the panels woken, by id
 */
export function wakePanels(tx: Transaction, studyId: number): number[] {
  const study = needStudy(tx, studyId);
  const items = loadActiveItems(tx, studyId, study.excludedAudiences);
  const hasRoundsLeft = loadRounds(tx, studyId).length < study.maxRounds;
  const woken = loadPanels(tx, studyId).filter(({ id, status, removedAt }) => {
    const wasEmpty = status === 'dropped' && removedAt === null;
    const isOver = wasEmpty || (status === 'finished' && study.state !== 'finished');
    return isOver && hasRoundsLeft && items.has(id);
  });
  for (const { id } of woken) setPanelStatus(tx, id, 'active');
  return woken.map(({ id }) => id);
}

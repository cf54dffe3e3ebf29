import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunInBackground } from '../../jobs/background.ts';
import { type Database, type Transaction, transact } from '../../store/file/database.ts';
import { queueJob } from '../../store/jobs.ts';
import {
  fillPanelRound,
  loadPanelRound,
  loadPanelRounds,
  loadWithoutFigures,
} from '../../store/panel-rounds.ts';
import { fillItemResult } from '../../store/results.ts';
import { needRound } from '../../store/rounds.ts';
import { needStudy } from '../../store/studies.ts';
import { loadJudges, loadPanelToJudge } from './judge-round.ts';

/** Results written at a time. */
const RESULTS_A_SLICE = 200;

/**
 * At the start, queues a job for each panel-round that an earlier version judged and that lacks some of today's
 * figures.
 */
export function queueOlderFigures(tx: Transaction, at: Date): void {
  for (const { panelRoundId, studyId } of loadWithoutFigures(tx)) {
    queueJob(tx, {
      ...{ key: `figures:${panelRoundId}`, kind: 'reckon-figures', accountId: null, studyId },
      ...{ args: { panelRoundId }, createdAt: at },
    });
  }
}

/**
 * Computes from the answers what an earlier version did not freeze of a panel-round. What it froze stays unchanged to
 * the last bit, and so do verdicts and statuses. A killed run begins again and fills in the same values.
 */
export async function reckonFigures(db: Database, panelRoundId: number, run: RunInBackground): Promise<void> {
  const panelRound = loadPanelRound(db, panelRoundId);
  if (panelRound?.state !== 'judged') return;
  const { studyId, number } = needRound(db, panelRound.roundId);
  const judges = await loadJudges(db, panelRound.roundId, loadPanelRounds(db, panelRound.roundId));
  const panel = await loadPanelToJudge(db, needStudy(db, studyId), panelRound, { number, judges });
  const judged = await run('judge-panel', panel);
  for (let from = 0; from < judged.items.length; from += RESULTS_A_SLICE) {
    const slice = judged.items.slice(from, from + RESULTS_A_SLICE);
    transact(db, (tx) => {
      for (const item of slice) fillItemResult(tx, panelRoundId, item);
    });
    await nextTurn();
  }
  // Written last: it marks that nothing is missing any more.
  transact(db, (tx) => fillPanelRound(tx, panelRoundId, judged));
}
